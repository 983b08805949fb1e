// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package catalogue

import (
	"context"
	"io"
	"slices"

	"planraum/internal/city/area"
	"planraum/internal/city/dataset"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/exchange/dcat"
	"planraum/internal/exchange/geojson"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Form is a file format of data sets.
type Form struct {
	Name   string // as in addresses: csv, xlsx, json, geojson
	Label  text.Text
	Format dcat.Format
}

// Forms lists the formats in which data sets can be had; the last is for those
// with shapes only.
var Forms = []Form{
	{"csv", text.Same("CSV"), dcat.CSV},
	{"xlsx", text.Same("XLSX"), dcat.XLSX},
	{"json", text.Same("JSON"), dcat.JSON},
	{"geojson", text.Same("GeoJSON"), dcat.GeoJSON},
}

// FormsOf lists the formats of a data set.
func (e Entry) FormsOf() []Form {
	if e.Shapes {
		return Forms
	}
	return Forms[:len(Forms)-1]
}

// File asks for a data set as a file.
type File struct {
	Key, Format string
	AsOf        period.Date
	Lang        text.Lang // of heads and CSV's marks
}

// Write writes a data set of the catalogue as the public may have it, and
// returns the media type. NotFound where there is no such data set, Invalid for
// a format that it does not have; nothing is written then.
func (d *Desk) Write(ctx context.Context, w io.Writer, f File) (media string, err error) {
	const op = "catalogue.Write"
	l, e, err := d.Entry(ctx, f.Key, f.AsOf)
	if err != nil {
		return "", err
	}
	forms := e.FormsOf()
	i := slices.IndexFunc(forms, func(x Form) bool { return x.Name == f.Format })
	if i < 0 {
		return "", fault.Refuse(op, []fault.Row{{
			File: f.Key, Column: "format", Value: f.Format, Expected: text.T("csv, xlsx oder json; geojson bei Datensätzen mit Gebieten", "csv, xlsx or json; geojson for data sets on areas"),
		}})
	}
	if e.isCollection() && f.Format == "geojson" {
		return dcat.GeoJSON.Media, fault.Wrap(op, d.writeFeatures(ctx, w, e, f.AsOf))
	}
	sheet, areas, err := d.sheet(public(ctx), l, e, f.AsOf)
	if err != nil {
		return "", fault.Wrap(op, err)
	}
	if knowsNull(f.Format) && len(e.Indicators) > 0 {
		sheet.Protection = nulled
	}
	switch f.Format {
	case "csv":
		err = table.WriteCSV(w, f.Lang, sheet)
	case "xlsx":
		err = table.WriteXLSX(w, f.Lang, sheet)
	case "json":
		err = table.WriteJSON(w, sheet)
	default:
		err = geojson.WriteSheet(w, sheet, areas)
	}
	return forms[i].Format.Media, fault.Wrap(op, err)
}

// knowsNull reports whether a format writes a value that is kept from the
// reader as null; the others write figure.SecretSign.
func knowsNull(format string) bool { return format == "json" || format == "geojson" }

// Terms says under which licence the data set stands and whom to name.
func (e Entry) Terms() text.Text {
	l := dataset.Label(dataset.Licences, e.Licence)
	return text.T(l.De+", Namensnennung: "+e.Attribution, l.En+", attribution: "+e.Attribution)
}

// What the public's files say of their own making.
var (
	releasedOnly = text.T("nur freigegebene Zahlen", "released figures only")
	fromRegister = text.T("Angaben des Registers, die öffentlich sind", "what is public of the register")
	noCounts     = text.T("nicht nötig: keine Zahlen über Personen", "not needed: no numbers about persons")
	protected    = text.T("nach der Regel für die Öffentlichkeit; . = geheim gehalten, nicht 0 und nicht unbekannt", "by the policy for the public; . = kept secret, neither 0 nor unknown")
	// nulled is protected for the formats that know null.
	nulled = text.T("nach der Regel für die Öffentlichkeit; null mit dem Hinweis „geheim gehalten“ (mark) = geheim gehalten, nicht 0 und nicht unbekannt", "by the policy for the public; null with the mark “geheim gehalten” (mark) = kept secret, neither 0 nor unknown")
)

// head is a sheet without columns and rows: what every file says of itself.
func (e Entry) head(asOf period.Date) table.Sheet {
	s := table.Sheet{Title: e.Title, AsOf: asOf, Sources: e.Sources, Release: releasedOnly, Protection: protected, Licence: e.Terms()}
	if e.isCollection() {
		s.Release, s.Protection = fromRegister, noCounts
	}
	return s
}

// sheet returns the rows of a data set as they leave the house, and the areas
// that they speak of.
func (d *Desk) sheet(ctx context.Context, l Listing, e Entry, asOf period.Date) (table.Sheet, []area.Area, error) {
	areas, err := d.names.Areas(ctx, "")
	if err != nil {
		return table.Sheet{}, nil, err
	}
	s := e.head(asOf)
	if len(e.Indicators) == 0 {
		err := d.featureSheet(ctx, &s, e.Key, asOf)
		return s, areas, err
	}
	rows, err := d.rows(ctx, e.Dataset, l, asOf)
	if err != nil {
		return s, nil, err
	}
	indicators, err := d.names.Indicators(ctx)
	if err != nil {
		return s, nil, err
	}
	valueSheet(&s, rows, l, indicators)
	return s, areas, nil
}

func valueSheet(s *table.Sheet, rows []figure.Picked, l Listing, indicators []figure.Indicator) {
	units := make(map[string]figure.Indicator, len(indicators))
	for _, i := range indicators {
		units[i.Code] = i
	}
	for _, r := range rows {
		s.Areas = append(s.Areas, r.Area)
	}
	s.Columns = []table.Column{
		column("indicator", "Kennzahl", "indicator", table.KindText), column("unit", "Einheit", "unit", table.KindText),
		column("area", "Gebietsschlüssel", "area key", table.KindText), column("area_name", "Gebiet", "area", table.KindText),
		column("group", "Zielgruppe", "group", table.KindText), column("period", "Zeitraum", "period", table.KindText),
		column("value", "Wert", "value", table.KindDecimal), column("mark", "Hinweis", "mark", table.KindText),
		column("basis", "Grundlage", "basis", table.KindText), column("known_from", "bekannt seit", "known since", table.KindDate),
		column("source", "Quelle", "source", table.KindText),
	}
	s.Rows = func(yield func([]table.Cell) bool) {
		for _, r := range rows {
			value, mark := shown(r.Figure)
			if !yield([]table.Cell{
				table.Text(r.Indicator), table.Text(units[r.Indicator].Unit.De), table.Text(string(r.Area)), table.Text(l.areas[r.Area].Name),
				table.Text(string(r.Group)), table.Text(r.Period.String()), value, mark,
				table.Text(r.Basis.String()), table.Day(r.KnownFrom), table.Text(r.Source),
			}) {
				return
			}
		}
	}
}

// shown is the value of a figure, and the mark beside it. A figure that the
// lens hides has no value; this is the one place of the catalogue's files that
// says so.
func shown(f figure.Figure) (value, mark table.Cell) {
	mark = table.Text(f.Protected.Label().De)
	if f.IsSecret() {
		return table.Withheld(figure.SecretSign), mark
	}
	return table.Number(f.Value), mark
}

func column(key, de, en string, kind table.Kind) table.Column {
	return table.Column{Key: key, Name: text.T(de, en), Kind: kind}
}

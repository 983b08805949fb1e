// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"fmt"
	"strconv"
	"strings"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/desk/data"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// figureTable lists what counts for each period, and beneath it what stands
// against it.
func figureTable(c data.Course, breaks broken, r request) view.Table {
	t := view.Table{
		ID: "werte", Caption: text.T(c.Indicator.Name.De+", "+c.Area.Name, c.Indicator.Name.En+", "+c.Area.Name), Fixed: true,
		Empty: say(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Am %s war kein Wert bekannt. Ein späterer Stand oder ein anderes Gebiet zeigt vielleicht einen; „planraum import DATEI“ liest Werte ein.",
				"No figure was known on %s. A later date or another area may show one; “planraum import FILE” imports figures.").In(l), r.AsOf.In(l))
		}),
		Note: text.T("Regel: Es gilt, was zuletzt bekannt wurde; am selben Tag die bessere Grundlage (gezählt, berichtet, angekündigt, angenommen, vorausberechnet, berechnet). Eine ausdrückliche Wahl gilt, bis danach ein neuer Wert bekannt wird.",
			"Rule: what became known last counts; on the same day the better basis (counted, reported, announced, assumed, forecast, computed). An explicit choice counts until a new figure becomes known after it."),
		Columns: []view.Column{
			{Key: "period", Name: text.T("Zeitraum", "period")},
			valueColumn(c.Indicator),
			{Key: "basis", Name: text.T("Grundlage", "basis")},
			{Key: "why", Name: text.T("warum dieser Wert", "why this figure")},
			{Key: "others", Name: text.T("andere Angaben", "other statements"), Kind: view.Whole},
			{Key: "choice", Name: text.T("Auswahl", "choice")},
			{Key: "known_from", Name: text.T("bekannt seit", "known since"), Kind: view.Date},
			{Key: "source", Name: text.T("Quelle", "source")},
			{Key: "note", Name: text.T("Anmerkung", "note")},
		},
	}
	t.Note = joined(t.Note, breaks.note())
	blank := view.Cell{Known: true, Blank: true}
	t.Rows = make([]view.Row, 0, len(c.Picked))
	before, mayChoose := period.Date{}, r.Allowed("POST /daten/{indicator}")
	for i := range c.Picked {
		p := &c.Picked[i]
		why := view.Say(p.Why.Label())
		if p.Why == figure.ByChoice {
			why = why.With(text.Same(p.Choice.Reason))
		}
		others := blank
		if len(p.Others) > 0 {
			others = view.Num(len(p.Others), "")
		}
		row := figureRow(&p.Figure, why, others, blank)
		if mark := breaks.between(before, p.Period.To); !before.IsZero() && mark != (text.Text{}) {
			note := len(row.Cells) - 1
			row.Cells[note] = row.Cells[note].With(mark)
		}
		before = p.Period.To
		t.Rows = append(t.Rows, row)
		for j := range p.Others {
			o := &p.Others[j]
			choose := blank
			if mayChoose && !o.IsSecret() {
				choose = view.Say(text.T("diesen Wert wählen", "choose this figure"))
				choose.Link = r.Here(chooseParam, strconv.FormatInt(o.ID, 10)) + "#auswahl"
			}
			t.Rows = append(t.Rows, figureRow(o, against(p, o), blank, choose))
		}
	}
	return t
}

// against says how another figure stands to the one that counts.
func against(p *figure.Picked, o *figure.Figure) view.Cell {
	switch {
	case o.IsSecret() || p.IsSecret():
		return view.Say(text.T("↳ andere Angabe, geheim gehalten", "↳ another statement, kept secret"))
	case o.Value == p.Value:
		return view.Say(text.T("↳ sagt dasselbe", "↳ says the same"))
	case o.Basis == figure.Forecast:
		return view.Say(text.T("↳ war vorausberechnet", "↳ was forecast"))
	case p.Choice != nil && p.Choice.Figure == o.ID:
		return view.Say(text.T("↳ war gewählt, ein späterer Wert gilt", "↳ was chosen, a later figure counts"))
	}
	return view.Say(text.T("↳ steht dagegen", "↳ stands against it"))
}

func figureRow(f *figure.Figure, why, others, choice view.Cell) view.Row {
	value := figureCell(*f)
	value.Words = say(func(l text.Lang) string { return l.Decimal(f.Value.Amount, f.Value.Places) })
	return view.Row{ID: fmt.Sprintf("wert-%d", f.ID), Cells: []view.Cell{
		view.Say(say(f.Period.In)), value, view.Say(f.Basis.Label()), why, others, choice,
		view.Day(f.KnownFrom), view.Say(text.Same(f.Source)), named(f.Note),
	}}
}

// figureCell is the cell of a figure as the reader may see it, with a link to
// its derivation.
func figureCell(f figure.Figure) view.Cell {
	ref := figureRef(f.ID)
	switch f.Protected {
	case figure.Secret:
		return view.Cell{Secret: true, Ref: ref}
	case figure.Rounded:
		return view.Num(f.Value.Amount, ref).With(figure.Rounded.Label())
	}
	return view.Num(f.Value.Amount, ref)
}

// valueColumn is a column of the indicator's values with its decimals.
func valueColumn(in figure.Indicator) view.Column {
	c := view.Column{Key: "value", Name: text.T("Wert", "value"), Unit: in.Unit, Kind: view.Written}
	switch in.Places {
	case 0:
		c.Kind = view.Whole
	case 1:
		c.Kind = view.Tenths
	case 2:
		c.Kind = view.Hundredths
	}
	return c
}

// accountTable shows whether reported flows explain the change of the stock.
func accountTable(list []data.Account) view.Table {
	persons := text.T("Personen", "persons")
	t := view.Table{
		ID: "konto", Caption: text.T("Bestandskonto: Erklären Zu- und Abgänge den Bestand?", "Stock account: do arrivals and departures explain the stock?"), Fixed: true,
		Empty: text.T("Unter diesem Stand sind keine zwei Bestände bekannt, zwischen denen gerechnet werden kann.", "As of this date no two stocks are known between which an account can be reckoned."),
		Note: text.T("Erwartet = Anfangsbestand + Zugänge − Abgänge + Bereinigungen. Lücke = gemeldet − erwartet; sie steht für sich und wird nicht als Abgang gebucht. Was vor dem Stichtag gesagt wurde, etwa eine Vorausberechnung, zählt nicht als Bestand.",
			"Expected = opening stock + arrivals − departures + corrections. Gap = reported − expected; it stands by itself and is not booked as a departure. What was said before the date, such as a forecast, does not count as a stock."),
		Columns: []view.Column{
			{Key: "from", Name: text.T("von", "from"), Kind: view.Date},
			{Key: "to", Name: text.T("bis", "to"), Kind: view.Date},
			{Key: "opening", Name: text.T("Anfangsbestand", "opening stock"), Unit: persons, Kind: view.Whole},
			{Key: "arrivals", Name: text.T("Zugänge", "arrivals"), Unit: persons, Kind: view.Whole},
			{Key: "departures", Name: text.T("Abgänge", "departures"), Unit: persons, Kind: view.Whole},
			{Key: "corrections", Name: text.T("Bereinigungen", "corrections"), Unit: persons, Kind: view.Whole},
			{Key: "expected", Name: text.T("erwartet", "expected"), Unit: persons, Kind: view.Whole},
			{Key: "reported", Name: text.T("gemeldet", "reported"), Unit: persons, Kind: view.Whole},
			{Key: "gap", Name: text.T("Lücke", "gap"), Unit: persons, Kind: view.Whole},
		},
	}
	t.Rows = make([]view.Row, 0, len(list))
	for i := range list {
		a := &list[i]
		corrections := signed(view.Heads(a.Corrections, flowRef(a.CorrectedBy, a)))
		if a.Contained != 0 {
			corrections = corrections.With(say(func(l text.Lang) string {
				return l.Signed(int64(a.Contained)) + text.T(" enthalten, angenommen", " contained, assumed").In(l)
			}))
		}
		gap := signed(view.Heads(a.Gap, a.Ref()))
		if !a.Complete {
			gap = gap.With(text.T("unvollständig", "incomplete"))
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			view.Day(a.From), view.Day(a.To), view.Heads(a.Opening, figureRef(a.Start.ID)),
			flowCell(a.Arrivals, a.ArrivalsBy, a), flowCell(a.Departures, a.DeparturesBy, a), corrections,
			view.Heads(a.Expected, a.Ref()), view.Heads(a.Reported, figureRef(a.End.ID)), gap,
		}})
	}
	return t
}

// contradictionWords says which value counts, why, and what stands against it.
func contradictionWords(p figure.Picked) text.Text {
	return say(func(l text.Lang) string {
		var others []string
		for _, o := range p.Others {
			if (o.Value != p.Value || o.IsSecret() != p.IsSecret()) && o.Basis != figure.Forecast {
				others = append(others, o.Written(l))
			}
		}
		return fmt.Sprintf(text.T("es gilt %s (%s); dagegen: %s.", "%s counts (%s); against it: %s.").In(l),
			p.Written(l), p.Why.Label().In(l), strings.Join(others, ", "))
	})
}

// remark is what limits one line of the account.
type remark struct {
	Span, Words text.Text
}

func accountRemarks(list []data.Account) []remark {
	var says []remark
	for _, a := range list {
		if words := say(a.Remark); words.De != "" {
			says = append(says, remark{say(a.Span), words})
		}
	}
	return says
}

func flowCell(n *unit.Headcount, by []figure.Picked, a *data.Account) view.Cell {
	if n == nil {
		return view.Cell{Ref: a.Ref()}
	}
	return view.Heads(*n, flowRef(by, a))
}

// figureRef is the address of a figure's derivation.
func figureRef(id int64) string { return "figure/" + strconv.FormatInt(id, 10) }

// flowRef is the figure of a flow that comes from one figure, else the account.
func flowRef(by []figure.Picked, a *data.Account) string {
	if len(by) == 1 {
		return figureRef(by[0].ID)
	}
	return a.Ref()
}

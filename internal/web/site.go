// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"

	"github.com/a-h/templ"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/desk/capacity"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// site is the page of one site: what it has from when to when, what was known
// of it when, and its neighbours.
func (s *server) site(ctx context.Context, r request) (answer, error) {
	d, err := s.Capacity.Dossier(ctx, r.PathValue("site"), r.AsOf)
	if err != nil {
		return answer{}, err
	}
	if !d.Known() {
		return unknownSite(d, r), nil
	}
	versions, neighbours := versionTable(d), neighbourTable(d, r)
	return answer{
		name: text.T("Standort", "Site"), answer: siteSentence(d, r), facts: siteFacts(d),
		tables: []*view.Table{&versions, &neighbours},
		body: func(p view.Page) templ.Component {
			return siteBody(p, siteContent{Terms: siteTerms(d), Versions: versions, Neighbours: neighbours, Later: laterNote(d), HasDistrict: d.District != nil})
		},
	}, nil
}

// unknownSite answers for a site that became known only after the as-of date.
func unknownSite(d capacity.Dossier, r request) answer {
	return answer{
		name: text.T("Standort", "Site"),
		answer: say(func(l text.Lang) string {
			return fmt.Sprintf(text.T("„%s“ war am %s noch nicht bekannt.", "“%s” was not yet known on %s.").In(l), d.Name, r.AsOf.In(l))
		}),
		body: func(p view.Page) templ.Component { return unknownSiteBody(p, d.FirstKnown) },
	}
}

// siteSentence says how many places the site has from when to when.
func siteSentence(d capacity.Dossier, r request) text.Text {
	v := d.Site
	return say(func(l text.Lang) string {
		if v.Withdrawn {
			return fmt.Sprintf(text.T("%s: am %s aus der Planung genommen.", "%s: taken out of the plan on %s.").In(l), v.Name, v.KnownFrom.In(l))
		}
		return fmt.Sprintf(text.T("%s: %s Plätze, %s.", "%s: %s places, %s.").In(l), v.Name, l.Int(int64(v.Usable())), spanWords(v, r.AsOf, l))
	})
}

// spanWords writes from when to when a site has its places; what is assumed is
// said to be expected.
func spanWords(v accommodation.Site, asOf period.Date, l text.Lang) string {
	from := v.Opening.Date.Month().In(l)
	expected := text.T("voraussichtlich ", "expected ").In(l)
	if v.End.Date.IsZero() {
		since := fmt.Sprintf(text.T("seit %s, ohne bekanntes Ende", "since %s, with no known end").In(l), from)
		if v.Opening.Date.After(asOf) {
			since = fmt.Sprintf(text.T("ab %s, ohne bekanntes Ende", "from %s, with no known end").In(l), from)
		}
		if v.Opening.Basis == figure.Assumed {
			return expected + since
		}
		return since
	}
	span := fmt.Sprintf(text.T("von %s bis %s", "from %s to %s").In(l), from, v.End.Date.Month().In(l))
	if v.Opening.Basis == figure.Assumed || v.End.Basis == figure.Assumed {
		return expected + span
	}
	return span
}

func siteFacts(d capacity.Dossier) []text.Text {
	facts := []text.Text{accommodation.Label(accommodation.Kinds, d.Kind), accommodation.Label(accommodation.Certainties, d.Certainty)}
	if d.District != nil {
		facts = append(facts, text.Same(d.District.Name))
	}
	return facts
}

// term is a line of the site's list of facts.
type term struct {
	name  text.Text
	value text.Text
	ref   string    // derivation of a number
	note  text.Text // basis or rule
}

// siteTerms lists what is known of the site.
func siteTerms(d capacity.Dossier) []term {
	v := d.Site
	ref := fmt.Sprintf("record/%d", v.Record)
	terms := []term{
		{name: text.T("Stadtbezirk", "District"), value: districtCell(d.Listed).Words},
		{name: text.T("Art", "Kind"), value: accommodation.Label(accommodation.Kinds, v.Kind)},
		{name: text.T("Sicherheit", "Certainty"), value: accommodation.Label(accommodation.Certainties, v.Certainty)},
		{name: text.T("Öffnung", "Opening"), value: day(v.Opening.Date), note: rule(v.Opening)},
	}
	if v.End.Date.IsZero() {
		terms = append(terms, term{name: text.T("Ende", "End"), value: text.T("unbefristet oder nicht bekannt", "open-ended or not known")})
	} else {
		terms = append(terms,
			term{name: text.T("Erster Tag ohne Plätze", "First day without places"), value: day(v.End.Date), note: rule(v.End)},
			term{name: text.T("Grund des Endes", "Reason of the end"), value: accommodation.Label(accommodation.EndReasons, v.EndReason)})
	}
	number := func(de, en string, n int64) term {
		return term{name: text.T(de, en), value: say(func(l text.Lang) string { return l.Int(n) }), ref: ref}
	}
	terms = append(terms,
		number("Plätze nominell", "Nominal places", int64(v.Nominal)), number("davon gesperrt", "of these blocked", int64(v.Blocked)),
		number("davon Reserve", "of these reserve", int64(v.Reserve)), number("nutzbar", "Usable", int64(v.Usable())),
		term{name: text.T("Grundlage der Plätze", "Basis of the places"), value: v.Basis.Label()},
		term{name: text.T("Kosten", "Cost"), value: costWords(d)},
		term{name: text.T("Vorlage", "Paper"), value: known(v.Paper)},
		term{name: text.T("Quelle", "Source"), value: known(v.Source)})
	if d.Package != nil {
		terms = append(terms, term{name: text.T("Paket", "Package"), value: text.T(d.Package.Name+" ("+d.Package.Paper+", "+d.Package.Date.In(text.De)+")", d.Package.Name+" ("+d.Package.Paper+", "+d.Package.Date.In(text.En)+")")})
	}
	if v.Note != "" {
		terms = append(terms, term{name: text.T("Anmerkung", "Note"), value: text.Same(v.Note)})
	}
	return append(terms, term{name: text.T("Bekannt seit", "Known since"), value: day(v.KnownFrom)})
}

func day(d period.Date) text.Text { return text.T(d.In(text.De), d.In(text.En)) }

func rule(d accommodation.Dated) text.Text {
	return say(func(l text.Lang) string { return capacity.Dated(d, l) })
}

// known writes words, or that they are unknown.
func known(s string) text.Text {
	if s == "" {
		return text.T("unbekannt", "unknown")
	}
	return text.Same(s)
}

// costWords gives the site's cost; where only the package's is published it
// says so.
func costWords(d capacity.Dossier) text.Text {
	switch {
	case d.Cost != 0:
		return say(func(l text.Lang) string { return l.EuroWhole(int64(d.Cost)) })
	case d.Package != nil && d.Package.Cost != 0:
		return say(func(l text.Lang) string {
			return fmt.Sprintf(text.T("für den Standort unbekannt; das ganze Paket (%s Plätze) kostet %s", "unknown for the site; the whole package (%s places) costs %s").In(l),
				l.Int(int64(d.Package.Places)), l.EuroWhole(int64(d.Package.Cost)))
		})
	}
	return text.T("unbekannt", "unknown")
}

// versionTable shows what was known when, and what changed.
func versionTable(d capacity.Dossier) view.Table {
	t := view.Table{
		ID: "fassungen", Caption: text.T("Fassungen der Angaben zu diesem Standort", "Versions of the record of this site"), Fixed: true,
		Columns: []view.Column{
			{Key: "known_from", Name: text.T("bekannt seit", "known since"), Kind: view.Date},
			{Key: "certainty", Name: text.T("Sicherheit", "certainty")},
			{Key: "opening", Name: text.T("Öffnung", "opening"), Kind: view.Date},
			{Key: "end", Name: text.T("erster Tag ohne Plätze", "first day without places"), Kind: view.Date},
			{Key: "nominal", Name: text.T("nominell", "nominal"), Unit: placesUnit, Kind: view.Whole},
			{Key: "usable", Name: text.T("nutzbar", "usable"), Unit: placesUnit, Kind: view.Whole},
			{Key: "changed", Name: text.T("was sich änderte", "what changed")},
			{Key: "source", Name: text.T("Quelle", "source")},
		},
	}
	for i, v := range d.Versions {
		ref := fmt.Sprintf("record/%d", v.Record)
		changed := text.T("erste Angabe", "first record")
		if i > 0 {
			changed = capacity.Changes(d.Versions[i-1], v)
		}
		if v.Note != "" {
			changed = text.T(changed.De+". "+v.Note, changed.En+". "+v.Note)
		}
		t.Rows = append(t.Rows, view.Row{Area: v.Area, Cells: []view.Cell{
			view.Day(v.KnownFrom), view.Say(accommodation.Label(accommodation.Certainties, v.Certainty)), datedCell(v.Opening), endCell(v),
			view.Heads(v.Nominal, ref), view.Heads(v.Usable(), ref), view.Say(changed), view.Say(known(v.Source)),
		}})
	}
	return t
}

// laterNote tells that more became known after the as-of date.
func laterNote(d capacity.Dossier) text.Text {
	if d.Later == 0 {
		return text.Text{}
	}
	return say(func(l text.Lang) string {
		return fmt.Sprintf(text.T("Nach diesem Stand wurden %s weitere Fassungen bekannt. Ein späterer Stand zeigt sie.", "%s further versions became known after this date. A later date shows them.").In(l), l.Int(int64(d.Later)))
	})
}

// neighbourTable lists the other sites of the district.
func neighbourTable(d capacity.Dossier, r request) view.Table {
	t := view.Table{
		ID: "nachbarn", Caption: text.T("Andere Standorte im selben Stadtbezirk", "Other sites in the same district"),
		Empty: text.T("In diesem Stadtbezirk ist kein anderer Standort bekannt.", "No other site is known in this district."),
		Columns: []view.Column{
			{Key: "site", Name: text.T("Standort", "site")},
			{Key: "kind", Name: text.T("Art", "kind")},
			{Key: "certainty", Name: text.T("Sicherheit", "certainty")},
			{Key: "opening", Name: text.T("Öffnung", "opening"), Kind: view.Date},
			{Key: "end", Name: text.T("erster Tag ohne Plätze", "first day without places"), Kind: view.Date},
			{Key: "usable", Name: text.T("nutzbar", "usable"), Unit: placesUnit, Kind: view.Whole},
		},
	}
	if d.District == nil {
		t.Empty = text.T("Der Standort ist keinem Stadtbezirk zugeordnet.", "The site is assigned to no district.")
	}
	for _, l := range d.Neighbours {
		t.Rows = append(t.Rows, view.Row{Area: l.Area, Cells: []view.Cell{
			view.Name(l.Name, r.siteHref(l.Site)), view.Say(accommodation.Label(accommodation.Kinds, l.Kind)),
			view.Say(accommodation.Label(accommodation.Certainties, l.Certainty)), datedCell(l.Opening), endCell(l.Site),
			view.Heads(l.Usable(), fmt.Sprintf("record/%d", l.Record)),
		}})
	}
	return t
}

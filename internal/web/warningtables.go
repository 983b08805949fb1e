// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"fmt"
	"math"
	"slices"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/need"
	noun "planraum/internal/city/warning"
	"planraum/internal/desk/outlook"
	"planraum/internal/method/warning"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// permille is a probability in the tenths of a percent that columns of percent hold.
func permille(p float64) int64 { return int64(math.Round(1000 * p)) }

// spreadColumns are the columns of a middle with its range of 80 %.
func spreadColumns(key string, name, unit text.Text) []view.Column {
	return []view.Column{
		{Key: key, Name: name, Unit: unit, Kind: view.Whole},
		{Key: key + "_low", Name: text.T(name.De+", 80 % von", name.En+", 80% from"), Unit: unit, Kind: view.Whole},
		{Key: key + "_high", Name: text.T(name.De+", 80 % bis", name.En+", 80% to"), Unit: unit, Kind: view.Whole},
	}
}

func spreadCells(s noun.Spread, ref string) []view.Cell {
	return []view.Cell{view.Num(s.Median, ref), view.Num(s.Low, ref), view.Num(s.High, ref)}
}

// blanks are n cells that are empty on purpose.
func blanks(n int) []view.Cell {
	list := make([]view.Cell, n)
	for i := range list {
		list[i] = view.Cell{Known: true, Blank: true}
	}
	return list
}

// outlookKinds is the table by kind of accommodation: by when it must be decided, for
// which month, how many places and at what cost. All numbers of a row are of the month
// that the sentences name.
func outlookKinds(o outlook.Outlook) (view.Table, error) {
	t := view.Table{
		ID: "arten", Caption: text.T("Je Art der Unterkunft: bis wann, wofür, wie viele, was sie kosten", "By kind of accommodation: by when, for what, how many, at what cost"), Fixed: true,
		Empty: text.T("Es sind keine Vorlaufzeiten bekannt. „planraum import lead_times.csv“ liest sie ein.", "No lead times are known. “planraum import lead_times.csv” imports them."),
		Note: text.T("Alle Zahlen einer Zeile gelten für das Ende ihres Monats: des ersten mit Mangel, den die Art noch abwenden kann; wo sie keinen mehr abwendet, des Monats, in dem sie öffnet. Wahrscheinlichkeit ist der Anteil der Verläufe. Kosten: fehlende Plätze mal Preis der neuesten Vorlage.",
			"All numbers of a row are of the end of its month: the first shortage that the kind can still avert; where it averts none any more, of the month in which it opens. Probability is the share of the paths. Cost: missing places times the price of the newest paper."),
		Columns: slices.Concat([]view.Column{
			{Key: "kind", Name: text.T("Art", "kind")},
			{Key: "until", Name: text.T("entscheiden bis", "decide by"), Kind: view.Date},
			{Key: "month", Name: text.T("für", "for"), Kind: view.Month},
			{Key: "probability", Name: text.T("Plätze fehlen", "places missing"), Kind: view.Percent},
		}, spreadColumns("missing", text.T("fehlende", "missing"), text.T("Plätze", "places")), []view.Column{
			{Key: "cost", Name: text.T("Kosten", "cost"), Unit: text.Same("EUR"), Kind: view.Money},
			{Key: "cost_high", Name: text.T("Kosten, 80 % bis", "cost, 80% to"), Unit: text.Same("EUR"), Kind: view.Money},
		}),
	}
	kept, err := o.Kept()
	if err != nil {
		return t, err
	}
	for _, i := range byUrgency(o) {
		t.Rows = append(t.Rows, view.Row{ID: "art-" + string(kept.Classes[i].Kind), Cells: kindCells(o, o.Classes[i], kept.Classes[i])})
	}
	return t, nil
}

// outlookLeads is the table of lead times and prices by kind of accommodation.
func outlookLeads(o outlook.Outlook) (view.Table, error) {
	months := text.T("Monate", "months")
	t := view.Table{
		ID: "vorlaufzeiten", Caption: text.T("Vorlauf und Preis je Art", "Lead time and price by kind"), Fixed: true,
		Columns: []view.Column{
			{Key: "kind", Name: text.T("Art", "kind")},
			{Key: "opens", Name: text.T("am Stand entschieden, öffnet", "decided on the date, opens"), Kind: view.Month},
			{Key: "latest", Name: text.T("für den ersten Mangel bis", "for the first shortage by"), Kind: view.Date},
			{Key: "lead", Name: text.T("Vorlauf", "lead time"), Unit: months, Kind: view.Tenths},
			{Key: "lead_low", Name: text.T("kürzester", "shortest"), Unit: months, Kind: view.Tenths},
			{Key: "lead_high", Name: text.T("längster", "longest"), Unit: months, Kind: view.Tenths},
			{Key: "quality", Name: text.T("Beleg", "evidence")},
			{Key: "per_place", Name: text.T("je Platz", "per place"), Unit: text.Same("EUR"), Kind: view.Money},
			{Key: "paper", Name: text.T("Vorlage", "paper")},
		},
	}
	kept, err := o.Kept()
	if err != nil {
		return t, err
	}
	for _, i := range byUrgency(o) {
		k, ref := kept.Classes[i], func(item string) string { return outlook.Ref(item, string(kept.Classes[i].Kind)) }
		latest := blankDay(k.Latest)
		if !k.Latest.IsZero() {
			if latest.Ref = ref("latest"); k.Past {
				latest = latest.With(text.T("vorbei", "past"))
			}
		}
		cells := []view.Cell{
			view.Say(accommodation.Label(accommodation.Kinds, k.Kind)), view.InMonth(k.Opens), latest,
			view.Num(k.Typical, ref("lead")), view.Num(k.Low, ref("lead")), view.Num(k.High, ref("lead")), view.Say(need.QualityLabel(k.Quality)),
		}
		price := []view.Cell{{}, {Known: true, Blank: true}}
		if p := k.Option.PerPlace; p != nil {
			price = []view.Cell{view.Num(p.Cents, ref("price")), named(p.Paper)}
			t.Sources = appendNew(t.Sources, p.Source)
		}
		t.Rows = append(t.Rows, view.Row{Cells: append(cells, price...)})
		t.Sources = appendNew(t.Sources, k.Source)
	}
	return t, nil
}

// outlookPosts is the table of posts that the missing places ask for.
func outlookPosts(o outlook.Outlook, names map[string]text.Text) (view.Table, error) {
	t := view.Table{
		ID: "stellen", Caption: text.T("Stellen für die fehlenden Plätze, in der Mitte der Verläufe", "Posts for the missing places, in the middle of the paths"), Fixed: true,
		Empty:   text.T("Am Stand gilt kein Stellenschlüssel, der nach Personen oder Plätzen rechnet.", "No staffing key by persons or places holds on the as-of date."),
		Columns: []view.Column{{Key: "kind", Name: text.T("Art", "kind")}, {Key: "month", Name: text.T("für", "for"), Kind: view.Month}},
	}
	kept, err := o.Kept()
	if err != nil {
		return t, err
	}
	keys := postKeys(kept.Classes)
	for _, key := range keys {
		name := names[key]
		if name == (text.Text{}) {
			name = text.Same(key)
		}
		t.Columns = append(t.Columns, view.Column{Key: "posts_" + key, Name: name, Unit: text.T("Stellen", "posts"), Kind: view.Posts})
	}
	for _, i := range byUrgency(o) {
		k := kept.Classes[i]
		m, ok := o.Deciding(o.Classes[i])
		if len(k.Option.Posts) == 0 || !ok {
			continue
		}
		cells := []view.Cell{view.Say(accommodation.Label(accommodation.Kinds, k.Kind)), view.InMonth(m.Month)}
		t.Rows = append(t.Rows, view.Row{Cells: append(cells, postCells(k, keys, func(item string) string { return outlook.Ref(item, string(k.Kind)) })...)})
	}
	return t, nil
}

// byUrgency orders the kinds as there is to decide; those that come too late for
// everything stand last.
func byUrgency(o outlook.Outlook) []int {
	var order []int
	place := func(kind accommodation.Kind) {
		i := slices.IndexFunc(o.Classes, func(c warning.Class) bool { return c.Kind == kind })
		if !slices.Contains(order, i) {
			order = append(order, i)
		}
	}
	for _, c := range o.Urgent() {
		place(c.Kind)
	}
	for _, c := range o.Classes {
		place(c.Kind)
	}
	return order
}

// postKeys are the keys by which any kind asks for posts, in order.
func postKeys(classes []noun.Class) []string {
	var keys []string
	for _, c := range classes {
		for _, p := range c.Option.Posts {
			keys = appendNew(keys, p.Key)
		}
	}
	return keys
}

// kindCells are a row of outlookKinds.
func kindCells(o outlook.Outlook, c warning.Class, k noun.Class) []view.Cell {
	ref := func(item string) string { return outlook.Ref(item, string(c.Kind)) }
	until := view.Cell{Known: true, Blank: true}
	if c.Avert != nil {
		until = view.Day(c.Until)
		until.Ref = ref("until")
	}
	cells := []view.Cell{view.Say(accommodation.Label(accommodation.Kinds, c.Kind)), until}
	m, ok := o.Deciding(c)
	if !ok {
		return append(cells, view.InMonth(c.Opens), view.Cell{}, view.Cell{}, view.Cell{}, view.Cell{}, view.Cell{}, view.Cell{})
	}
	month := m.Month.String()
	cells = append(cells, view.InMonth(m.Month), view.Num(permille(m.Probability), outlook.Ref("probability", month)))
	cells = append(cells, spreadCells(noun.Spread(m.Missing), outlook.Ref("missing", month))...)
	if k.Option.Cost == nil {
		return append(cells, view.Cell{}, view.Cell{})
	}
	return append(cells, view.Num(k.Option.Cost.Median, ref("cost")), view.Num(k.Option.Cost.High, ref("cost")))
}

func postCells(k noun.Class, keys []string, ref func(string) string) []view.Cell {
	cells := blanks(len(keys))
	for i, key := range keys {
		for _, p := range k.Option.Posts {
			if p.Key == key {
				cells[i] = view.Num(p.Median, ref("posts."+key))
			}
		}
	}
	return cells
}

// outlookMonths is the outlook month by month.
func outlookMonths(o outlook.Outlook) view.Table {
	t := view.Table{
		ID: "monate", Caption: text.T("Monat für Monat, am letzten Tag", "Month by month, on the last day"), Fixed: true,
		Note: text.T("Mittlerer Wert: die Hälfte der Verläufe liegt darunter. In acht von zehn Verläufen liegt der Wert zwischen „von“ und „bis“.", "Middle: half of the paths lie below. In eight of ten paths the value lies between “from” and “to”."),
		Columns: slices.Concat(
			[]view.Column{{Key: "month", Name: text.T("Monat", "month"), Kind: view.Month}, {Key: "probability", Name: text.T("Wahrscheinlichkeit fehlender Plätze", "probability of missing places"), Kind: view.Percent}},
			spreadColumns("missing", text.T("fehlende", "missing"), placesUnit),
			[]view.Column{{Key: "usable", Name: text.T("nutzbare", "usable"), Unit: placesUnit, Kind: view.Whole}},
			spreadColumns("needed", text.T("benötigte", "needed"), placesUnit),
			spreadColumns("persons", text.T("untergebrachte", "accommodated"), text.T("Personen", "persons")),
			[]view.Column{{Key: "first", Name: text.T("erster Monat mit Mangel: Wahrscheinlichkeit", "first month of shortage: probability"), Kind: view.Percent}},
		),
	}
	for i, m := range o.Months {
		ref := func(item string) string { return outlook.Ref(item, m.Month.String()) }
		t.Rows = append(t.Rows, view.Row{Cells: slices.Concat(
			[]view.Cell{view.InMonth(m.Month), view.Num(permille(m.Probability), ref("probability"))},
			spreadCells(noun.Spread(m.Missing), ref("missing")),
			[]view.Cell{view.Num(m.Usable, ref("usable"))},
			spreadCells(noun.Spread(m.Needed), ref("needed")),
			spreadCells(o.PersonsAt(i), ref("persons")),
			[]view.Cell{view.Num(permille(m.First), ref("first"))},
		)})
	}
	return t
}

// usedTable lists the figures that the outlook rests on, newest first.
func usedTable(o outlook.Outlook) view.Table {
	t := view.Table{
		ID: "grundlagen", Caption: text.T("Werte, auf denen die Vorausschau beruht", "Figures that the outlook rests on"), Long: true, Sorted: "-period",
		Columns: []view.Column{
			{Key: "indicator", Name: text.T("Kennzahl", "indicator")},
			{Key: "period", Name: text.T("bis", "until"), Kind: view.Date},
			{Key: "span", Name: text.T("Zeitraum", "period")},
			{Key: "value", Name: text.T("Wert", "value"), Unit: text.T("Personen", "persons"), Kind: view.Whole},
			{Key: "basis", Name: text.T("Grundlage", "basis")},
			{Key: "known", Name: text.T("bekannt seit", "known since"), Kind: view.Date},
			{Key: "source", Name: text.T("Quelle", "source")},
		},
	}
	for _, p := range o.Demand.Past.Used {
		value := view.Num(p.Value.Amount, fmt.Sprintf("figure/%d", p.ID))
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			view.Say(outlook.UsedName(p.Indicator)), view.Day(p.Period.To), view.Say(say(p.Period.In)), value, view.Say(p.Basis.Label()), view.Day(p.KnownFrom), view.Say(text.Same(p.Source)),
		}})
	}
	t.Sort(t.ID+"."+t.Sorted, text.De)
	return t
}

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

// outlookKinds is the table by kind of accommodation: what if it is decided on the
// day, by when it must be, what it costs.
func outlookKinds(o outlook.Outlook, names map[string]text.Text) (view.Table, error) {
	t := view.Table{
		ID: "arten", Caption: text.T("Je Art der Unterkunft: bis wann, wie viele, was sie kostet", "By kind of accommodation: by when, how many, at what cost"), Fixed: true,
		Empty: text.T("Es sind keine Vorlaufzeiten bekannt. „planraum import lead_times.csv“ liest sie ein.", "No lead times are known. “planraum import lead_times.csv” imports them."),
		Note: text.T("Wahrscheinlichkeit ist der Anteil der Verläufe. Sie, fehlende Plätze, Kosten und Stellen gelten für den Monat, in dem die Art öffnet, wenn am Stand entschieden wird. Kosten und Stellen: für die fehlenden Plätze in der Mitte der Verläufe; wo kein Preis belegt ist, steht „unbekannt“.",
			"Probability is the share of the paths. It, missing places, cost and posts are those of the month in which the kind opens if it is decided on the as-of date. Cost and posts: for the missing places in the middle of the paths; where no price is documented stands “unknown”."),
		Columns: slices.Concat([]view.Column{
			{Key: "kind", Name: text.T("Art", "kind")},
			{Key: "until", Name: text.T("nächste Entscheidung bis", "next decision by"), Kind: view.Date},
			{Key: "averts", Name: text.T("wendet ab: Mangel ab", "averts: shortage from"), Kind: view.Month},
			{Key: "latest", Name: text.T("für den ersten Mangel bis", "for the first shortage by"), Kind: view.Date},
			{Key: "opens", Name: text.T("am Stand entschieden, öffnet", "decided on the date, opens"), Kind: view.Month},
			{Key: "probability", Name: text.T("dann fehlen Plätze: Wahrscheinlichkeit", "then places are missing: probability"), Kind: view.Percent},
		}, spreadColumns("missing", text.T("dann fehlen", "then missing"), text.T("Plätze", "places")), []view.Column{
			{Key: "lead", Name: text.T("Vorlauf", "lead time"), Unit: text.T("Monate", "months"), Kind: view.Tenths},
			{Key: "lead_low", Name: text.T("Vorlauf, kürzester", "lead time, shortest"), Unit: text.T("Monate", "months"), Kind: view.Tenths},
			{Key: "lead_high", Name: text.T("Vorlauf, längster", "lead time, longest"), Unit: text.T("Monate", "months"), Kind: view.Tenths},
			{Key: "quality", Name: text.T("Beleg des Vorlaufs", "evidence of the lead time")},
			{Key: "per_place", Name: text.T("je Platz", "per place"), Unit: text.Same("EUR"), Kind: view.Money},
			{Key: "cost", Name: text.T("Kosten", "cost"), Unit: text.Same("EUR"), Kind: view.Money},
			{Key: "cost_high", Name: text.T("Kosten, 80 % bis", "cost, 80% to"), Unit: text.Same("EUR"), Kind: view.Money},
			{Key: "paper", Name: text.T("Vorlage", "paper")},
		}),
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
		c := kept.Classes[i]
		t.Rows = append(t.Rows, view.Row{ID: "art-" + string(c.Kind), Cells: kindCells(o.Classes[i], c, keys)})
		t.Sources = appendNew(t.Sources, c.Source)
		if c.Option.PerPlace != nil {
			t.Sources = appendNew(t.Sources, c.Option.PerPlace.Source)
		}
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

func kindCells(c warning.Class, k noun.Class, keys []string) []view.Cell {
	ref := func(item string) string { return outlook.Ref(item, string(c.Kind)) }
	cells := []view.Cell{view.Say(accommodation.Label(accommodation.Kinds, c.Kind)), {Known: true, Blank: true}, {Known: true, Blank: true}, {Known: true, Blank: true}, view.InMonth(c.Opens)}
	if c.Avert != nil {
		cells[1], cells[2] = view.Day(c.Until), view.InMonth(*c.Avert)
		cells[1].Ref = ref("until")
	}
	if !c.Latest.IsZero() {
		cells[3] = view.Day(c.Latest)
		cells[3].Ref = ref("latest")
		if c.Past {
			cells[3] = cells[3].With(text.T("vorbei", "past"))
		}
	}
	if c.Beyond {
		cells = append(cells, view.Cell{}, view.Cell{}, view.Cell{}, view.Cell{})
	} else {
		month := c.Month.String()
		cells = append(cells, view.Num(permille(c.Probability), outlook.Ref("probability", month)))
		cells = append(cells, spreadCells(k.Missing, outlook.Ref("missing", month))...)
	}
	cells = append(cells, view.Num(c.Typical, ref("lead")), view.Num(c.Low, ref("lead")), view.Num(c.High, ref("lead")), view.Say(need.QualityLabel(c.Quality)))
	return append(append(cells, costCells(k, ref)...), postCells(k, keys, ref)...)
}

func costCells(k noun.Class, ref func(string) string) []view.Cell {
	if k.Option.PerPlace == nil {
		return []view.Cell{{}, {}, {}, {Known: true, Blank: true}}
	}
	return []view.Cell{
		view.Num(k.Option.PerPlace.Cents, ref("price")), view.Num(k.Option.Cost.Median, ref("cost")), view.Num(k.Option.Cost.High, ref("cost")), named(k.Option.PerPlace.Paper),
	}
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

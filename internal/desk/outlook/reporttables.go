// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/period"
	"planraum/internal/exchange/table"
	"planraum/internal/text"
)

var ofPersons, ofPlaces = text.T("Personen", "persons"), text.T("Plätze", "places")

func column(key string, name text.Text, kind table.Kind) table.Column {
	return table.Column{Key: key, Name: name, Kind: kind, Places: map[table.Kind]int{table.KindShare: 1, table.KindDecimal: 3}[kind]}
}

func in(u text.Text, c table.Column) table.Column {
	c.Unit = u
	return c
}

// kindName names a kind of accommodation.
func kindName(k accommodation.Kind) text.Text {
	return accommodation.Label(accommodation.Kinds, k)
}

// Months says month by month what would have been said: the warning, the last day to
// decide, and persons a year ahead beside what came.
func (r Report) Months() Table {
	t := Table{
		ID: "monate", Caption: text.T("Monat für Monat: was gesagt worden wäre und was kam", "Month by month: what would have been said and what came"),
		Note: text.T("Jede Zeile kennt nur, was an ihrem Tag bekannt war. „Gekommen“ ist eine Zahl des Monats oder zwischen solchen gefüllt; was nicht vom letzten Tag ist, trägt seinen Standardfehler. Bis wann zu entscheiden war: für die schnellste Art der Unterkunft, damit sie im ersten Monat öffnet, in dem Plätze fehlen. Die Fälle rechts gelten einem anderen Monat: dem, in dem eröffnet, was an dem Tag beschlossen wird.",
			"Each row knows only what was known on its day. “Came” is a figure of the month or filled between such; what is not of the last day carries its standard error. Until when to decide: for the fastest kind of accommodation, to open in the first month in which places are missing. The cases on the right are of another month: that in which opens what is decided on that day."),
		Empty: text.T("Die Rückschau umfasst keinen Monat.", "The replay covers no month."),
		Columns: []table.Column{
			column("as_of", text.T("gesagt am", "said on"), table.KindDate),
			column("threshold", text.T("Warnschwelle", "threshold of warnings"), table.KindText),
			column("known", text.T("letzter bekannter Monat", "last month known"), table.KindMonth),
			column("short_from", text.T("Warnung: Plätze fehlen ab", "warning: places missing from"), table.KindMonth),
			column("warned", text.T("gewarnt für", "warned for"), table.KindText),
			column("decide", text.T("für diesen ersten Monat zu entscheiden bis", "to decide for this first month by"), table.KindDate),
			column("late", text.T("für diesen ersten Monat am Tag schon zu spät", "too late for this first month on the day"), table.KindText),
			column("target", text.T("ein Jahr danach", "a year later"), table.KindMonth),
			column("probability", text.T("Wahrscheinlichkeit, dass dann Plätze fehlen", "probability that places are missing then"), table.KindShare),
			in(ofPersons, column("median", text.T("gesagt: Median", "said: median"), table.KindWhole)),
			in(ofPersons, column("low", text.T("gesagt: 80 % ab", "said: 80% from"), table.KindWhole)),
			in(ofPersons, column("high", text.T("gesagt: 80 % bis", "said: 80% to"), table.KindWhole)),
			in(ofPersons, column("came", text.T("gekommen", "came"), table.KindWhole)),
			in(ofPersons, column("came_error", text.T("Standardfehler", "standard error"), table.KindWhole)),
			column("basis", text.T("Grundlage", "basis"), table.KindText),
			in(ofPlaces, column("planned", text.T("damals geplant", "planned then"), table.KindWhole)),
			column("cases", text.T("Fälle nach Urteil", "cases by verdict"), table.KindText),
		},
	}
	cases := map[period.Date][]Judged{}
	for _, j := range r.Judged {
		cases[j.AsOf] = append(cases[j.AsOf], j)
	}
	for _, s := range r.Steps {
		t.Rows = append(t.Rows, r.month(s, cases[s.AsOf]))
	}
	return t
}

// heldOn is the threshold of warnings that held on the day.
func heldOn(s Said) Cell {
	if s.Percent == 0 {
		return blank
	}
	return words(tell(func(l text.Lang) string { return l.Percent(int64(s.Percent), 0) }))
}

func (r Report) month(s Said, cases []Judged) []Cell {
	row := []Cell{onDay(s.AsOf), heldOn(s), inMonth(s.Last), inMonth(s.First)}
	if s.Unknown != nil {
		row = append(row, words(*s.Unknown))
		for range 12 {
			row = append(row, blank)
		}
		return row
	}
	var names []text.Text
	var latest period.Date
	for _, c := range s.Classes {
		if name := kindName(c.Kind); c.Warned && !slices.Contains(names, name) {
			names = append(names, name)
		}
		if c.Latest.After(latest) {
			latest = c.Latest
		}
	}
	late := blank
	if !latest.IsZero() {
		late = words(yesNo(latest.Before(s.AsOf)))
	}
	row = append(row, list(names), onDay(latest), late)
	return append(append(row, r.ahead(s)...), verdicts(cases))
}

// list writes names after each other; blank where there are none.
func list(names []text.Text) Cell {
	if len(names) == 0 {
		return blank
	}
	var de, en []string
	for _, n := range names {
		de, en = append(de, n.De), append(en, n.En)
	}
	return words(text.T(strings.Join(de, ", "), strings.Join(en, ", ")))
}

// ahead is what was said of a year later, and what came.
func (r Report) ahead(s Said) []Cell {
	if s.Ahead == nil {
		return slices.Repeat([]Cell{blank}, 9)
	}
	a := s.Ahead
	chance, persons := SaidRef(s.AsOf, a.Month, "probability"), SaidRef(s.AsOf, a.Month, "persons")
	row := []Cell{inMonth(a.Month), part(a.Probability).at(chance), whole(a.Persons.Median).at(persons), whole(a.Persons.Low).at(persons), whole(a.Persons.High).at(persons)}
	return append(append(row, r.came(a.Month)...), whole(a.Usable).at(SaidRef(s.AsOf, a.Month, "usable")))
}

// came is the stock of a month with its error and basis.
func (r Report) came(m period.Month) []Cell {
	i := slices.IndexFunc(r.Came, func(c Came) bool { return c.Month == m })
	if i < 0 {
		return []Cell{{}, blank, words(text.T("noch nicht bekannt", "not known yet"))}
	}
	c, ref := r.Came[i], MonthRef(m)
	if c.Exact {
		return []Cell{whole(c.Persons).at(ref), blank, words(c.basis())}
	}
	return []Cell{whole(c.Persons).at(ref), whole(c.Error).at(ref), words(c.basis())}
}

// basis says how a month's stock is known.
func (c Came) basis() text.Text {
	name := c.Basis.Label()
	switch {
	case c.Contested && !c.Counted:
		return text.T("gefüllt, die Zahl widerspricht anderen", "filled, the figure contradicts others")
	case !c.Counted:
		return text.T("gefüllt", "filled")
	case c.Contested:
		return text.T(name.De+", widerspricht anderen", name.En+", contradicts others")
	case !c.Exact:
		return text.T(name.De+", auf das Monatsende gerechnet", name.En+", moved to the end of the month")
	}
	return name
}

// The four verdicts on a case.
var (
	hit        = text.T("zu Recht gewarnt", "rightly warned")
	missed     = text.T("nicht gewarnt, es fehlten Plätze", "not warned, places were missing")
	falseAlarm = text.T("falsch gewarnt", "warned wrongly")
	quiet      = text.T("zu Recht nicht gewarnt", "rightly not warned")
)

// Verdict says in words what a case came to.
func (j Judged) Verdict() text.Text {
	switch {
	case j.Warned && j.Short:
		return hit
	case j.Short:
		return missed
	case j.Warned:
		return falseAlarm
	}
	return quiet
}

// verdicts counts the cases of a month by their verdict.
func verdicts(cases []Judged) Cell {
	if len(cases) == 0 {
		return words(text.T("noch offen", "still open"))
	}
	n := map[text.Text]int{}
	for _, j := range cases {
		n[j.Verdict()]++
	}
	var names []text.Text
	for _, v := range []struct{ verdict, short text.Text }{
		{hit, text.T("zu Recht gewarnt", "rightly warned")},
		{missed, text.T("übersehen", "missed")},
		{falseAlarm, text.T("falsch", "wrong")},
		{quiet, text.T("zu Recht still", "rightly silent")},
	} {
		if k := strconv.Itoa(n[v.verdict]); n[v.verdict] > 0 {
			names = append(names, text.T(k+" "+v.short.De, k+" "+v.short.En))
		}
	}
	return list(names)
}

// Cases is the table by month and kind of accommodation.
func (r Report) Cases() Table {
	t := Table{
		ID: "faelle", Caption: text.T("Fall für Fall: Monat und Vorlauf", "Case by case: month and lead time"),
		Note: text.T("Ein Fall ist ein Tag, an dem gewarnt werden konnte, und ein Vorlauf: Reichen die Plätze in dem Monat, in dem eröffnet, was an dem Tag beschlossen wird? Arten der Unterkunft mit gleichem Vorlauf sind ein Fall. Beurteilt wird nach den Plätzen, die an dem Tag geplant waren: Wurden wegen der Warnung mehr gebaut, war sie nicht falsch. Der Tag, bis zu dem zu entscheiden war, gilt dem ersten Monat mit Mangel; der Fall gilt dem Monat, in dem eröffnet würde.",
			"A case is a day on which one could be warned, and a lead time: do places suffice in the month in which opens what is decided on that day? Kinds of accommodation of the same lead time are one case. It is judged by the places planned on that day: if more were built because of the warning, it was not wrong. The day by which to decide is of the first month of shortage; the case is of the month in which it would open."),
		Empty: text.T("Für keinen Tag ließ sich etwas sagen.", "On no day could anything be said."),
		Columns: []table.Column{
			column("as_of", text.T("gesagt am", "said on"), table.KindDate),
			in(text.T("Monate", "months"), column("lead", text.T("Vorlauf", "lead time"), table.KindText)),
			column("kind", text.T("Arten der Unterkunft", "kinds of accommodation"), table.KindText),
			column("opens", text.T("würde eröffnen", "would open"), table.KindMonth),
			column("probability", text.T("Wahrscheinlichkeit fehlender Plätze", "probability of missing places"), table.KindShare),
			column("warned", text.T("gewarnt", "warned"), table.KindText),
			in(ofPlaces, column("missing", text.T("es fehlen: Median", "missing: median"), table.KindWhole)),
			in(ofPlaces, column("missing_low", text.T("es fehlen: 80 % ab", "missing: 80% from"), table.KindWhole)),
			in(ofPlaces, column("missing_high", text.T("es fehlen: 80 % bis", "missing: 80% to"), table.KindWhole)),
			column("latest", text.T("für den ersten Monat mit Mangel zu entscheiden bis", "decide for the first month of shortage by"), table.KindDate),
			in(ofPlaces, column("planned", text.T("damals geplant", "planned then"), table.KindWhole)),
			in(ofPersons, column("came", text.T("gekommen", "came"), table.KindWhole)),
			in(ofPersons, column("came_error", text.T("Standardfehler", "standard error"), table.KindWhole)),
			column("basis", text.T("Grundlage", "basis"), table.KindText),
			in(ofPlaces, column("needed", text.T("für sie nötig", "needed for them"), table.KindWhole)),
			column("verdict", text.T("Urteil", "verdict"), table.KindText),
		},
	}
	type key struct {
		day  period.Date
		kind accommodation.Kind
	}
	judged := map[key]Judged{}
	for _, j := range r.Judged {
		for _, kind := range j.Kinds() {
			judged[key{j.AsOf, kind}] = j
		}
	}
	for _, s := range r.Steps {
		for _, group := range byLead(s.Classes) {
			j, ok := judged[key{s.AsOf, group[0].Kind}]
			t.Rows = append(t.Rows, caseRow(s, group, j, ok, r.came(group[0].Opens)))
		}
	}
	return t
}

// byLead puts kinds of the same lead time together, the shortest first.
func byLead(list []Class) [][]Class {
	sorted := slices.Clone(list)
	slices.SortStableFunc(sorted, func(a, b Class) int { return cmp.Compare(a.Lead, b.Lead) })
	var groups [][]Class
	for _, c := range sorted {
		if n := len(groups); n > 0 && groups[n-1][0].Lead == c.Lead {
			groups[n-1] = append(groups[n-1], c)
			continue
		}
		groups = append(groups, []Class{c})
	}
	return groups
}

func yesNo(yes bool) text.Text {
	if yes {
		return text.T("ja", "yes")
	}
	return text.T("nein", "no")
}

func caseRow(s Said, group []Class, j Judged, ok bool, came []Cell) []Cell {
	c := group[0]
	warned := yesNo(c.Warned)
	var names []text.Text
	for _, one := range group {
		names = append(names, kindName(one.Kind))
	}
	row := []Cell{onDay(s.AsOf), words(tell(func(l text.Lang) string { return months(c.Lead, l) })), list(names), inMonth(c.Opens)}
	if c.Beyond {
		row = append(row, Cell{}, words(warned), blank, blank, blank, blank)
	} else {
		missing := SaidRef(s.AsOf, c.Opens, "missing")
		row = append(row, part(c.Probability).at(SaidRef(s.AsOf, c.Opens, "probability")), words(warned),
			whole(c.Missing.Median).at(missing), whole(c.Missing.Low).at(missing), whole(c.Missing.High).at(missing), onDay(c.Latest))
	}
	if !ok {
		return append(row, blank, blank, blank, blank, blank, words(text.T("noch offen", "still open")))
	}
	ref := JudgedCaseRef(OfReplay, "", s.AsOf, c.Lead)
	row = append(append(row, whole(j.Usable).at(ref)), came...)
	return append(row, whole(j.Needed).at(ref), words(j.Verdict()))
}

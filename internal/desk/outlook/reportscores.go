// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"math"
	"slices"
	"strconv"

	"planraum/internal/city/period"
	"planraum/internal/exchange/table"
	"planraum/internal/text"
)

// Ranges is the reliability: what was said in five ranges, and how often it came.
func (r Report) Ranges() Table {
	t := Table{
		ID: "verlaesslichkeit", Caption: text.T("Verlässlichkeit: gesagt gegen gekommen", "Reliability: said against came"),
		Note:  text.T("Wer bei 30 % warnt, sollte in 3 von 10 Fällen recht behalten. Fälle benachbarter Monate sind keine unabhängigen Versuche.", "Whoever says 30% should be right in 3 of 10 cases. Cases of neighbouring months are no independent trials."),
		Empty: nothingJudged,
		Columns: []table.Column{
			column("range", text.T("gesagte Wahrscheinlichkeit", "probability said"), table.KindText),
			column("cases", text.T("Fälle", "cases"), table.KindWhole),
			column("said", text.T("im Mittel gesagt", "said on average"), table.KindShare),
			column("came", text.T("wie oft Plätze fehlten", "how often places were missing"), table.KindShare),
		},
	}
	if r.Reliability.Number == 0 {
		return t
	}
	for i, b := range r.Reliability.Bins {
		said, came := blank, blank
		ref := func(item string) string { return JudgedRef(OfReplay, binOnly(i), item) }
		if b.Number > 0 {
			said, came = part(b.Said).at(ref("said")), part(b.Came).at(ref("came"))
		}
		t.Rows = append(t.Rows, []Cell{words(b.name()), whole(b.Number).at(ref("number")), said, came})
	}
	return t
}

func (b Bin) name() text.Text {
	from, to := strconv.Itoa(int(b.From*100+0.5)), strconv.Itoa(int(b.To*100+0.5))
	return text.T(from+" bis unter "+to+" %", from+" to under "+to+"%")
}

var nothingJudged = text.T("Von keinem Monat, über den etwas gesagt worden wäre, ist schon bekannt, was kam.", "Of no month about which something would have been said is it known yet what came.")

// ByYear is the reliability by the year in which something was said; the last row is
// all of them, the one before those that were counted.
func (r Report) ByYear() Table {
	t := Table{
		ID: "jahre", Caption: text.T("Güte nach Jahren", "Quality by year"),
		Note: text.T("Brier: mittleres Quadrat des Abstands der Wahrscheinlichkeit von dem, was kam; 0 ist am besten. Daneben, was die bloße Fortschreibung des Bestands und was immer der Mittelwert des Jahres bekommen hätte. Abstand: Median weniger gekommen, über 0 zu hoch.",
			"Brier: mean square of the distance of the probability from what came; 0 is best. Beside it what carrying the stock on and what always saying the mean of the year would have got. Distance: median less what came, above 0 too high."),
		Empty:   nothingJudged,
		Columns: scoreColumns(column("year", text.T("gesagt im Jahr", "said in the year"), table.KindText)),
	}
	for _, y := range r.Years {
		t.add(text.Same(strconv.Itoa(y.Year)), func(item string) string { return JudgedRef(OfReplay, yearOnly(y.Year), item) }, y.Reliability, whole(y.Bias))
	}
	t.add(text.T("nur Monate mit eigener Zahl", "only months with a figure of their own"), func(item string) string { return JudgedRef(OfReplay, countedOnly, item) }, r.Counted, blank)
	t.add(text.T("alle", "all"), func(item string) string { return JudgedRef(OfReplay, Every, item) }, r.Reliability, blank)
	return t
}

// scoreColumns are the columns of a table of scores, behind one that says of what.
func scoreColumns(of table.Column) []table.Column {
	return []table.Column{
		of,
		column("cases", text.T("Fälle", "cases"), table.KindWhole),
		column("hits", hit, table.KindWhole), column("missed", missed, table.KindWhole),
		column("false_alarms", falseAlarm, table.KindWhole), column("quiet", quiet, table.KindWhole),
		column("brier", text.T("Brier", "Brier"), table.KindDecimal),
		column("brier_naive", text.T("Brier, Bestand fortgeschrieben", "Brier, stock carried on"), table.KindDecimal),
		column("brier_mean", text.T("Brier, immer der Mittelwert", "Brier, always the mean"), table.KindDecimal),
		column("inside", text.T("im 80-%-Band der Personen", "within the 80% band of persons"), table.KindShare),
		in(ofPersons, column("bias", text.T("mittlerer Abstand des Medians", "mean distance of the median"), table.KindWhole)),
	}
}

// Totals are the scores of what was kept in time, and apart of what was kept afterwards.
func (r Record) Totals() Table {
	t := Table{
		ID: "gesamt", Caption: text.T("Güte im Ganzen", "Quality as a whole"), Empty: text.T("Noch lässt sich nichts beurteilen.", "Nothing can be judged yet."),
		Note: text.T("Brier: mittleres Quadrat des Abstands der Wahrscheinlichkeit von dem, was kam; 0 ist am besten. Abstand: Median weniger gekommen, über 0 zu hoch.",
			"Brier: mean square of the distance of the probability from what came; 0 is best. Distance: median less what came, above 0 too high."),
		Columns: scoreColumns(column("kept", text.T("festgehalten", "kept"), table.KindText)),
	}
	var timely, later []Judged
	for _, j := range r.Judged {
		if j.Afterwards {
			later = append(later, j)
		} else {
			timely = append(timely, j)
		}
	}
	t.add(text.T("rechtzeitig", "in time"), func(item string) string { return JudgedRef(OfKept, Every, item) }, r.Reliability, whole(bias(timely)))
	t.add(text.T("nachträglich", "afterwards"), func(item string) string { return JudgedRef(OfLater, Every, item) }, r.Later, whole(bias(later)))
	return t
}

// add adds the row of some cases to a table of scoreColumns; none where there are none.
func (t *Table) add(name text.Text, ref func(item string) string, v Reliability, bias Cell) {
	if v.Number == 0 {
		return
	}
	cells := []Cell{words(name), whole(v.Number), whole(v.Hits), whole(v.Missed), whole(v.FalseAlarms), whole(v.Quiet), score(v.Brier), v.naive(), score(v.Always), part(v.Inside), bias}
	for i, item := range []string{"number", "hits", "missed", "false_alarms", "quiet", "brier", "brier_naive", "brier_mean", "inside", "bias"} {
		cells[i+1] = cells[i+1].at(ref(item))
	}
	t.Rows = append(t.Rows, cells)
}

// naive is the Brier score of the naive warning as a cell.
func (r Reliability) naive() Cell {
	if r.Naive == nil {
		return Cell{}
	}
	return score(*r.Naive)
}

// Pair is a forecast that the city had published, beside what would have been said
// about the same month when it became known, and what came.
type Pair struct {
	Published
	Said period.Date // the day of the step
	Came *Came       // nil: not known
}

// Pairs are the forecasts that the city had published, each once.
func (r Report) Pairs() []Pair {
	type key struct {
		to, made period.Date
		persons  int
	}
	seen := map[key]bool{}
	var list []Pair
	for _, s := range r.Steps {
		for _, c := range s.City {
			k := key{c.For, c.Made, c.Persons}
			if seen[k] {
				continue
			}
			seen[k] = true
			p := Pair{Published: c, Said: s.AsOf}
			if i := slices.IndexFunc(r.Came, func(x Came) bool { return x.Month == c.For.Month() }); i >= 0 {
				p.Came = &r.Came[i]
			}
			list = append(list, p)
		}
	}
	return list
}

// CityTable sets what the city had published beside what would have been said.
func (r Report) CityTable() Table {
	t := Table{
		ID: "stadt", Caption: text.T("Was die Stadt veröffentlicht hatte, was gesagt worden wäre, und was kam", "What the city had published, what would have been said, and what came"),
		Note:  text.T("Gesagt worden wäre es am ersten Monatsende, an dem die Prognose der Stadt bekannt war: mit gleichem Wissen.", "It would have been said on the first end of a month on which the city's forecast was known: with the same knowledge."),
		Empty: text.T("In dieser Zeit war keine Prognose der Stadt bekannt.", "No forecast of the city was known in this time."),
		Columns: []table.Column{
			column("known", text.T("bekannt seit", "known since"), table.KindDate),
			column("for", text.T("für den", "for"), table.KindDate),
			in(ofPersons, column("city", text.T("Stadt", "city"), table.KindWhole)),
			in(ofPersons, column("median", text.T("Median", "median"), table.KindWhole)),
			in(ofPersons, column("low", text.T("80 % ab", "80% from"), table.KindWhole)),
			in(ofPersons, column("high", text.T("80 % bis", "80% to"), table.KindWhole)),
			in(ofPersons, column("came", text.T("gekommen", "came"), table.KindWhole)),
			column("basis", text.T("Grundlage", "basis"), table.KindText),
			column("source", text.T("Quelle", "source"), table.KindText),
		},
	}
	for _, p := range r.Pairs() {
		row := []Cell{onDay(p.Made), onDay(p.For), whole(p.Persons).at(p.ref())}
		if p.Own != nil {
			own := SaidRef(p.Said, p.For.Month(), "persons")
			row = append(row, whole(p.Own.Median).at(own), whole(p.Own.Low).at(own), whole(p.Own.High).at(own))
		} else {
			row = append(row, blank, blank, blank)
		}
		came := r.came(p.For.Month())
		t.Rows = append(t.Rows, append(row, came[0], came[2], words(text.Same(p.Source))))
	}
	return t
}

// Filled lists the months whose end nobody counted.
func (r Report) Filled() Table {
	t := Table{
		ID: "gefuellt", Caption: text.T("Gefüllte Monate mit ihrem Fehler", "Filled months with their error"),
		Note:  text.T("Zu diesen Monatsenden gibt es keine eigene Zahl. Der Wert ist aus den Zählungen davor und danach geschätzt; der wahre liegt in etwa zwei von drei Monaten höchstens einen Standardfehler entfernt.", "There is no figure of its own for the ends of these months. The value is estimated from the counts before and after; the true one lies within one standard error in about two of three months."),
		Empty: text.T("Zu jedem Monat gibt es eine eigene Zahl.", "Every month has a figure of its own."),
		Columns: []table.Column{
			column("month", text.T("Monat", "month"), table.KindMonth),
			in(ofPersons, column("persons", text.T("geschätzt", "estimated"), table.KindWhole)),
			in(ofPersons, column("error", text.T("Standardfehler", "standard error"), table.KindWhole)),
		},
	}
	for _, c := range r.Came {
		if !c.Counted {
			ref := MonthRef(c.Month)
			t.Rows = append(t.Rows, []Cell{inMonth(c.Month), whole(c.Persons).at(ref), whole(c.Error).at(ref)})
		}
	}
	return t
}

// indicatorNames name what a contradiction is about.
var indicatorNames = map[string]text.Text{
	Persons: text.T("Bestand an Personen", "stock of persons"), Arrivals: text.T("Zugänge", "arrivals"), Departures: text.T("Abgänge", "departures"),
}

// Contradictions lists the counts that cannot all be true.
func (r Report) Contradictions() Table {
	t := Table{
		ID: "widersprueche", Caption: text.T("Zählungen, die sich widersprechen", "Counts that contradict one another"),
		Note:  text.T("Mit diesen Zahlen geht das Konto aus Bestand, Zugängen und Abgängen nicht auf. Sie gelten als unsicherer; die Monate daran hängen nicht mehr auf die Person genau.", "With these figures the account of stock, arrivals and departures does not balance. They are taken as less certain; months that hang on them are no longer known to the person."),
		Empty: text.T("Keine Zählung widerspricht anderen.", "No count contradicts others."),
		Columns: []table.Column{
			column("what", text.T("Kennzahl", "indicator"), table.KindText),
			column("from", text.T("von", "from"), table.KindMonth),
			column("to", text.T("bis", "to"), table.KindMonth),
			in(ofPersons, column("counted", text.T("gezählt", "counted"), table.KindWhole)),
			in(ofPersons, column("by", text.T("gezählt weniger gefüllt", "counted less filled"), table.KindWhole)),
		},
	}
	for i, c := range r.Contradicting {
		ref := contradictionRef(i)
		t.Rows = append(t.Rows, []Cell{words(indicatorNames[c.Of]), inMonth(c.First), inMonth(c.Last), whole(int(math.Round(c.Counted))).at(ref), whole(int(math.Round(c.By))).at(ref)})
	}
	return t
}

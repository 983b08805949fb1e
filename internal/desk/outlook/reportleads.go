// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"planraum/internal/city/accommodation"
	"planraum/internal/exchange/table"
	"planraum/internal/text"
)

// LeadClass is how far warnings could be relied on that were said so long before: all
// kinds of accommodation with the same typical lead time are one class.
type LeadClass struct {
	Lead  int                  `json:"lead_months_tenths"`
	Kinds []accommodation.Kind `json:"kinds"`
	Reliability
	// Bias is the mean of the median said less what came, in persons.
	Bias int `json:"bias"`
}

// Leads parts what was judged by lead time, the shortest first.
func Leads(list []Judged) []LeadClass {
	of := map[int][]Judged{}
	for _, j := range list {
		of[j.Lead] = append(of[j.Lead], j)
	}
	var out []LeadClass
	for lead, cases := range of {
		c := LeadClass{Lead: lead, Reliability: Reliable(cases), Bias: bias(cases)}
		for _, j := range cases {
			for _, kind := range j.Kinds() {
				if !slices.Contains(c.Kinds, kind) {
					c.Kinds = append(c.Kinds, kind)
				}
			}
		}
		slices.Sort(c.Kinds)
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b LeadClass) int { return cmp.Compare(a.Lead, b.Lead) })
	return out
}

// bias is the mean of the median said less what came, in persons.
func bias(list []Judged) int {
	sum := 0
	for _, j := range list {
		sum += j.Persons.Median - j.Came
	}
	return int(math.Round(float64(sum) / float64(max(len(list), 1))))
}

// BeatsMean reports whether the warnings were better than always saying how often
// places were missing, and BeatsNaive whether better than the naive warning; false
// where that is not known.
func (r Reliability) BeatsMean() bool { return r.Number > 0 && r.Brier < r.Always }

// BeatsNaive: see BeatsMean.
func (r Reliability) BeatsNaive() bool { return r.Number > 0 && r.Naive != nil && r.Brier < *r.Naive }

// The four standings of warnings beside what needs no method.
var standings = []text.Text{
	text.T("besser als beide", "better than both"),
	text.T("besser als die bloße Fortschreibung, aber nicht besser als der Mittelwert", "better than carrying the stock on, but no better than the mean"),
	text.T("besser als der Mittelwert, aber nicht besser als die bloße Fortschreibung", "better than the mean, but no better than carrying the stock on"),
	text.T("nicht besser als beide", "no better than either"),
}

// standing is the place in standings.
func (r Reliability) standing() int {
	switch mean, naive := r.BeatsMean(), r.BeatsNaive(); {
	case mean && naive:
		return 0
	case naive:
		return 1
	case mean:
		return 2
	}
	return 3
}

// sayLeads says for which lead times the warnings were better than what needs no
// method, and for which not; false where that cannot be said.
func sayLeads(list []LeadClass) (text.Text, bool) {
	groups := make([][]LeadClass, len(standings))
	for _, c := range list {
		if c.Naive == nil {
			return text.Text{}, false
		}
		at := c.standing()
		groups[at] = append(groups[at], c)
	}
	if len(list) == 0 {
		return text.Text{}, false
	}
	return tell(func(l text.Lang) string {
		var parts []string
		for at, group := range groups {
			if len(group) > 0 {
				parts = append(parts, fmt.Sprintf(text.T("bei %s Monaten Vorlauf %s", "with %s months of lead time %s").In(l), leadNames(group, l), standings[at].In(l)))
			}
		}
		return text.T("Gemessen an der bloßen Fortschreibung des Bestands und am Mittelwert waren die Warnungen ", "Beside carrying the stock on as it is and beside the mean the warnings were ").In(l) + strings.Join(parts, "; ") + "."
	}), true
}

// leadNames lists lead times: „0,5, 3 und 8“.
func leadNames(list []LeadClass, l text.Lang) string {
	names := make([]string, len(list))
	for i, c := range list {
		names[i] = months(c.Lead, l)
	}
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + text.T(" und ", " and ").In(l) + names[n-1]
	}
	return names[0]
}

// months writes tenths of months without a superfluous zero.
func months(tenths int, l text.Lang) string {
	if tenths%10 == 0 {
		return l.Int(int64(tenths / 10))
	}
	return l.Decimal(int64(tenths), 1)
}

// naiveWords say what the naive warning is.
var naiveWords = text.T(
	"Bloße Fortschreibung: Es bleiben so viele Personen wie am Ende des letzten bekannten Monats; gewarnt ist, wenn sie mehr Plätze brauchen, als geplant sind. Mittelwert: immer die Häufigkeit sagen, mit der Plätze fehlten; sie kannte vorher niemand.",
	"Carrying the stock on: as many persons stay as at the end of the last month known; there is a warning if they need more places than are planned. Mean: always saying how often places were missing, which nobody knew beforehand.")

// ByLead is the reliability by lead time: each pair of a month and a lead time is one
// case, however many kinds of accommodation have it.
func (r Report) ByLead() Table {
	t := leadTable(r.Leads, OfReplay)
	t.ID, t.Empty = "vorlauf", nothingJudged
	return t
}

// ByLead is the reliability of what was kept in time, by lead time.
func (r Record) ByLead() Table {
	t := leadTable(r.Leads, OfKept)
	t.ID, t.Empty = "vorlauf", text.T("Von dem, was rechtzeitig festgehalten wurde, lässt sich noch nichts beurteilen.", "Of what was kept in time nothing can be judged yet.")
	return t
}

// leadTable is the table of lead classes; whose cases they are stands in JudgedRef.
func leadTable(classes []LeadClass, whose string) Table {
	t := Table{
		Caption: text.T("Güte nach Vorlauf, neben dem, was kein Verfahren braucht", "Quality by lead time, beside what needs no method"),
		Note: text.T("Jeder Monat zählt je Vorlauf einmal, auch wenn mehrere Arten der Unterkunft ihn haben. Brier: mittleres Quadrat des Abstands der Wahrscheinlichkeit von dem, was kam; 0 ist am besten. "+naiveWords.De,
			"Each month counts once for each lead time, also where several kinds of accommodation have it. Brier: mean square of the distance of the probability from what came; 0 is best. "+naiveWords.En),
		Columns: []table.Column{
			in(text.T("Monate", "months"), column("lead", text.T("Vorlauf", "lead time"), table.KindText)),
			column("kinds", text.T("Arten", "kinds"), table.KindText),
			column("cases", text.T("Fälle", "cases"), table.KindWhole),
			column("short", text.T("davon fehlten Plätze", "of them places missing"), table.KindWhole),
			column("hits", hit, table.KindWhole), column("false_alarms", falseAlarm, table.KindWhole),
			column("brier", text.T("Brier der Warnungen", "Brier of the warnings"), table.KindDecimal),
			column("brier_naive", text.T("Brier der Fortschreibung", "Brier of carrying on"), table.KindDecimal),
			column("brier_mean", text.T("Brier des Mittelwerts", "Brier of the mean"), table.KindDecimal),
			column("standing", text.T("die Warnungen waren", "the warnings were"), table.KindText),
			column("inside", text.T("im 80-%-Band der Personen", "within the 80% band of persons"), table.KindShare),
		},
	}
	for _, c := range classes {
		var names []text.Text
		for _, k := range c.Kinds {
			names = append(names, kindName(k))
		}
		naive, standing := Cell{}, Cell{}
		if c.Naive != nil {
			naive, standing = score(*c.Naive), words(standings[c.standing()])
		}
		ref := func(item string) string { return JudgedRef(whose, leadOnly(c.Lead), item) }
		t.Rows = append(t.Rows, []Cell{
			words(tell(func(l text.Lang) string { return months(c.Lead, l) })), list(names), whole(c.Number).at(ref("number")), whole(c.Hits + c.Missed).at(ref("short")),
			whole(c.Hits).at(ref("hits")), whole(c.FalseAlarms).at(ref("false_alarms")),
			score(c.Brier).at(ref("brier")), naive.at(ref("brier_naive")), score(c.Always).at(ref("brier_mean")), standing, part(c.Inside).at(ref("inside")),
		})
	}
	return t
}

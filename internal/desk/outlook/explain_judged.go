// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Whose cases a number of judged warnings sums up.
const (
	OfKept   = "kept"   // what was kept in time
	OfLater  = "later"  // what was kept afterwards
	OfReplay = "replay" // what the newest replay would have said
)

// Every is the selection of all cases.
const Every = "all"

// JudgedRef is the address of a number of judged warnings: whose cases, which of them
// (Every, lead-80, year-2015, bin-0, counted, or several joined by a plus), and which
// number: a key of tallies or of means.
func JudgedRef(whose, which, item string) string { return "judged/" + whose + "/" + which + "/" + item }

func leadOnly(tenths int) string { return "lead-" + strconv.Itoa(tenths) }
func yearOnly(year int) string   { return "year-" + strconv.Itoa(year) }
func binOnly(i int) string       { return "bin-" + strconv.Itoa(i) }

// countedOnly is the selection of the cases whose month was counted.
const countedOnly = "counted"

// chosen are the cases of a selection; false for a word that is none.
func chosen(list []Judged, which string) ([]Judged, bool) {
	for word := range strings.SplitSeq(which, "+") {
		keep, ok := keeper(word)
		if !ok {
			return nil, false
		}
		list = slices.DeleteFunc(slices.Clone(list), func(j Judged) bool { return !keep(j) })
	}
	return list, true
}

func keeper(word string) (func(Judged) bool, bool) {
	name, number, _ := strings.Cut(word, "-")
	n, err := strconv.Atoi(number)
	switch {
	case word == Every:
		return func(Judged) bool { return true }, true
	case word == countedOnly:
		return func(j Judged) bool { return j.Counted }, true
	case err != nil:
		return nil, false
	case name == "lead":
		return func(j Judged) bool { return j.Lead == n }, true
	case name == "year":
		return func(j Judged) bool { return j.AsOf.Year() == n }, true
	case name == "bin":
		return func(j Judged) bool { return j.bin() == n }, true
	}
	return nil, false
}

// whichWords name a selection.
func whichWords(which string, l text.Lang) string {
	var words []string
	for word := range strings.SplitSeq(which, "+") {
		name, number, _ := strings.Cut(word, "-")
		n, _ := strconv.Atoi(number)
		switch name {
		case countedOnly:
			words = append(words, text.T("nur Monate mit eigener Zahl", "only months with a figure of their own").In(l))
		case "lead":
			words = append(words, fmt.Sprintf(text.T("Vorlauf %s Monate", "lead time %s months").In(l), months(n, l)))
		case "year":
			words = append(words, fmt.Sprintf(text.T("gesagt im Jahr %d", "said in the year %d").In(l), n))
		case "bin":
			b := Bin{From: float64(n) / bins, To: float64(n+1) / bins}
			words = append(words, text.T("gesagt ", "said ").In(l)+b.name().In(l))
		}
	}
	if len(words) == 0 {
		return text.T("alle Fälle", "all cases").In(l)
	}
	return strings.Join(words, ", ")
}

// tally is a number of cases: those that it counts.
type tally struct {
	name   text.Text
	counts func(Judged) bool
}

var tallies = map[string]tally{
	"number":       {text.T("Fälle", "cases"), func(Judged) bool { return true }},
	"short":        {text.T("Fälle, in denen Plätze fehlten", "cases in which places were missing"), func(j Judged) bool { return j.Short }},
	"hits":         {hit, func(j Judged) bool { return j.Warned && j.Short }},
	"missed":       {missed, func(j Judged) bool { return !j.Warned && j.Short }},
	"false_alarms": {falseAlarm, func(j Judged) bool { return j.Warned && !j.Short }},
	"quiet":        {quiet, func(j Judged) bool { return !j.Warned && !j.Short }},
}

// mean is a mean over cases: what each puts in.
type mean struct {
	name   text.Text
	rule   text.Text // what a case puts in
	places int       // decimals of the mean
	unit   text.Text // of the mean; "%": it is a share
	of     func(Judged) float64
}

// share is the unit of means that are shares of 1.
var share = text.Same("%")

var means = map[string]mean{
	"brier": {
		name: text.T("Brier-Wert der Warnungen", "Brier score of the warnings"), places: 3, of: func(j Judged) float64 { return square(j.Probability, j.Short) },
		rule: text.T("das Quadrat des Abstands der gesagten Wahrscheinlichkeit von dem, was kam (1: Plätze fehlten, 0: sie reichten)", "the square of the distance of the probability said from what came (1: places were missing, 0: they sufficed)"),
	},
	"brier_naive": {
		name: text.T("Brier-Wert der Fortschreibung", "Brier score of carrying on"), places: 3, of: func(j Judged) float64 { return square(j.carried(), j.Short) },
		rule: text.T("1, wenn die bloße Fortschreibung des Bestands (1: dann fehlen Plätze, 0: dann reichen sie) etwas anderes sagte, als kam; sonst 0", "1 where carrying the stock on as it is (1: places are missing then, 0: they suffice) said something else than came; else 0"),
	},
	"inside": {
		name: text.T("Anteil im 80-%-Band der Personen", "share within the 80% band of persons"), places: 1, unit: share, of: func(j Judged) float64 { return one(j.Inside) },
		rule: text.T("1, wenn die Personen, die kamen, im gesagten Band von 80 % lagen; sonst 0", "1 where the persons who came lay within the band of 80% that was said; else 0"),
	},
	"said": {
		name: text.T("im Mittel gesagt", "said on average"), places: 1, unit: share, of: func(j Judged) float64 { return j.Probability },
		rule: text.T("die gesagte Wahrscheinlichkeit", "the probability said"),
	},
	"came": {
		name: text.T("so oft fehlten Plätze", "places were missing so often"), places: 1, unit: share, of: func(j Judged) float64 { return one(j.Short) },
		rule: text.T("1, wenn Plätze fehlten; sonst 0", "1 where places were missing; else 0"),
	},
	"bias": {
		name: text.T("mittlerer Abstand des Medians", "mean distance of the median"), unit: personsNoun, of: func(j Judged) float64 { return float64(j.Persons.Median - j.Came) },
		rule: text.T("der gesagte Median der Personen weniger die, die kamen", "the median of persons said less those who came"),
	},
}

func one(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

func square(said float64, came bool) float64 { return (said - one(came)) * (said - one(came)) }

// carried is what the naive warning said: 0 or 1.
func (j Judged) carried() float64 { return one(j.Stays != nil && *j.Stays) }

// BinRef is the address of a number of a range of the reliability table.
func BinRef(whose string, i int, item string) string { return JudgedRef(whose, binOnly(i), item) }

// bin is the range of the reliability table that a case lies in.
func (j Judged) bin() int { return min(int(j.Probability*bins), bins-1) }

// ExplainJudged shows how a number of judged warnings came about: the cases, or where
// they are many their count and sum by lead time, with the formula. whose and which are
// as in JudgedRef. It answers NotFound for a number that there is not.
func ExplainJudged(list []Judged, whose, which, item string) (figure.Derivation, error) {
	cases, ok := chosen(list, which)
	if ok && len(cases) > 0 {
		g := group{cases: cases, whose: whose, which: which, item: item}
		if t, ok := tallies[item]; ok {
			return g.tally(t), nil
		}
		if m, ok := means[item]; ok && (item != "brier_naive" || naive(cases, make([]bool, len(cases))) != nil) {
			return g.mean(m), nil
		}
		if item == "brier_mean" {
			return g.always(), nil
		}
	}
	if ok && item == "number" {
		return group{whose: whose, which: which, item: item}.tally(tallies[item]), nil
	}
	return figure.Derivation{}, fault.New(fault.NotFound, "outlook.ExplainJudged("+which+" "+item+")",
		"Diese Zahl gibt es nicht: Zu ihr gehört kein beurteilter Fall.", "There is no such number: no judged case belongs to it.")
}

// mostCases is how many cases a derivation lists; more are summed up by lead time.
const mostCases = 60

// group is a number over some cases.
type group struct {
	cases              []Judged
	whose, which, item string
}

func (g group) node(name, value, rule text.Text) figure.Derivation {
	return figure.Derivation{
		Name:  both(func(l text.Lang) string { return name.In(l) + " (" + whichWords(g.which, l) + ")" }),
		Value: value, Rule: rule, Basis: figure.Computed, Ref: JudgedRef(g.whose, g.which, g.item),
	}
}

// casesOf writes a number of cases.
func casesOf(n int) text.Text {
	return both(func(l text.Lang) string {
		if n == 1 {
			return text.T("1 Fall", "1 case").In(l)
		}
		return l.Int(int64(n)) + text.T(" Fälle", " cases").In(l)
	})
}

func (g group) tally(t tally) figure.Derivation {
	counted := slices.DeleteFunc(slices.Clone(g.cases), func(j Judged) bool { return !t.counts(j) })
	d := g.node(t.name, casesOf(len(counted)), both(func(l text.Lang) string {
		return fmt.Sprintf(text.T("Gezählt sind %s von %s Fällen. Ein Fall ist ein Tag, an dem gewarnt werden konnte, und ein Vorlauf.",
			"Counted are %s of %s cases. A case is a day on which one could be warned, and a lead time.").In(l), l.Int(int64(len(counted))), l.Int(int64(len(g.cases))))
	}))
	d.Note = measured
	d.From = g.parts(counted, func(some []Judged) text.Text { return casesOf(len(some)) }, func(j Judged) text.Text { return j.Verdict() })
	return d
}

// measured says by what warnings are judged.
var measured = text.T("Plätze fehlten, wenn die, die kamen, mehr Plätze brauchten, als an dem Tag geplant waren, an dem es gesagt wurde.",
	"Places were missing where those who came needed more places than were planned on the day on which it was said.")

func (g group) mean(m mean) figure.Derivation {
	n, sum := len(g.cases), total(g.cases, m.of)
	d := g.node(m.name, m.write(sum/float64(n)), both(func(l text.Lang) string {
		return fmt.Sprintf(text.T("Mittel über %s: Summe %s / %s = %s. Jeder Fall bringt ein: %s.", "Mean over %s: sum %s / %s = %s. Each case puts in: %s.").In(l),
			casesOf(n).In(l), fixed(sum, 3, l), l.Int(int64(n)), m.write(sum/float64(n)).In(l), m.rule.In(l))
	}))
	d.Note = measured
	d.From = g.parts(g.cases, func(some []Judged) text.Text {
		return both(func(l text.Lang) string {
			return casesOf(len(some)).In(l) + text.T(", Summe ", ", sum ").In(l) + fixed(total(some, m.of), 3, l)
		})
	}, func(j Judged) text.Text { return both(func(l text.Lang) string { return fixed(m.of(j), 3, l) }) })
	return d
}

func total(list []Judged, of func(Judged) float64) float64 {
	sum := 0.0
	for _, j := range list {
		sum += of(j)
	}
	return sum
}

// always derives the Brier score of always saying how often places were missing.
func (g group) always() figure.Derivation {
	n, short := float64(len(g.cases)), total(g.cases, means["came"].of)
	h := short / n
	d := g.node(text.T("Brier-Wert des Mittelwerts", "Brier score of the mean"), both(func(l text.Lang) string { return fixed(h*(1-h), 3, l) }), both(func(l text.Lang) string {
		return fmt.Sprintf(text.T("Immer h = %s / %s = %s zu sagen, ergibt im Mittel h · (1 − h) = %s. h kannte vorher niemand.", "Always saying h = %s / %s = %s gives h · (1 − h) = %s on average. Nobody knew h beforehand.").In(l),
			l.Int(int64(short)), l.Int(int64(n)), fixed(h, 3, l), fixed(h*(1-h), 3, l))
	}))
	short1, number := g, g
	short1.item, number.item = "short", "number"
	d.From = []figure.Derivation{short1.tally(tallies["short"]), number.tally(tallies["number"])}
	for i := range d.From {
		d.From[i].From = nil
	}
	return d
}

// parts are the cases themselves, or where they are many those of each lead time.
func (g group) parts(list []Judged, sum func([]Judged) text.Text, say func(Judged) text.Text) []figure.Derivation {
	var nodes []figure.Derivation
	if len(list) <= mostCases {
		for _, j := range list {
			nodes = append(nodes, j.line(g.whose, say(j)))
		}
		return nodes
	}
	one, by := leadOnly, func(j Judged) int { return j.Lead }
	if strings.Contains(g.which, "lead-") {
		one, by = yearOnly, func(j Judged) int { return j.AsOf.Year() }
	}
	of := map[int][]Judged{}
	var keys []int
	for _, j := range list {
		if of[by(j)] == nil {
			keys = append(keys, by(j))
		}
		of[by(j)] = append(of[by(j)], j)
	}
	slices.Sort(keys)
	for _, key := range keys {
		which := strings.TrimPrefix(g.which+"+"+one(key), Every+"+")
		nodes = append(nodes, figure.Derivation{
			Name: both(func(l text.Lang) string { return whichWords(one(key), l) }), Value: sum(of[key]), Basis: figure.Computed, Ref: JudgedRef(g.whose, which, g.item),
		})
	}
	return nodes
}

// line is a case in a derivation.
func (j Judged) line(whose string, value text.Text) figure.Derivation {
	return figure.Derivation{
		Name: both(func(l text.Lang) string {
			return fmt.Sprintf(text.T("gesagt am %s, Vorlauf %s Monate, für %s", "said on %s, lead time %s months, for %s").In(l), j.AsOf.In(l), months(j.Lead, l), j.Opens.In(l))
		}),
		Value: value, Basis: figure.Computed, When: j.AsOf.String(), Ref: JudgedCaseRef(whose, j.ID, j.AsOf, j.Lead),
		Rule: both(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Gesagt %s; geplant waren %s, nötig %s: %s.", "Said %s; %s were planned, %s needed: %s.").In(l),
				tenths(j.Probability, l), places(j.Usable).In(l), l.Int(int64(j.Needed)), j.Verdict().In(l))
		}),
	}
}

// JudgedCaseRef is the address of a case: a day and a lead time, in tenths of months. id is
// that of what was kept; a replay has none.
func JudgedCaseRef(whose, id string, day period.Date, lead int) string {
	ref := fmt.Sprintf("judgedcase/%s/%s/%d", whose, day, lead)
	if whose != OfReplay {
		ref += "/" + id
	}
	return ref
}

// write writes a mean.
func (m mean) write(x float64) text.Text {
	return both(func(l text.Lang) string {
		switch {
		case m.unit == share:
			return l.Percent(int64(math.Round(1000*x)), 1)
		case m.unit != text.Text{}:
			return l.Int(int64(math.Round(x))) + " " + m.unit.In(l)
		}
		return fixed(x, m.places, l)
	})
}

func fixed(x float64, places int, l text.Lang) string {
	return l.Decimal(int64(math.Round(x*math.Pow10(places))), places)
}

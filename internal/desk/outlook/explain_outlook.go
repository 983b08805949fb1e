// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"fmt"
	"math"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/method/balance"
	"planraum/internal/method/warning"
	"planraum/internal/text"
)

// Ref is the address of a number of an outlook: an item of a month (2016-03) or of
// a kind of accommodation (container). Of a month: probability, first, missing,
// needed, persons, usable. Of a kind: latest, until, lead, price, cost, and posts.KEY.
func Ref(item, of string) string { return "warning/" + item + "/" + of }

// Explain shows how a number of the outlook came about. It answers NotFound for a
// number that there is not.
func (o Outlook) Explain(item, of string) (figure.Derivation, error) {
	if m, err := period.ParseMonth(of); err == nil {
		if month, ok := o.At(m); ok {
			if d, ok := o.ofMonth(item, month); ok {
				return d, nil
			}
		}
	}
	for _, c := range o.Classes {
		if string(c.Kind) != of {
			continue
		}
		if d, ok, err := o.ofKind(item, c); ok || err != nil {
			return d, err
		}
	}
	return figure.Derivation{}, fault.New(fault.NotFound, "outlook.Explain("+item+" "+of+")",
		"Diese Zahl gibt es in der Vorausschau nicht.", "The outlook has no such number.")
}

func (o Outlook) ofMonth(item string, m warning.Outlook) (figure.Derivation, bool) {
	switch item {
	case "probability":
		return o.probability(m), true
	case "first":
		return o.first(m), true
	case "missing":
		return o.missing(m), true
	case "needed":
		return o.needed(m), true
	case "persons":
		return o.personsOf(m), true
	case "usable":
		return o.usable(m), true
	}
	return figure.Derivation{}, false
}

// node is a computed number of a month.
func (o Outlook) node(item string, m warning.Outlook, name, value text.Text) figure.Derivation {
	return figure.Derivation{
		Name:  both(func(l text.Lang) string { return name.In(l) + ", " + text.T("Ende ", "end of ").In(l) + m.Month.In(l) }),
		Value: value, Basis: figure.Computed, When: m.Month.String(), Ref: Ref(item, m.Month.String()),
	}
}

func places(n int) text.Text {
	return both(func(l text.Lang) string { return l.Int(int64(n)) + " " + text.T("Plätze", "places").In(l) })
}

// spreadWords writes a middle with its band of 80 %.
func spreadWords(s warning.Spread, noun text.Text) text.Text {
	return both(func(l text.Lang) string {
		return fmt.Sprintf(text.T("%s %s (80 %%: %s bis %s)", "%s %s (80%%: %s to %s)").In(l), l.Int(int64(s.Median)), noun.In(l), l.Int(int64(s.Low)), l.Int(int64(s.High)))
	})
}

var (
	placesNoun  = text.T("Plätze", "places")
	personsNoun = text.T("Personen", "persons")
)

func (o Outlook) paths(l text.Lang, share float64) string {
	n := len(o.Needed)
	return fmt.Sprintf(text.T("%s von %s Verläufen", "%s of %s paths").In(l), l.Int(int64(math.Round(share*float64(n)))), l.Int(int64(n)))
}

func (o Outlook) probability(m warning.Outlook) figure.Derivation {
	d := o.node("probability", m, text.T("Wahrscheinlichkeit fehlender Plätze", "probability of missing places"), both(func(l text.Lang) string { return tenths(m.Probability, l) }))
	d.Rule = both(func(l text.Lang) string {
		return fmt.Sprintf(text.T("In %s werden mehr Plätze gebraucht als die %s nutzbaren.", "In %s more places are needed than the %s usable ones.").In(l), o.paths(l, m.Probability), l.Int(int64(m.Usable)))
	})
	if a, hangs := o.AssumedDays(m.Month); hangs {
		rule := d.Rule
		d.Rule = both(func(l text.Lang) string { return rule.In(l) + " " + o.assumedSaid(a, l) })
	}
	d.Note, d.From = NoForesight, []figure.Derivation{o.needed(m), o.usable(m)}
	return d
}

// assumedSaid says how many places a probability counts or leaves out on assumed days.
func (o Outlook) assumedSaid(a AssumedDays, l text.Lang) string {
	s := fmt.Sprintf(text.T("Mitgezählt nach angenommenem Öffnungstag: %s Plätze.", "Counted by an assumed day of opening: %s places.").In(l), l.Int(int64(a.Counted)))
	if a.Left > 0 {
		s += fmt.Sprintf(text.T(" Nach angenommenen Tagen nicht offen: %s Plätze; wären sie da, wäre die Wahrscheinlichkeit %s.", " Not open by assumed days: %s places; were they there, the probability would be %s.").In(l), l.Int(int64(a.Left)), Chance(l, a.Probability))
	}
	return s
}

func (o Outlook) first(m warning.Outlook) figure.Derivation {
	d := o.node("first", m, text.T("Wahrscheinlichkeit, dass hier zuerst Plätze fehlen", "probability that places are missing here first"), both(func(l text.Lang) string { return tenths(m.First, l) }))
	d.Rule = both(func(l text.Lang) string {
		return fmt.Sprintf(text.T("In %s ist dies der erste Monat mit fehlenden Plätzen; in %s fehlen nie welche.", "In %s this is the first month with missing places; in %s none are ever missing.").In(l), o.paths(l, m.First), o.paths(l, o.Never))
	})
	d.From = []figure.Derivation{o.needed(m), o.usable(m)}
	return d
}

func (o Outlook) missing(m warning.Outlook) figure.Derivation {
	d := o.node("missing", m, text.T("fehlende Plätze", "missing places"), spreadWords(m.Missing, placesNoun))
	d.Rule = both(func(l text.Lang) string {
		return fmt.Sprintf(text.T("Je Verlauf: benötigte − nutzbare Plätze, mindestens 0. In der Hälfte der %s Verläufe sind es höchstens %s, in einem Zehntel höchstens %s, in neun Zehnteln höchstens %s.",
			"For each path: places needed − usable, at least 0. In half of the %s paths they are at most %s, in a tenth at most %s, in nine tenths at most %s.").In(l),
			l.Int(int64(len(o.Needed))), l.Int(int64(m.Missing.Median)), l.Int(int64(m.Missing.Low)), l.Int(int64(m.Missing.High)))
	})
	d.From = []figure.Derivation{o.needed(m), o.usable(m)}
	return d
}

func (o Outlook) needed(m warning.Outlook) figure.Derivation {
	d := o.node("needed", m, text.T("benötigte Plätze", "places needed"), spreadWords(m.Needed, placesNoun))
	persons := o.personsOf(m)
	d.From = []figure.Derivation{persons}
	norm, err := balance.UtilisationAt(o.Supply.Utilisation, m.Month.Last())
	if err != nil {
		return d
	}
	share := both(func(l text.Lang) string {
		return l.Percent(unit.DivRoundHalfUp(int64(norm.Share)*1000, unit.ShareScale), 1)
	})
	s := o.persons(int(m.Month - o.From))
	d.Rule = both(func(l text.Lang) string {
		return fmt.Sprintf(text.T("Je Verlauf: Personen / Auslastung, kaufmännisch gerundet; in der Mitte %s / %s.", "For each path: persons / utilisation, rounded half up; in the middle %s / %s.").In(l), l.Int(int64(s.Median)), share.In(l))
	})
	d.From = append(d.From, figure.Derivation{
		Name: text.T("Auslastung, höchstens im Mittel", "utilisation, at most on average"), Value: share, Basis: figure.Reported, KnownFrom: norm.KnownFrom, Source: norm.Source,
	})
	return d
}

// personsOf leads down to the figures that the paths rest on.
func (o Outlook) personsOf(m warning.Outlook) figure.Derivation {
	s := o.persons(int(m.Month - o.From))
	d := o.node("persons", m, text.T("untergebrachte Personen", "accommodated persons"), spreadWords(warning.Spread(s), personsNoun))
	d.Rule = both(func(l text.Lang) string {
		return fmt.Sprintf(text.T("%s Verläufe ab %s: Bestand + Zugänge − Auszüge, Monat für Monat in ganzen Personen; Startwert des Zufalls %d.",
			"%s paths from %s on: stock + arrivals − departures, month by month in whole persons; seed %d.").In(l), l.Int(int64(len(o.Needed))), o.Demand.First.In(l), o.Demand.Seed)
	})
	d.From = o.Demand.explained()
	return d
}

// explained are the parts of the demand, with the figures of the ledger.
func (d Demand) explained() []figure.Derivation {
	arrivals := figure.Derivation{
		Name: text.T("Zugänge, vorausgerechnet", "arrivals, forecast"), Value: text.Same(d.Arrivals.Method), Rule: d.arrivalsNote(), Basis: figure.Forecast,
	}
	leave := figure.Derivation{
		Name: text.T("Anteil, der im Monat auszieht", "share that leaves in a month"), Value: both(func(l text.Lang) string { return tenths(d.Leaving.Middle, l) }),
		Rule: d.leavingNote(), Basis: figure.Computed,
	}
	past := figure.Derivation{
		Name:  text.T("Bestand am Ende der bekannten Monate", "stock at the end of the known months"),
		Value: text.T("unbekannt", "unknown"), Rule: d.Past.filledNote(), Basis: figure.Computed,
	}
	if stock, counted, ok := d.Past.At(d.Past.Last()); ok {
		past.Value = both(func(l text.Lang) string {
			return fmt.Sprintf(text.T("%s Personen, Standardfehler %s", "%s persons, standard error %s").In(l), l.Int(int64(math.Round(stock.Persons))), l.Int(int64(math.Round(stock.Error))))
		})
		past.When = d.Past.Last().String()
		if counted {
			past.Basis = figure.Counted
		}
	}
	for _, c := range d.Past.Contradicting {
		past.From = append(past.From, figure.Derivation{
			Name: contradictionNames[c.Of], Value: both(func(l text.Lang) string { return l.Int(int64(math.Round(c.Counted))) + " " + personsNoun.In(l) }),
			Rule: c.note(), Basis: figure.Counted,
		})
	}
	for _, p := range d.Past.Used {
		past.From = append(past.From, figureNode(p.Figure))
	}
	return []figure.Derivation{past, arrivals, leave}
}

var usedNames = map[string]text.Text{
	Persons: text.T("Bestand", "stock"), Arrivals: text.T("Zugänge", "arrivals"), Departures: text.T("Abgänge", "departures"), Corrections: text.T("Bereinigung", "correction"),
}

// Explain shows how the stock of a month came about that warnings are judged by. It
// answers NotFound for a month that is not known.
func (p Past) Explain(m period.Month) (figure.Derivation, error) {
	stock, counted, ok := p.At(m)
	if !ok {
		return figure.Derivation{}, fault.New(fault.NotFound, "outlook.Past.Explain("+m.String()+")",
			"Für diesen Monat ist kein Bestand bekannt.", "No stock of this month is known.")
	}
	d := figure.Derivation{
		Name:  both(func(l text.Lang) string { return text.T("Bestand, Ende ", "stock, end of ").In(l) + m.In(l) }),
		Value: both(func(l text.Lang) string { return l.Int(int64(math.Round(stock.Persons))) + " " + personsNoun.In(l) }),
		Rule: both(func(l text.Lang) string {
			if counted {
				return text.T("Um das Ende dieses Monats wurde gezählt; auf den letzten Tag gerechnet.", "There was a count near the end of this month; reckoned for its last day.").In(l)
			}
			return fmt.Sprintf(text.T("In diesem Monat hat niemand gezählt. Der Wert liegt zwischen den Zählungen, so dass Bestand, Zugänge und Abgänge zusammenpassen; Standardfehler %s.",
				"Nobody counted in this month. The value lies between the counts so that stock, arrivals and departures agree; standard error %s.").In(l), l.Int(int64(math.Round(stock.Error))))
		}),
		Basis: figure.Computed, When: m.String(), Ref: Ref("came", m.String()), Note: p.filledNote(),
	}
	for _, used := range p.Used {
		d.From = append(d.From, figureNode(used.Figure))
	}
	return d, nil
}

// UsedName names an indicator that an outlook rests on.
func UsedName(indicator string) text.Text { return usedNames[indicator] }

func (o Outlook) usable(m warning.Outlook) figure.Derivation {
	d := o.node("usable", m, text.T("nutzbare Plätze", "usable places"), places(m.Usable))
	d.Rule = text.T("Nominelle − gesperrte Plätze − Reserve aller Standorte, die es gibt oder die beschlossen sind und die am letzten Tag des Monats offen sind.",
		"Nominal − blocked places − reserve of all sites that exist or are decided and that are open on the last day of the month.")
	for _, s := range o.Supply.Sites {
		if !s.OpenOn(m.Month.Last()) {
			continue
		}
		d.From = append(d.From, figure.Derivation{
			Name: text.Same(s.Name), Value: places(int(s.Usable())), Basis: s.Basis, KnownFrom: s.KnownFrom, Source: s.Source,
		})
	}
	return d
}

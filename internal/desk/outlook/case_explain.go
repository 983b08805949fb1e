// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"context"
	"fmt"
	"strconv"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/scenario"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// The numbers of a case that can be asked.
const (
	AskPersons     = "persons"
	AskMissing     = "missing"
	AskProbability = "probability"
)

// CaseRef is the address of the derivation of a case's number at the end of a month.
func CaseRef(id, item string, m period.Month) string {
	return "whatif/" + id + "/" + item + "/" + m.String()
}

// DeriveCase shows how a number of a case came about, as known on asOf.
func (d *Desk) DeriveCase(ctx context.Context, id, item string, m period.Month, asOf period.Date) (figure.Derivation, error) {
	op := fmt.Sprintf("outlook.DeriveCase(%s, %s, %s)", id, item, m)
	all, err := d.Cases(ctx, asOf)
	if err != nil {
		return figure.Derivation{}, fault.Wrap(op, err)
	}
	c, ok := all.Case(id)
	if !ok || m < c.From || m > c.To() {
		return figure.Derivation{}, fault.New(fault.NotFound, op, "Diese Zahl gibt es an diesem Stand nicht.", "There is no such number as of this date.")
	}
	deriv := figure.Derivation{Basis: figure.Forecast, Date: period.InMonth(m), When: m.String(), KnownFrom: asOf, Ref: CaseRef(id, item, m)}
	o, month := c.Months[int(m-c.From)], func(l text.Lang) string { return m.In(l) }
	persons, _ := c.PersonsAt(m)
	switch item {
	case AskPersons:
		deriv.Name = both(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Personen Ende %s, %s", "persons at the end of %s, %s").In(l), month(l), c.Name.In(l))
		})
		deriv.Value = caseSpread(persons.Low, persons.Median, persons.High, text.T("Personen", "persons"))
		deriv.Rule = c.countRule()
	case AskMissing:
		deriv.Name = both(func(l text.Lang) string {
			return fmt.Sprintf(text.T("fehlende Plätze Ende %s, %s", "missing places at the end of %s, %s").In(l), month(l), c.Name.In(l))
		})
		deriv.Value = caseSpread(o.Missing.Low, o.Missing.Median, o.Missing.High, text.T("Plätze", "places"))
		deriv.Rule = c.missingRule(o.Needed.Median, o.Usable)
	case AskProbability:
		deriv.Name = both(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Wahrscheinlichkeit, dass Ende %s Plätze fehlen, %s", "probability that places are missing at the end of %s, %s").In(l), month(l), c.Name.In(l))
		})
		deriv.Value = both(func(l text.Lang) string { return l.Percent(int64(o.Probability*1000+0.5), 1) })
		deriv.Rule = c.probabilityRule(o.Probability, o.Usable)
	default:
		return figure.Derivation{}, fault.New(fault.NotFound, op, "Diese Zahl gibt es nicht.", "There is no such number.")
	}
	deriv.From = append(c.assumptions(), c.Demand.Explain())
	return deriv, nil
}

func caseSpread(low, median, high int, unit text.Text) text.Text {
	return both(func(l text.Lang) string {
		return fmt.Sprintf(text.T("%s %s (80 %% zwischen %s und %s)", "%s %s (80%% between %s and %s)").In(l), l.Int(int64(median)), unit.In(l), l.Int(int64(low)), l.Int(int64(high)))
	})
}

func (c Case) countRule() text.Text {
	return both(func(l text.Lang) string {
		n := l.Int(int64(len(c.Demand.Persons)))
		return fmt.Sprintf(text.T("Median von %s Stichprobenpfaden: Bestand + Zugänge − Abgänge, Monat für Monat, in ganzen Personen. Ein Zehntel der Pfade liegt unter dem unteren, ein Zehntel über dem oberen Wert.",
			"Median of %s sample paths: stock + arrivals − departures, month by month, in whole persons. A tenth of the paths lies below the lower, a tenth above the upper value.").In(l), n)
	})
}

func (c Case) missingRule(needed, usable int) text.Text {
	lost := text.Text{}
	if c.Demand.Lost != nil {
		lost = text.T(" Was ein Szenario an Plätzen wegnimmt, ist in jedem Pfad abgezogen.", " Places that a scenario takes away are taken off in every path.")
	}
	return both(func(l text.Lang) string {
		return fmt.Sprintf(text.T("Je Pfad: benötigte Plätze (Personen geteilt durch die Auslastung) − nutzbare Plätze, nicht unter 0; davon der Median. Im Median werden %s Plätze benötigt, nutzbar sind %s.%s",
			"In each path: places needed (persons divided by the utilisation) − usable places, not below 0; of these the median. In the median %s places are needed, %s are usable.%s").In(l), l.Int(int64(needed)), l.Int(int64(usable)), lost.In(l))
	})
}

func (c Case) probabilityRule(p float64, usable int) text.Text {
	return both(func(l text.Lang) string {
		all := len(c.Demand.Persons)
		return fmt.Sprintf(text.T("In %s von %s Pfaden werden mehr als die nutzbaren Plätze (%s) benötigt.", "In %s of %s paths more than the usable places (%s) are needed.").In(l),
			l.Int(int64(p*float64(all)+0.5)), l.Int(int64(all)), l.Int(int64(usable)))
	})
}

// assumptions are the scenarios of a case with their weights.
func (c Case) assumptions() []figure.Derivation {
	var list []figure.Derivation
	for _, s := range c.Scenarios {
		if s.ID == Baseline {
			list = append(list, figure.Derivation{
				Name: text.T("wie bisher, "+strconv.Itoa(s.Weight)+" % der Pfade", "as before, "+strconv.Itoa(s.Weight)+"% of the paths"), Value: text.T("ohne Annahme", "no assumption"), Basis: figure.Computed,
				Rule: text.T("Was die Gewichte der Szenarien übrig lassen.", "What the weights of the scenarios leave."),
			})
			continue
		}
		list = append(list, assumption(s, c.ID == Mixture))
	}
	return list
}

func assumption(s scenario.Scenario, mixed bool) figure.Derivation {
	d := figure.Derivation{Name: text.T("Szenario „"+s.Name+"“", "scenario “"+s.Name+"”"), Value: both(s.Sentence), Basis: figure.Assumed, KnownFrom: s.On, Source: s.Source, Note: text.Same(s.Note)}
	d.Rule = text.T("Angenommen von: "+s.Author, "Assumed by: "+s.Author)
	if mixed {
		d.Name = text.T(d.Name.De+", "+strconv.Itoa(s.Weight)+" % der Pfade", d.Name.En+", "+strconv.Itoa(s.Weight)+"% of the paths")
	}
	return d
}

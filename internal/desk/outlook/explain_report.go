// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"planraum/internal/city/audience"
	"planraum/internal/city/figure"
	"planraum/internal/city/need"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/unit"
	noun "planraum/internal/city/warning"
	"planraum/internal/fault"
	"planraum/internal/method/balance"
	"planraum/internal/method/warning"
	"planraum/internal/text"
)

// What of a replay an address asks for.
const (
	replayedMonth  = "month"
	replayedSaid   = "said"
	replayedCounts = "contradiction"
)

// MonthRef is the address of the stock of a month in the newest replay.
func MonthRef(m period.Month) string { return "replay/" + replayedMonth + "/" + m.String() }

// SaidRef is the address of what the newest replay would have said on a day about a
// month: probability, missing, persons or usable.
func SaidRef(day period.Date, m period.Month, item string) string {
	return strings.Join([]string{"replay", replayedSaid, day.String(), m.String(), item}, "/")
}

func contradictionRef(i int) string { return "replay/" + replayedCounts + "/" + strconv.Itoa(i) }

func noNumber(what string) error {
	return fault.New(fault.NotFound, "outlook.derive("+what+")", "Diese Zahl gibt es nicht.", "There is no such number.")
}

// rehearsed is the newest report that the reader may see, and a context in which the
// ledger answers as it was asked for it: no more than the reader sees.
func (d *Desk) rehearsed(ctx context.Context, asOf period.Date) (Report, context.Context, error) {
	r, _, ok, err := d.Newest(ctx, asOf)
	if err == nil && !ok {
		err = noNumber("replay")
	}
	lens := audience.Of(ctx)
	lens.Released = lens.Released || r.Lens.Released
	return r, audience.With(ctx, lens), err
}

// judgedOf are the judged cases of OfKept, OfLater or OfReplay as of a day.
func (d *Desk) judgedOf(ctx context.Context, whose string, asOf period.Date) ([]Judged, error) {
	switch whose {
	case OfReplay:
		r, _, err := d.rehearsed(ctx, asOf)
		return r.Judged, err
	case OfKept, OfLater:
		r, err := d.Record(ctx, asOf)
		return slices.DeleteFunc(r.Judged, func(j Judged) bool { return j.Afterwards != (whose == OfLater) }), err
	}
	return nil, noNumber(whose)
}

// DeriveJudged shows how a number of judged warnings came about; see JudgedRef.
func (d *Desk) DeriveJudged(ctx context.Context, ref []string, asOf period.Date) (figure.Derivation, error) {
	if len(ref) != 3 {
		return figure.Derivation{}, noNumber("judged")
	}
	list, err := d.judgedOf(ctx, ref[0], asOf)
	if err != nil {
		return figure.Derivation{}, fault.Wrap("outlook.DeriveJudged", err)
	}
	return ExplainJudged(list, ref[0], ref[1], ref[2])
}

// DeriveJudgedCase shows how a case was judged; see JudgedCaseRef.
func (d *Desk) DeriveJudgedCase(ctx context.Context, ref []string, asOf period.Date) (figure.Derivation, error) {
	const op = "outlook.DeriveJudgedCase"
	if len(ref) < 3 {
		return figure.Derivation{}, noNumber("judgedcase")
	}
	list, err := d.judgedOf(ctx, ref[0], asOf)
	if err != nil {
		return figure.Derivation{}, fault.Wrap(op, err)
	}
	id := strings.Join(ref[3:], "/")
	i := slices.IndexFunc(list, func(j Judged) bool {
		return j.AsOf.String() == ref[1] && strconv.Itoa(j.Lead) == ref[2] && (ref[0] == OfReplay || j.ID == id)
	})
	if i < 0 {
		return figure.Derivation{}, noNumber(strings.Join(ref, "/"))
	}
	known := asOf
	said, came := SaidRef(list[i].AsOf, list[i].Opens, "probability"), MonthRef(list[i].Opens)
	if ref[0] == OfReplay {
		r, _, err := d.rehearsed(ctx, asOf)
		if err != nil {
			return figure.Derivation{}, fault.Wrap(op, err)
		}
		known = r.AsOf
	} else {
		said, came = KeptRef(id), Ref("came", list[i].Opens.String())
	}
	norm, err := d.utilisation(ctx, list[i].Opens, known)
	if err != nil {
		return figure.Derivation{}, fault.Wrap(op, err)
	}
	return list[i].explain(ref[0], norm, said, came), nil
}

// utilisation is the norm by which persons need places in a month.
func (d *Desk) utilisation(ctx context.Context, m period.Month, asOf period.Date) (need.Utilisation, error) {
	norms, err := known[need.Utilisation](ctx, d.registers, register.Utilisation, asOf)
	if err != nil {
		return need.Utilisation{}, err
	}
	return balance.UtilisationAt(norms, m.Last())
}

// explain shows how a case was judged. said and came are the addresses of both.
func (j Judged) explain(whose string, norm need.Utilisation, said, came string) figure.Derivation {
	d := j.line(whose, j.Verdict())
	d.Note = measured
	d.Rule = both(func(l text.Lang) string {
		fits, o := "≤", one(j.Short)
		if j.Short {
			fits = ">"
		}
		return fmt.Sprintf(text.T("Nötig %s %s geplant %s. Beitrag zum Brier-Wert: (%s − %s)² = %s.", "Needed %s %s planned %s. Part of the Brier score: (%s − %s)² = %s.").In(l),
			l.Int(int64(j.Needed)), fits, l.Int(int64(j.Usable)), fixed(j.Probability, 3, l), l.Int(int64(o)), fixed(square(j.Probability, j.Short), 3, l))
	})
	percent := both(func(l text.Lang) string {
		return l.Percent(unit.DivRoundHalfUp(int64(norm.Share)*1000, unit.ShareScale), 1)
	})
	arrived := figure.Derivation{
		Name: text.T("Personen, die kamen", "persons who came"), Basis: figure.Computed, When: j.Opens.String(), Ref: came,
		Value: both(func(l text.Lang) string { return l.Int(int64(j.Came)) + " " + personsNoun.In(l) }),
	}
	if j.Counted {
		arrived.Basis = figure.Counted
	}
	needed := figure.Derivation{
		Name: text.T("Plätze, die sie brauchten", "places that they needed"), Value: places(j.Needed), Basis: figure.Computed,
		Rule: both(func(l text.Lang) string {
			return fmt.Sprintf(text.T("%s / %s = %s, kaufmännisch gerundet", "%s / %s = %s, rounded half up").In(l), l.Int(int64(j.Came)), percent.In(l), l.Int(int64(j.Needed)))
		}),
		From: []figure.Derivation{arrived, {
			Name: text.T("Auslastung, höchstens im Mittel", "utilisation, at most on average"), Value: percent, Basis: figure.Reported, KnownFrom: norm.KnownFrom, Source: norm.Source,
		}},
	}
	d.From = []figure.Derivation{
		{Name: text.T("gesagte Wahrscheinlichkeit fehlender Plätze", "probability of missing places said"), Value: both(func(l text.Lang) string { return tenths(j.Probability, l) }), Basis: figure.Forecast, Ref: said},
		{Name: text.T("gesagte Personen", "persons said"), Value: spreadWords(warning.Spread(j.Persons), personsNoun), Basis: figure.Forecast},
		{Name: text.T("Plätze, die damals geplant waren", "places planned then"), Value: places(j.Usable), Basis: figure.Computed},
		needed,
	}
	return d
}

// DeriveReplay shows how a number of the newest replay came about; see MonthRef and
// SaidRef.
func (d *Desk) DeriveReplay(ctx context.Context, ref []string, asOf period.Date) (figure.Derivation, error) {
	const op = "outlook.DeriveReplay"
	r, ctx, err := d.rehearsed(ctx, asOf)
	if err != nil {
		return figure.Derivation{}, fault.Wrap(op, err)
	}
	switch {
	case len(ref) == 2 && ref[0] == replayedMonth:
		m, err := period.ParseMonth(ref[1])
		i := slices.IndexFunc(r.Came, func(c Came) bool { return err == nil && c.Month == m })
		if i < 0 {
			return figure.Derivation{}, noNumber(ref[1])
		}
		past, err := d.Past(ctx, r.AsOf)
		return r.Came[i].explain(past), fault.Wrap(op, err)
	case len(ref) == 2 && ref[0] == replayedCounts:
		i, err := strconv.Atoi(ref[1])
		if err != nil || i < 0 || i >= len(r.Contradicting) {
			return figure.Derivation{}, noNumber(ref[1])
		}
		past, err := d.Past(ctx, r.AsOf)
		return r.Contradicting[i].explain(i, past), fault.Wrap(op, err)
	case len(ref) == 4 && ref[0] == replayedSaid:
		return d.deriveSaid(ctx, r, ref[1:])
	}
	return figure.Derivation{}, noNumber(strings.Join(ref, "/"))
}

// changedSince says that a replay reckoned now would come to something else.
var changedSince = text.T("Seit die Rückschau gerechnet wurde, kamen Zahlen oder Angaben hinzu; neu gerechnet wäre die Zahl eine andere.",
	"Figures or entries have been added since the replay was reckoned; reckoned anew the number would be another.")

// explain shows how the stock of a month came about, by the figures that it rests on.
func (c Came) explain(past Past) figure.Derivation {
	d, err := past.Explain(c.Month)
	stock, _, _ := past.At(c.Month)
	d.Name = both(func(l text.Lang) string { return text.T("Bestand, Ende ", "stock, end of ").In(l) + c.Month.In(l) })
	d.Value = both(func(l text.Lang) string { return l.Int(int64(c.Persons)) + " " + personsNoun.In(l) })
	d.Basis, d.When, d.Ref = figure.Computed, c.Month.String(), MonthRef(c.Month)
	if !c.Exact {
		d.Value = both(func(l text.Lang) string {
			return fmt.Sprintf(text.T("%s Personen, Standardfehler %s", "%s persons, standard error %s").In(l), l.Int(int64(c.Persons)), l.Int(int64(c.Error)))
		})
	}
	if c.Counted {
		d.Basis = figure.Counted
	}
	if err != nil || int(math.Round(stock.Persons)) != c.Persons {
		d.Note = changedSince
	}
	return d
}

// explain shows a count that contradicts others, with the counts that it is about.
func (c Contradiction) explain(i int, past Past) figure.Derivation {
	d := figure.Derivation{
		Name: both(func(l text.Lang) string { return contradictionNames[c.Of].In(l) + ", " + c.Last.In(l) }), Rule: c.note(), Basis: figure.Counted, When: c.Last.String(), Ref: contradictionRef(i),
		Value: both(func(l text.Lang) string {
			return fmt.Sprintf(text.T("gezählt %s, gefüllt %s", "counted %s, filled %s").In(l), fixed(c.Counted, 0, l), fixed(c.Counted-c.By, 0, l))
		}),
	}
	for _, used := range past.Used {
		if used.Figure.Indicator == c.Of && used.Period.To.Month() >= c.First && used.Period.From.Month() <= c.Last {
			d.From = append(d.From, figureNode(used.Figure))
		}
	}
	return d
}

// deriveSaid shows what would have been said on a day about a month, by reckoning that
// day again.
func (d *Desk) deriveSaid(ctx context.Context, r Report, ref []string) (figure.Derivation, error) {
	day, err := period.ParseDate(ref[0])
	if err != nil {
		return figure.Derivation{}, noNumber(ref[0])
	}
	month, err := period.ParseMonth(ref[1])
	if err != nil {
		return figure.Derivation{}, noNumber(ref[1])
	}
	i := slices.IndexFunc(r.Steps, func(s Said) bool { return s.AsOf == day })
	if i < 0 {
		return figure.Derivation{}, noNumber(ref[0])
	}
	value, ok := r.Steps[i].value(month, ref[2])
	if !ok {
		return figure.Derivation{}, noNumber(strings.Join(ref, "/"))
	}
	node := figure.Derivation{Note: changedSince}
	o, err := d.Look(ctx, day, Wish{Seed: r.Seed})
	switch kind := fault.KindOf(err); {
	case err == nil:
		if again, err := o.Explain(ref[2], month.String()); err == nil {
			if node = again; again.Value != value {
				node.Note = changedSince
			}
		}
	case kind != fault.Invalid && kind != fault.NotFound:
		return figure.Derivation{}, fault.Wrap("outlook.deriveSaid", err)
	}
	node.Name = both(func(l text.Lang) string {
		return fmt.Sprintf(text.T("%s, Ende %s, gesagt am %s", "%s, end of %s, said on %s").In(l), saidNames[ref[2]].In(l), month.In(l), day.In(l))
	})
	node.Value, node.Basis, node.When, node.Ref = value, figure.Forecast, month.String(), SaidRef(day, month, ref[2])
	return node, nil
}

var saidNames = map[string]text.Text{
	"probability": text.T("Wahrscheinlichkeit fehlender Plätze", "probability of missing places"), "missing": text.T("fehlende Plätze", "missing places"),
	"persons": text.T("untergebrachte Personen", "accommodated persons"), "usable": text.T("nutzbare Plätze, damals geplant", "usable places, planned then"),
}

// value is what was said of a month, as it was kept; false where that was not kept.
func (s Said) value(m period.Month, item string) (text.Text, bool) {
	var persons *noun.Spread
	for _, c := range s.City {
		if c.Own != nil && c.For.Month() == m {
			persons = c.Own
		}
	}
	chance := func(p float64) text.Text { return both(func(l text.Lang) string { return tenths(p, l) }) }
	if a := s.Ahead; a != nil && a.Month == m {
		persons = &a.Persons
		switch item {
		case "probability":
			return chance(a.Probability), true
		case "usable":
			return places(a.Usable), true
		}
	}
	if item == "persons" && persons != nil {
		return spreadWords(warning.Spread(*persons), personsNoun), true
	}
	for _, c := range s.Classes {
		switch {
		case c.Beyond || c.Opens != m:
		case item == "probability":
			return chance(c.Probability), true
		case item == "missing":
			return spreadWords(warning.Spread(c.Missing), placesNoun), true
		}
	}
	return text.Text{}, false
}

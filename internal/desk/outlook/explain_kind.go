// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"fmt"
	"strings"

	"planraum/internal/city/figure"
	"planraum/internal/city/need"
	"planraum/internal/city/period"
	city "planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	noun "planraum/internal/city/warning"
	"planraum/internal/method/warning"
	"planraum/internal/text"
)

// ofKind derives the numbers of a kind of accommodation; false for an item that it
// does not have.
func (o Outlook) ofKind(item string, c warning.Class) (figure.Derivation, bool, error) {
	switch {
	case item == "lead":
		return leadOf(c), true, nil
	case item == "latest" && o.Warned != nil:
		return o.decision(item, c, *o.Warned, c.Latest), true, nil
	case item == "until" && c.Avert != nil:
		return o.decision(item, c, *c.Avert, c.Until), true, nil
	}
	c = o.deciding(c)
	option, err := o.Option(c)
	if err != nil {
		return figure.Derivation{}, false, err
	}
	switch {
	case item == "price" && option.PerPlace != nil:
		return price(c, *option.PerPlace), true, nil
	case item == "cost" && option.Cost != nil:
		return o.cost(c, option), true, nil
	}
	for _, p := range option.Posts {
		if item == "posts."+p.Key {
			return o.posts(c, p), true, nil
		}
	}
	return figure.Derivation{}, false, nil
}

// named puts what a number is before its kind of accommodation.
func named(what text.Text, c warning.Class) text.Text {
	return both(func(l text.Lang) string { return what.In(l) + ": " + kindLabel(c.Kind, l) })
}

func leadOf(c warning.Class) figure.Derivation {
	d := figure.Derivation{
		Name: named(text.T("Vorlaufzeit", "lead time"), c),
		Value: both(func(l text.Lang) string {
			return l.Decimal(int64(c.Typical), 1) + " " + text.T("Monate", "months").In(l)
		}),
		Rule: both(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Von der Entscheidung bis zur Öffnung; mindestens %s, höchstens %s Monate.", "From the decision to the opening; at least %s, at most %s months.").In(l),
				l.Decimal(int64(c.Low), 1), l.Decimal(int64(c.High), 1))
		}),
		Basis: figure.Reported, Source: c.Source, KnownFrom: c.KnownFrom, Note: text.Same(c.Observed), Ref: Ref("lead", string(c.Kind)),
	}
	if c.Quality == need.Assumption {
		d.Basis = figure.Assumed
	}
	return d
}

// decision derives the last day to decide so that a kind opens by a month.
func (o Outlook) decision(item string, c warning.Class, m period.Month, day period.Date) figure.Derivation {
	d := figure.Derivation{
		Name: named(text.T("Späteste Entscheidung", "latest decision"), c), Value: both(day.In), Basis: figure.Computed, When: day.String(),
		Rule: both(func(l text.Lang) string {
			return fmt.Sprintf(text.T("%s − %s Monate Vorlauf = %s. Im %s erreicht die Wahrscheinlichkeit die Schwelle von %s.",
				"%s − %s months of lead time = %s. In %s the probability reaches the threshold of %s.").In(l),
				m.First().In(l), l.Decimal(int64(c.Typical), 1), day.In(l), m.In(l), l.Percent(int64(o.Supply.Threshold.Percent), 0))
		}),
		Ref: Ref(item, string(c.Kind)), From: []figure.Derivation{leadOf(c), threshold(o.Supply.Threshold)},
	}
	if at, ok := o.At(m); ok {
		d.From = append(d.From, o.probability(at))
	}
	return d
}

func threshold(t need.Threshold) figure.Derivation {
	d := figure.Derivation{
		Name: text.T("Warnschwelle", "threshold of warnings"), Value: both(func(l text.Lang) string { return l.Percent(int64(t.Percent), 0) }),
		Rule: ThresholdNote(t), Basis: figure.Reported, KnownFrom: t.KnownFrom, Source: t.Source,
	}
	if t.Source == "" {
		d.Basis = figure.Assumed
	}
	return d
}

func price(c warning.Class, p noun.Price) figure.Derivation {
	return figure.Derivation{
		Name: named(text.T("Kosten je Platz", "cost per place"), c), Value: both(func(l text.Lang) string { return l.Euro(int64(p.Cents)) }),
		Rule: text.T("Preis der neuesten Vorlage, deren Plätze dieser Art mal Preis ihre Kosten ergeben (auf 2 % genau). Nicht fortgeschrieben: Baupreise seitdem sind nicht eingerechnet.",
			"Price of the newest paper whose places of this kind times the price give its cost (within 2%). Not carried on: building prices since are not reckoned in."),
		Basis: figure.Reported, Source: strings.TrimPrefix(p.Paper+"; "+p.Source, "; "), Ref: Ref("price", string(c.Kind)),
	}
}

func (o Outlook) cost(c warning.Class, option noun.Option) figure.Derivation {
	euro := func(l text.Lang, n unit.Cents) string { return l.EuroWhole(int64(n)) }
	return figure.Derivation{
		Name: named(text.T("Kosten der fehlenden Plätze", "cost of the missing places"), c),
		Value: both(func(l text.Lang) string {
			return fmt.Sprintf(text.T("%s (80 %%: %s bis %s)", "%s (80%%: %s to %s)").In(l), euro(l, option.Cost.Median), euro(l, option.Cost.Low), euro(l, option.Cost.High))
		}),
		Rule: both(func(l text.Lang) string {
			return fmt.Sprintf(text.T("%s fehlende Plätze × %s; im Bereich von 80 %% %s bis %s Plätze.", "%s missing places × %s; in the range of 80%% %s to %s places.").In(l),
				l.Int(int64(c.Missing.Median)), l.Euro(int64(option.PerPlace.Cents)), l.Int(int64(c.Missing.Low)), l.Int(int64(c.Missing.High)))
		}),
		Basis: figure.Computed, Ref: Ref("cost", string(c.Kind)), From: []figure.Derivation{price(c, *option.PerPlace), o.missing(c.Outlook)},
	}
}

func (o Outlook) posts(c warning.Class, p noun.Posts) figure.Derivation {
	fte := func(l text.Lang, n unit.FTE) string { return l.Decimal(unit.DivRoundHalfUp(int64(n), 10), 1) }
	d := figure.Derivation{
		Name: named(text.T("Stellen für die fehlenden Plätze", "posts for the missing places"), c),
		Value: both(func(l text.Lang) string {
			return fmt.Sprintf(text.T("%s Stellen (am oberen Ende von 80 %%: %s)", "%s posts (at the upper end of 80%%: %s)").In(l), fte(l, p.Median), fte(l, p.High))
		}),
		Rule: both(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Eine Stelle für je %s Personen oder Plätze. Personen sind fehlende Plätze × Auslastung.", "One post for each %s persons or places. Persons are missing places × utilisation.").In(l), l.Int(p.Per))
		}),
		Basis: figure.Computed, Ref: Ref("posts."+p.Key, string(c.Kind)), From: []figure.Derivation{o.missing(c.Outlook)},
	}
	for _, k := range o.Supply.Keys {
		if k.ID == p.Key && k.Per == p.Per {
			d.From = append([]figure.Derivation{keyOf(k)}, d.From...)
			break
		}
	}
	return d
}

func keyOf(k city.Key) figure.Derivation {
	return figure.Derivation{
		Name:  text.T("Stellenschlüssel: "+k.Task.De, "staffing key: "+k.Task.En),
		Value: both(func(l text.Lang) string { return "1:" + l.Int(k.Per) + " " + city.BaseLabel(k.Base).In(l) }),
		Basis: figure.Reported, KnownFrom: k.KnownFrom, Source: k.Source, Note: text.Same(k.Note),
	}
}

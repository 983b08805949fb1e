// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"context"
	"fmt"
	"strings"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Ref is the address of the account's derivation:
// account/FROM/TO/GROUP/AREA, where the area may hold a slash.
func (a Account) Ref() string {
	return "account/" + a.From.String() + "/" + a.To.String() + "/" + string(a.End.Group) + "/" + string(a.End.Area)
}

// DeriveAccount shows how the gap of a stock account came about. It answers
// NotFound where no such account was known on asOf.
func (d *Desk) DeriveAccount(ctx context.Context, from, to period.Date, group population.ID, in area.ID, asOf period.Date) (figure.Derivation, error) {
	const op = "data.DeriveAccount"
	list, err := d.Accounts(ctx, in, group, asOf)
	if err != nil {
		return figure.Derivation{}, err
	}
	indicators, err := d.Indicators(ctx)
	if err != nil {
		return figure.Derivation{}, fault.Wrap(op, err)
	}
	byCode := map[string]figure.Indicator{}
	for _, i := range indicators {
		byCode[i.Code] = i
	}
	for _, a := range list {
		if a.From == from && a.To == to {
			return a.derive(byCode), nil
		}
	}
	return figure.Derivation{}, fault.New(fault.NotFound, op, "Dieses Bestandskonto war zu dem Stand nicht bekannt.", "This stock account was not known as of the date.")
}

func (a Account) derive(indicators map[string]figure.Indicator) figure.Derivation {
	d := figure.Derivation{
		Name:  both(func(l text.Lang) string { return text.T("Bestandskonto ", "stock account ").In(l) + a.Span(l) }),
		Value: both(func(l text.Lang) string { return text.T("Lücke ", "gap ").In(l) + l.Signed(int64(a.Gap)) }),
		Basis: figure.Computed, When: a.From.String() + ".." + a.To.String(), Ref: a.Ref(), Rule: both(a.rule), Note: both(a.Remark),
	}
	for _, list := range [][]figure.Picked{{a.Start}, a.ArrivalsBy, a.DeparturesBy, a.CorrectedBy, {a.End}} {
		for _, p := range list {
			d.From = append(d.From, Node(indicators[p.Indicator], p.Figure))
		}
	}
	return d
}

// Span says from when to when the account goes.
func (a Account) Span(l text.Lang) string {
	return a.From.In(l) + text.T(" bis ", " to ").In(l) + a.To.In(l)
}

// rule puts the numbers into the balance of stock and flows.
func (a Account) rule(l text.Lang) string {
	n := func(v unit.Headcount) string { return l.Int(int64(v)) }
	var s strings.Builder
	s.WriteString(n(a.Opening))
	if a.Arrivals != nil {
		s.WriteString(" + " + n(*a.Arrivals))
	}
	if a.Departures != nil {
		s.WriteString(" − " + n(*a.Departures))
	}
	if a.Corrections != 0 {
		s.WriteString(" + (" + n(a.Corrections) + ")")
	}
	s.WriteString(" = " + n(a.Expected) + text.T("; gemeldet ", "; reported ").In(l) + n(a.Reported))
	s.WriteString(text.T(", Lücke ", ", gap ").In(l) + l.Signed(int64(a.Gap)) + ": ")
	s.WriteString(text.T("Anfangsbestand + Zugänge − Abgänge + Bereinigungen = erwarteter Bestand; die Lücke steht für sich und wird nicht als Abgang gebucht.",
		"opening stock + arrivals − departures + corrections = expected stock; the gap stands by itself and is not booked as a departure.").In(l))
	return s.String()
}

// Remark says what limits the account; empty where nothing does.
func (a Account) Remark(l text.Lang) string {
	var says []string
	switch {
	case a.Arrivals == nil && a.Departures == nil:
		says = append(says, text.T("Zu- und Abgänge sind für diese Zeit nicht bekannt; die Lücke enthält auch sie.",
			"Arrivals and departures are not known for this time; the gap holds them as well.").In(l))
	case a.Arrivals == nil:
		says = append(says, text.T("Zugänge sind für diese Zeit nicht bekannt; die Lücke enthält auch sie.", "Arrivals are not known for this time; the gap holds them as well.").In(l))
	case a.Departures == nil:
		says = append(says, text.T("Abgänge sind für diese Zeit nicht bekannt; die Lücke enthält auch sie.", "Departures are not known for this time; the gap holds them as well.").In(l))
	}
	if a.Contained != 0 {
		says = append(says, fmt.Sprintf(text.T("Angenommen: Die Jahreszahlen enthalten die Bereinigung von %s schon. Enthalten sie sie nicht, ist die Lücke %s.",
			"Assumed: the figures of the year already hold the correction of %s. If they do not, the gap is %s.").In(l),
			l.Int(int64(a.Contained)), l.Signed(int64(a.Gap-a.Contained))))
	}
	return strings.Join(says, " ")
}

// both writes a sentence in both languages.
func both(write func(l text.Lang) string) text.Text { return text.T(write(text.De), write(text.En)) }

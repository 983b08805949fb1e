// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"encoding/json"
	"fmt"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/figure"
	"planraum/internal/city/need"
	"planraum/internal/city/period"
	"planraum/internal/city/prediction"
	"planraum/internal/city/register"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// DeriveRecord shows a record of a register in words, with its source, file
// and line. It answers NotFound for a kind that it does not know; sites are
// derived by the desk of places.
func DeriveRecord(r register.Record) (figure.Derivation, error) {
	tell, ok := tellers[r.Kind]
	if !ok {
		return figure.Derivation{}, fault.New(fault.NotFound, fmt.Sprintf("data.DeriveRecord(%s %s)", r.Kind, r.Key),
			"Zu diesem Eintrag gibt es keine Herleitung.", "There is no derivation of this record.")
	}
	d, err := tell(r.Body)
	if err != nil {
		return figure.Derivation{}, fault.Wrap(fmt.Sprintf("data.DeriveRecord(%s %s)", r.Kind, r.Key), err)
	}
	d.Ref = fmt.Sprintf("record/%d", r.ID)
	if d.KnownFrom.IsZero() {
		d.KnownFrom = r.KnownFrom
	}
	if r.File != "" {
		d.Source = fmt.Sprintf("%s (%s, Zeile %d)", d.Source, r.File, r.Line)
	}
	return d, nil
}

// tellers say each kind of record in words.
var tellers = map[register.Kind]func(body []byte) (figure.Derivation, error){
	register.StaffingKey: telling(tellKey),
	register.Pay:         telling(tellPay),
	register.FlatRate:    telling(tellFlatRate),
	register.PostCase:    telling(tellCase),
	register.Post:        telling(tellPostChange),
	register.Utilisation: telling(tellUtilisation),
	register.LeadTime:    telling(tellLeadTime),
	register.Threshold:   telling(tellThreshold),
	register.Warning:     telling(tellWarning),
	register.Norm:        telling(tellNorm),
	register.Package:     telling(tellPackage),
	register.Apportion:   telling(tellWeight),
	register.Setting:     telling(tellSetting),
	register.Plan:        telling(tellPlan),
	register.Break:       telling(tellBreak),
	register.Source:      telling(tellSource),
	register.Scenario:    telling(tellScenario),
	register.Projection:  telling(tellProjection),
	register.Stays:       telling(tellStays),
	register.Forecast:    telling(tellForecast),
	register.Action:      telling(tellAction),
	register.Goal:        telling(tellGoal),
	register.Measure:     telling(tellMeasure),
	register.Paper:       telling(tellPaper),
}

func telling[T any](tell func(T) figure.Derivation) func([]byte) (figure.Derivation, error) {
	return func(body []byte) (figure.Derivation, error) {
		var noun T
		if err := json.Unmarshal(body, &noun); err != nil {
			return figure.Derivation{}, err
		}
		return tell(noun), nil
	}
}

// validity says from when to when something holds.
func validity(l text.Lang, from, to period.Date) string {
	s := text.T("gilt, Beginn unbekannt", "holds, start unknown").In(l)
	if !from.IsZero() {
		s = text.T("gilt ab ", "holds from ").In(l) + from.In(l)
	}
	if to.IsZero() {
		return s + text.T(", bis etwas Neues gilt", " until it is replaced").In(l)
	}
	return s + text.T(" bis ", " to ").In(l) + to.In(l)
}

// part is one field of a record, nothing where it is empty.
func part(de, en string, value text.Text) []figure.Derivation {
	if value.De == "" {
		return nil
	}
	return []figure.Derivation{{Name: text.T(de, en), Value: value}}
}

func parts(lists ...[]figure.Derivation) []figure.Derivation {
	var all []figure.Derivation
	for _, l := range lists {
		all = append(all, l...)
	}
	return all
}

func tellKey(k staffing.Key) figure.Derivation {
	base := staffing.BaseLabel(k.Base)
	return figure.Derivation{
		Name:  text.T("Stellenschlüssel: "+k.Task.De, "staffing key: "+k.Task.En),
		Value: both(func(l text.Lang) string { return "1:" + l.Int(k.Per) + " " + base.In(l) }),
		Rule: both(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Eine Stelle für je %s %s; %s.", "One post for each %s %s; %s.").In(l), l.Int(k.Per), base.In(l), validity(l, k.ValidFrom, k.ValidTo))
		}),
		Basis: figure.Reported, KnownFrom: k.KnownFrom, Source: k.Source, Note: text.Same(k.Note),
		From: parts(part("Unterbringung", "accommodation", staffing.AccommodationLabel(k.Accommodation)), part("Beschluss", "decision", text.Same(k.Decision))),
	}
}

func tellPay(p staffing.Pay) figure.Derivation {
	d := figure.Derivation{
		Name:  text.T(fmt.Sprintf("Tabellenentgelt %s, Stufe %d", p.Grade, p.Step), fmt.Sprintf("table pay %s, step %d", p.Grade, p.Step)),
		Value: both(func(l text.Lang) string { return l.Euro(int64(p.Monthly)) + text.T(" im Monat", " a month").In(l) }),
		Basis: figure.Reported, KnownFrom: p.ValidFrom, Source: p.Source,
	}
	how := text.T("abgedruckt", "as printed")
	if p.Quality == staffing.Derived {
		d.Basis = figure.Computed
		how = text.T("aus veröffentlichten Tariferhöhungen hergeleitet, nicht abgedruckt gesehen", "derived from published rises, not seen in print")
	}
	d.Rule = both(func(l text.Lang) string { return how.In(l) + "; " + validity(l, p.ValidFrom, p.ValidTo) + "." })
	return d
}

func tellFlatRate(f staffing.FlatRate) figure.Derivation {
	return figure.Derivation{
		Name: text.Same(f.Name), Basis: figure.Reported, KnownFrom: f.ValidFrom, Source: f.Source,
		Value: both(func(l text.Lang) string {
			return l.Euro(int64(f.Yearly)) + text.T(" je Stelle und Jahr", " a post and year").In(l)
		}),
		Rule: both(func(l text.Lang) string {
			return text.T("Pauschale mit allen Kosten; ", "flat rate with all costs; ").In(l) + validity(l, f.ValidFrom, f.ValidTo) + "."
		}),
	}
}

func tellCase(c staffing.Case) figure.Derivation {
	return figure.Derivation{
		Name:  text.T("Stellenplanfall: "+c.Content, "change of posts: "+c.Content),
		Value: text.T(c.Posts+" Stellen", c.Posts+" posts"),
		Rule: both(func(l text.Lang) string {
			return fmt.Sprintf(text.T("%s vom %s, Zahl der Stellen wie gedruckt.", "%s of %s, number of posts as printed.").In(l), c.Paper, c.Date.In(l))
		}),
		Basis: figure.Reported, KnownFrom: c.KnownFrom, Source: c.Source,
		From: parts(part("Besoldungs- oder Entgeltgruppe", "grade", text.Same(c.Grade)), part("Begründung", "reason", text.Same(c.Logic))),
	}
}

func tellUtilisation(u need.Utilisation) figure.Derivation {
	return figure.Derivation{
		Name: text.T("Auslastung, höchstens im Mittel", "utilisation, at most on average"), Value: both(func(l text.Lang) string { return share(l, u.Share) }),
		Rule: both(func(l text.Lang) string {
			return text.T("Richtwert; Status: ", "norm; status: ").In(l) + need.StatusLabel(u.Status).In(l) + "; " + validity(l, u.ValidFrom, period.Date{}) + "."
		}),
		Basis: figure.Reported, KnownFrom: u.KnownFrom, Source: u.Source,
	}
}

// share writes a share in percent without needless zeros.
func share(l text.Lang, s unit.Share) string {
	amount, places := int64(s), 7
	for places > 0 && amount%10 == 0 {
		amount, places = amount/10, places-1
	}
	return l.Percent(amount, places)
}

func tellLeadTime(t need.LeadTime) figure.Derivation {
	kind := accommodation.Label(accommodation.Kinds, t.Kind)
	d := figure.Derivation{
		Name:  text.T("Vorlaufzeit: "+kind.De, "lead time: "+kind.En),
		Value: both(func(l text.Lang) string { return l.Decimal(int64(t.Typical), 1) + " " + months.In(l) }),
		Rule: both(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Von der Entscheidung bis zur Öffnung; mindestens %s, höchstens %s Monate.", "From the decision to the opening; at least %s, at most %s months.").In(l),
				l.Decimal(int64(t.Low), 1), l.Decimal(int64(t.High), 1))
		}),
		Basis: figure.Reported, KnownFrom: t.KnownFrom, Source: t.Source,
		From: part("beobachtet", "observed", text.Same(t.Observed)),
	}
	if t.Quality == need.Assumption {
		d.Basis = figure.Assumed
	}
	return d
}

var months = text.T("Monate", "months")

func tellForecast(f prediction.Issued) figure.Derivation {
	return figure.Derivation{
		Name: text.T("abgelegte Prognose: "+f.Indicator, "issued forecast: "+f.Indicator),
		Value: both(func(l text.Lang) string {
			return l.Int(int64(f.Horizon())) + text.T(" Schritte, Stand der Daten ", " steps, data as of ").In(l) + f.AsOf.In(l)
		}),
		Rule: f.Why, Basis: figure.Forecast, KnownFrom: f.MadeOn, Source: f.Method + ", " + f.Version,
		From: parts(part("Gebiet", "area", text.Same(string(f.Area))), part("Zielgruppe", "group", text.Same(string(f.Group))), part("abgelegt von", "issued by", text.Same(f.By))),
	}
}

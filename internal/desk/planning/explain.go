// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planning

import (
	"fmt"
	"strings"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/figure"
	"planraum/internal/city/need"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/method/balance"
	"planraum/internal/method/stockflow"
	"planraum/internal/text"
)

// Item is a number of a run's month that can be asked.
type Item struct {
	Key  string
	Name text.Text
	Unit text.Text // empty where the name says it
}

var (
	personsUnit = text.T("Personen", "persons")
	placesUnit  = text.T("Plätze", "places")
	postsUnit   = text.T("Stellen", "posts")
	euroUnit    = text.Same("EUR")
)

// Items lists the numbers of a month in the order in which pages and files
// show them. Posts and cost of single keys follow as "posts.KEY" and "cost.KEY".
var Items = []Item{
	{"opening", text.T("Anfangsbestand", "opening stock"), personsUnit},
	{"arrivals", text.T("Zugänge", "arrivals"), personsUnit},
	{"departures", text.T("Abgänge", "departures"), personsUnit},
	{"credits", text.T("Anrechnungen", "credits"), personsUnit},
	{"corrections", text.T("Bereinigungen", "corrections"), personsUnit},
	{"persons", text.T("Personen", "persons"), text.Text{}},
	{"needed", text.T("benötigte Plätze", "places needed"), text.Text{}},
	{"nominal", text.T("Plätze nominell", "nominal places"), text.Text{}},
	{"blocked", text.T("gesperrte Plätze", "blocked places"), text.Text{}},
	{"reserve", text.T("Reserve", "reserve"), placesUnit},
	{"usable", text.T("nutzbare Plätze", "usable places"), text.Text{}},
	{"gap", text.T("Überschuss oder Lücke", "surplus or gap"), placesUnit},
	{"posts", text.T("Stellen", "posts"), text.Text{}},
	{"cost", text.T("Kosten im Monat", "cost of the month"), euroUnit},
}

// both writes a sentence in both languages.
func both(write func(l text.Lang) string) text.Text {
	return text.T(write(text.De), write(text.En))
}

func heads(n unit.Headcount, unitName text.Text) text.Text {
	return both(func(l text.Lang) string { return l.Int(int64(n)) + " " + unitName.In(l) })
}

// explainer derives numbers of one run.
type explainer struct {
	in  plan.Inputs
	res plan.Result
	run string // the run's ID; empty for a plan file without a database
}

// Explain shows how the number key of the month came about. Keys are those of
// Items, posts.KEY and cost.KEY. It returns NotFound for a key or month that
// the run does not have.
func Explain(run plan.Run, key string, month period.Month) (figure.Derivation, error) {
	e := explainer{run.Inputs, run.Result, run.ID}
	for i := range run.Result.Months {
		if run.Result.Months[i].Month == month {
			return e.item(key, i)
		}
	}
	p := run.Inputs.Plan
	return figure.Derivation{}, fault.New(fault.NotFound, "planning.Explain",
		fmt.Sprintf("Der Plan rechnet %s nicht. Er reicht von %s bis %s.", month.In(text.De), p.From.In(text.De), p.To.In(text.De)),
		fmt.Sprintf("The plan does not reckon %s. It runs from %s to %s.", month.In(text.En), p.From.In(text.En), p.To.In(text.En)))
}

func (e explainer) item(key string, i int) (figure.Derivation, error) {
	m := e.res.Months[i]
	derive := map[string]func() figure.Derivation{
		"opening":     func() figure.Derivation { return e.opening(i) },
		"arrivals":    func() figure.Derivation { return e.flow("arrivals", i, m.Arrivals, e.in.Plan.Arrivals) },
		"departures":  func() figure.Derivation { return e.flow("departures", i, m.Departures, e.in.Plan.Departures) },
		"credits":     func() figure.Derivation { return e.flow("credits", i, m.Credits, e.in.Plan.Credits) },
		"corrections": func() figure.Derivation { return e.flow("corrections", i, m.Corrections, e.in.Plan.Corrections) },
		"persons":     func() figure.Derivation { return e.persons(i) },
		"needed":      func() figure.Derivation { return e.needed(i) },
		"nominal":     func() figure.Derivation { return e.sites("nominal", i, m.Nominal, siteNominal) },
		"blocked":     func() figure.Derivation { return e.sites("blocked", i, m.Blocked, siteBlocked) },
		"reserve":     func() figure.Derivation { return e.sites("reserve", i, m.Reserve, siteReserve) },
		"usable":      func() figure.Derivation { return e.usable(i) },
		"gap":         func() figure.Derivation { return e.gap(i) },
		"posts":       func() figure.Derivation { return e.posts(i) },
		"cost":        func() figure.Derivation { return e.cost(i) },
		yearCost:      func() figure.Derivation { return e.yearCost(i, "") },
	}
	if d, ok := derive[key]; ok {
		return d(), nil
	}
	for _, p := range m.Posts {
		switch key {
		case "posts." + p.Key:
			return e.postsOf(i, p), nil
		case "cost." + p.Key:
			return e.costOf(i, p), nil
		case yearCost + "." + p.Key:
			return e.yearCost(i, p.Key), nil
		}
	}
	return figure.Derivation{}, fault.New(fault.NotFound, "planning.Explain",
		fmt.Sprintf("Die Zahl „%s“ gibt es in diesem Plan nicht. Möglich sind: %s.", key, strings.Join(e.keys(i), ", ")),
		fmt.Sprintf("This plan has no number %q. Possible are: %s.", key, strings.Join(e.keys(i), ", ")))
}

// keys lists what can be asked of month i.
func (e explainer) keys(i int) []string {
	var keys []string
	for _, item := range Items {
		keys = append(keys, item.Key)
	}
	for _, p := range e.res.Months[i].Posts {
		keys = append(keys, "posts."+p.Key, "cost."+p.Key)
	}
	return keys
}

// node starts the derivation of a computed number of month i.
func (e explainer) node(key string, i int, value text.Text) figure.Derivation {
	d := figure.Derivation{Value: value, Basis: figure.Computed, Ref: e.ref(key, i)}
	m := e.res.Months[i].Month
	d.Date, d.When = period.InMonth(m), m.String()
	for _, item := range Items {
		if item.Key == key {
			d.Name = both(func(l text.Lang) string { return item.Name.In(l) + ", " + m.In(l) })
		}
	}
	return d
}

// ref is the address of a number: run/ID/key/month.
func (e explainer) ref(key string, i int) string {
	if e.run == "" {
		return ""
	}
	return "run/" + e.run + "/" + key + "/" + e.res.Months[i].Month.String()
}

func (e explainer) opening(i int) figure.Derivation {
	m := e.res.Months[i]
	d := e.node("opening", i, heads(m.Opening, personsUnit))
	if i == 0 {
		d.Rule = text.T("Bestand am Ende des Vormonats, aus dem der Plan startet.", "Stock at the end of the month before, from which the plan starts.")
		d.From = []figure.Derivation{e.in.Start}
		return d
	}
	d.Rule = text.T("Bestand am Ende des Vormonats.", "Stock at the end of the month before.")
	d.From = []figure.Derivation{e.persons(i - 1)}
	return d
}

func (e explainer) flow(key string, i int, value unit.Headcount, flows []plan.Flow) figure.Derivation {
	m := e.res.Months[i].Month
	d := e.node(key, i, heads(value, personsUnit))
	for _, f := range flows {
		if m < f.From || m > f.To {
			continue
		}
		d.From = append(d.From, assumption(f, m))
	}
	d.Rule = text.T("Summe der Annahmen, die in diesem Monat gelten.", "Sum of the assumptions that hold in this month.")
	if len(d.From) == 0 {
		d.Rule = text.T("Für diesen Monat macht der Plan keine Annahme; gerechnet wird mit 0.", "The plan makes no assumption for this month; it reckons with 0.")
	}
	return d
}

func assumption(f plan.Flow, m period.Month) figure.Derivation {
	d := figure.Derivation{
		Name: text.Same(f.Name), Value: heads(stockflow.Spread(f, m), personsUnit),
		Basis: f.Basis, Source: f.Source,
		Date: period.Period{From: f.From.First(), To: f.To.Last()},
	}
	d.When = d.Date.String()
	if f.Total != nil {
		d.Rule = both(func(l text.Lang) string {
			return fmt.Sprintf(text.T("%s insgesamt von %s bis %s, so gleichmäßig verteilt, wie ganze Personen es zulassen.",
				"%s in all from %s to %s, spread as evenly as whole persons allow.").In(l),
				l.Int(int64(*f.Total)), f.From.In(l), f.To.In(l))
		})
		return d
	}
	d.Rule = both(func(l text.Lang) string {
		return fmt.Sprintf(text.T("%s im Monat von %s bis %s.", "%s a month from %s to %s.").In(l),
			l.Int(int64(*f.PerMonth)), f.From.In(l), f.To.In(l))
	})
	return d
}

func (e explainer) persons(i int) figure.Derivation {
	m := e.res.Months[i]
	d := e.node("persons", i, heads(m.Persons, personsUnit))
	d.Rule = both(func(l text.Lang) string {
		n := func(v unit.Headcount) string { return l.Int(int64(v)) }
		s := n(m.Opening) + " + " + n(m.Arrivals) + " − " + n(m.Departures)
		if m.Credits != 0 {
			s += " − " + n(m.Credits)
		}
		if m.Corrections != 0 {
			s += " + (" + n(m.Corrections) + ")"
		}
		return s + " = " + n(m.Persons) + text.T(": Anfangsbestand + Zugänge − Abgänge − Anrechnungen + Bereinigungen.",
			": opening stock + arrivals − departures − credits + corrections.").In(l)
	})
	d.From = []figure.Derivation{
		e.openingOnly(i),
		e.flow("arrivals", i, m.Arrivals, e.in.Plan.Arrivals),
		e.flow("departures", i, m.Departures, e.in.Plan.Departures),
	}
	if m.Credits != 0 {
		d.From = append(d.From, e.flow("credits", i, m.Credits, e.in.Plan.Credits))
	}
	if m.Corrections != 0 {
		d.From = append(d.From, e.flow("corrections", i, m.Corrections, e.in.Plan.Corrections))
	}
	return d
}

// openingOnly is the opening stock without the chain of months behind it,
// which can be asked at its own address; without addresses it names the start.
func (e explainer) openingOnly(i int) figure.Derivation {
	d := e.node("opening", i, heads(e.res.Months[i].Opening, personsUnit))
	if i == 0 {
		d.From = []figure.Derivation{e.in.Start}
		return d
	}
	before := e.res.Months[i-1].Month
	d.Rule = both(func(l text.Lang) string {
		return fmt.Sprintf(text.T("Personen am Ende von %s.", "Persons at the end of %s.").In(l), before.In(l))
	})
	d.Ref = e.ref("persons", i-1)
	d.From = []figure.Derivation{e.chain(i - 1)}
	return d
}

// chain sums up the months from the start to month i in one step.
func (e explainer) chain(i int) figure.Derivation {
	var in, out, credit, corrected unit.Headcount
	for _, m := range e.res.Months[:i+1] {
		in, out = in+m.Arrivals, out+m.Departures
		credit, corrected = credit+m.Credits, corrected+m.Corrections
	}
	first, last := e.res.Months[0], e.res.Months[i]
	d := figure.Derivation{
		Name:  text.T("Fortschreibung seit dem Start", "Projection since the start"),
		Value: heads(last.Persons, personsUnit), Basis: figure.Computed, From: []figure.Derivation{e.in.Start},
	}
	d.Rule = both(func(l text.Lang) string {
		n := func(v unit.Headcount) string { return l.Int(int64(v)) }
		sum := n(first.Opening) + " + " + n(in) + " − " + n(out)
		if credit != 0 {
			sum += " − " + n(credit)
		}
		if corrected != 0 {
			sum += " + (" + n(corrected) + ")"
		}
		return fmt.Sprintf("%s = %s (%s – %s)", sum, n(last.Persons), first.Month.In(l), last.Month.In(l))
	})
	return d
}

func (e explainer) needed(i int) figure.Derivation {
	m := e.res.Months[i]
	norm, _ := balance.UtilisationAt(e.in.Utilisation, m.Month.Last())
	d := e.node("needed", i, heads(m.Needed, placesUnit))
	d.Rule = both(func(l text.Lang) string {
		return fmt.Sprintf("%s / %s = %s%s", l.Int(int64(m.Persons)), share(l, norm.Share), l.Int(int64(m.Needed)),
			text.T(", kaufmännisch gerundet: Personen / Auslastung.", ", rounded half up: persons / utilisation.").In(l))
	})
	d.From = []figure.Derivation{e.persons(i), {
		Name:  text.T("Auslastung, höchstens im Mittel", "utilisation, at most on average"),
		Value: both(func(l text.Lang) string { return percent(l, norm.Share) }),
		Basis: figure.Reported, Source: norm.Source, KnownFrom: norm.KnownFrom,
		Rule: both(func(l text.Lang) string {
			return text.T("Richtwert: ", "norm: ").In(l) + need.StatusLabel(norm.Status).In(l)
		}),
	}}
	return d
}

func siteNominal(s accommodation.Site) unit.Headcount { return s.Nominal }
func siteBlocked(s accommodation.Site) unit.Headcount { return s.Blocked }
func siteReserve(s accommodation.Site) unit.Headcount { return s.Reserve }

func (e explainer) sites(key string, i int, value unit.Headcount, part func(accommodation.Site) unit.Headcount) figure.Derivation {
	day := e.res.Months[i].Month.Last()
	d := e.node(key, i, heads(value, placesUnit))
	for _, s := range e.in.Sites {
		if !s.Withdrawn && s.OpenOn(day) && part(s) != 0 {
			d.From = append(d.From, siteDerivation(s, part(s)))
		}
	}
	count := len(d.From)
	d.Rule = both(func(l text.Lang) string {
		return fmt.Sprintf(text.T("Summe über %s Standorte, die am %s bestehen.", "Sum over %s sites that exist on %s.").In(l),
			l.Int(int64(count)), day.In(l))
	})
	return d
}

// siteDerivation shows one site's share in a sum with the assumptions behind
// its dates.
func siteDerivation(s accommodation.Site, places unit.Headcount) figure.Derivation {
	d := figure.Derivation{
		Name: text.Same(s.Name), Value: heads(places, placesUnit), Basis: s.Basis,
		Source: s.Source, KnownFrom: s.KnownFrom, Note: text.Same(s.Note),
	}
	d.Rule = both(func(l text.Lang) string {
		from := fmt.Sprintf(text.T("%s; ab %s (%s)", "%s; from %s (%s)").In(l),
			accommodation.Label(accommodation.Certainties, s.Certainty).In(l), s.Opening.Date.In(l), dated(l, s.Opening))
		if s.End.Date.IsZero() {
			return from + text.T(", ohne bekanntes Ende.", ", no known end.").In(l)
		}
		return from + fmt.Sprintf(text.T(", endet am %s: %s (%s).", ", ends on %s: %s (%s).").In(l), s.End.Date.In(l),
			accommodation.Label(accommodation.EndReasons, s.EndReason).In(l), dated(l, s.End))
	})
	if s.Record != 0 {
		d.Ref = fmt.Sprintf("record/%d", s.Record)
	}
	return d
}

func dated(l text.Lang, d accommodation.Dated) string {
	if d.Rule == "" {
		return d.Basis.Label().In(l)
	}
	return d.Basis.Label().In(l) + ": " + d.Rule
}

func (e explainer) usable(i int) figure.Derivation {
	m := e.res.Months[i]
	d := e.node("usable", i, heads(m.Usable, placesUnit))
	d.Rule = both(func(l text.Lang) string {
		return fmt.Sprintf("%s − %s − %s = %s%s", l.Int(int64(m.Nominal)), l.Int(int64(m.Blocked)), l.Int(int64(m.Reserve)),
			l.Int(int64(m.Usable)), text.T(": nominelle − gesperrte Plätze − Reserve, je Standort nie unter 0.",
				": nominal − blocked places − reserve, never below 0 at any site.").In(l))
	})
	d.From = []figure.Derivation{e.sites("nominal", i, m.Nominal, siteNominal)}
	if m.Blocked != 0 {
		d.From = append(d.From, e.sites("blocked", i, m.Blocked, siteBlocked))
	}
	if m.Reserve != 0 {
		d.From = append(d.From, e.sites("reserve", i, m.Reserve, siteReserve))
	}
	return d
}

func (e explainer) gap(i int) figure.Derivation {
	m := e.res.Months[i]
	d := e.node("gap", i, heads(m.Gap, placesUnit))
	d.Rule = both(func(l text.Lang) string {
		return fmt.Sprintf("%s − %s = %s%s", l.Int(int64(m.Usable)), l.Int(int64(m.Needed)), l.Int(int64(m.Gap)),
			text.T(": nutzbare − benötigte Plätze; unter 0 fehlen Plätze.", ": usable − needed places; below 0 places are missing.").In(l))
	})
	d.From = []figure.Derivation{e.usable(i), e.needed(i)}
	return d
}

// keyOf returns the staffing key that a month's posts were reckoned with.
func (e explainer) keyOf(id string, day period.Date) staffing.Key {
	var found staffing.Key
	for _, k := range e.in.Keys {
		if k.ID == id && k.Valid(day) {
			found = k
		}
	}
	return found
}

func share(l text.Lang, s unit.Share) string {
	d := unit.Decimal{Amount: int64(s), Places: 9}
	for d.Places > 2 && d.Amount%10 == 0 {
		d.Amount, d.Places = d.Amount/10, d.Places-1
	}
	return l.Decimal(d.Amount, d.Places)
}

// Percent writes a share as a percentage with as many decimals as it has.
func Percent(l text.Lang, s unit.Share) string { return percent(l, s) }

func percent(l text.Lang, s unit.Share) string {
	d := unit.Decimal{Amount: int64(s), Places: 7}
	for d.Places > 0 && d.Amount%10 == 0 {
		d.Amount, d.Places = d.Amount/10, d.Places-1
	}
	return l.Percent(d.Amount, d.Places)
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"math"
	"slices"
	"strconv"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/audience"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/unit"
	noun "planraum/internal/city/warning"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Report is a replay written down, to be shown, kept and handed out: what would
// have been said, what came, and how far it could be relied on.
type Report struct {
	From period.Month `json:"from"`
	To   period.Month `json:"to"`
	AsOf period.Date  `json:"as_of"` // what came is what was known on this day
	// The vintage: the ledger's last number, the seed, the number of paths, the
	// methods, and through which lens the figures were seen.
	Position int64         `json:"ledger_position"`
	Seed     uint64        `json:"seed"`
	Paths    int           `json:"paths"`
	Methods  []plan.Method `json:"methods"`
	Lens     audience.Lens `json:"lens"`
	MadeOn   period.Date   `json:"made_on,omitzero"`
	By       string        `json:"by,omitempty"` // role or office
	// Inputs is a fingerprint of the figures and records that could be seen: where it
	// differs, something was added or changed since.
	Inputs string `json:"inputs,omitempty"`

	Steps         []Said          `json:"steps"`
	Came          []Came          `json:"came"`
	Contradicting []Contradiction `json:"contradicting"`
	Judged        []Judged        `json:"judged"`
	Reliability   Reliability     `json:"reliability"`
	// Counted is the reliability by the months that were counted alone, Years by the
	// year in which something was said.
	Counted Reliability `json:"reliability_counted"`
	Years   []Year      `json:"years"`
	// Leads is the reliability by lead time; empty in what was kept before it was asked.
	Leads   []LeadClass `json:"leads,omitempty"`
	Sources []string    `json:"sources"`
}

// Said is what would have been said on the last day of a month.
type Said struct {
	AsOf    period.Date  `json:"as_of"`
	Last    period.Month `json:"last_known_month,omitzero"`
	Unknown *text.Text   `json:"unknown,omitempty"` // why nothing could be said
	Percent int          `json:"threshold_percent"`
	// First is the first month with a probability of the threshold or more; 0: none.
	First   period.Month `json:"first_warned_month,omitzero"`
	Ahead   *Ahead       `json:"twelve_months_ahead,omitempty"`
	Classes []Class      `json:"classes"`
	City    []Published  `json:"city"`
}

// Ahead is what was said about the month a year later.
type Ahead struct {
	Month       period.Month `json:"month"`
	Persons     noun.Spread  `json:"persons"`
	Usable      int          `json:"usable"` // places planned then
	Probability float64      `json:"probability"`
}

// Class is what was said about a kind of accommodation.
type Class struct {
	Kind        accommodation.Kind `json:"kind"`
	Lead        int                `json:"lead_months_tenths"`
	Opens       period.Month       `json:"opens"`
	Beyond      bool               `json:"beyond,omitempty"`
	Probability float64            `json:"probability"`
	Missing     noun.Spread        `json:"missing"`
	Warned      bool               `json:"warned"`
	Latest      period.Date        `json:"latest,omitzero"`
	Past        bool               `json:"past,omitempty"`
}

// Published is a forecast that the city had published, beside what would have been
// said about the same month on the day of the step.
type Published struct {
	For     period.Date  `json:"for"`
	Persons int          `json:"persons"`
	Made    period.Date  `json:"known_from"`
	Source  string       `json:"source"`
	Own     *noun.Spread `json:"own,omitempty"` // nil: further ahead than was looked
	// Figure is the ledger's number of the city's; 0 in what was kept before it was noted.
	Figure int64 `json:"figure,omitempty"`
}

// ref is the address of the city's figure; empty where its number was not noted.
func (p Published) ref() string {
	if p.Figure == 0 {
		return ""
	}
	return "figure/" + strconv.FormatInt(p.Figure, 10)
}

// Came is the stock at the end of a month.
type Came struct {
	Month   period.Month `json:"month"`
	Persons int          `json:"persons"`
	Error   int          `json:"error"`   // standard error, in persons, rounded up
	Counted bool         `json:"counted"` // false: filled between counts
	// Basis is that of the stock near the end of the month; empty: there is none. Exact
	// says that it is of the last day itself, so that nothing had to be moved.
	Basis figure.Basis `json:"basis,omitempty"`
	Exact bool         `json:"exact,omitempty"`
	// Contested says that the count contradicts others.
	Contested bool `json:"contested,omitempty"`
}

// Year is the reliability of what was said in a year.
type Year struct {
	Year int `json:"year"`
	Reliability
	// Bias is the mean of the median said less what came, in persons.
	Bias int `json:"bias"`
}

// Report writes a replay down.
func (r Replay) Report() Report {
	p := Report{
		From: r.From, To: r.To, AsOf: r.Known, Position: r.Position, Contradicting: r.Past.Contradicting, Judged: r.Judged,
		Reliability: Reliable(r.Judged), Counted: Reliable(counted(r.Judged)), Years: years(r.Judged), Leads: Leads(r.Judged), Seed: DefaultSeed,
	}
	last := r.To
	for _, s := range r.Steps {
		said := s.said()
		p.Steps = append(p.Steps, said)
		if s.Unknown == nil {
			p.Paths, p.Methods = s.Paths, s.Methods
		}
		if said.Ahead != nil {
			last = max(last, said.Ahead.Month)
		}
		for _, c := range said.City {
			p.source(c.Source)
		}
	}
	for m := r.From; m <= last; m++ {
		if stock, counted, ok := r.Past.At(m); ok {
			_, exact := r.Past.Exact[m]
			p.Came = append(p.Came, Came{Basis: r.Past.Basis[m], Exact: exact, Month: m, Persons: int(math.Round(stock.Persons)), Error: int(math.Ceil(stock.Error)), Counted: counted, Contested: r.Past.contradicted(m)})
		}
	}
	for _, used := range r.Past.Used {
		if m := used.Period.To.Month(); m >= r.From-1 && used.Period.From.Month() <= last {
			p.source(used.Source)
		}
	}
	slices.Sort(p.Sources)
	return p
}

func (p *Report) source(s string) {
	if s != "" && !slices.Contains(p.Sources, s) {
		p.Sources = append(p.Sources, s)
	}
}

// said is a step without what only its judging needed.
func (s Step) said() Said {
	said := Said{AsOf: s.AsOf, Last: s.Last, Percent: s.Threshold.Percent}
	if s.Unknown != nil {
		why := fault.SayOf(s.Unknown)
		said.Unknown = &why
	}
	at := map[period.Month]noun.Month{}
	for _, m := range s.Months {
		at[m.Month] = m
		if said.First == 0 && m.Probability*100 >= float64(said.Percent) {
			said.First = m.Month
		}
	}
	if m, ok := at[s.AsOf.Month()+12]; ok {
		said.Ahead = &Ahead{m.Month, m.Persons, m.Usable, m.Probability}
	}
	for _, c := range s.Classes {
		said.Classes = append(said.Classes, Class{c.Kind, int(c.Typical), c.Opens, c.Beyond, c.Probability, c.Missing, c.Warned, c.Latest, c.Past})
	}
	for _, f := range s.City {
		said.City = append(said.City, published(f, at))
	}
	return said
}

func published(f figure.Figure, at map[period.Month]noun.Month) Published {
	p := Published{For: f.Period.To, Persons: int(unit.DivRoundHalfUp(f.Value.Amount, pow10(f.Value.Places))), Made: f.KnownFrom, Source: f.Source, Figure: f.ID}
	if m, ok := at[f.Period.To.Month()]; ok {
		p.Own = &m.Persons
	}
	return p
}

func pow10(places int) int64 { return int64(math.Pow10(places)) }

func counted(list []Judged) []Judged {
	return slices.DeleteFunc(slices.Clone(list), func(j Judged) bool { return !j.Counted })
}

// years parts what was judged by the year in which it was said.
func years(list []Judged) []Year {
	of := map[int][]Judged{}
	for _, j := range list {
		of[j.AsOf.Year()] = append(of[j.AsOf.Year()], j)
	}
	var out []Year
	for year, list := range of {
		out = append(out, Year{year, Reliable(list), bias(list)})
	}
	slices.SortFunc(out, func(a, b Year) int { return a.Year - b.Year })
	return out
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecasting

import (
	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/text"
)

// Origin says what kind of statement something is.
type Origin string

// The origins.
const (
	Own       Origin = "own"       // a forecast issued here, in its time
	OwnLater  Origin = "own-later" // one reckoned afterwards, from what was known then
	Announced Origin = "announced" // of another office or level
	Published Origin = "forecast"  // a forecast of a paper or the press
	Assumed   Origin = "assumed"   // what a plan reckoned with
)

// Label names the origin.
func (o Origin) Label() text.Text {
	switch o {
	case Own:
		return text.T("eigene Prognose", "own forecast")
	case OwnLater:
		return text.T("eigene Prognose, nachträglich gerechnet", "own forecast, reckoned afterwards")
	case Announced:
		return text.T("Ankündigung", "announcement")
	case Published:
		return text.T("veröffentlichte Prognose", "published forecast")
	}
	return text.T("Annahme eines Plans", "assumption of a plan")
}

// Plural names statements of the origin.
func (o Origin) Plural() text.Text {
	switch o {
	case Own:
		return text.T("Eigene Prognosen", "Own forecasts")
	case OwnLater:
		return text.T("Nachträglich gerechnete Prognosen", "Forecasts reckoned afterwards")
	case Announced:
		return text.T("Ankündigungen", "Announcements")
	case Published:
		return text.T("Veröffentlichte Prognosen", "Published forecasts")
	}
	return text.T("Annahmen von Plänen", "Assumptions of plans")
}

// Origins are those that a page sums up apart, what others said first.
var Origins = []Origin{Announced, Published, Assumed, Own}

// NotKnown stands where what came is not known as of the date, whether its time is
// over or not.
var NotKnown = text.T("nicht bekannt", "not known")

// Outside reports whether others made the statement.
func (o Origin) Outside() bool { return o != Own && o != OwnLater }

// Statement is one thing that was said of a period before it was over, beside
// what came. Flows are persons a month, so that months and years can be told
// together; stocks are as they are.
type Statement struct {
	Origin    Origin
	Indicator figure.Indicator // of what came
	PerMonth  bool             // values are per month of the period
	Area      area.ID
	Group     population.ID
	Source    string // who said it, by the name of the source's profile
	SourceKey string // of the profile
	Paper     string // as the figure names it
	Made      period.Date
	Period    period.Period
	Said      float64
	Came      *Came
	Base      *Came // the last value that was known when it was said; nil: none
	// Figure is the figure of an outside statement; Forecast and Step name that of
	// an own one.
	Figure   *figure.Figure
	Forecast string
	Step     int
	Inside   map[float64]bool // of an own one that is scored, by level
}

// Came is a value with the figures it comes from.
type Came struct {
	Value float64
	From  []figure.Picked
	How   How
}

// How says how a value comes from its figures.
type How int

// A value is a figure's own, the sum of months, or what is left of a year when
// its other months are taken away.
const (
	AsStated How = iota
	SumOfMonths
	RestOfYear
)

// Error is what was said less what came; only of a scored statement.
func (s Statement) Error() float64 { return s.Said - s.Came.Value }

// Rising reports whether what came lay above the last value that was known when
// it was said, Falling whether below. Neither where one of the two is unknown.
func (s Statement) Rising() bool {
	return s.Came != nil && s.Base != nil && s.Came.Value > s.Base.Value
}

// Falling: see Rising.
func (s Statement) Falling() bool {
	return s.Came != nil && s.Base != nil && s.Came.Value < s.Base.Value
}

// Ahead is how many months the end of the period lay ahead; 0 in the same month.
func (s Statement) Ahead() int { return max(int(s.Period.To.Month()-s.Made.Month()), 0) }

// Span is a stretch of horizons.
type Span int

// The spans, in months to the end of the period.
const (
	UpTo3 Span = iota
	UpTo6
	UpTo12
	UpTo24
	Beyond
	AllSpans
)

// Span returns the stretch in which the statement's horizon lies.
func (s Statement) Span() Span {
	for i, last := range []int{3, 6, 12, 24} {
		if s.Ahead() <= last {
			return Span(i)
		}
	}
	return Beyond
}

// Label names the span.
func (s Span) Label() text.Text {
	return []text.Text{
		text.T("bis 3 Monate", "up to 3 months"), text.T("4 bis 6 Monate", "4 to 6 months"), text.T("7 bis 12 Monate", "7 to 12 months"),
		text.T("13 bis 24 Monate", "13 to 24 months"), text.T("mehr als 24 Monate", "more than 24 months"), text.T("alle", "all"),
	}[s]
}

// Key is the span in addresses.
func (s Span) Key() string { return []string{"3", "6", "12", "24", "more", "all"}[s] }

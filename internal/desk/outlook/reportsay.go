// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"fmt"
	"math"

	"planraum/internal/city/period"
	"planraum/internal/text"
)

// noClaim is what a replay does not show.
var noClaim = text.T(
	"Wellen sieht das Verfahren nicht voraus, weder ihren Anfang noch ihr Ende: Es setzt fort, was bis dahin bekannt war. Was eine Welle bedeuten würde, zeigt ein Szenario.",
	"The method does not foresee surges, neither their beginning nor their end: it carries on what was known until then. What a surge would mean is shown by a scenario.")

// tell writes a sentence in both languages.
func tell(write func(l text.Lang) string) text.Text { return text.T(write(text.De), write(text.En)) }

func count(l text.Lang, n int) string { return l.Int(int64(n)) }

func percent(l text.Lang, x float64) string { return l.Percent(int64(math.Round(1000*x)), 1) }

func decimal(l text.Lang, x float64) string { return l.Decimal(int64(math.Round(1000*x)), 3) }

// Answer is what the replay says: how many shortages would have been announced, and for
// which lead times the warnings were better than what needs no method.
func (r Report) Answer() text.Text {
	said := r.caught()
	if leads, ok := sayLeads(r.Leads); ok {
		return text.T(said.De+" "+leads.De, said.En+" "+leads.En)
	}
	return said
}

// caught says how many shortages would have been announced.
func (r Report) caught() text.Text {
	v := r.Reliability
	short, warned := v.Hits+v.Missed, v.Hits+v.FalseAlarms
	return tell(func(l text.Lang) string {
		switch {
		case v.Number == 0 && r.silent() == len(r.Steps):
			return text.T("In keinem Monat der Rückschau ließ sich etwas sagen.", "In no month of the replay could anything be said.").In(l)
		case v.Number == 0:
			return nothingJudged.In(l)
		case short == 0 && warned == 0:
			return fmt.Sprintf(text.T("In keinem von %s Fällen fehlten Plätze, und es wäre nie gewarnt worden.", "In none of %s cases were places missing, and nobody would have been warned.").In(l), count(l, v.Number))
		case short == 0:
			return fmt.Sprintf(text.T("In keinem von %s Fällen fehlten Plätze; alle %s Warnungen wären falsch gewesen.", "In none of %s cases were places missing; all %s warnings would have been wrong.").In(l), count(l, v.Number), count(l, warned))
		case warned == 0:
			return fmt.Sprintf(text.T("In %s von %s Fällen fehlten Plätze; vor keinem wäre gewarnt worden.", "In %s of %s cases places were missing; none of them would have been warned of.").In(l), count(l, short), count(l, v.Number))
		}
		s := fmt.Sprintf(text.T("Von %s Fällen mit fehlenden Plätzen wären %s angekündigt worden, jeder für den Monat, in dem eröffnet, was am Tag der Warnung beschlossen wird; gewarnt worden wäre aber in %s von %s Fällen, %s Mal falsch",
			"Of %s cases with missing places %s would have been announced, each for the month in which opens what is decided on the day of the warning; but there would have been a warning in %s of %s cases, %s times wrong").In(l),
			count(l, short), count(l, v.Hits), count(l, warned), count(l, v.Number), count(l, v.FalseAlarms))
		return s + fmt.Sprintf(text.T(" (zu Recht still: %s).", " (rightly silent: %s).").In(l), count(l, v.Quiet)) + r.tooLate(l)
	})
}

// tooLate says of how many announced cases the first month of shortage could no longer be
// averted on the day of the warning.
func (r Report) tooLate(l text.Lang) string {
	n := 0
	for _, j := range r.Judged {
		if latest := r.latest(j); j.Warned && j.Short && !latest.IsZero() && latest.Before(j.AsOf) {
			n++
		}
	}
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(text.T(" In %s der angekündigten Fälle sollten schon vorher Plätze fehlen: Für den ersten Monat mit Mangel war es am Tag der Warnung zu spät.",
		" In %s of the announced cases places were said to be missing before already: for the first month of shortage it was too late on the day of the warning.").In(l), count(l, n))
}

// latest is the last day on which the kind of a case had to be decided for the first month
// of shortage; zero: none was said.
func (r Report) latest(j Judged) period.Date {
	for _, s := range r.Steps {
		if s.AsOf != j.AsOf {
			continue
		}
		for _, c := range s.Classes {
			if c.Kind == j.Kind {
				return c.Latest
			}
		}
	}
	return period.Date{}
}

// sayThreshold says from which probability there is a warning: one number, or from which
// to which it was set in the months of the replay.
func (r Report) sayThreshold(l text.Lang) string {
	low, high := 0, 0
	for _, s := range r.Steps {
		if p := s.Percent; p > 0 {
			if high = max(high, p); low == 0 || p < low {
				low = p
			}
		}
	}
	switch {
	case low == 0:
		return ""
	case low == high:
		return fmt.Sprintf(text.T("; gewarnt ab einer Wahrscheinlichkeit von %s", "; warned from a probability of %s").In(l), l.Percent(int64(low), 0))
	}
	return fmt.Sprintf(text.T("; gewarnt ab einer Wahrscheinlichkeit von %s bis %s, wie sie am jeweiligen Tag galt", "; warned from a probability of %s to %s, as it held on each day").In(l), l.Percent(int64(low), 0), l.Percent(int64(high), 0))
}

// silent counts the steps in which nothing could be said.
func (r Report) silent() int {
	n := 0
	for _, s := range r.Steps {
		if s.Unknown != nil {
			n++
		}
	}
	return n
}

// Vintage says what the replay rests on.
func (r Report) Vintage() text.Text {
	return tell(func(l text.Lang) string {
		s := fmt.Sprintf(text.T("%s bis %s, Monat für Monat mit dem Wissen des jeweiligen letzten Tages; beurteilt nach dem Stand vom %s; Hauptbuch bis Eintrag %s",
			"%s to %s, month by month with the knowledge of the last day of each; judged as of %s; ledger up to entry %s").In(l),
			r.From.In(l), r.To.In(l), r.AsOf.In(l), count(l, int(r.Position))) + r.sayThreshold(l)
		if r.Paths > 0 {
			s += fmt.Sprintf(text.T("; %s Pfade, Startwert %d", "; %s paths, seed %d").In(l), count(l, r.Paths), r.Seed)
		}
		for i, m := range r.Methods {
			sep := ", "
			if i == 0 {
				sep = "; "
			}
			s += sep + m.Version
		}
		return s + "."
	})
}

// Findings are what the replay shows, in sentences: how far the warnings could be
// relied on, where they were bad, and what they rest on.
func (r Report) Findings() []text.Text {
	var list []text.Text
	if n := r.silent(); n > 0 && n < len(r.Steps) {
		list = append(list, tell(func(l text.Lang) string {
			return fmt.Sprintf(text.T("In %s von %s Monaten ließ sich nichts sagen; die Tabelle nennt den Grund.", "In %s of %s months nothing could be said; the table names the reason.").In(l), count(l, n), count(l, len(r.Steps)))
		}))
	}
	if r.Reliability.Number > 0 {
		list = append(list, r.sayBrier(), r.sayBand())
	}
	for _, say := range []func() (text.Text, bool){r.sayWorst, r.sayFarthest, r.SayMisses, r.sayFilled} {
		if s, ok := say(); ok {
			list = append(list, s)
		}
	}
	return append(list, noClaim)
}

func (r Report) sayBrier() text.Text {
	v := r.Reliability
	return tell(func(l text.Lang) string {
		s := fmt.Sprintf(text.T("Über alle %s Fälle: Brier-Wert %s; immer die mittlere Häufigkeit zu sagen hätte %s ergeben", "Over all %s cases: Brier score %s; always saying the mean frequency would have given %s").In(l), count(l, v.Number), decimal(l, v.Brier), decimal(l, v.Always))
		if v.Naive != nil {
			s += fmt.Sprintf(text.T(", den Bestand fortzuschreiben %s", ", carrying the stock on %s").In(l), decimal(l, *v.Naive))
		}
		if len(r.Leads) > 1 {
			s += text.T("; wie gut die Warnungen sind, hängt am Vorlauf (Tabelle)", "; how good the warnings are hangs on the lead time (table)").In(l)
		}
		return s + "."
	})
}

func (r Report) sayBand() text.Text {
	v := r.Reliability
	return tell(func(l text.Lang) string {
		s := fmt.Sprintf(text.T("Im 80-%%-Band der Personen lagen %s der %s Werte", "%s of the %s values lay within the 80%% band of persons").In(l), percent(l, v.Inside), count(l, v.Number))
		switch {
		case v.Inside < 0.75:
			return s + text.T("; die Bänder waren zu schmal.", "; the bands were too narrow.").In(l)
		case v.Inside > 0.85:
			return s + text.T("; die Bänder waren zu breit.", "; the bands were too wide.").In(l)
		}
		return s + "."
	})
}

// Worst is the year in which most of what was said was wrong, as a share; the later
// of two.
func (r Report) Worst() (Year, bool) {
	var worst Year
	wrong := func(y Year) float64 { return float64(y.Missed+y.FalseAlarms) / float64(max(y.Number, 1)) }
	for _, y := range r.Years {
		if worst.Number == 0 || wrong(y) >= wrong(worst) {
			worst = y
		}
	}
	return worst, worst.Missed+worst.FalseAlarms > 0
}

func (r Report) sayWorst() (text.Text, bool) {
	y, ok := r.Worst()
	return tell(func(l text.Lang) string {
		direction, by := text.T("zu hoch", "too high"), y.Bias
		if by < 0 {
			direction, by = text.T("zu niedrig", "too low"), -by
		}
		return fmt.Sprintf(text.T("Am schlechtesten war, was %d gesagt worden wäre: %s von %s Warnungen falsch, %s von %s Fällen mit fehlenden Plätzen übersehen; der Median lag im Mittel %s Personen %s, im 80-%%-Band lagen %s.",
			"Worst was what would have been said in %d: %s of %s warnings wrong, %s of %s cases with missing places missed; the median was %s persons %s on average, within the 80%% band lay %s.").In(l),
			y.Year, count(l, y.FalseAlarms), count(l, y.FalseAlarms+y.Hits), count(l, y.Missed), count(l, y.Missed+y.Hits),
			count(l, by), direction.In(l), percent(l, y.Inside))
	}), ok
}

// sayFarthest names the year whose medians were farthest off.
func (r Report) sayFarthest() (text.Text, bool) {
	var far Year
	for _, y := range r.Years {
		if abs(y.Bias) > abs(far.Bias) {
			far = y
		}
	}
	if worst, _ := r.Worst(); far.Number == 0 || worst.Year == far.Year {
		return text.Text{}, false
	}
	return tell(func(l text.Lang) string {
		form := text.T("Am weitesten daneben lagen die Mediane des Jahres %d: im Mittel %s Personen zu hoch; im 80-%%-Band lagen %s, und %s von %s Warnungen wären falsch gewesen.",
			"The medians of %d were farthest off: %s persons too high on average; within the 80%% band lay %s, and %s of %s warnings would have been wrong.")
		if far.Bias < 0 {
			form = text.T("Am weitesten daneben lagen die Mediane des Jahres %d: im Mittel %s Personen zu niedrig; im 80-%%-Band lagen %s, und %s von %s Warnungen wären falsch gewesen.",
				"The medians of %d were farthest off: %s persons too low on average; within the 80%% band lay %s, and %s of %s warnings would have been wrong.")
		}
		return fmt.Sprintf(form.In(l), far.Year, count(l, abs(far.Bias)), percent(l, far.Inside), count(l, far.FalseAlarms), count(l, far.FalseAlarms+far.Hits))
	}), true
}

func abs(n int) int { return max(n, -n) }

func (r Report) sayFilled() (text.Text, bool) {
	filled, most := 0, 0
	for _, c := range r.Came {
		if !c.Counted {
			filled, most = filled+1, max(most, c.Error)
		}
	}
	if len(r.Came) == 0 {
		return text.Text{}, false
	}
	return tell(func(l text.Lang) string {
		s := fmt.Sprintf(text.T("Von %s Monaten, an denen gemessen wird, haben %s eine eigene Zahl, und %s sind zwischen anderen gefüllt", "Of the %s months by which is judged %s have a figure of their own, and %s are filled between others").In(l),
			count(l, len(r.Came)), count(l, len(r.Came)-filled), count(l, filled))
		if filled > 0 {
			s += fmt.Sprintf(text.T(", mit einem Standardfehler bis %s Personen", ", with a standard error up to %s persons").In(l), count(l, most))
		}
		if v := r.Counted; filled > 0 && v.Number > 0 {
			s += fmt.Sprintf(text.T("; an denen mit eigener Zahl allein (%s Fälle) ist der Brier-Wert %s, im 80-%%-Band lagen %s", "; by those with their own figure alone (%s cases) the Brier score is %s, within the 80%% band lay %s").In(l),
				count(l, v.Number), decimal(l, v.Brier), percent(l, v.Inside))
		}
		if n := len(r.Contradicting); n > 0 {
			s += fmt.Sprintf(text.T(". %s Zahlen widersprechen anderen", ". %s figures contradict others").In(l), count(l, n))
		}
		return s + "."
	}), true
}

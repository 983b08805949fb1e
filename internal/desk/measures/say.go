// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package measures

import (
	"fmt"

	"planraum/internal/city/figure"
	"planraum/internal/city/measure"
	"planraum/internal/city/prediction"
	"planraum/internal/method/effect"
	"planraum/internal/text"
)

func both(write func(l text.Lang) string) text.Text { return text.T(write(text.De), write(text.En)) }

// Sentence says what came beside what would have come with nothing done, and no more:
// it names no cause.
func (t Track) Sentence() text.Text {
	if t.Why != (text.Text{}) {
		return t.Why
	}
	if t.Came == nil {
		if t.Passed {
			return text.T("Der Prüftag ist vorbei, aber noch ist kein Wert bekannt.", "The check date has passed, but no value is known yet.")
		}
		return text.T("Noch ist kein Wert bekannt, der nach der Erwartung liegt.", "No value is known yet of the time after the expectation.")
	}
	i := t.Undone.Indicator
	return both(func(l text.Lang) string {
		lead := fmt.Sprintf(text.T("Der Wert am Prüftag (%s)", "The value of the check date (%s)").In(l), Written(i, t.Came.Value, l))
		if !t.Final {
			lead = fmt.Sprintf(text.T("Bisher: Der letzte Wert (%s, %s)", "So far: the last value (%s, %s)").In(l), Written(i, t.Came.Value, l), t.Came.Period.In(l))
		}
		return lead + " " + t.By.Said(verdicts[t.Verdict()]).In(l)
	})
}

var verdicts = map[effect.Verdict]text.Text{
	effect.Inside: text.T("liegt im Band {without}: Eine Wirkung ist daran nicht zu erkennen.",
		"lies within the band of nothing done: no effect can be seen in it."),
	effect.Beyond: text.T("liegt außerhalb des Bandes {without}, auf der erwarteten Seite. So weit wäre es {without} nach der Prognose selten gekommen; ob {the} der Grund ist, zeigt das nicht.",
		"lies outside the band of nothing done, on the expected side. With nothing done it would rarely have come that far by the forecast; whether {the} is the reason this does not show."),
	effect.Against: text.T("liegt außerhalb des Bandes {without}, aber auf der anderen Seite als erwartet.",
		"lies outside the band of nothing done, but on the other side than expected."),
	effect.Unknown: text.T("lässt sich nicht einordnen.", "cannot be judged."),
}

// Power says whether reaching the expected value could be told from nothing done.
func (t Track) Power() text.Text {
	if t.Why != (text.Text{}) || t.Telling() {
		return text.Text{}
	}
	return t.By.Said(text.T("Auch der erwartete Wert läge im Band {without}. An dieser Kennzahl lässt sich die Wirkung nicht zeigen, selbst wenn alles kommt wie erwartet.",
		"The expected value, too, would lie within the band of nothing done. This indicator cannot show the effect, even if everything comes as expected."))
}

// Below warns where the expected value is less than nothing of what is counted.
func (t Track) Below() text.Text {
	i := t.Undone.Indicator
	if t.Why != (text.Text{}) || !measure.Impossible(i, t.Target) {
		return text.Text{}
	}
	return both(func(l text.Lang) string {
		return fmt.Sprintf(t.By.Said(text.T("Die erwartete Veränderung (%s) ist größer als das, was {without} da wäre (%s %s): Weniger als keine kann es nicht geben. Bitte die Zahl prüfen.",
			"The expected change (%s) is more than what would be there with nothing done (%s %s): there cannot be less than none. Please check the number.")).In(l), Signed(i, t.Expect.Change, l), Written(i, t.At.Median, l), i.Unit.In(l))
	})
}

// Without says what the forecast says of the check date if nothing is done.
func (t Track) Without() text.Text {
	i := t.Undone.Indicator
	return both(func(l text.Lang) string {
		band := text.T("mit 80 %% Wahrscheinlichkeit %s bis %s", "with a probability of 80%% %s to %s")
		narrow := t.Narrow().In(l)
		if narrow != "" {
			band, narrow = text.T("80-%%-Band %s bis %s", "80%% band %s to %s"), "; "+narrow
		}
		return fmt.Sprintf(t.By.Said(text.T("{Without} sind für %s zu erwarten: %s %s, ", "With nothing done these are to be expected for %s: %s %s, ")).In(l), t.At.Period.In(l), Written(i, t.At.Median, l), i.Unit.In(l)) +
			fmt.Sprintf(band.In(l), Written(i, t.At.Low, l), Written(i, t.At.High, l)) + narrow + ". " +
			fmt.Sprintf(t.By.Said(text.T("{With} werden %s erwartet.", "{With} %s are expected.")).In(l), Written(i, t.Target, l))
	})
}

// Which says which forecast the value with nothing done is from: of what, by what, and
// with what knowledge.
func (t Track) Which() text.Text {
	if t.Why != (text.Text{}) {
		return text.Text{}
	}
	i := t.Undone.Indicator
	return both(func(l text.Lang) string {
		return fmt.Sprintf(t.By.Said(text.T("%s (%s, {without}) ist der Median einer Prognose allein aus der Reihe „%s“, mit dem, was am %s bekannt war. Verfahren: %s.",
			"%s (%s, nothing done) is the median of a forecast from the series “%s” alone, with what was known on %s. Method: %s.")).In(l),
			Written(i, t.At.Median, l)+" "+i.Unit.In(l), t.At.Period.In(l), i.Name.In(l), t.Expect.Said.In(l), t.Undone.How)
	})
}

// Narrow says why the band of nothing done is no probability: earlier bands held fewer
// values, or nobody could measure how many; empty where they held enough.
func (t Track) Narrow() text.Text {
	if t.Undone.Held == nil {
		return text.T("wie viele Werte solche Bänder hielten, lässt sich an dieser Reihe noch nicht messen", "how many values such bands held cannot be measured by this series yet")
	}
	return prediction.TooNarrow(*t.Undone.Held)
}

// Signed is a change as people write it, with its sign.
func Signed(i figure.Indicator, v float64, l text.Lang) string {
	if v > 0 {
		return "+" + Written(i, v, l)
	}
	return Written(i, v, l)
}

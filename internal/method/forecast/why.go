// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecast

import (
	"fmt"
	"math"

	"planraum/internal/text"
)

func textOf(de, en string) text.Text { return text.T(de, en) }

// decide settles the method and says why.
func (r *Result) decide(l *look, m int) {
	quiet := text.T("Die Reihe schwankt wenig: gerechnet wird mit dem Mittel aus exponentieller Glättung und Theta.",
		"The series varies little: the mean of exponential smoothing and Theta is used.")
	restless := text.T("Die Reihe schwankt stark: gerechnet wird mit dem Mittel aus Glättung und Theta, beiden auf der Skala der Logarithmen, dem letzten Wert und dem letzten der gleichen Jahreszeit, ohne den höchsten und den niedrigsten.",
		"The series varies a lot: the mean of smoothing and Theta, both on the scale of logarithms, the last value and the last of the same season, without the highest and the lowest, is used.")
	both := text.T("Die Reihe schwankt mäßig: gerechnet wird mit Glättung und Theta, und zum Teil mit dem gestutzten Mittel aller Verfahren.",
		"The series varies moderately: smoothing and Theta are used, and in part the trimmed mean of all methods.")
	if l.linear {
		restless = text.T("Die Reihe schwankt stark: gerechnet wird mit dem Mittel aus Glättung und Theta, beiden ohne Logarithmen, weil Werte unter 0 vorkommen, dem letzten Wert und dem letzten der gleichen Jahreszeit, ohne den höchsten und den niedrigsten.",
			"The series varies a lot: the mean of smoothing and Theta, both without logarithms because there are values below 0, the last value and the last of the same season, without the highest and the lowest, is used.")
	}
	asked := r.Method
	if asked == Auto {
		r.Method = Ensemble
		if r.Broken = l.broken(); r.Broken || r.Back.worse(l.quiet, l.left > 0) {
			r.Method = Naive
		}
	}
	switch {
	case r.Broken:
		r.Why = fallSaid()
	case r.Method == Naive && asked == Auto && r.Back.narrow(l.left > 0):
		inside := func(l text.Lang, share float64) string { return l.Percent(int64(math.Round(100*share)), 0) }
		b := r.Back
		r.Why = r.against(text.T(
			fmt.Sprintf("Die Modelle waren an früheren Zeitpunkten derselben Reihe nicht besser als der letzte Wert, und in ihrem Band von 80 %% lagen nur %s der Werte, in dem des letzten Wertes %s. Deshalb gilt der letzte Wert mit den Spannen, die die Reihe selbst gezeigt hat.", inside(text.De, b.Coverage80), inside(text.De, b.NaiveCoverage80)),
			fmt.Sprintf("At earlier times of the same series the models were no better than the last value, and their 80%% band held only %s of the values, that of the last value %s. Therefore the last value is used, with the spread that the series itself showed.", inside(text.En, b.Coverage80), inside(text.En, b.NaiveCoverage80))))
	case r.Method == Naive && asked == Auto:
		r.Why = r.against(text.T("Die Modelle waren an früheren Zeitpunkten derselben Reihe nicht besser als der letzte Wert. Deshalb gilt der letzte Wert mit den Spannen, die die Reihe selbst gezeigt hat.",
			"At earlier times of the same series the models were no better than the last value. Therefore the last value is used, with the spread that the series itself showed."))
	case r.Method == Naive:
		r.Why = text.T("Wie verlangt: der letzte Wert mit den Spannen, die die Reihe selbst gezeigt hat.", "As asked: the last value, with the spread that the series itself showed.")
	case r.Method != Ensemble:
		r.Why = r.against(text.T("Wie verlangt: "+r.Method+".", "As asked: "+r.Method+"."))
	case l.quiet == 1:
		r.Why = r.against(quiet)
	case l.quiet == 0:
		r.Why = r.against(restless)
	default:
		r.Why = r.against(both)
	}
	r.Why = text.T(r.Why.De+l.unmoved().De, r.Why.En+l.unmoved().En)
	if r.Method == Ensemble {
		r.Why = text.T(r.Why.De+l.leftSaid().De, r.Why.En+l.leftSaid().En)
	}
	if r.Method != Naive && l.broken() {
		r.Why = text.T(r.Why.De+" Zuletzt fällt die Reihe auf 0, weiter als je zuvor in einem Schritt. Bitte prüfen, ob eine Meldung fehlt: Dieses Verfahren nimmt die 0, wie sie dasteht.",
			r.Why.En+" At its end the series falls to 0, further than ever in one step. Please check whether a report is missing: this method takes the 0 as it stands.")
	}
	r.Models = l.models(r.Method, m)
}

// unmoved says why a series that never moved, or moved by the same step each
// time, has a band at all, or none.
func (l *look) unmoved() text.Text {
	n := len(l.y)
	if n < 3 {
		return text.Text{}
	}
	step, same := l.y[1]-l.y[0], true
	for i := 2; i < n; i++ {
		same = same && math.Abs(l.y[i]-l.y[i-1]-step) <= 1e-9*max(math.Abs(l.y[i]), math.Abs(step))
	}
	switch {
	case !same:
		return text.Text{}
	case l.y[0] == 0 && step == 0:
		return text.T(" Bisher war jeder Wert 0. Je länger das so ist, desto seltener kommt etwas: Ein Band von 0 bis 0 heißt selten, nicht nie.",
			" So far every value was 0. The longer that lasts, the rarer something comes: a band from 0 to 0 means rarely, not never.")
	case step == 0:
		return text.T(" Bisher war jeder Wert gleich. Aus der Reihe folgt keine Spanne; die gezeigte ist gesetzt: mindestens ein Wert nach oben und unten, und weniger, je länger die Reihe ist.",
			" So far every value was the same. No spread follows from the series; the one shown is set: at least one value up and down, and less the longer the series is.")
	}
	return text.T(" Bisher änderte sich die Reihe in jedem Schritt um gleich viel. Wie weit sie davon abweichen kann, hat sie noch nie gezeigt; die Spanne ist deshalb vorsichtig zu lesen.",
		" So far the series changed by the same in each step. How far it may leave that it has never shown; the range must be read with care.")
}

// Evidence from few and overlapping origins is weak: two origins nearer to one
// another than the horizon share most of their errors. So origins count as often
// as horizons fit between the first and the last, and are weighed against what
// the ensemble reached on the training series, as if that had been seen at six
// origins more that share nothing. On the training series any smaller weight
// changed to the naive forecast where the ensemble would have done better
// (docs/methods/forecast.md).
const (
	expectedQuiet    = 0.78
	expectedRestless = 0.85
	expectedSeen     = 6
)

// worse reports whether the naive forecast is to be preferred to the ensemble.
func (b Backtest) worse(quiet float64, left bool) bool {
	if b.Origins == 0 {
		return false
	}
	if b.narrow(left) {
		return true
	}
	expected := expectedRestless + quiet*(expectedQuiet-expectedRestless)
	apart := 1 + float64(b.Origins-1)/float64(max(b.Horizon, 1))
	return apart*math.Log(b.Ratio)+expectedSeen*math.Log(expected) >= 0
}

// toldFar is the share of values that a band of 80 % must have held to be believed:
// below it twice as many lay outside as it says.
const toldFar = 0.6

// narrow reports whether the ensemble was no better than the naive forecast and its
// bands were far too narrow, while the naive forecast's held more. Of a series that has left
// its range both miss alike what came last, and the naive forecast need not have held more.
func (b Backtest) narrow(left bool) bool {
	return b.Origins > 0 && b.Ratio >= 1 && b.Coverage80 < toldFar && (left || b.NaiveCoverage80 > b.Coverage80)
}

// against adds how the method did beside the naive forecast.
func (r *Result) against(said text.Text) text.Text {
	b := r.Back
	if b.Origins == 0 {
		return text.T(said.De+" Die Reihe ist zu kurz, um das an früheren Zeitpunkten zu prüfen.", said.En+" The series is too short to test this at earlier times.")
	}
	percent := int64(math.Round(1000 * math.Abs(1-b.Ratio)))
	word := text.T("besser", "better")
	if b.Ratio > 1 {
		word = text.T("schlechter", "worse")
	}
	after := text.Text{}
	if b.Ratio >= 1 && r.Method == Ensemble {
		after = text.T(" Das ist zu wenig, um bei so wenigen, überlappenden Zeitpunkten zum letzten Wert zu wechseln.", " With so few and overlapping times that is too little to change to the last value.")
	}
	times := text.T(fmt.Sprintf("%d früheren Zeitpunkten", b.Origins), fmt.Sprintf("%d earlier times", b.Origins))
	if b.Origins == 1 {
		times = text.T("einem früheren Zeitpunkt", "one earlier time")
	}
	than := text.T(" "+word.De+" als der letzte Wert", " "+word.En+" than the last value")
	say := func(l text.Lang, form string, said text.Text) string {
		much := l.Percent(percent, 1) + than.In(l)
		if percent == 0 {
			much = text.T("so gut wie der letzte Wert", "as good as the last value").In(l)
		}
		return fmt.Sprintf(form, said.In(l), times.In(l), much) + after.In(l)
	}
	return text.Text{
		De: say(text.De, "%s Geprüft an %s: %s (Intervallscore, Mittel der Verhältnisse, jeder Zeitpunkt zählt gleich).", said),
		En: say(text.En, "%s Tested at %s: %s (interval score, mean of the ratios, each time counts alike).", said),
	}
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"fmt"
	"math"
	"strings"
	"text/tabwriter"
)

// printForecast prints a forecast for a person to read.
func printForecast(s scope, f foretold) error {
	fmt.Fprintf(s.Out, "%s (%s, %s – %s)\n", f.Name, stepsGiven(s, f), stepName(f.Series.Start, f.Frequency), stepName(f.Result.Start-1, f.Frequency))
	fmt.Fprintf(s.Out, s.say("Verfahren: %s", "method: %s"), f.Method)
	if len(f.Models) > 0 {
		fmt.Fprintf(s.Out, " (%s)", strings.Join(f.Models, "; "))
	}
	fmt.Fprintf(s.Out, "\n%s\n", f.Reason().In(s.Lang))
	if said := missingSteps(s, f); said != "" {
		fmt.Fprintln(s.Out, said)
	}
	if err := printSteps(s, f); err != nil {
		return err
	}
	write := func(v float64) string { return decimal(s, v, placesFor(f)) }
	sums := sumsOf(f)
	if len(sums) > 0 {
		fmt.Fprintln(s.Out, s.say("Summen, sinnvoll bei Zahlen je Zeitraum (Zugängen), nicht bei Beständen und Anteilen:", "Sums, of use for numbers of a period (arrivals), not for stocks and shares:"))
	}
	for _, k := range sums {
		median, bands := f.Sum(1, k, levels)
		fmt.Fprintf(s.Out, s.say("Summe der ersten %d Schritte: Median %s, mit 80 %% zwischen %s und %s, mit 95 %% zwischen %s und %s\n",
			"sum of the first %d steps: median %s, 80%% between %s and %s, 95%% between %s and %s\n"), k, write(median),
			write(bands[1].Lower[0]), write(bands[1].Upper[0]), write(bands[2].Lower[0]), write(bands[2].Upper[0]))
	}
	return printBack(s, f)
}

// shownMissing is how many steps without a value are named one by one.
const shownMissing = 12

// missingSteps names the steps without a value and says what was done about them;
// "" where none is missing.
func missingSteps(s scope, f foretold) string {
	list := f.missing()
	if len(list) == 0 {
		return ""
	}
	named := strings.Join(list[:min(len(list), shownMissing)], ", ")
	if more := len(list) - shownMissing; more > 0 {
		named += fmt.Sprintf(s.say(" und %d weitere", " and %d more"), more)
	}
	form := s.say("%s von %s Werten fehlen: %s. ", "%s of %s values are missing: %s. ")
	if len(list) == 1 {
		form = s.say("%s von %s Werten fehlt: %s. ", "%s of %s values is missing: %s. ")
	}
	return fmt.Sprintf(form, s.Lang.Int(int64(len(list))), s.Lang.Int(int64(len(f.Values))), named) +
		s.say("Ein fehlender Wert ist nicht 0: Er zählt in keinem Modell; wo eines alle braucht, liegt er auf der Linie zwischen seinen Nachbarn. Fehlende am Ende werden zuerst vorausgerechnet, solche am Anfang weggelassen.",
			"A missing value is not 0: it counts in no model; where one needs all of them it lies on the line between its neighbours. Those missing at the end are forecast first, those at the beginning left out.")
}

// printSteps prints the table of the steps.
func printSteps(s scope, f foretold) error {
	places := placesFor(f)
	write := func(v float64) string { return decimal(s, v, places) }
	w := tabwriter.NewWriter(s.Out, 0, 0, 2, ' ', tabwriter.AlignRight)
	head := []string{s.say("Zeitraum", "period"), s.say("Mittel", "mean"), s.say("Median", "median")}
	for _, b := range f.Bands {
		head = append(head, fmt.Sprintf(s.say("Band %g %%", "band %g%%"), b.Level))
	}
	head = append(head, s.say("letzter Wert", "last value"), s.say("dessen Band 80 %", "its band 80%"))
	if f.Unreported != nil {
		head = append(head, s.say("falls Meldungen fehlen", "if reports are missing"), s.say("dann Band 80 %", "then band 80%"))
	}
	fmt.Fprintln(w, strings.Join(head, "\t")+"\t")
	for i := range f.Median {
		row := []string{f.step(i), decimal(s, f.Mean[i], max(places, 1)), write(f.Median[i])}
		for _, b := range f.Bands {
			row = append(row, write(b.Lower[i])+" – "+write(b.Upper[i]))
		}
		row = append(row, write(f.Naive.Median[i]), write(f.Naive.Bands[1].Lower[i])+" – "+write(f.Naive.Bands[1].Upper[i]))
		if u := f.Unreported; u != nil {
			row = append(row, write(u.Median[i]), write(u.Bands[1].Lower[i])+" – "+write(u.Bands[1].Upper[i]))
		}
		fmt.Fprintln(w, strings.Join(row, "\t")+"\t")
	}
	return w.Flush()
}

// printBack prints how the method did at earlier times of the series.
func printBack(s scope, f foretold) error {
	b, places := f.Back, max(placesFor(f), 1)
	if b.Origins == 0 {
		return nil
	}
	percent := func(v float64) string { return s.Lang.Percent(int64(math.Round(100*v)), 0) }
	head := fmt.Sprintf(s.say("Rückblick auf %d frühere Zeitpunkte", "looking back at %d earlier times"), b.Origins)
	if b.Origins == 1 {
		head = s.say("Rückblick auf einen früheren Zeitpunkt", "looking back at one earlier time")
	}
	_, err := fmt.Fprintf(s.Out, s.say("%s: Intervallscore im Mittel aller Werte (große zählen mehr) %s, letzter Wert %s; im 80-%%-Band lagen %s, im 95-%%-Band %s.\n",
		"%s: interval score, mean over all values (large ones count more) %s, last value %s; inside the 80%% band were %s, inside the 95%% band %s.\n"),
		head, decimal(s, b.Score, places), decimal(s, b.NaiveScore, places), percent(b.Coverage80), percent(b.Coverage95))
	return err
}

// stepsGiven counts what the series holds.
func stepsGiven(s scope, f foretold) string {
	noun := map[int][2]string{12: {"Monate", "months"}, 4: {"Quartale", "quarters"}, 1: {"Jahre", "years"}}[f.Frequency]
	if len(f.Values) == 1 {
		noun = map[int][2]string{12: {"Monat", "month"}, 4: {"Quartal", "quarter"}, 1: {"Jahr", "year"}}[f.Frequency]
	}
	return s.Lang.Int(int64(len(f.Values))) + " " + s.say(noun[0], noun[1])
}

// whole reports whether all values are whole numbers, also below 0.
func (f foretold) whole() bool {
	for _, v := range f.Values {
		if v == v && v != math.Trunc(v) {
			return false
		}
	}
	return true
}

// placesFor are the decimals that leave four digits of the typical value; none
// for whole numbers.
func placesFor(f foretold) int {
	if f.Counts || f.whole() {
		return 0
	}
	size := 0.0
	for _, v := range f.Median {
		size = max(size, math.Abs(v))
	}
	if !(size > 0) {
		return 0
	}
	return min(max(3-int(math.Floor(math.Log10(size))), 0), 9)
}

// decimal writes a number with places decimals.
func decimal(s scope, v float64, places int) string {
	scaled := math.Round(v * math.Pow10(places))
	if math.Abs(scaled) > 9e18 {
		return fmt.Sprintf("%.4g", v)
	}
	return s.Lang.Decimal(int64(scaled), places)
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package prediction

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"

	"planraum/internal/fault"
	"planraum/internal/text"
)

// Read reads an issued forecast from its JSON and checks it: no field unknown,
// nothing behind it.
func Read(body []byte) (Issued, error) {
	const op = "prediction.Read"
	var f Issued
	in := json.NewDecoder(bytes.NewReader(body))
	in.DisallowUnknownFields()
	err := in.Decode(&f)
	if err == nil {
		if _, more := in.Token(); more != io.EOF {
			err = fmt.Errorf("something follows")
		}
	}
	if err != nil {
		return Issued{}, fault.New(fault.Invalid, op+": "+err.Error(), "Das ist keine abgelegte Prognose.", "This is no issued forecast.")
	}
	if rows := f.Check(); len(rows) > 0 {
		return Issued{}, fault.Refuse(op, rows)
	}
	return f, nil
}

// Check lists what is wrong with a forecast; nothing where it is whole.
func (f Issued) Check() []fault.Row {
	c := checker{file: f.ID}
	c.need(f.Indicator != "", "indicator", f.Indicator, "eine Kennzahl", "an indicator")
	c.need(f.Frequency == 12 || f.Frequency == 4 || f.Frequency == 1, "frequency", fmt.Sprint(f.Frequency), "12, 4 oder 1 Schritte im Jahr", "12, 4 or 1 steps a year")
	c.need(!f.AsOf.IsZero(), "as_of", "", "der Stand der Daten", "the as-of date of the data")
	c.need(!f.MadeOn.IsZero() && !f.MadeOn.Before(f.AsOf), "made_on", f.MadeOn.String(), "ein Tag, nicht vor dem Stand der Daten", "a day, not before the as-of date of the data")
	c.need(f.By != "", "by", "", "eine Rolle oder ein Amt", "a role or office")
	c.need(f.Method != "" && f.Version != "", "method", f.Method, "ein Verfahren mit Fassung", "a method with its version")
	c.need(len(f.Course.Digest) == 64, "course.digest", f.Course.Digest, "64 hexadezimale Ziffern", "64 hexadecimal digits")
	c.nowcast(f.Nowcast)
	c.need(len(f.Steps) > 0, "steps", "", "mindestens ein Schritt", "at least one step")
	for i, s := range f.Steps {
		at := fmt.Sprintf("steps[%d]", i)
		c.need(!s.From.IsZero() && !s.To.Before(s.From), at+".from", s.From.String(), "ein Zeitraum", "a period")
		c.need(i == 0 || s.From == f.Steps[i-1].To.AddDays(1), at+".from", s.From.String(), "der Tag nach dem Schritt davor", "the day after the step before")
		c.finite(at+".mean", s.Mean)
		c.bounds(at, s.Range)
		c.bounds(at+".naive", s.Naive)
	}
	for i, s := range f.Sums {
		at := fmt.Sprintf("sums[%d]", i)
		c.need(s.Steps > 0 && s.Steps <= len(f.Steps), at+".steps", fmt.Sprint(s.Steps), "so viele Schritte, wie es gibt", "as many steps as there are")
		c.bounds(at, s.Range)
	}
	c.parts(f)
	return c.rows
}

type checker struct {
	file string
	rows []fault.Row
}

func (c *checker) need(holds bool, column, value, de, en string) {
	if !holds {
		c.rows = append(c.rows, fault.Row{File: c.file, Column: column, Value: value, Expected: text.T(de, en)})
	}
}

func (c *checker) finite(column string, v float64) {
	c.need(!math.IsNaN(v) && !math.IsInf(v, 0), column, fmt.Sprint(v), "eine Zahl", "a number")
}

// nowcast holds that open months follow each other and say what they come to.
func (c *checker) nowcast(n *Nowcast) {
	if n == nil {
		return
	}
	c.need(n.Version != "", "nowcast.version", "", "die Fassung des Verfahrens", "the version of the method")
	c.need(len(n.Digest) == 64, "nowcast.digest", n.Digest, "64 hexadezimale Ziffern", "64 hexadecimal digits")
	c.need(n.Vintages > 0 && n.Corrected > 0, "nowcast.vintages", fmt.Sprint(n.Vintages), "Meldestände und berichtigte Monate", "vintages and corrected months")
	c.need(len(n.Months) > 0, "nowcast.months", "", "mindestens ein offener Monat", "at least one open month")
	for i, m := range n.Months {
		at := fmt.Sprintf("nowcast.months[%d]", i)
		c.need(i == 0 || m.Month > n.Months[i-1].Month, at+".month", m.Month.String(), "ein späterer Monat als davor", "a later month than the one before")
		c.need(m.Delay >= 0, at+".delay", fmt.Sprint(m.Delay), "0 oder mehr Monate", "0 or more months")
		c.need(m.Share > 0, at+".share", fmt.Sprint(m.Share), "ein Anteil über 0", "a share above 0")
		c.finite(at+".known", m.Known)
		c.finite(at+".share", m.Share)
		c.finite(at+".mean", m.Mean)
		c.bounds(at, m.Range)
	}
}

// bounds holds that wider bounds hold the narrower ones and all of them the
// median.
func (c *checker) bounds(at string, r Range) {
	c.finite(at+".median", r.Median)
	low, high, level := r.Median, r.Median, 0.0
	for i, b := range r.Bounds {
		where := fmt.Sprintf("%s.bounds[%d]", at, i)
		c.need(b.Level > level && b.Level < 100, where+".level", fmt.Sprint(b.Level), "aufsteigend, unter 100 Prozent", "rising, below 100 percent")
		c.need(b.Low <= low && b.High >= high, where, fmt.Sprintf("%v..%v", b.Low, b.High), "Grenzen, die die engeren und den Median enthalten", "bounds that hold the narrower ones and the median")
		low, high, level = b.Low, b.High, b.Level
	}
}

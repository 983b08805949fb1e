// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package prediction

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"math"
	"strconv"
	"strings"

	"planraum/internal/city/period"
	"planraum/internal/fault"
)

// Series is the series of a subject, one value a step.
type Series struct {
	Start     period.Month // first month of the first step
	Frequency int
	Values    []float64 // NaN where no value is known
}

// Digest is the SHA-256 of the series in text: its steps in order with the
// shortest decimal of each value, - for a missing one.
func (s Series) Digest() string {
	var b strings.Builder
	b.WriteString(s.Start.String() + "/" + strconv.Itoa(s.Frequency))
	for _, v := range s.Values {
		b.WriteByte('\n')
		if math.IsNaN(v) {
			b.WriteByte('-')
		} else {
			b.WriteString(strconv.FormatFloat(v, 'g', -1, 64))
		}
	}
	sum := sha256.Sum256([]byte(b.String()))
	return hex.EncodeToString(sum[:])
}

// Step returns the number of the step in which a month lies, counted from the
// first; below 0 for one before it.
func (s Series) Step(m period.Month) int {
	each, d := 12/s.Frequency, int(m)-int(s.Start)
	if d < 0 {
		return -((-d + each - 1) / each)
	}
	return d / each
}

// At returns the time of a step.
func (s Series) At(step int) period.Period { return StepFrom(s.Start, s.Frequency, step) }

// StepFrom is the time of a step, counted from the step that begins with start.
func StepFrom(start period.Month, frequency, step int) period.Period {
	each := period.Month(12 / frequency)
	first := start + period.Month(step)*each
	return period.Period{From: first.First(), To: (first + each - 1).Last()}
}

// Begin is the first month of the step of a frequency in which a month lies.
func Begin(m period.Month, frequency int) period.Month {
	each := period.Month(12 / frequency)
	return m - m%each
}

// Content is the forecast as JSON without what says where, when and by whom it
// was issued: the same inputs, method version and seed give the same bytes on
// any database and day.
func (f Issued) Content() ([]byte, error) {
	f.ID, f.Position, f.MadeOn, f.By = "", 0, period.Date{}, ""
	body, err := json.Marshal(f)
	return body, fault.Wrap("prediction.Content", err)
}

// Identify sets the ID: the first 20 digits of the SHA-256 of the content.
func (f *Issued) Identify() error {
	body, err := f.Content()
	if err != nil {
		return err
	}
	sum := sha256.Sum256(body)
	f.ID = hex.EncodeToString(sum[:10])
	return nil
}

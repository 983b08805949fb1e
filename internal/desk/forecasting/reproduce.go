// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecasting

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"planraum/internal/city/audience"
	"planraum/internal/city/prediction"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Reproduced says what came of reckoning a forecast again.
type Reproduced struct {
	Equal bool // byte for byte, but for Reworded
	// Reworded reports that the program words today why the method was used, or which
	// models stand behind it, in other words; every number is the same.
	Reworded bool
	// Differs says in sentences what is different; nothing where Equal.
	Differs []text.Text
}

// Reproduce reckons a forecast again from the ledger as it was at its position,
// from its as-of date and seed, and compares with what was kept. Last months
// that were taken as they stood are so again.
func (d *Desk) Reproduce(ctx context.Context, f prediction.Issued) (Reproduced, error) {
	const op = "forecasting.Reproduce"
	ctx = audience.With(ctx, audience.Lens{Audience: f.Audience, Released: f.Released})
	o := Order{Subject: f.Subject, AsOf: f.AsOf, Horizon: f.Horizon(), Method: f.Asked, Seed: f.Seed}
	if f.Parts != nil {
		o.Parts = f.Parts.Level
	}
	again, err := d.reckon(ctx, o, f.Position, f.Nowcast != nil)
	if fault.KindOf(err) == fault.Invalid {
		return Reproduced{Differs: []text.Text{text.T("Die Reihe lässt sich nicht mehr lesen: Es ist kein Wert mehr bekannt.", "The series cannot be read any more: no value is known.")}}, nil
	}
	if err != nil {
		return Reproduced{}, fault.Wrap(op, err)
	}
	was, err := f.Content()
	if err != nil {
		return Reproduced{}, fault.Wrap(op, err)
	}
	reworded := f.Version == again.Version && (f.Why != again.Why || !slices.Equal(f.Models, again.Models))
	if reworded {
		again.Why, again.Models = f.Why, f.Models
	}
	is, err := again.Content()
	if err != nil {
		return Reproduced{}, fault.Wrap(op, err)
	}
	if bytes.Equal(was, is) {
		return Reproduced{Equal: true, Reworded: reworded}, nil
	}
	return Reproduced{Differs: differences(f, again.Issued)}, nil
}

func differences(was, is prediction.Issued) []text.Text {
	var list []text.Text
	say := func(de, en string) { list = append(list, text.T(de, en)) }
	if was.Version != is.Version {
		say("Das Programm rechnet heute mit der Fassung "+is.Version+" des Verfahrens, abgelegt ist "+was.Version+".", "Today the program reckons with version "+is.Version+" of the method; kept is "+was.Version+".")
	}
	if was.Course != is.Course {
		say("Die Reihe ist nicht mehr dieselbe: Zum selben Stand gilt heute ein anderer Wert, eine Wahl oder eine Freigabe.", "The series is no longer the same: as of the same date another figure, choice or release counts today.")
	}
	if was, is := was.Nowcast, is.Nowcast; was != nil {
		switch {
		case is == nil:
			say("Zum selben Stand ist heute nicht mehr bekannt, wie frühere Monate berichtigt wurden.", "As of the same date it is no longer known today how earlier months were corrected.")
		case was.Version != is.Version:
			say("Die letzten Monate rechnet das Programm heute mit der Fassung "+is.Version+" hoch, abgelegt ist "+was.Version+".", "Today the program nowcasts the last months with version "+is.Version+"; kept is "+was.Version+".")
		case was.Digest != is.Digest:
			say("Die Meldestände früherer Monate sind nicht mehr dieselben.", "The vintages of earlier months are no longer the same.")
		}
	}
	if was.Method != is.Method {
		say("Gewählt würde heute „"+is.Method+"“ statt „"+was.Method+"“.", "Today “"+is.Method+"” would be chosen instead of “"+was.Method+"”.")
	}
	n := 0
	for i := range min(len(was.Steps), len(is.Steps)) {
		if was.Steps[i].Median != is.Steps[i].Median || !same(was.Steps[i].Bounds, is.Steps[i].Bounds) {
			n++
		}
	}
	if n > 0 {
		say(fmt.Sprintf("%d von %d Schritten ergeben andere Werte.", n, len(was.Steps)), fmt.Sprintf("%d of %d steps come to other values.", n, len(was.Steps)))
	}
	if len(list) == 0 {
		say("Die Angaben neben den Werten sind andere.", "What stands beside the values is different.")
	}
	return list
}

func same(a, b []prediction.Bounds) bool {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return false
		}
	}
	return len(a) == len(b)
}

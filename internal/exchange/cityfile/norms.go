// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cityfile

import (
	"planraum/internal/city/accommodation"
	"planraum/internal/city/need"
	"planraum/internal/city/unit"
	"planraum/internal/exchange/table"
	"planraum/internal/text"
)

// ReadNorms reads a file of planning norms in file order. Its error is
// fault.Invalid with all faults, or that of the reader.
func ReadNorms(in *table.Reader) ([]need.Norm, error) {
	var list []need.Norm
	seen := newTwice()
	err := each(in, Norms, func(c cells) error {
		n := need.Norm{
			Field: c.text("field"), Name: c.text("name"), Value: c.text("value"),
			Unit: c.OptText("unit"), Scope: c.OptText("scope"), Status: c.OptText("status"),
			ValidFrom: c.optDate("valid_from"), KnownFrom: c.optDate("known_from"),
			Source: c.text("source"), File: c.file, Line: c.Line,
		}
		seen.check(c, "field, name, valid_from, known_from", n.Field, n.Name, n.ValidFrom.String(), n.KnownFrom.String())
		list = append(list, n)
		return nil
	}, nil)
	return list, err
}

// ReadUtilisation reads a file of utilisation norms in file order. Its error is
// fault.Invalid with all faults, or that of the reader.
func ReadUtilisation(in *table.Reader) ([]need.Utilisation, error) {
	var list []need.Utilisation
	seen := newTwice()
	err := each(in, Utilisation, func(c cells) error {
		u := need.Utilisation{
			Share: share(c, "percent"), ValidFrom: c.date("valid_from"), KnownFrom: c.date("known_from"),
			Status: c.text("status"), Source: c.text("source"), File: c.file, Line: c.Line,
		}
		seen.check(c, "valid_from, known_from", u.ValidFrom.String(), u.KnownFrom.String())
		list = append(list, u)
		return nil
	}, nil)
	return list, err
}

// share reads a share above 0 up to 100 percent.
func share(c cells, column string) unit.Share {
	before := c.faults.Len()
	s := required(c, column, c.Percent)
	if c.faults.Len() == before && !c.missing[column] && (s <= 0 || s > unit.ShareScale) {
		c.Refuse(column, text.T("ein Anteil über 0 bis 100 Prozent", "a share above 0 up to 100 percent"))
	}
	return s
}

// leadQualities are the qualities that a lead time may have.
var leadQualities = []string{"paper", "derived", "press", need.Assumption}

// ReadLeadTimes reads a file of lead times in file order. Its error is
// fault.Invalid with all faults, or that of the reader.
func ReadLeadTimes(in *table.Reader) ([]need.LeadTime, error) {
	var list []need.LeadTime
	seen := newTwice()
	err := each(in, LeadTimes, func(c cells) error {
		before := c.faults.Len()
		l := need.LeadTime{
			Kind: accommodation.Kind(c.oneOf("kind", words(accommodation.Kinds)...)),
			Low:  tenths(c, "low"), Typical: tenths(c, "typical"), High: tenths(c, "high"),
			Quality: c.oneOf("quality", leadQualities...), Observed: c.OptText("observed"),
			ValidFrom: c.optDate("valid_from"), KnownFrom: c.optDate("known_from"),
			Source: c.text("source"), File: c.file, Line: c.Line,
		}
		if c.faults.Len() == before && len(c.missing) == 0 && (l.Typical < l.Low || l.High < l.Typical) {
			c.Refuse("typical", text.T("ein Wert zwischen low und high", "a value between low and high"))
		}
		seen.check(c, "kind, valid_from, known_from", string(l.Kind), l.ValidFrom.String(), l.KnownFrom.String())
		list = append(list, l)
		return nil
	}, nil)
	return list, err
}

// ReadThresholds reads a file of thresholds of warnings in file order. Its error is
// fault.Invalid with all faults, or that of the reader.
func ReadThresholds(in *table.Reader) ([]need.Threshold, error) {
	var list []need.Threshold
	seen := newTwice()
	err := each(in, Thresholds, func(c cells) error {
		t := need.Threshold{
			Percent: wholePercent(c, "threshold_percent"), ValidFrom: c.date("valid_from"), KnownFrom: c.date("known_from"),
			Decision: c.OptText("decision"), Source: c.text("source"), File: c.file, Line: c.Line,
		}
		seen.check(c, "valid_from, known_from", t.ValidFrom.String(), t.KnownFrom.String())
		list = append(list, t)
		return nil
	}, nil)
	return list, err
}

// wholePercent reads whole percent above 0 and below 100.
func wholePercent(c cells, column string) int {
	before := c.faults.Len()
	d, err := c.decimal(column).Rescale(0)
	if c.faults.Len() == before && !c.missing[column] && (err != nil || d.Amount < 1 || d.Amount > 99) {
		c.Refuse(column, text.T("eine ganze Zahl von 1 bis 99 (Prozent)", "a whole number from 1 to 99 (percent)"))
	}
	return int(d.Amount)
}

// maxTenths is a lead time of a hundred years.
const maxTenths = 12_000

// tenths reads months with at most one decimal.
func tenths(c cells, column string) int {
	d, err := c.decimal(column).Rescale(1)
	if err != nil || d.Amount < 0 || d.Amount > maxTenths {
		c.Refuse(column, text.T("Monate mit höchstens einer Nachkommastelle, nicht negativ", "months with at most one decimal, not negative"))
		return 0
	}
	return int(d.Amount)
}

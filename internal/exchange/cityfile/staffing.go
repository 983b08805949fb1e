// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cityfile

import (
	"strconv"

	"planraum/internal/city/staffing"
	"planraum/internal/exchange/table"
	"planraum/internal/text"
)

// ReadStaffingKeys reads a file of staffing keys in file order. Its error is
// fault.Invalid with all faults, or that of the reader.
func ReadStaffingKeys(in *table.Reader) ([]staffing.Key, error) {
	var list []staffing.Key
	seen := newTwice()
	err := each(in, StaffingKeys, func(c cells) error {
		k := staffing.Key{
			ID: c.text("id"), Task: text.T(c.text("task_de"), c.text("task_en")), Per: c.atLeast("per", 1),
			Base:          staffing.Base(c.oneOf("base", string(staffing.Persons), string(staffing.Places), string(staffing.Cases))),
			Accommodation: c.oneOf("accommodation", "all", "preliminary", "follow_up", "private"),
			ValidFrom:     c.optDate("valid_from"), Decision: c.OptText("decision"), KnownFrom: c.date("known_from"),
			Source: c.text("source"), Note: c.OptText("note"), File: c.file, Line: c.Line,
		}
		k.ValidTo = c.span(k.ValidFrom)
		seen.check(c, "id, valid_from, known_from", k.ID, k.ValidFrom.String(), k.KnownFrom.String())
		list = append(list, k)
		return nil
	}, nil)
	return list, err
}

// ReadPay reads a pay table in file order. Its error is fault.Invalid with all
// faults, or that of the reader.
func ReadPay(in *table.Reader) ([]staffing.Pay, error) {
	var list []staffing.Pay
	seen := newTwice()
	err := each(in, Pay, func(c cells) error {
		p := staffing.Pay{
			Grade: c.text("grade"), Step: int(c.atLeast("step", 1)), ValidFrom: c.date("valid_from"),
			Monthly: c.cents("monthly_eur"),
			Quality: staffing.Quality(c.oneOf("quality", string(staffing.AsPrinted), string(staffing.Derived))),
			Source:  c.text("source"), File: c.file, Line: c.Line,
		}
		p.ValidTo = c.span(p.ValidFrom)
		if p.Monthly < 0 {
			c.Refuse("monthly_eur", text.T("ein Betrag, der nicht negativ ist", "an amount that is not negative"))
		}
		seen.check(c, "grade, step, valid_from", p.Grade, strconv.Itoa(p.Step), p.ValidFrom.String())
		list = append(list, p)
		return nil
	}, nil)
	return list, err
}

// ReadFlatRates reads a file of flat rates in file order. Its error is
// fault.Invalid with all faults, or that of the reader.
func ReadFlatRates(in *table.Reader) ([]staffing.FlatRate, error) {
	var list []staffing.FlatRate
	seen := newTwice()
	err := each(in, FlatRates, func(c cells) error {
		f := staffing.FlatRate{
			Name: c.text("name"), Yearly: c.cents("yearly_eur"), ValidFrom: c.date("valid_from"),
			Source: c.text("source"), File: c.file, Line: c.Line,
		}
		f.ValidTo = c.span(f.ValidFrom)
		if f.Yearly < 0 {
			c.Refuse("yearly_eur", text.T("ein Betrag, der nicht negativ ist", "an amount that is not negative"))
		}
		seen.check(c, "name, valid_from", f.Name, f.ValidFrom.String())
		list = append(list, f)
		return nil
	}, nil)
	return list, err
}

// ReadPostCases reads a file of changes of posts in file order. Its error is
// fault.Invalid with all faults, or that of the reader.
func ReadPostCases(in *table.Reader) ([]staffing.Case, error) {
	var list []staffing.Case
	seen := newTwice()
	err := each(in, PostCases, func(c cells) error {
		p := staffing.Case{
			Paper: c.text("paper"), Date: c.date("date"), Content: c.text("content"), Posts: c.text("posts"),
			Grade: c.OptText("grade"), Logic: c.OptText("logic"), Source: c.text("source"),
			KnownFrom: c.date("known_from"), File: c.file, Line: c.Line,
		}
		seen.check(c, "paper, content, known_from", p.Paper, p.Content, p.KnownFrom.String())
		list = append(list, p)
		return nil
	}, nil)
	return list, err
}

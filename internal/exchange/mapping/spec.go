// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package mapping

import (
	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/exchange/table"
	"planraum/internal/text"
)

// Form is the version of the form in which a Spec is stored.
const Form = 1

// Spec is a mapping: how the files of one layout are read. It is stored as JSON
// in the register "mapping" under its Name; a change is a new version there.
type Spec struct {
	Form  int       `json:"form"`  // version of this form: 1
	Name  string    `json:"name"`  // key: lower case, digits and hyphens
	Title text.Text `json:"title"` // what the files are
	About text.Text `json:"about,omitzero"`
	// Kind of the rows: "figures", or another kind of file of the city
	// ("sites", "pay" ...), whose columns Column.To and Fixed name.
	Kind string `json:"kind"`

	Sheet   string         `json:"sheet,omitempty"` // "" is the first sheet
	Header  int            `json:"header"`          // rows of the header, 1 to 4
	Decimal table.Mark     `json:"decimal,omitempty"`
	Coding  table.Encoding `json:"encoding,omitempty"` // "" is told from the bytes
	Columns []Column       `json:"columns"`
	LeftOut []Leave        `json:"leave_out,omitempty"` // rows that hold no data of their own

	// What no column says. Keys are indicator, group, area for figures (their
	// codes and IDs, and "city" for the city itself), and the columns of the
	// kind for other kinds. "{Name}" stands for the row's cell in that column.
	Fixed  map[string]string `json:"fixed,omitempty"`
	Period PeriodRule        `json:"period,omitzero"`
	Areas  AreaRule          `json:"areas,omitzero"`

	// Words of the file and what they stand for: by role "group" or
	// "indicator", or by the column of the kind (there a word with * at its end
	// is the beginning).
	Words map[string]map[string]string `json:"words,omitempty"`

	Basis     figure.Basis `json:"basis"`
	Source    string       `json:"source"` // office and list in words
	KnownFrom KnownRule    `json:"known_from"`
	Note      string       `json:"note,omitempty"` // stands at each figure

	// Sum adds the values of rows that are about the same (grid cells of a
	// subdistrict, sites of a district); without it such rows are faults.
	Sum bool `json:"sum,omitempty"`
	// RollUp adds what a row says of an area to all areas above it too. It
	// needs Sum.
	RollUp bool `json:"roll_up,omitempty"`

	// What the mapping brings along for cities that do not know it yet.
	Indicators []Indicator `json:"indicators,omitempty"`
	Groups     []Group     `json:"groups,omitempty"`

	// Fingerprint of the layout when the mapping was confirmed; see
	// Layout.Fingerprint.
	Fingerprint string `json:"fingerprint,omitempty"`
}

// Indicator is an indicator that a mapping brings along, as JSON.
type Indicator struct {
	Code     string      `json:"code"`
	Name     text.Text   `json:"name"`
	Unit     text.Text   `json:"unit"`
	Decimals int         `json:"decimals"`
	Kind     figure.Kind `json:"kind"`
}

func (i Indicator) noun() figure.Indicator {
	return figure.Indicator{Code: i.Code, Name: i.Name, Unit: i.Unit, Places: i.Decimals, Kind: i.Kind}
}

// Nouns returns the indicators and groups that the mapping brings along and
// that the city does not know yet.
func (s Spec) Nouns(known Catalogue) ([]figure.Indicator, []population.Group) {
	all := known.With(s)
	return all.Indicators[len(known.Indicators):], all.Groups[len(known.Groups):]
}

// Group is a group that a mapping brings along, as JSON.
type Group struct {
	ID   population.ID `json:"id"`
	Name text.Text     `json:"name"`
}

// Column says what the column of one name means.
type Column struct {
	// Name is the column's header; where it has several rows they are joined by
	// " / ". A part "*" stands for any period: "*" or "Zugänge / *".
	Name string `json:"name"`
	Role Role   `json:"role"`
	// What the header says of the values below it: wide tables have a column
	// for each month, group or indicator. Only with Role Value.
	Indicator string        `json:"indicator,omitempty"`
	Group     population.ID `json:"group,omitempty"`
	Area      area.ID       `json:"area,omitempty"`
	Period    string        `json:"period,omitempty"` // such as 2015-11; not with "*"
	// Level of the areas that a column of areas names; 0: as AreaRule says.
	Level string `json:"level,omitempty"`
	// To is the column of the kind, with Role Field.
	To string `json:"to,omitempty"`
	// Repeat: an empty cell repeats the one above, as in merged cells.
	Repeat bool `json:"repeat,omitempty"`
	// Optional columns may be absent.
	Optional bool `json:"optional,omitempty"`
}

// Leave is a kind of rows to leave out.
type Leave struct {
	// Column that is compared; "" is any column of names.
	Column string `json:"column,omitempty"`
	// Words one of which the cell is, such as "Summe"; case, spaces and marks
	// at its end do not matter. A word with * at its end is the beginning.
	Words []string `json:"words"`
	Why   string   `json:"why,omitempty"`
}

// PeriodRule says what the rows' periods are where no column says it whole.
type PeriodRule struct {
	Fixed string `json:"fixed,omitempty"` // 2015-12-31, 2015-11, 2015 ...
	// From names where it stands: "title" (lines above the header), "sheet"
	// (name of the sheet) or "file" (name of the file).
	From string `json:"from,omitempty"`
}

// AreaRule says how names are joined to areas.
type AreaRule struct {
	Level   string             `json:"level,omitempty"` // city, district, subdistrict; "": any
	Aliases map[string]area.ID `json:"aliases,omitempty"`
}

// KnownRule says from which day the office could know the figures.
type KnownRule struct {
	Day       period.Date `json:"day,omitzero"`         // the same day for all
	DaysAfter int         `json:"days_after,omitempty"` // after the end of each period
	Column    bool        `json:"column,omitempty"`     // the column with Role KnownFrom says it
	Basis     string      `json:"basis,omitempty"`      // how it came about, where it is assumed
}

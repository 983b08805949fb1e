// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package mapping

import "planraum/internal/text"

// Role is what a column is for.
type Role string

// The roles. A period may be spread over columns for day, month and year.
const (
	Ignore     Role = "ignore"
	AreaName   Role = "area"
	AreaNumber Role = "area_number"
	Day        Role = "date"
	Month      Role = "month"
	Quarter    Role = "quarter"
	Year       Role = "year"
	AnyPeriod  Role = "period" // a day, month, quarter ... as it comes
	GroupWord  Role = "group"
	Measured   Role = "indicator"
	Value      Role = "value"
	Known      Role = "known_from"
	SourceWord Role = "source"
	NoteWord   Role = "note"
	Field      Role = "field" // a column of another kind of file: see Column.To
)

var roles = []struct {
	role  Role
	label text.Text
}{
	{Ignore, text.T("nicht lesen", "do not read")},
	{AreaName, text.T("Gebiet (Name)", "area (name)")},
	{AreaNumber, text.T("Gebiet (Nummer)", "area (number)")},
	{Day, text.T("Tag", "day")},
	{Month, text.T("Monat", "month")},
	{Quarter, text.T("Quartal", "quarter")},
	{Year, text.T("Jahr", "year")},
	{AnyPeriod, text.T("Zeitraum", "period")},
	{GroupWord, text.T("Zielgruppe", "group")},
	{Measured, text.T("Kennzahl", "indicator")},
	{Value, text.T("Wert", "value")},
	{Known, text.T("bekannt ab", "known from")},
	{SourceWord, text.T("Quelle", "source")},
	{NoteWord, text.T("Anmerkung", "note")},
	{Field, text.T("Spalte der Dateiart", "column of the kind")},
}

// Roles lists the roles in the order in which a form offers them.
func Roles() []Role {
	list := make([]Role, len(roles))
	for i, r := range roles {
		list[i] = r.role
	}
	return list
}

// Label returns the role in words.
func (r Role) Label() text.Text {
	for _, known := range roles {
		if known.role == r {
			return known.label
		}
	}
	return text.Same(string(r))
}

// isPeriod reports whether the column tells the period or a part of it.
func (r Role) isPeriod() bool {
	return r == Day || r == Month || r == Quarter || r == Year || r == AnyPeriod
}

// isArea reports whether the column tells the area.
func (r Role) isArea() bool { return r == AreaName || r == AreaNumber }

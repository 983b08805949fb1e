// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package table

import (
	"encoding/xml"
	"strconv"
	"strings"

	"planraum/internal/text"
)

// Remarks says, one sentence each, what a person should know about how the
// file was read, and what they can set: an encoding that the bytes do not
// decide, other sheets, hidden parts, macros. It is complete after the last row.
func (h *Header) Remarks() []text.Text {
	var list []text.Text
	add := func(de, en string) { list = append(list, text.T(de, en)) }
	if len(h.doubt) > 0 {
		others := make([]string, len(h.doubt))
		for i, e := range h.doubt {
			others[i] = string(e)
		}
		add("Die Zeichenkodierung ist nicht sicher zu erkennen; gelesen wurde "+string(h.Encoding)+", möglich ist auch "+strings.Join(others, ", ")+". Stimmen die Umlaute nicht, bitte die Kodierung angeben.",
			"The encoding cannot be told for sure; the file was read as "+string(h.Encoding)+", it may also be "+strings.Join(others, ", ")+". If the umlauts are wrong, please state the encoding.")
	}
	if others := h.otherSheets(); len(others) > 0 {
		all := strings.Join(others, ", ")
		add("Gelesen wurde nur das Tabellenblatt „"+h.Sheet+"“; die Datei hat auch: "+all+".", "Only the sheet “"+h.Sheet+"” was read; the file also has: "+all+".")
	}
	if h.SheetHidden {
		add("Das Tabellenblatt „"+h.Sheet+"“ ist in der Tabellenkalkulation ausgeblendet.", "The sheet “"+h.Sheet+"” is hidden in the spreadsheet.")
	}
	if n := int64(h.HiddenRows); n > 0 {
		add("Ausgeblendete Zeilen wurden mitgelesen: "+text.De.Int(n)+".", "Hidden rows were read as well: "+text.En.Int(n)+".")
	}
	if len(h.HiddenColumns) > 0 {
		all := strings.Join(h.HiddenColumns, ", ")
		add("Ausgeblendete Spalten wurden mitgelesen: "+all+".", "Hidden columns were read as well: "+all+".")
	}
	if h.Macros {
		add("Die Datei enthält Makros. Sie wurden nicht gelesen und nicht ausgeführt.", "The file holds macros. They were neither read nor executed.")
	}
	return list
}

// otherSheets names at most ten sheets that were not read, hidden ones so.
func (h *Header) otherSheets() []string {
	var names []string
	for _, s := range h.Sheets {
		switch {
		case s.Name == h.Sheet:
		case len(names) == 10:
			return append(names, "…")
		case s.Hidden:
			names = append(names, s.Name+" (ausgeblendet / hidden)")
		default:
			names = append(names, s.Name)
		}
	}
	return names
}

// hide notes the columns that a col element hides, as far as they have names.
func (h *Header) hide(col xml.StartElement) {
	from, errFrom := strconv.Atoi(attribute(col, "min"))
	to, errTo := strconv.Atoi(attribute(col, "max"))
	if !isTrue(attribute(col, "hidden")) || errFrom != nil || errTo != nil || from < 1 {
		return
	}
	for i := from; i <= min(to, 1000) && len(h.HiddenColumns) < 1000; i++ {
		h.HiddenColumns = append(h.HiddenColumns, columnName(i-1))
	}
}

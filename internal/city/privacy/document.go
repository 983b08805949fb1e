// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package privacy

import (
	"strings"

	"planraum/internal/text"
)

// Document is the register as a page of the documentation, in Markdown.
func Document(l text.Lang) string {
	var b strings.Builder
	line := func(parts ...string) { b.WriteString(strings.Join(parts, "") + "\n") }
	say := func(de, en string) string { return text.T(de, en).In(l) }
	row := func(cells ...string) {
		for i, c := range cells {
			cells[i] = strings.ReplaceAll(c, "|", "\\|")
		}
		line("| ", strings.Join(cells, " | "), " |")
	}
	line("<!--\nSPDX-FileCopyrightText: 2026 Planraum contributors\nSPDX-License-Identifier: EUPL-1.2\n\n", say("Erzeugt", "Made"), ": go run ./tools/privacydoc\n-->")
	line("# ", say("Personenbezogene Daten", "Personal data"))
	line()
	line(Principle.In(l))
	for _, part := range parts() {
		line("\n## ", part.Label().In(l), "\n")
		for _, t := range Register() {
			if t.Part == part && t.IsPersonal() {
				t.document(line, say, row, l)
			}
		}
		row(say("Tabelle ohne Personenbezug", "table without personal data"), say("Zweck", "purpose"), say("frei geschrieben", "freely written"), say("nennt Rolle und Nummer des Kontos", "names role and number of the account"))
		row("---", "---", "---", "---")
		for _, t := range Register() {
			if t.Part == part && !t.IsPersonal() {
				row("`"+t.Name+"`", t.Purpose.In(l), strings.Join(t.Written, ", "), strings.Join(t.Actors, ", "))
			}
		}
	}
	line("\n## ", say("Neben der Datenbank", "Beside the database"), "\n")
	line(Beside.In(l))
	return b.String()
}

func (t Table) document(line func(...string), say func(de, en string) string, row func(...string), l text.Lang) {
	line("### `", t.Name, "`\n")
	line(t.Purpose.In(l), ".\n")
	row(say("Spalte", "column"), say("enthält", "holds"))
	row("---", "---")
	for _, c := range t.Personal {
		row("`"+c.Name+"`", c.Holds.In(l))
	}
	line("\n- ", say("Grundlage: ", "Basis: "), t.Rule.Basis.In(l))
	line("- ", say("Wie lange: ", "How long: "), t.Rule.Retention.In(l))
	line("- ", say("Was löscht: ", "What deletes: "), t.Rule.Deletion.In(l), "\n")
}

func parts() []Part { return []Part{Accounts, Contacts, Audit, Work, Ledger, Library} }

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package privacy holds the register of processing (Verzeichnis von
// Verarbeitungstätigkeiten): of each table what it is for, what of it is about
// persons, how long it is kept and what deletes it. Personal data are only those
// of people who use the program, and addresses to which reminders go.
package privacy

import (
	"strings"
	"time"

	"planraum/internal/text"
)

// Column is a column that holds something about a person.
type Column struct {
	Name  string
	Holds text.Text
}

// Table is a table of the database in the register.
type Table struct {
	Name    string
	Part    Part
	Purpose text.Text
	// Personal are the columns about persons. None: the table has no personal
	// data, and basis, retention and deletion need not be said.
	Personal []Column
	// Written are columns in which people write freely. Names do not belong
	// there; nobody can prevent them.
	Written []string
	// Actors are columns that name who did something by role and number of the
	// account. When the account is deleted its number names nobody any more.
	Actors []string
	// Other are the columns that hold nothing about persons; nil in a table of a
	// library, whose columns are its own.
	Other []string
	Rule  Rule
}

// IsPersonal reports whether the table holds personal data.
func (t Table) IsPersonal() bool { return len(t.Personal) > 0 }

// Holds lists what the table holds of persons.
func (t Table) Holds() text.Text {
	var de, en []string
	for _, c := range t.Personal {
		de, en = append(de, c.Holds.De), append(en, c.Holds.En)
	}
	return text.T(strings.Join(de, "; "), strings.Join(en, "; "))
}

// Principle is the rule behind the register, in words.
var Principle = text.T(
	"Planraum speichert Zählungen, keine Einwohner. Personenbezogen sind nur Daten derer, die das Programm benutzen, und Adressen für Erinnerungen. Was geschah, steht unter der Nummer des Kontos und der Rolle im Protokoll und im Hauptbuch, nie unter dem Namen.",
	"Planraum keeps counts, no residents. Personal data are only those of people who use the program, and addresses for reminders. What was done stands in the record and the ledger under the number of the account and the role, never under the name.")

// Beside says what lies beside the database.
var Beside = text.T(
	"Neben der Datenbank (Endung .erasures) und im Ordner ihrer Sicherungen (planraum.erasures) liegt die Liste der Löschungen: Art, Nummer des Kontos oder Kennung der Meldestelle, Zeit, und wie lange Sicherungen das Gelöschte noch enthalten. Sie nennt niemanden. Eine Wiederherstellung liest sie und löscht noch einmal, was nach der Sicherung gelöscht wurde. Sie bleibt, solange es Sicherungen gibt.",
	"Beside the database (ending .erasures) and in the folder of its backups (planraum.erasures) lies the list of erasures: kind, number of the account or key of the reporter, time, and how long backups still hold what was deleted. It names nobody. A restore reads it and deletes again what was deleted after the backup. It stays as long as there are backups.")

// Part is a group of tables.
type Part string

// The parts.
const (
	Accounts Part = "accounts"
	Contacts Part = "contacts"
	Audit    Part = "audit"
	Ledger   Part = "ledger"
	Work     Part = "work"
	Library  Part = "library" // tables of the libraries for jobs and migrations
)

// Label names the part.
func (p Part) Label() text.Text {
	switch p {
	case Accounts:
		return text.T("Konten und Anmeldung", "accounts and sign-in")
	case Contacts:
		return text.T("Kontakte", "contacts")
	case Audit:
		return text.T("Protokoll", "record of what was done")
	case Ledger:
		return text.T("Hauptbuch und Register", "ledger and registers")
	case Work:
		return text.T("Dateien und Vorgänge", "files and jobs")
	}
	return text.T("Tabellen der Bibliotheken", "tables of the libraries")
}

// Rule says why something is kept, how long, and what ends it.
type Rule struct {
	Basis     text.Text // legal basis in plain words
	Retention text.Text
	Deletion  text.Text
}

// The terms of what is kept for some time.
const (
	// RecordKept is how long entries of the record of what was done are kept:
	// three years to the end of which claims out of what was done usually expire
	// (sections 195 and 199 of the German Civil Code).
	RecordKept = 3 * 366 * 24 * time.Hour
	// OriginKept is how long network addresses in the record are kept: long
	// enough to find out about an attack, which is seldom noticed at once.
	OriginKept = 90 * 24 * time.Hour
	// ContactKept is how long the address of a reporter is kept that has ended:
	// for late questions on its last reports.
	ContactKept = 92 * 24 * time.Hour
	// CopiesKept is how long copies of the database are taken to be kept where
	// nobody says otherwise.
	CopiesKept = 90 * 24 * time.Hour
)

// Erasure is something personal that was deleted. It names a number or a key,
// never a person.
type Erasure struct {
	Object string    `json:"object"` // "account" or "contact"
	Key    string    `json:"key"`
	At     time.Time `json:"at"`
	// CopiesUntil is until when copies of the database may still hold it; zero:
	// unknown.
	CopiesUntil time.Time `json:"copies_until,omitzero"`
	// ByHand is how many copies beside those hold it until somebody deletes them.
	ByHand int `json:"by_hand,omitzero"`
}

// Same reports whether both are the same erasure, whatever is known of copies.
func (e Erasure) Same(other Erasure) bool {
	return e.Object == other.Object && e.Key == other.Key && e.At.UTC().Truncate(time.Second).Equal(other.At.UTC().Truncate(time.Second))
}

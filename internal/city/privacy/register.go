// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package privacy

import (
	"strings"

	"planraum/internal/text"
)

// Register lists all tables, those with personal data first.
func Register() []Table {
	var all []Table
	for _, part := range [][]Table{accountTables, contactTables, auditTables, workTables, ledgerTables, libraryTables} {
		all = append(all, part...)
	}
	return all
}

// columns reads names that stand apart by blanks.
func columns(names string) []string { return strings.Fields(names) }

func holds(name, de, en string) Column { return Column{name, text.T(de, en)} }

// The rules.
var (
	service = text.T("Wer ein Amt wahrnimmt, braucht dafür ein Konto: Aufgabe im öffentlichen Interesse (Art. 6 Abs. 1 Buchst. e DSGVO), für Beschäftigte § 26 BDSG oder das Landesrecht.",
		"Whoever holds an office needs an account for it: task in the public interest (Art. 6(1)(e) GDPR), for employees the law of the state on employee data.")
	security = text.T("Sicherheit der Verarbeitung und Nachweis, wer was getan hat (Art. 5 Abs. 2, Art. 32 DSGVO).",
		"Security of processing and proof of who did what (Art. 5(2), Art. 32 GDPR).")

	accountRule = Rule{
		service, text.T("solange das Konto besteht", "as long as the account exists"),
		text.T("Löschung des Kontos; danach wird der freie Platz überschrieben", "deletion of the account; the free space is overwritten afterwards"),
	}
	sessionRule = Rule{
		security, text.T("bis zum Ablauf oder zur Abmeldung", "until it expires or is ended"),
		text.T("Vorgang „Löschfristen“, täglich; Löschung des Kontos", "job “retention”, daily; deletion of the account"),
	}
	deviceRule = Rule{
		security, text.T("180 Tage nach der letzten Anmeldung in dem Gerät", "180 days after the last sign-in in the device"),
		text.T("Vorgang „Löschfristen“, täglich; neues Kennwort über einen Link, Sperre oder Löschung des Kontos", "job “retention”, daily; a new password by a link, a lock or deletion of the account"),
	}
	contactRule = Rule{
		text.T("Die Meldestelle gibt die Adresse an, damit sie erinnert wird: Aufgabe im öffentlichen Interesse (Art. 6 Abs. 1 Buchst. e DSGVO).",
			"The reporter gives the address so that it is reminded: task in the public interest (Art. 6(1)(e) GDPR)."),
		text.T("solange die Meldestelle meldet, danach 92 Tage", "as long as the reporter reports, then 92 days"),
		text.T("leeres Feld auf der Seite der Meldestelle; Vorgang „Löschfristen“, täglich", "empty field on the reporter's page; job “retention”, daily"),
	}
	recordRule = Rule{
		security, text.T("Einträge 3 Jahre, Herkunft (Adresse) 90 Tage", "entries 3 years, origin (address) 90 days"),
		text.T("Vorgang „Löschfristen“, täglich; Löschung des Kontos löscht Herkunft und Begründungen sofort", "job “retention”, daily; deletion of the account deletes origin and reasons at once"),
	}
	workRule = Rule{
		text.T("Der Vorgang wird für den ausgeführt, der ihn bestellt (Art. 6 Abs. 1 Buchst. e DSGVO).", "The job is done for whoever ordered it (Art. 6(1)(e) GDPR)."),
		text.T("30 Tage nach dem Ende", "30 days after its end"), text.T("die Warteschlange, stündlich", "the queue, hourly"),
	}
)

// accountTables exist where people sign in.
var accountTables = []Table{
	{
		Name: "account", Part: Accounts, Rule: accountRule, Purpose: text.T("wer sich anmelden darf, und als was", "who may sign in, and as what"),
		Personal: []Column{holds("login", "Anmeldename", "sign-in name"), holds("email", "E-Mail-Adresse", "e-mail address"), holds("name", "Name", "name"), holds("grants", "Rollen der Person", "roles of the person"), holds("number", "Nummer des Kontos", "number of the account")},
		Other:    columns("state second_factor provider created_at version"),
	},
	{
		Name: "account_credential", Part: Accounts, Rule: accountRule, Purpose: text.T("womit sich jemand ausweist", "how somebody proves who it is"),
		Personal: []Column{holds("handle", "Kennung beim Anmeldedienst oder Schlüssels", "identifier at the identity provider or of the passkey"), holds("secret", "Prüfwert des Kennworts, öffentlicher Schlüssel", "hash of the password, public key"), holds("label", "Name des Geräts", "name of the device"), holds("account", "Nummer des Kontos", "number of the account"), holds("used_on", "Tag der letzten Anmeldung", "day of the last sign-in")},
		Other:    columns("id kind created_at"),
	},
	{
		Name: "account_session", Part: Accounts, Rule: sessionRule, Purpose: text.T("wer gerade angemeldet ist", "who is signed in"),
		Personal: []Column{holds("account", "Nummer des Kontos", "number of the account"), holds("browser", "Art des Browsers", "kind of browser"), holds("seen_at", "Zeit des letzten Aufrufs", "time of the last request"), holds("proven_at", "Zeit der Anmeldung", "time of the sign-in")},
		Other:    columns("id means factors created_at ends_at"),
	},
	{
		Name: "account_token", Part: Accounts, Rule: sessionRule, Purpose: text.T("Zugänge für Programme", "access for programs"),
		Personal: []Column{holds("account", "Nummer des Kontos", "number of the account"), holds("name", "Bezeichnung, frei gewählt", "label, freely chosen"), holds("used_on", "Tag der letzten Nutzung", "day of the last use")},
		Other:    columns("id digest writes grants created_at ends_at"),
	},
	{
		Name: "account_link", Part: Accounts, Rule: sessionRule, Purpose: text.T("Einladungen und Links zum Neusetzen", "invitations and links to reset"),
		Personal: []Column{holds("account", "Nummer des Kontos", "number of the account")}, Other: columns("digest purpose created_at ends_at"),
	},
	{
		Name: "account_attempt", Part: Accounts, Rule: sessionRule, Purpose: text.T("Bremse gegen das Erraten von Kennwörtern", "limit on guessing passwords"),
		Personal: []Column{holds("of_whom", "Prüfwert von Anmeldename oder Adresse", "digest of sign-in name or address"), holds("made_at", "Zeit des Versuchs", "time of the attempt")}, Other: columns("id"),
	},
	{
		Name: "account_ceremony", Part: Accounts, Rule: sessionRule, Purpose: text.T("Anmeldung in zwei Schritten", "sign-in in two steps"),
		Personal: []Column{holds("account", "Nummer des Kontos", "number of the account"), holds("body", "Zwischenstand der Anmeldung", "state of the sign-in")}, Other: columns("digest kind ends_at"),
	},
	{
		Name: "account_device", Part: Accounts, Rule: deviceRule, Purpose: text.T("Geräte, in denen jemand schon angemeldet war: Wer Kennwörter errät, sperrt sie nicht aus", "devices in which somebody was signed in before: whoever guesses at passwords does not shut them out"),
		Personal: []Column{holds("account", "Nummer des Kontos", "number of the account"), holds("used_at", "Zeit der letzten Anmeldung in dem Gerät", "time of the last sign-in in the device")}, Other: columns("digest"),
	},
	{Name: "account_setting", Part: Accounts, Purpose: text.T("von wem zwei Faktoren verlangt werden", "of whom two factors are demanded"), Other: columns("only_row body version")},
	{Name: "account_number", Part: Accounts, Purpose: text.T("letzte vergebene Nummer eines Kontos", "last number given to an account"), Other: columns("only_row last")},
}

var contactTables = []Table{{
	Name: "contact", Part: Contacts, Rule: contactRule, Purpose: text.T("wohin Erinnerungen an Monatsmeldungen gehen", "where reminders of monthly reports go"),
	Personal: []Column{holds("address", "E-Mail-Adresse, oft einer Person", "e-mail address, often a person's")}, Other: columns("reporter"),
}}

var auditTables = []Table{
	{
		Name: "audit_entry", Part: Audit, Rule: recordRule, Purpose: text.T("wer was wann getan hat", "who did what and when"),
		Personal: []Column{holds("account", "Nummer des Kontos", "number of the account"), holds("acted_by", "Rolle und Nummer des Kontos", "role and number of the account"), holds("request", "Nummer des Aufrufs", "number of the request")},
		Other:    columns("seq at kind role means object_kind object_key outcome before_state after_state origin_mark reason_mark previous digest"),
	},
	{
		Name: "audit_sealed", Part: Audit, Rule: recordRule, Purpose: text.T("Herkunft und Begründung zu den Einträgen, getrennt löschbar", "origin and reason of the entries, to be deleted apart"),
		Personal: []Column{holds("content", "Netzadresse; frei geschriebene Begründung", "network address; freely written reason")}, Written: columns("content"), Other: columns("entry field salt"),
	},
	{Name: "audit_head", Part: Audit, Purpose: text.T("Ende der Kette", "end of the chain"), Other: columns("id seq digest")},
	{Name: "audit_checkpoint", Part: Audit, Purpose: text.T("bis wohin das Protokoll nach Frist gelöscht ist", "up to where the record was removed after its time"), Other: columns("seq digest made_at")},
	{Name: "audit_wipe", Part: Audit, Purpose: text.T("bis wohin Herkunft und Begründung nach Frist gelöscht sind", "up to where origin and reason were wiped after their time"), Other: columns("seq field made_at")},
}

var workTables = []Table{
	{
		Name: "job", Part: Work, Rule: workRule, Purpose: text.T("Vorgänge: was bestellt ist, wie weit es ist", "jobs: what was ordered, how far it is"),
		Personal: []Column{holds("ordered_by", "Rolle und Nummer des Kontos", "role and number of the account"), holds("acting", "Nummer des Kontos", "number of the account"), holds("cancelled_by", "Rolle und Nummer des Kontos", "role and number of the account")},
		Other:    columns("id kind title_de title_en unit_de unit_en args audience released scope state ticket holder attempt pulse done total created_at started_at ended_at failure result checkpoint"),
	},
	{Name: "job_file", Part: Work, Purpose: text.T("Dateien, die Vorgänge ausgeben", "files that jobs write"), Other: columns("job ticket name media size digest")},
	{Name: "job_piece", Part: Work, Purpose: text.T("Inhalt dieser Dateien", "content of these files"), Other: columns("job ticket number content")},
	{
		Name: "upload", Part: Work, Purpose: text.T("Dateien, die auf das Einlesen warten", "files that wait for their import"),
		Rule: Rule{
			text.T("Die Datei wird für den bereitgehalten, der sie hochlädt (Art. 6 Abs. 1 Buchst. e DSGVO).", "The file is kept for whoever uploads it (Art. 6(1)(e) GDPR)."),
			text.T("1 Tag", "1 day"), text.T("Vorgang „Löschfristen“; jedes weitere Hochladen", "job “retention”; each further upload"),
		},
		Personal: []Column{holds("uploaded_by", "Rolle und Nummer des Kontos", "role and number of the account"), holds("name", "Name der Datei", "name of the file")},
		Other:    columns("id size digest uploaded_at state"),
	},
	{
		Name: "upload_chunk", Part: Work, Purpose: text.T("Inhalt dieser Dateien, noch ungeprüft", "content of these files, not checked yet"),
		Rule: Rule{
			text.T("Zählungen werden erwartet; was eine Datei sonst enthält, wird nicht übernommen (Art. 6 Abs. 1 Buchst. e DSGVO).", "Counts are expected; what else a file holds is not taken over (Art. 6(1)(e) GDPR)."),
			text.T("1 Tag", "1 day"), text.T("Vorgang „Löschfristen“; das Einlesen", "job “retention”; the import"),
		},
		Personal: []Column{holds("bytes", "alles, was jemand versehentlich hochlädt", "whatever somebody uploads by mistake")}, Other: columns("upload number"),
	},
}

var ledgerTables = []Table{
	{Name: "ledger", Part: Ledger, Purpose: text.T("Stand des Hauptbuchs", "position of the ledger"), Other: columns("id position")},
	{Name: "batch", Part: Ledger, Purpose: text.T("was zusammen eingebracht wurde; wer: Rolle und Nummer des Kontos", "what came in together; who: role and number of the account"), Written: columns("file"), Actors: columns("recorded_by"), Other: columns("number id kind digest row_count recorded_at")},
	{Name: "batch_rows", Part: Ledger, Purpose: text.T("Zeilen dazu", "rows of it"), Other: columns("batch row_count")},
	{Name: "batch_reason", Part: Ledger, Purpose: text.T("warum berichtigt wurde", "why a correction was made"), Written: columns("reason"), Other: columns("batch")},
	{Name: "indicator", Part: Ledger, Purpose: text.T("Kennzahlen", "indicators"), Other: columns("id code name_de name_en unit_de unit_en places kind")},
	{Name: "population_group", Part: Ledger, Purpose: text.T("Zielgruppen, keine Personen", "target groups, no persons"), Other: columns("id code name_de name_en")},
	{Name: "area_edition", Part: Ledger, Purpose: text.T("Gebietsstände", "editions of areas"), Other: columns("id name valid_from source")},
	{Name: "area_key", Part: Ledger, Purpose: text.T("Schlüssel der Gebiete", "keys of areas"), Other: columns("id code")},
	{Name: "area", Part: Ledger, Purpose: text.T("Gebiete", "areas"), Other: columns("edition area level number name parent lon lat hectare boundary source")},
	{Name: "series", Part: Ledger, Purpose: text.T("Reihen von Werten", "series of figures"), Other: columns("id indicator area population_group")},
	{Name: "figure_source", Part: Ledger, Purpose: text.T("Quellen der Werte", "sources of figures"), Written: columns("note source"), Other: columns("id batch file known_basis")},
	{Name: "figure", Part: Ledger, Purpose: text.T("Zählungen, nie Personen; kleine Zahlen werden beim Zeigen geschützt", "counts, never persons; small ones are protected when shown"), Other: columns("id series period_from period_to known_from amount basis figure_source line")},
	{Name: "figure_repeat", Part: Ledger, Purpose: text.T("welche Werte zum selben Tag mehrmals kamen", "which figures came several times for the same day"), Other: columns("figure first")},
	{Name: "figure_choice", Part: Ledger, Purpose: text.T("Wahl zwischen widersprechenden Werten; wer: Rolle und Nummer des Kontos", "choice between contradicting figures; who: role and number of the account"), Written: columns("reason"), Actors: columns("chosen_by"), Other: columns("id batch series period_from period_to figure known_from")},
	{Name: "figure_tally", Part: Ledger, Purpose: text.T("Zahl der Werte je Quelle und Monat", "number of figures by source and month"), Other: columns("figure_source indicator month known_from period_from period_to figures low high")},
	{Name: "register", Part: Ledger, Purpose: text.T("Standorte, Richtwerte, Pläne, Meldestellen und ihre Verlaufsnotizen", "sites, norms, plans, reporters and remarks on their history"), Written: columns("body"), Actors: columns("body"), Other: columns("id batch kind entry known_from file line")},
	{Name: "run", Part: Ledger, Purpose: text.T("gerechnete Pläne", "evaluated plans"), Other: columns("id plan_id plan_version position inputs result digest ran_on")},
	{Name: "protection", Part: Ledger, Purpose: text.T("welche Werte vor wem geschützt sind", "which figures are kept from whom"), Other: columns("id audience policy position rounded hidden made_at")},
	{Name: "departure", Part: Ledger, Purpose: text.T("was das Haus verlassen hat; an welche Rolle", "what left the house; to which role"), Written: columns("purpose"), Actors: columns("recipient"), Other: columns("id made_at audience content format policy position")},
}

var libraryTables = []Table{
	{Name: "goose_db_version", Part: Library, Purpose: text.T("Stand des Schemas", "version of the schema")},
	{Name: "river_job", Part: Library, Purpose: text.T("Warteschlange: Kennung und Art der Vorgänge", "queue: identifiers and kinds of jobs")},
	{Name: "river_leader", Part: Library, Purpose: text.T("wer die Warteschlange pflegt (Rechner, kein Mensch)", "who tends the queue (a machine, nobody)")},
	{Name: "river_migration", Part: Library, Purpose: text.T("Stand der Warteschlange", "version of the queue")},
	{Name: "river_notification", Part: Library, Purpose: text.T("Nachrichten zwischen Rechnern", "messages between machines")},
	{Name: "river_queue", Part: Library, Purpose: text.T("Zustand der Warteschlange", "state of the queue")},
	{Name: "river_client", Part: Library, Purpose: text.T("Rechner der Warteschlange", "machines of the queue")},
	{Name: "river_client_queue", Part: Library, Purpose: text.T("Rechner je Warteschlange", "machines by queue")},
}

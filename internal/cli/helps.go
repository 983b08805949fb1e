// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import "planraum/internal/text"

// helps are the texts of the command line in both languages.
var helps = map[string]text.Text{
	"help.program":                 text.T("Planraum: Planungswerkzeug der Sozialplanung einer Stadt. Es plant mit Zahlen, nie mit Personen.", "Planraum: planning workbench of a city's social planning. It plans with counts, never with persons."),
	"help.database":                text.T("Datenbank: eine Datei (SQLite) oder postgres://...", "database: a file (SQLite) or postgres://..."),
	"help.language":                text.T("Sprache der Ausgabe: de oder en (Umgebung: PLANRAUM_LANG, LC_ALL, LC_MESSAGES, LANG, sonst de)", "language of the output: de or en (environment: PLANRAUM_LANG, LC_ALL, LC_MESSAGES, LANG, else de)"),
	"help.serve":                   text.T("Seiten und Schnittstelle bereitstellen.", "serve the pages and the API."),
	"help.listen":                  text.T("Adresse, auf der die Seiten erreichbar sind", "address on which the pages are served"),
	"help.servedemo":               text.T("vorher die Beispielstadt einlesen: in eine Datenbank, die keine andere Stadt enthält; nichts wird doppelt eingelesen", "load the example city first: into a database that holds no other city; nothing is loaded twice"),
	"help.demo":                    text.T("Die Beispielstadt einlesen: in eine Datenbank, die keine andere Stadt enthält. Nichts wird doppelt eingelesen.", "load the example city into a database that holds no other city; nothing is loaded twice."),
	"help.import":                  text.T("Eine Datei prüfen und ganz oder gar nicht einlesen.", "check a file and take in all of it or nothing."),
	"help.importfirst":             text.T("die Datei; oder ihre Art, wenn die Datei danach genannt wird (sonst an den Spalten erkannt)", "the file; or its kind, if the file is named next (else told by the columns)"),
	"help.importfile":              text.T("die Datei, wenn zuvor ihre Art genannt ist", "the file, if its kind is named before"),
	"help.dryrun":                  text.T("nur prüfen, nichts speichern", "check only, store nothing"),
	"help.json":                    text.T("Ausgabe als JSON", "output as JSON"),
	"help.csv":                     text.T("Ausgabe als CSV", "output as CSV"),
	"help.plan":                    text.T("Plandateien auswerten und erklären.", "evaluate and explain plan files."),
	"help.planrun":                 text.T("Einen Plan auswerten: Monat für Monat, dann Lücke und späteste Entscheidungen.", "evaluate a plan: month by month, then shortage and latest decisions."),
	"help.planexplain":             text.T("Herleitung einer Zahl: DATEI ZAHL MONAT.", "derivation of one number: FILE KEY MONTH."),
	"help.planlist":                text.T("Die Pläne der Datenbank auflisten.", "list the plans of the database."),
	"help.planfile":                text.T("Plandatei (YAML, siehe docs/plan-file.md)", "plan file (YAML, see docs/plan-file.md)"),
	"help.plankey":                 text.T("Zahl, etwa persons, needed, gap, posts.social-support", "number, such as persons, needed, gap, posts.social-support"),
	"help.planmonth":               text.T("Monat, etwa 2016-12", "month, such as 2016-12"),
	"help.export":                  text.T("Werte, Standorte, Gebiete oder einen Plan ausgeben.", "write figures, sites, areas or a plan."),
	"help.exportkind":              text.T("was: figures, sites, areas oder plan", "what: figures, sites, areas or plan"),
	"help.exportformat":            text.T("csv, xlsx, json, geojson (Gebiete, Standorte) oder yaml (Pläne); sonst an der Zieldatei erkannt", "csv, xlsx, json, geojson (areas, sites) or yaml (plans); else told by the target file"),
	"help.exportoutput":            text.T("Zieldatei; ohne sie oder mit - die Standardausgabe", "target file; without it or with - standard output"),
	"help.exportreleased":          text.T("nur freigegebene Werte ausgeben", "write released figures only"),
	"help.exportid":                text.T("Kennung des Plans bei „export plan“, Kennzahl bei „export figures“", "key of the plan for “export plan”, indicator for “export figures”"),
	"help.reports":                 text.T("Monatsmeldungen: auflisten, Links ausgeben, erinnern.", "monthly reports: list, hand out links, remind."),
	"help.reportslist":             text.T("Wer für einen Monat meldet und was fehlt.", "who reports for a month and what is missing."),
	"help.reportslinks":            text.T("Neue Links für alle fehlenden Meldungen ausgeben; frühere gelten dann nicht mehr.", "hand out new links for all missing reports; earlier ones end."),
	"help.reportsremind":           text.T("Alle Fehlenden per E-Mail erinnern, mit einem neuen Link.", "remind all missing by e-mail, with a new link."),
	"help.reportsmonth":            text.T("Monat, etwa 2016-10; ohne Angabe der Vormonat", "month, such as 2016-10; without it the month before"),
	"help.smtp":                    text.T("Mailserver für Erinnerungen: smtp://name:kennwort@rechner:587, smtps:// oder smtp+insecure:// (nur auf demselben Rechner)", "mail server for reminders: smtp://name:password@host:587, smtps:// or smtp+insecure:// (on the same machine only)"),
	"help.mailfrom":                text.T("Absenderadresse der Erinnerungen", "sender's address of reminders"),
	"help.baseurl":                 text.T("Adresse, unter der andere diese Installation erreichen, etwa https://planung.stadt.de", "address at which others reach this installation, such as https://planning.city.org"),
	"help.asof":                    text.T("Stand: was an diesem Tag bekannt war", "as of: what was known on this day"),
	"help.release":                 text.T("Werte prüfen und freigeben, je Quelle und Monat.", "check and release figures, for each source and month."),
	"help.releaselist":             text.T("Quellen und Monate mit ihrer Stufe auflisten.", "list sources and months with their stage."),
	"help.releasecheck":            text.T("Einen Monat als geprüft melden.", "report a month as checked."),
	"help.releasereturn":           text.T("Einen geprüften Monat zurückgeben.", "return a checked month."),
	"help.releaserelease":          text.T("Einen geprüften Monat freigeben: durch eine zweite Person.", "release a checked month: by a second person."),
	"help.releasereopen":           text.T("Einen freigegebenen Monat wieder öffnen.", "reopen a released month."),
	"help.releasewithdraw":         text.T("Eine Freigabe zurückziehen.", "withdraw a release."),
	"help.releasesource":           text.T("Schlüssel der Quelle, wie „release list“ ihn zeigt", "key of the source as “release list” shows it"),
	"help.releasemonth":            text.T("Monat, etwa 2016-12", "month, such as 2016-12"),
	"help.releaseby":               text.T("wer handelt: planner, coordination oder steward", "who acts: planner, coordination or steward"),
	"help.releasenote":             text.T("Bemerkung; nötig beim Zurückgeben, Öffnen und Zurückziehen", "remark; needed to return, reopen and withdraw"),
	"help.releasestate":            text.T("nur diese Stufe: entered, checked, released oder published", "only this stage: entered, checked, released or published"),
	"help.version":                 text.T("Version, Übersetzung und Verfahren ausgeben.", "print version, build and methods."),
	"help.completion":              text.T("Vervollständigung für bash, zsh oder fish ausgeben.", "print completion for bash, zsh or fish."),
	"help.shell":                   text.T("bash, zsh oder fish", "bash, zsh or fish"),
	"help.versionflag":             text.T("Version ausgeben", "print the version"),
	"help.help":                    text.T("Die Hilfe zu einem Befehl zeigen.", "show the help for a command."),
	"help.helpcommand":             text.T("der Befehl, etwa plan run; ohne ihn die Übersicht", "the command, such as plan run; without it the overview"),
	"Show context-sensitive help.": text.T("Hilfe zu diesem Befehl zeigen.", "show help for this command."),
}

func in(l text.Lang, key string) string {
	if t, ok := helps[key]; ok {
		return t.In(l)
	}
	return key
}

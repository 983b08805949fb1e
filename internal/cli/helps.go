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
	"help.importfirst":             text.T("die Datei (- ist die Standardeingabe); oder ihre Art, wenn die Datei danach genannt wird (sonst an den Spalten erkannt)", "the file (- is standard input); or its kind, if the file is named next (else told by the columns)"),
	"help.importfile":              text.T("die Datei, wenn zuvor ihre Art genannt ist", "the file, if its kind is named before"),
	"help.mappingname":             text.T("Zuordnung, nach der die Datei gelesen wird („planraum mapping list“ zeigt alle)", "mapping by which the file is read (“planraum mapping list” shows all)"),
	"help.sheet":                   text.T("Blatt einer Arbeitsmappe, sonst das erste", "sheet of a workbook, else the first"),
	"help.reason":                  text.T("warum berichtigt wird; freigegebene Monate brauchen es", "why a correction is made; released months need it"),
	"help.mapping":                 text.T("Zuordnungen: wie die Dateien anderer Ämter gelesen werden.", "mappings: how other offices' files are read."),
	"help.mappinglist":             text.T("Gespeicherte und mitgelieferte Zuordnungen auflisten.", "list stored and ready mappings."),
	"help.mappingshow":             text.T("Eine Zuordnung in Worten zeigen.", "show a mapping in words."),
	"help.mappingexport":           text.T("Eine Zuordnung als JSON ausgeben.", "write a mapping as JSON."),
	"help.mappingimport":           text.T("Eine Zuordnung aus einer JSON-Datei speichern, als neue Fassung.", "store a mapping from a JSON file, as a new version."),
	"help.mappingkey":              text.T("Name der Zuordnung", "name of the mapping"),
	"help.mappingfile":             text.T("Datei mit der Zuordnung; - ist die Standardeingabe", "file with the mapping; - is standard input"),
	"help.dryrun":                  text.T("nur prüfen und vergleichen, nichts speichern", "check and compare only, store nothing"),
	"help.json":                    text.T("Ausgabe als JSON", "output as JSON"),
	"help.csv":                     text.T("Ausgabe als CSV", "output as CSV"),
	"help.plan":                    text.T("Plandateien auswerten und erklären.", "evaluate and explain plan files."),
	"help.planrun":                 text.T("Einen Plan auswerten: Monat für Monat, dann Lücke und späteste Entscheidungen.", "evaluate a plan: month by month, then shortage and latest decisions."),
	"help.planexplain":             text.T("Herleitung einer Zahl: DATEI ZAHL MONAT.", "derivation of one number: FILE KEY MONTH."),
	"help.planlist":                text.T("Die Pläne der Datenbank auflisten.", "list the plans of the database."),
	"help.planfile":                text.T("Plandatei (YAML, siehe docs/plan-file.md)", "plan file (YAML, see docs/plan-file.md)"),
	"help.plankey":                 text.T("Zahl, etwa persons, needed, gap, posts.social-support", "number, such as persons, needed, gap, posts.social-support"),
	"help.planmonth":               text.T("Monat, etwa 2016-12", "month, such as 2016-12"),
	"help.export":                  text.T("Werte, Standorte, Gebiete, einen Plan, den öffentlichen Katalog oder einen Datensatz daraus ausgeben.", "write figures, sites, areas, a plan, the public catalogue or a data set of it."),
	"help.exportkind":              text.T("was: figures, sites, packages, areas, plan, catalogue oder dataset", "what: figures, sites, packages, areas, plan, catalogue or dataset"),
	"help.exportformat":            text.T("csv, xlsx, json, geojson (Gebiete, Standorte, Werte einer Kennzahl) yaml (Pläne), ttl oder jsonld (Katalog); sonst an der Zieldatei erkannt", "csv, xlsx, json, geojson (areas, sites, figures of one indicator) yaml (plans), ttl or jsonld (catalogue); else told by the target file"),
	"help.check":                   text.T("Alle Werte prüfen und auflisten, was nicht zusammenpasst. Endet mit 3, solange etwas offen ist.", "check all figures and list what does not fit together; ends with 3 while something is open."),
	"help.checkall":                text.T("auch zeigen, was erklärt oder als echt angenommen ist", "show what is explained or accepted as real as well"),
	"help.exportoutput":            text.T("Zieldatei; ohne sie oder mit - die Standardausgabe", "target file; without it or with - standard output"),
	"help.exportid":                text.T("Kennung des Plans bei „export plan“, Kennzahl bei „export figures“, Schlüssel des Datensatzes bei „export dataset“", "key of the plan for “export plan”, indicator for “export figures”, key of the data set for “export dataset”"),
	"help.reports":                 text.T("Monatsmeldungen: auflisten, Links ausgeben, erinnern.", "monthly reports: list, hand out links, remind."),
	"help.reportslist":             text.T("Wer für einen Monat meldet und was fehlt.", "who reports for a month and what is missing."),
	"help.reportslinks":            text.T("Neue Links für alle fehlenden Meldungen ausgeben; frühere gelten dann nicht mehr.", "hand out new links for all missing reports; earlier ones end."),
	"help.reportsremind":           text.T("Alle Fehlenden per E-Mail erinnern, mit einem neuen Link.", "remind all missing by e-mail, with a new link."),
	"help.reportsmonth":            text.T("Monat, etwa 2016-10; ohne Angabe der Vormonat", "month, such as 2016-10; without it the month before"),
	"help.smtp":                    text.T("Mailserver für Erinnerungen: smtp://name:kennwort@rechner:587, smtps:// oder smtp+insecure:// (nur auf demselben Rechner)", "mail server for reminders: smtp://name:password@host:587, smtps:// or smtp+insecure:// (on the same machine only)"),
	"help.mailfrom":                text.T("Absenderadresse der Erinnerungen", "sender's address of reminders"),
	"help.baseurl":                 text.T("Adresse, unter der andere diese Installation erreichen, etwa https://planung.stadt.de", "address at which others reach this installation, such as https://planning.city.org"),
	"help.asof":                    text.T("Stand: was an diesem Tag bekannt war", "as of: what was known on this day"),
	"help.servejobs":               text.T("so viele Vorgänge gleichzeitig abarbeiten; 0: das tun andere Prozesse (nur PostgreSQL)", "work so many jobs at once; 0: other processes do (PostgreSQL only)"),
	"help.worker":                  text.T("Nur Vorgänge abarbeiten, neben „planraum serve“ (PostgreSQL).", "only work jobs, beside “planraum serve” (PostgreSQL)."),
	"help.workerjobs":              text.T("so viele Vorgänge gleichzeitig", "so many jobs at once"),
	"help.job":                     text.T("Vorgänge zeigen, abbrechen und wiederholen.", "show, cancel and retry jobs."),
	"help.joblist":                 text.T("Die Vorgänge auflisten: zuerst, was läuft, dann, was gescheitert ist.", "list the jobs: first what runs, then what has failed."),
	"help.jobshow":                 text.T("Einen Vorgang mit allen Fehlern zeigen.", "show a job with all its faults."),
	"help.jobcancel":               text.T("Einen Vorgang abbrechen; nichts von ihm bleibt gespeichert.", "cancel a job; nothing of it stays stored."),
	"help.jobretry":                text.T("Einen Vorgang ohne Ergebnis noch einmal versuchen.", "try a job without a result once more."),
	"help.jobwait":                 text.T("Warten, bis ein Vorgang endet; ein Balken zeigt, wie weit er ist.", "wait until a job ends; a bar shows how far it is."),
	"help.jobfetch":                text.T("Das Ergebnis eines Vorgangs ausgeben, das eine Datei ist.", "write the result of a job that is a file."),
	"help.jobid":                   text.T("Kennung des Vorgangs; „planraum job list“ zeigt sie", "ID of the job; “planraum job list” shows it"),
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

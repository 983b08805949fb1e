// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"regexp"
	"strings"

	"planraum/internal/text"
)

// The ledger names sources in the short form in which they were typed: a site on the
// web with the number of the article, a register with the key of the document. A paper
// names them in words, in its own language, with what is needed to find them again.

// citation is a short form and how it is written out; $1 and so on are its groups.
type citation struct {
	short *regexp.Regexp
	long  text.Text
}

// citations are tried in their order, each on all of a source.
var citations = []citation{
	// Where a figure was typed is told by its derivation on the pages, not in a paper.
	{regexp.MustCompile(`\s*\([\w./-]+\.(?:csv|xlsx|ods|json|geojson), Zeile \d+\)`), text.T("", "")},
	{
		regexp.MustCompile(`Task Force Integration closing report \(domino1\.stuttgart\.de (?:\.\.\.)?[0-9a-f]{32}, (\d{4})\)`),
		text.T("Abschlussbericht der Task Force Integration, $1 (Ratsinformation der Stadt Stuttgart)", "closing report of the Task Force Integration, $1 (council information system of Stuttgart)"),
	},
	{
		regexp.MustCompile(`domino1(?:\.stuttgart\.de)? (?:\.\.\.)?([0-9a-f]{8})[0-9a-f]*`),
		text.T("Ratsinformation der Stadt Stuttgart, Dokument $1", "council information system of Stuttgart, document $1"),
	},
	{regexp.MustCompile(`stuttgarter-zeitung\.de '([^']+)' \((\w+ \d{4})\)`), text.T("Stuttgarter Zeitung, „$1“, $2", "Stuttgarter Zeitung, “$1”, $2")},
	{regexp.MustCompile(`(?:stuttgarter-zeitung\.de|StZ) ([0-9a-f]{8})`), text.T("Stuttgarter Zeitung, Artikel $1", "Stuttgarter Zeitung, article $1")},
	{regexp.MustCompile(`stuttgarter-nachrichten\.de ([0-9a-f]{8})`), text.T("Stuttgarter Nachrichten, Artikel $1", "Stuttgarter Nachrichten, article $1")},
	{regexp.MustCompile(`cannstatter-zeitung\.de (?:arid )?([0-9a-f]{7,8})`), text.T("Cannstatter Zeitung, Artikel $1", "Cannstatter Zeitung, article $1")},
	{regexp.MustCompile(`esslinger-zeitung\.de (?:arid )?([0-9a-f]{7,8})`), text.T("Esslinger Zeitung, Artikel $1", "Esslinger Zeitung, article $1")},
	{regexp.MustCompile(`schwarzwaelder-bote\.de ([0-9a-f]{8})`), text.T("Schwarzwälder Bote, Artikel $1", "Schwarzwälder Bote, article $1")},
	{regexp.MustCompile(`wz\.de aid-(\d+)`), text.T("Westdeutsche Zeitung, Artikel $1", "Westdeutsche Zeitung, article $1")},
	{regexp.MustCompile(`n-tv\.de article(\d+) \((\d\d\.\d\d\.\d{4})\)`), text.T("n-tv, Artikel $1 vom $2", "n-tv, article $1 of $2")},
	{regexp.MustCompile(`lexaris\.de FlüG§15V \(9 March 2016\)`), text.T("Verordnung zu § 15 FlüAG, Stand 09.03.2016 (lexaris.de)", "ordinance on section 15 FlüAG, as of 9 March 2016 (lexaris.de)")},
	{regexp.MustCompile(`stuttgart\.de press (\d\d\.\d\d\.\d{4})`), text.T("Stadt Stuttgart, Pressemitteilung vom $1", "City of Stuttgart, press release of $1")},
	{regexp.MustCompile(`stuttgart\.de press (\w+ \d{4})`), text.T("Stadt Stuttgart, Pressemitteilung, $1", "City of Stuttgart, press release, $1")},
	{regexp.MustCompile(`stuttgart\.de/item/show/[\d/]+ \((\d+)th report, ([\d.]+)\)`), text.T("Stadt Stuttgart, $1. Flüchtlingsbericht vom $2", "City of Stuttgart, ${1}th refugee report of $2")},
	{regexp.MustCompile(`stuttgart\.de/item/show/(?:\d+/)*(\d+)`), text.T("Stadt Stuttgart, Veröffentlichung $1 auf stuttgart.de", "City of Stuttgart, publication $1 on stuttgart.de")},
	{regexp.MustCompile(`minutes VA ([\d.]+)`), text.T("Niederschrift des Verwaltungsausschusses vom $1", "minutes of the administrative committee of $1")},
	{regexp.MustCompile(`minutes SGA ([\d.]+)`), text.T("Niederschrift des Sozial- und Gesundheitsausschusses vom $1", "minutes of the social and health committee of $1")},
	{regexp.MustCompile(`minutes GR ([\d.]+)`), text.T("Niederschrift des Gemeinderats vom $1", "minutes of the council of $1")},
	{regexp.MustCompile(`motions FW ([\d/]+) and FDP ([\d/]+)`), text.T("Anträge $1 (Freie Wähler) und $2 (FDP)", "motions $1 (Freie Wähler) and $2 (FDP)")},
	{regexp.MustCompile(`\(double budget (\d{4})/(\d\d)\)`), text.T("(Doppelhaushalt $1/20$2)", "(double budget $1/20$2)")},
	{regexp.MustCompile(`\((\d+)th report\)`), text.T("($1. Flüchtlingsbericht)", "(${1}th refugee report)")},
	{regexp.MustCompile(`\((\d+)th site\)`), text.T("($1. Standort)", "(${1}th site)")},
	{regexp.MustCompile(`\(old plan`), text.T("(bisherige Planung", "(old plan")},
	{regexp.MustCompile(`\(new plan`), text.T("(neue Planung", "(new plan")},
	{regexp.MustCompile(`, plan\)`), text.T(", Planung)", ", plan)")},
	{regexp.MustCompile(`(\d) (?:Plaetze|places)\b`), text.T("$1 Plätze", "$1 places")},
	{regexp.MustCompile(`(\d) sites\b`), text.T("$1 Standorte", "$1 sites")},
	{
		regexp.MustCompile(`haufe\.de 2\.5 Tarifentwicklung und censti\.best/oeffentlichen-dienst list`),
		text.T("„Tarifentwicklung“ (haufe.de) und der Liste zum öffentlichen Dienst (censti.best)", "“Tarifentwicklung” (haufe.de) and the list of public service (censti.best)"),
	},
}

// monthNames are English months in a source, short or long, with their German names.
var monthNames = strings.NewReplacer("January ", "Januar ", "February ", "Februar ", "March ", "März ", "June ", "Juni ", "July ", "Juli ", "October ", "Oktober ", "December ", "Dezember ",
	"Jan ", "Januar ", "Feb ", "Februar ", "Mar ", "März ", "Apr ", "April ", "May ", "Mai ", "Jun ", "Juni ", "Jul ", "Juli ", "Aug ", "August ", "Sep ", "September ", "Oct ", "Oktober ", "Nov ", "November ", "Dec ", "Dezember ")

// datedMonth is an English month with its year.
var datedMonth = regexp.MustCompile(`\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|January|February|March|June|July|October|December) 20\d\d\b`)

// cite writes one source out.
func cite(source string, l text.Lang) string {
	for _, c := range citations {
		source = c.short.ReplaceAllString(source, c.long.In(l))
	}
	if l == text.De {
		source = datedMonth.ReplaceAllStringFunc(source, monthNames.Replace)
	}
	return strings.TrimSpace(source)
}

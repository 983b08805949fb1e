// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package rights

import (
	"planraum/internal/city/identity"
	"planraum/internal/text"
)

// Action is what somebody wants to do.
type Action string

// The actions.
const (
	Read       Action = "read"       // open a page, a list, a file
	See        Action = "see"        // see figures in full: also unreleased and small ones
	Plan       Action = "plan"       // make and change plans, have them reckoned
	Import     Action = "import"     // take files into the ledger
	Export     Action = "export"     // have large files made
	Decide     Action = "decide"     // choose between figures, settle findings
	Check      Action = "check"      // check figures before their release
	Release    Action = "release"    // release figures, take releases back
	Organise   Action = "organise"   // who reports, and links for reports
	Report     Action = "report"     // hand in a monthly report
	Sign       Action = "sign"       // co-sign a paper for one's own office
	Issue      Action = "issue"      // issue a paper, for good
	Administer Action = "administer" // accounts, settings, backups of the installation
	Use        Action = "use"        // what is one's own: session, account, role of the demonstration
)

// Kind is what something is done to.
type Kind string

// The kinds. Kinds of one family are named together in rules.
const (
	// What is public.
	Page      Kind = "page"      // help, sign-in, explanations, assets
	Situation Kind = "situation" // how the city stands
	Indicator Kind = "indicator" // an indicator's figures
	Figure    Kind = "figure"    // a single figure with its derivation
	Catalogue Kind = "catalogue" // the public catalogue, areas and sites as features
	Link      Kind = "link"      // the form behind a report's link
	Sitting   Kind = "sitting"   // the council's work: lists of papers, committees, sittings
	// What offices work with.
	Holding     Kind = "holding" // what the ledger holds, and where it comes from
	Site        Kind = "site"
	Forecast    Kind = "forecast"
	PlanKind    Kind = "plan"      // plans and their runs
	Threshold   Kind = "threshold" // from which probability on the city is warned
	Warning     Kind = "warning"   // what is warned of, what was, and how far that could be relied on
	Posts       Kind = "posts"
	Calculation Kind = "calculation" // derivations of numbers that were reckoned
	Finding     Kind = "finding"
	Approval    Kind = "approval" // months on their way to their release
	Protection  Kind = "protection"
	Upload      Kind = "upload"
	Job         Kind = "job"
	History     Kind = "history" // what came in when, what was corrected
	Reporter    Kind = "reporter"
	Steering    Kind = "steering" // bodies, meetings, actions, goals and measures
	Paper       Kind = "paper"    // a council paper
	Document    Kind = "document" // texts of papers and reports
	Budget      Kind = "budget"   // lines of the double budget
	// What runs the installation.
	Account      Kind = "account" // accounts of others
	Self         Kind = "self"    // one's own account
	Installation Kind = "installation"
	Audit        Kind = "audit"
	Rules        Kind = "rules" // the rules of rights
)

// families are the sets of kinds that rules may name as one.
var families = map[Kind]string{
	Page: "public", Situation: "public", Indicator: "public", Figure: "public", Catalogue: "public", Link: "public", Sitting: "public",
	Holding: "office", Site: "office", Forecast: "office", PlanKind: "office", Threshold: "office", Warning: "office", Posts: "office", Calculation: "office",
	Finding: "office", Approval: "office", Protection: "office", Upload: "office", Job: "office", History: "office", Reporter: "office",
	Steering: "office", Paper: "office", Document: "office", Budget: "office",
	Account: "administration", Installation: "administration", Audit: "administration", Rules: "administration", Self: "personal",
}

// OfFigures reports whether what a page of the kind shows less of to some readers are
// figures, rather than things of the kind itself.
func OfFigures(k Kind) bool {
	return families[k] == "public" || k == Holding || k == Calculation || k == Forecast
}

var actions = []struct {
	action Action
	label  text.Text
}{
	{Read, text.T("lesen", "read")},
	{See, text.T("alle Werte sehen", "see all figures")},
	{Plan, text.T("planen", "plan")},
	{Import, text.T("einlesen", "import")},
	{Export, text.T("große Dateien bestellen", "order large files")},
	{Decide, text.T("entscheiden", "decide")},
	{Check, text.T("prüfen", "check")},
	{Release, text.T("freigeben", "release")},
	{Organise, text.T("Meldungen verwalten", "organise reports")},
	{Report, text.T("melden", "report")},
	{Sign, text.T("mitzeichnen", "co-sign")},
	{Issue, text.T("ausgeben", "issue")},
	{Administer, text.T("die Installation verwalten", "administer the installation")},
	{Use, text.T("das Eigene ändern", "change one's own")},
}

// Actions lists the actions.
func Actions() []Action {
	list := make([]Action, len(actions))
	for i, a := range actions {
		list[i] = a.action
	}
	return list
}

// Label names the action.
func (a Action) Label() text.Text {
	for _, known := range actions {
		if known.action == a {
			return known.label
		}
	}
	return text.Same(string(a))
}

var kinds = []struct {
	kind  Kind
	label text.Text
	topic identity.Topic
}{
	{Page, text.T("allgemeine Seiten", "general pages"), ""},
	{Situation, text.T("Lagebild", "situation"), ""},
	{Indicator, text.T("Kennzahlen", "indicators"), ""},
	{Figure, text.T("Werte", "figures"), ""},
	{Catalogue, text.T("Datenkatalog", "data catalogue"), ""},
	{Link, text.T("Meldelink", "link for a report"), ""},
	{Sitting, text.T("Gremien und Sitzungen", "committees and sittings"), ""},
	{Holding, text.T("Datenbestand", "holding"), ""},
	{Site, text.T("Unterkünfte", "accommodation sites"), identity.Sites},
	{Forecast, text.T("Prognosen", "forecasts"), ""},
	{PlanKind, text.T("Pläne", "plans"), identity.Accommodation},
	{Threshold, text.T("Warnschwelle", "threshold of warnings"), identity.Accommodation},
	{Warning, text.T("Warnungen", "warnings"), identity.Accommodation},
	{Posts, text.T("Stellen", "posts"), identity.Staffing},
	{Calculation, text.T("Rechnungen", "calculations"), ""},
	{Finding, text.T("Befunde", "findings"), ""},
	{Approval, text.T("Freigaben", "releases"), ""},
	{Protection, text.T("Schutz kleiner Zahlen", "protection of small counts"), ""},
	{Upload, text.T("eingereichte Dateien", "uploads"), ""},
	{Job, text.T("Vorgänge", "jobs"), ""},
	{History, text.T("Verlauf", "history"), ""},
	{Reporter, text.T("Meldestellen", "reporters"), ""},
	{Steering, text.T("Steuerung", "steering"), ""},
	{Paper, text.T("Drucksachen", "council papers"), ""},
	{Document, text.T("Texte von Vorlagen und Berichten", "texts of papers and reports"), ""},
	{Budget, text.T("Haushalt", "budget"), identity.Money},
	{Account, text.T("Konten", "accounts"), ""},
	{Self, text.T("eigenes Konto", "own account"), ""},
	{Installation, text.T("Installation", "installation"), ""},
	{Audit, text.T("Protokoll", "audit record"), ""},
	{Rules, text.T("Rechteregeln", "rules of rights"), ""},
}

// Kinds lists the kinds.
func Kinds() []Kind {
	list := make([]Kind, len(kinds))
	for i, k := range kinds {
		list[i] = k.kind
	}
	return list
}

// Label names the kind.
func (k Kind) Label() text.Text {
	for _, known := range kinds {
		if known.kind == k {
			return known.label
		}
	}
	return text.Same(string(k))
}

// Topic is the topic of a kind of which nothing else is said; "" where it
// concerns all topics.
func (k Kind) Topic() identity.Topic {
	for _, known := range kinds {
		if known.kind == k {
			return known.topic
		}
	}
	return ""
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package council

import (
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/text"
)

// PaperType says what a paper is.
type PaperType string

// The types of papers.
const (
	Resolution PaperType = "resolution" // Beschlussvorlage
	Report     PaperType = "report"     // Mitteilungsvorlage
	Budgetary  PaperType = "budgetary"  // Mitteilungsvorlage zum Haushaltsplan
	Reading    PaperType = "reading"    // Unterlage für die 1./2. Lesung
	Motion     PaperType = "motion"     // Antrag
	BudgetAsk  PaperType = "budget_ask" // Haushaltsantrag
	Inquiry    PaperType = "inquiry"    // Anfrage
	Answer     PaperType = "answer"     // Beantwortung, Stellungnahme
	Protocol   PaperType = "minutes"    // Protokoll
)

// PaperTypes lists the types.
func PaperTypes() []PaperType {
	return []PaperType{Resolution, Report, Budgetary, Reading, Motion, BudgetAsk, Inquiry, Answer, Protocol}
}

// Label names the type as it stands on papers.
func (t PaperType) Label() text.Text {
	switch t {
	case Resolution:
		return text.T("Beschlussvorlage", "resolution paper")
	case Report:
		return text.T("Mitteilungsvorlage", "report to the council")
	case Budgetary:
		return text.T("Mitteilungsvorlage zum Haushaltsplan", "report on the budget")
	case Reading:
		return text.T("Unterlage für die Lesung", "paper for a reading")
	case Motion:
		return text.T("Antrag", "motion")
	case BudgetAsk:
		return text.T("Haushaltsantrag", "budget motion")
	case Inquiry:
		return text.T("Anfrage", "inquiry")
	case Answer:
		return text.T("Beantwortung", "answer")
	case Protocol:
		return text.T("Protokoll", "minutes")
	}
	return text.Same(string(t))
}

// Asked reports whether somebody in the council asks for something with it, so that
// an answer is owed.
func (t PaperType) Asked() bool { return t == Motion || t == BudgetAsk || t == Inquiry }

// PaperState says how far a paper of the administration is.
type PaperState string

// The states of a paper. A motion is received, answered or settled; the
// administration's own papers go from draft to decided.
const (
	Draft    PaperState = "draft"
	CoSigned PaperState = "co_signed" // every office has co-signed (mitgezeichnet)
	Issued   PaperState = "issued"    // given out, for good
	Decided  PaperState = "decided"   // the deciding body has voted, for or against it
	Received PaperState = "received"  // of motions and inquiries: waits for its answer
	Answered PaperState = "answered"
	Settled  PaperState = "settled" // erledigt, without an answer of its own
)

// Label names the state.
func (s PaperState) Label() text.Text {
	switch s {
	case Draft:
		return text.T("Entwurf", "draft")
	case CoSigned:
		return text.T("mitgezeichnet", "co-signed")
	case Issued:
		return text.T("ausgegeben", "issued")
	case Decided:
		return text.T("entschieden", "decided")
	case Received:
		return text.T("eingegangen", "received")
	case Answered:
		return text.T("beantwortet", "answered")
	case Settled:
		return text.T("erledigt", "settled")
	}
	return text.Same(string(s))
}

// Paper is a paper of the council (Vorlage, Drucksache; OParl: Paper).
type Paper struct {
	ID        string      `json:"id"`                  // "grdrs-1316-2013", stable
	Reference string      `json:"reference,omitempty"` // "GRDrs 1316/2013"; empty until it is given
	Type      PaperType   `json:"type"`
	Title     string      `json:"title"`
	On        period.Date `json:"on,omitzero"` // its date; zero: unknown
	// Year is its year where only that is known.
	Year  int        `json:"year,omitempty"`
	State PaperState `json:"state"`
	// Lead is the office in charge (Federführung); Signers those who co-sign.
	Lead    string   `json:"lead,omitempty"`
	Signers []Signer `json:"signers,omitempty"`
	// By are who brings it in: parliamentary groups of a motion, an office of a paper.
	By   []string `json:"by,omitempty"`
	Asks []Ask    `json:"asks,omitempty"`
	// Deadline is the day by which an answer is owed; zero: none is known.
	Deadline period.Date `json:"deadline,omitzero"`
	// Answers, Supplements and Replaces are IDs of other papers.
	Answers     []string `json:"answers,omitempty"`
	Supplements string   `json:"supplements,omitempty"` // Ergänzung
	Replaces    string   `json:"replaces,omitempty"`    // Neufassung
	// Order is the order of committees, the deciding one last.
	Order       []Consultation `json:"order,omitempty"`
	Effects     []Effect       `json:"effects,omitempty"`
	Posts       []PostRequest  `json:"posts,omitempty"`
	Attachments []Attachment   `json:"attachments,omitempty"`
	// Document is the key of its text; empty: the text is elsewhere or not known.
	Document string `json:"document,omitempty"`
	Summary  string `json:"summary,omitempty"`
	Note     string `json:"note,omitempty"` // what is not known of it, and why
	Source   string `json:"source,omitempty"`
	Example  bool   `json:"example,omitempty"`
	// Withdrawn says that it was taken back where it comes from.
	Withdrawn bool `json:"withdrawn,omitempty"`
	// History is what was done with it, oldest first.
	History []Act `json:"history,omitempty"`
}

// Ask is one thing that a motion or inquiry asks for.
type Ask struct {
	Text string `json:"text"`
	// Reply is the answer in a sentence, Done whether nothing is owed any more.
	Reply string `json:"reply,omitempty"`
	Done  bool   `json:"done,omitempty"`
}

// Signer is an office that co-signs a paper (Mitzeichnung).
type Signer struct {
	Office string      `json:"office"`
	On     period.Date `json:"on,omitzero"` // zero: not yet
	By     string      `json:"by,omitempty"`
	Note   string      `json:"note,omitempty"` // a reservation, with its reason
}

// Consultation is one station of a paper's order of committees (OParl: Consultation).
type Consultation struct {
	Committee string      `json:"committee"`
	Step      Step        `json:"step"`
	Public    bool        `json:"public"`
	On        period.Date `json:"on,omitzero"` // the sitting's day; zero: not fixed
	Sitting   string      `json:"sitting,omitempty"`
	Result    Result      `json:"result,omitempty"`
}

// Effect is a financial effect of a paper: an amount on a budget line in a year.
// Expenses are positive, income negative.
type Effect struct {
	SubBudget string     `json:"sub_budget"` // Teilhaushalt, such as "THH 500"
	Line      string     `json:"line"`       // Amtsbereich, Kontengruppe or project
	Text      string     `json:"text,omitempty"`
	Year      int        `json:"year"`
	Amount    unit.Cents `json:"amount_cents"`
	Source    string     `json:"source,omitempty"`
}

// PostRequest is what a paper asks for in posts.
type PostRequest struct {
	Unit  string `json:"unit"` // organizational unit
	Grade string `json:"grade"`
	// Share is how many full-time posts, below 0 where posts go. Records hold it in
	// posts (0.7), as they always did, so that no fingerprint of a paper changes.
	Share unit.FTE `json:"-"`
	// From is the first day, PhaseOut the first without the post (kw-Vermerk).
	From     period.Date `json:"from,omitzero"`
	PhaseOut period.Date `json:"phase_out,omitzero"`
	// Outside says that posts are authorised outside the staffing plan, up to Share.
	Outside bool   `json:"outside,omitempty"`
	Reason  string `json:"reason,omitempty"`
}

// Attachment is an annex of a paper.
type Attachment struct {
	Title    string `json:"title"`
	Document string `json:"document,omitempty"` // key of a text
	Link     string `json:"link,omitempty"`
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package council

import (
	"fmt"
	"slices"

	"planraum/internal/city/period"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// ActKind is something that is done with a paper.
type ActKind string

// The acts.
const (
	Record ActKind = "record" // taken into the register
	Change ActKind = "change" // its content
	Sign   ActKind = "sign"   // an office co-signs, with or without a reservation
	Ready  ActKind = "ready"  // nobody has to co-sign: it is finished
	Reopen ActKind = "reopen" // back to the draft; what was co-signed is void
	Issue  ActKind = "issue"  // given out, for good
	Reply  ActKind = "reply"  // a motion is answered by a paper
	Settle ActKind = "settle" // nothing is owed or done any more, with the reason
	Treat  ActKind = "treat"  // a committee has dealt with it, but not decided
	Vote   ActKind = "vote"   // the deciding body has decided
)

// Label names the act as something done.
func (k ActKind) Label() text.Text {
	switch k {
	case Record:
		return text.T("erfasst", "recorded")
	case Change:
		return text.T("geändert", "changed")
	case Sign:
		return text.T("mitgezeichnet", "co-signed")
	case Ready:
		return text.T("ohne Mitzeichnung fertiggestellt", "finished without co-signing")
	case Reopen:
		return text.T("wieder Entwurf", "draft again")
	case Issue:
		return text.T("ausgegeben", "issued")
	case Reply:
		return text.T("beantwortet", "answered")
	case Settle:
		return text.T("erledigt", "settled")
	case Treat:
		return text.T("beraten", "dealt with")
	case Vote:
		return text.T("entschieden", "decided")
	}
	return text.Same(string(k))
}

// Act is one step of a paper's history: who did what, and when.
type Act struct {
	Kind ActKind     `json:"kind"`
	On   period.Date `json:"on"`
	By   string      `json:"by"` // role or office
	// Office is the one that co-signs.
	Office string     `json:"office,omitempty"`
	From   PaperState `json:"from,omitempty"`
	To     PaperState `json:"to,omitempty"`
	// Note is a reservation, a reason or what a committee did.
	Note string `json:"note,omitempty"`
	// Digest is the fingerprint of the content at its issue.
	Digest string `json:"digest,omitempty"`
	// Text is the fingerprint of its text at its issue; empty where it has none.
	Text string `json:"text,omitempty"`
}

// moves are the legal steps: for each act the states in which it is possible and the
// state after it.
var moves = map[ActKind]map[PaperState]PaperState{
	Change: {Draft: Draft, CoSigned: Draft, Received: Received, Answered: Answered}, // of a motion: its replies
	Sign:   {Draft: Draft},                                                          // co-signed once all have
	Ready:  {Draft: CoSigned},
	Reopen: {CoSigned: Draft},
	Issue:  {CoSigned: Issued},
	Reply:  {Received: Answered, Answered: Answered},
	Settle: {Received: Settled, Issued: Settled},
	Treat:  {Received: Received, Answered: Answered, Issued: Issued},
	Vote:   {Received: Decided, Answered: Decided, Issued: Decided, Decided: Decided}, // recorded again: put right
}

// May reports whether the act is possible in the paper's state.
func (p Paper) May(k ActKind) bool {
	if _, ok := moves[k][p.State]; !ok {
		return false
	}
	switch k {
	case Sign:
		return slices.ContainsFunc(p.Signers, func(s Signer) bool { return s.On.IsZero() })
	case Ready:
		return len(p.Signers) == 0
	}
	return true
}

// Do returns the paper after an act, with the act in its history. It answers Conflict
// where the state does not allow it. Issuing asks for nothing else: ForIssue says
// what is missing.
func (p Paper) Do(a Act) (Paper, error) {
	if !p.May(a.Kind) {
		return p, fault.New(fault.Conflict, fmt.Sprintf("council.Do(%s, %s)", p.ID, a.Kind),
			fmt.Sprintf("Das geht nicht: Die Drucksache ist im Zustand „%s“.", p.State.Label().De),
			fmt.Sprintf("This is not possible: the paper is in the state “%s”.", p.State.Label().En))
	}
	a.From, a.To = p.State, moves[a.Kind][p.State]
	switch a.Kind {
	case Sign:
		var err error
		if p.Signers, err = signed(p.Signers, a); err != nil {
			return p, err
		}
		if !slices.ContainsFunc(p.Signers, func(s Signer) bool { return s.On.IsZero() }) {
			a.To = CoSigned
		}
	case Change, Reopen:
		p.Signers = unsigned(p.Signers)
	case Issue:
		a.Digest = p.Digest()
	}
	p.State = a.To
	p.History = append(slices.Clone(p.History), a)
	return p, nil
}

// signed are the signers after one of them has signed.
func signed(list []Signer, a Act) ([]Signer, error) {
	i := slices.IndexFunc(list, func(s Signer) bool { return s.Office == a.Office && s.On.IsZero() })
	if i < 0 {
		return list, fault.New(fault.Conflict, "council.signed("+a.Office+")",
			"„"+a.Office+"“ zeichnet hier nicht mit oder hat schon mitgezeichnet.", "“"+a.Office+"” does not co-sign here or has done so already.")
	}
	list = slices.Clone(list)
	list[i].On, list[i].By, list[i].Note = a.On, a.By, a.Note
	return list, nil
}

// unsigned are the same offices, none of which has signed.
func unsigned(list []Signer) []Signer {
	list = slices.Clone(list)
	for i := range list {
		list[i] = Signer{Office: list[i].Office}
	}
	return list
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package councildata

import (
	"bytes"
	"encoding/json"
	"strings"

	"planraum/internal/city/council"
	"planraum/internal/city/period"
	"planraum/internal/exchange/oparl"
	"planraum/internal/text"
)

// Why says why what was known stayed although a source says otherwise.
type Why string

// The reasons.
const (
	Worse  Why = "worse" // what came lacks it or has it wrong
	Older  Why = "older" // what came is of before what is known
	Own    Why = "own"   // it is an entry of the city's own
	ByHand Why = "hand"  // it was put right here, and the source has not changed since
)

// Label names the reason.
func (w Why) Label() text.Text {
	switch w {
	case Worse:
		return text.T("behalten: fehlt in der Quelle oder ist dort falsch", "kept: the source lacks it or has it wrong")
	case Older:
		return text.T("behalten: der Stand der Quelle ist älter", "kept: the source's version is older")
	case Own:
		return text.T("behalten: eigener Eintrag", "kept: the city's own entry")
	case ByHand:
		return text.T("behalten: hier berichtigt", "kept: put right here")
	}
	return text.Same(string(w))
}

// Better is a field that stayed as it was although a source lacks it or says otherwise.
type Better struct {
	Object string     `json:"object"` // address in the source
	Type   oparl.Type `json:"type"`
	Field  string     `json:"field"`           // by its name in OParl
	Entry  string     `json:"entry,omitempty"` // key of the entry here
	Why    Why        `json:"why"`
	Kept   string     `json:"kept,omitempty"` // what stands here
	Came   string     `json:"came,omitempty"` // what the source says; empty: nothing that could be read
}

// Says are what stands here and what the source says, as the language l writes them.
func (b Better) Says(l text.Lang) (kept, came string) {
	write := func(s string) string {
		if day, err := period.ParseDate(s); err == nil {
			return day.In(l)
		}
		return s
	}
	return write(b.Kept), write(b.Came)
}

func (r *Run) better(b Better) {
	if r.KeptWhy == nil {
		r.KeptWhy = map[Why]int{}
	}
	r.Kept++
	r.KeptWhy[b.Why]++
	if r.KeptWhy[b.Why] <= keptBetter {
		b.Kept, b.Came = brief(b.Kept), brief(b.Came)
		r.Better = append(r.Better, b)
	}
}

// Contradictions is how often a source says otherwise than an entry that is the city's own
// or was put right here.
func (r Run) Contradictions() int { return r.KeptWhy[Own] + r.KeptWhy[ByHand] }

// longestSaying is how many characters of what is kept a report quotes.
const longestSaying = 200

func brief(s string) string {
	if runes := []rune(s); len(runes) > longestSaying {
		return string(runes[:longestSaying-1]) + "…"
	}
	return s
}

// shown is what a field of an object says, in a line.
func shown(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case []string:
		return strings.Join(v, ", ")
	}
	content, err := json.Marshal(v)
	if err != nil {
		return ""
	}
	return string(content)
}

// compared are the fields of entries in which a source may contradict, by their names in
// OParl.
var compared = map[string]string{
	"title": "name", "name": "name", "on": "date", "at": "start", "place": "location", "from": "startDate", "until": "endDate", "result": "result", "state": "meetingState",
}

// contradicts reports whether two say something else of a field, and how each of them is
// read. Case and spaces of a text do not count; states only where one of them is that the
// sitting was cancelled, because all else is how far it is.
func contradicts(name string, ours, theirs json.RawMessage) (a, b string, is bool) {
	if compared[name] == "" || blank(ours) || blank(theirs) || bytes.Equal(ours, theirs) || json.Unmarshal(ours, &a) != nil || json.Unmarshal(theirs, &b) != nil {
		return "", "", false
	}
	switch name {
	case "state":
		if a != string(council.Cancelled) && b != string(council.Cancelled) {
			return "", "", false
		}
		return council.SittingState(a).Label().De, council.SittingState(b).Label().De, true
	case "result":
		return council.Result(a).Label().De, council.Result(b).Label().De, a != b
	}
	return a, b, plain(a) != plain(b)
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"fmt"
	"strings"

	"planraum/internal/city/staffing"
	"planraum/internal/exchange/cityfile"
	"planraum/internal/exchange/mapping"
	"planraum/internal/text"
)

// Class says how a row of a file stands to what the ledger holds.
type Class string

// The classes. Each row is of one: what its own source said before counts
// first, then what other sources say.
const (
	Fresh         Class = "new"           // nobody has said anything of it yet
	Changed       Class = "changed"       // its own source said something else
	Unchanged     Class = "unchanged"     // its own source says so already: not recorded again
	Contradicting Class = "contradicting" // another source says otherwise: recorded beside it
)

// Classes lists the classes in the order in which they are told.
func Classes() []Class { return []Class{Fresh, Changed, Unchanged, Contradicting} }

// Label returns the class in words.
func (c Class) Label() text.Text {
	switch c {
	case Fresh:
		return text.T("neu", "new")
	case Changed:
		return text.T("geändert", "changed")
	case Unchanged:
		return text.T("unverändert", "unchanged")
	case Contradicting:
		return text.T("widerspricht einer anderen Quelle", "contradicts another source")
	}
	return text.Same(string(c))
}

// Counts are the rows of a file by class.
type Counts struct {
	New           int `json:"new"`
	Changed       int `json:"changed"`
	Unchanged     int `json:"unchanged"`
	Contradicting int `json:"contradicting"`
	// Faulty are the rows with a fault. Where there is one nothing is stored and
	// the other rows are not compared, so that their counts are 0.
	Faulty int `json:"faulty"`
}

// Of returns the count of a class.
func (c *Counts) Of(class Class) *int {
	return map[Class]*int{Fresh: &c.New, Changed: &c.Changed, Unchanged: &c.Unchanged, Contradicting: &c.Contradicting}[class]
}

// Recorded is how many rows are taken into the ledger.
func (c Counts) Recorded() int { return c.New + c.Changed + c.Contradicting }

// Change is one row of a file beside what the ledger holds of the same.
type Change struct {
	Class Class     `json:"class"`
	File  string    `json:"file"`
	Line  int       `json:"row"` // in File
	Name  text.Text `json:"name"`
	// Was is what stood there, empty for what is new; of another source where
	// the row contradicts it. Is is what the row says.
	Was text.Text `json:"was,omitzero"`
	Is  text.Text `json:"is"`
	// Of is the running number of the older figure or record, 0 without one;
	// Ref the address of its derivation.
	Of      int64  `json:"of,omitempty"`
	Ref     string `json:"ref,omitempty"`
	Source  string `json:"source"`            // of the row
	Against string `json:"against,omitempty"` // the source that says otherwise
	// Locked rows correct a released month; they need a reason.
	Locked bool `json:"locked,omitempty"`
	// Notes are what is to be asked or known of the row beyond that.
	Notes []text.Text `json:"notes,omitempty"`
}

// Outcome is what became of an import, or would become of it.
type Outcome struct {
	Kind   string
	Rows   int  // of the file
	Stored bool // false after a dry run, and where there was nothing new
	Counts
	// Nothing new: every row stands in the ledger as the file says it.
	Nothing bool
	// Changes are the first rows of each class, at most Listed, in the order of
	// the file.
	Changes map[Class][]Change
	// Accounts are the stock accounts that do not come out as before.
	Accounts AccountChanges
	// Corrected counts the rows that correct a released month.
	Corrected int
	Mapping   string // the mapping by which the file was read; "" without one
	// Applied is what the mapping made of the file: its layout, and the rows left
	// out; nil without a mapping.
	Applied *mapping.Applied
	// Posts is what changes of the staffing plan do; nil for other files.
	Posts *staffing.Together
}

// Listed is how many rows of each class an Outcome lists.
const Listed = 100

// note counts a row and lists it among the first of its class.
func (o *Outcome) note(c Change, tell func(*Change)) {
	*o.Of(c.Class)++
	o.Rows++
	if c.Locked && c.Class != Unchanged {
		o.Corrected++
	}
	if len(o.Changes[c.Class]) >= Listed {
		return
	}
	if o.Changes == nil {
		o.Changes = map[Class][]Change{}
	}
	tell(&c)
	o.Changes[c.Class] = append(o.Changes[c.Class], c)
}

// Sentence says what the import changes, or would change.
func (o Outcome) Sentence() text.Text {
	return both(func(l text.Lang) string {
		parts := o.parts(l)
		if o.Nothing {
			all := counted(l, o.Rows, text.T("Die eine Angabe steht", "The only entry stands"), text.T("Alle %s Angaben stehen", "All %s entries stand"))
			return fmt.Sprintf(text.T("nichts Neues: %s schon so im Hauptbuch.", "nothing new: %s so in the ledger already.").In(l), all)
		}
		s := strings.Join(parts, ", ")
		if accounts := o.Accounts.parts(l); len(accounts) > 0 {
			s += "; " + strings.Join(accounts, "; ")
		}
		return s + "."
	})
}

func (o Outcome) parts(l text.Lang) []string {
	noun := [2]text.Text{text.T("Eintrag", "entry"), text.T("Einträge", "entries")}
	if o.Kind == string(cityfile.Figures) {
		noun = [2]text.Text{text.T("Wert", "figure"), text.T("Werte", "figures")}
	}
	things := func(n int) string {
		return counted(l, n, text.T("1 "+noun[0].De, "1 "+noun[0].En), text.T("%s "+noun[1].De, "%s "+noun[1].En))
	}
	var parts []string
	add := func(n int, one, many text.Text) {
		switch {
		case n == 1:
			parts = append(parts, fmt.Sprintf(one.In(l), things(n)))
		case n > 1:
			parts = append(parts, fmt.Sprintf(many.In(l), things(n)))
		}
	}
	add(o.Changed, text.T("ändert %s", "changes %s"), text.T("ändert %s", "changes %s"))
	add(o.New, text.T("bringt %s neu", "brings %s new"), text.T("bringt %s neu", "brings %s new"))
	add(o.Contradicting, text.T("%s widerspricht einer anderen Quelle", "%s contradicts another source"), text.T("%s widersprechen einer anderen Quelle", "%s contradict another source"))
	add(o.Unchanged, text.T("%s steht schon so da", "%s stands there already"), text.T("%s stehen schon so da", "%s stand there already"))
	add(o.Corrected, text.T("%s berichtigt einen freigegebenen Monat", "%s corrects a released month"), text.T("%s berichtigen einen freigegebenen Monat", "%s correct a released month"))
	return parts
}

// counted writes a number with its noun; %s in many is the number.
func counted(l text.Lang, n int, one, many text.Text) string {
	if n == 1 {
		return one.In(l)
	}
	return fmt.Sprintf(many.In(l), l.Int(int64(n)))
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package council

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Problem is one fault: where it stands, what stands there and what was expected.
// Lists are counted from 0: "order[1].committee".
type Problem struct {
	Path, Value string
	Expected    text.Text
}

type checker struct{ problems []Problem }

func (c *checker) add(path, value, de, en string) {
	c.problems = append(c.problems, Problem{path, value, text.T(de, en)})
}

// line checks a text of one line, of at most the given length.
func (c *checker) line(path, s string, most int, needed bool) {
	c.text(path, s, most, needed)
	if strings.ContainsFunc(s, unicode.IsControl) {
		c.add(path, s, "eine Zeile ohne Umbruch", "one line without a break")
	}
}

func (c *checker) text(path, s string, most int, needed bool) {
	if needed && strings.TrimSpace(s) == "" {
		c.add(path, s, "eine Angabe", "an entry")
	}
	if row, long := fault.TooLong(path, strings.TrimSpace(s), most); long {
		c.problems = append(c.problems, Problem{path, row.Value, row.Expected})
	}
}

// mostPosts bounds what a paper asks for: 10,000 full-time posts.
const mostPosts unit.FTE = 10_000 * 100

// Bounds of texts, in characters, of years, and of periods, in days.
const (
	longestName  = fault.LongestTitle
	longestText  = fault.LongestText
	longestWord  = 100 // keys, numbers and grades
	firstYear    = 1945
	lastYear     = 2100
	longestAhead = 120
	mostSeats    = 200
)

var (
	keyForm  = regexp.MustCompile(`^[\pL\pN][\pL\pN._-]*$`)
	hourForm = regexp.MustCompile(`^([01][0-9]|2[0-3]):[0-5][0-9]$`)
)

func (c *checker) key(path, key string) {
	if !keyForm.MatchString(key) || len(key) > longestWord {
		c.add(path, key, "ein Kennwort aus Buchstaben, Ziffern, Punkt und Strich", "a key of letters, digits, dots and dashes")
	}
}

// Check lists everything that is wrong with a committee; nil where nothing is.
func (m Committee) Check() []Problem {
	c := &checker{}
	c.key("key", m.Key)
	c.line("name", m.Name, longestName, true)
	if !slices.Contains([]CommitteeKind{Plenary, Standing, Advisory, District, Fraction}, m.Kind) {
		c.add("kind", string(m.Kind), "council, committee, advisory, district oder group", "council, committee, advisory, district or group")
	}
	for path, n := range map[string]int{"invitation": m.Invitation, "submission": m.Submission} {
		if n < 0 || n > longestAhead {
			c.add(path, strconv.Itoa(n), "eine Zahl von Tagen von 0 bis 120", "a number of days from 0 to 120")
		}
	}
	if m.Seats < 0 || m.Seats > mostSeats {
		c.add("seats", strconv.Itoa(m.Seats), "eine Zahl von Stimmberechtigten von 1 bis 200; unbekannt: leer", "a number of those who may vote from 1 to 200; unknown: empty")
	}
	if !m.Until.IsZero() && m.Until.Before(m.From) {
		c.add("until", m.Until.String(), "ein Tag nach dem ersten", "a day after the first")
	}
	c.line("source", m.Source, longestName, true)
	slices.SortFunc(c.problems, func(a, b Problem) int { return strings.Compare(a.Path, b.Path) })
	return c.problems
}

// Check lists everything that is wrong with a sitting; nil where nothing is.
func (s Sitting) Check() []Problem {
	c := &checker{}
	c.key("id", s.ID)
	c.key("committee", s.Committee)
	if s.On.IsZero() {
		c.add("on", "", "ein Datum wie 27.11.2015", "a date such as 27.11.2015")
	}
	if s.At != "" && !hourForm.MatchString(s.At) {
		c.add("at", s.At, "eine Uhrzeit wie 16:30", "a time such as 16:30")
	}
	c.line("place", s.Place, longestName, false)
	if !slices.Contains([]SittingState{Planned, Invited, Held, Cancelled}, s.State) {
		c.add("state", string(s.State), "geplant, eingeladen, stattgefunden oder abgesagt", "planned, invited, held or cancelled")
	}
	if !s.On.IsZero() && s.InvitedOn.After(s.On) {
		c.add("invited_on", s.InvitedOn.String(), "ein Tag bis zur Sitzung am "+s.On.In(text.De), "a day up to the sitting on "+s.On.In(text.En))
	}
	c.line("source", s.Source, longestName, false)
	seen := map[string]bool{}
	for i, item := range s.Agenda {
		c.item(fmt.Sprintf("agenda[%d].", i), item, seen, s.State)
	}
	return c.problems
}

func (c *checker) item(at string, item Item, seen map[string]bool, state SittingState) {
	c.line(at+"number", item.Number, 10, true)
	if seen[item.Number] {
		c.add(at+"number", item.Number, "jede Nummer nur einmal", "each number once only")
	}
	seen[item.Number] = true
	c.line(at+"title", item.Title, longestName, item.Paper == "")
	if item.Role != "" && !slices.Contains(Steps(), item.Role) {
		c.add(at+"role", string(item.Role), "ein Schritt der Beratungsfolge", "a step of the order of committees")
	}
	if item.Result != "" && !slices.Contains(Results(), item.Result) {
		c.add(at+"result", string(item.Result), "ein Ergebnis wie angenommen oder vertagt", "a result such as accepted or deferred")
	}
	if item.Result != "" && state != Held {
		c.add(at+"result", string(item.Result), "ein Ergebnis erst, wenn die Sitzung stattgefunden hat", "a result only once the sitting was held")
	}
	c.text(at+"resolution", item.Resolution, longestText, false)
	c.line(at+"votes", item.Votes, longestName, false)
}

// Check lists everything that is wrong with a paper, whatever its state; nil where
// nothing is. ForIssue says what is missing for it to be issued.
func (p Paper) Check() []Problem {
	c := &checker{}
	c.key("id", p.ID)
	c.line("reference", p.Reference, longestWord, p.Type.Asked())
	if !slices.Contains(PaperTypes(), p.Type) {
		c.add("type", string(p.Type), "eine Art von Drucksache", "a type of paper")
	}
	c.line("title", p.Title, longestName, true)
	c.line("lead", p.Lead, longestName, !p.Type.Asked())
	if p.Type.Asked() && len(p.By) == 0 {
		c.add("by", "", "wer ihn stellt, etwa eine Fraktion", "who moves it, such as a parliamentary group")
	}
	for i, by := range p.By {
		c.line(fmt.Sprintf("by[%d]", i), by, longestName, true)
	}
	for i, a := range p.Asks {
		c.text(fmt.Sprintf("asks[%d].text", i), a.Text, longestText, true)
		c.text(fmt.Sprintf("asks[%d].reply", i), a.Reply, longestText, false)
	}
	if !p.Deadline.IsZero() && p.Deadline.Before(p.When()) {
		c.add("deadline", p.Deadline.String(), "ein Tag nach dem Datum der Drucksache", "a day after the paper's date")
	}
	c.text("summary", p.Summary, longestText, false)
	c.line("source", p.Source, longestName, false)
	c.signers(p.Signers)
	c.order(p.Order)
	c.money(p.Effects)
	c.posts(p.Posts)
	for i, a := range p.Attachments {
		c.attachment(fmt.Sprintf("attachments[%d].", i), a)
	}
	if p.Supplements != "" && p.Replaces != "" {
		c.add("replaces", p.Replaces, "Ergänzung oder Neufassung, nicht beides", "a supplement or a new version, not both")
	}
	return c.problems
}

func (c *checker) signers(list []Signer) {
	seen := map[string]bool{}
	for i, s := range list {
		at := fmt.Sprintf("signers[%d].office", i)
		c.line(at, s.Office, longestName, true)
		if seen[s.Office] {
			c.add(at, s.Office, "jedes Amt nur einmal", "each office once only")
		}
		seen[s.Office] = true
	}
}

func (c *checker) order(list []Consultation) {
	for i, o := range list {
		at := fmt.Sprintf("order[%d].", i)
		c.line(at+"committee", o.Committee, longestWord, true)
		if !slices.Contains(Steps(), o.Step) {
			c.add(at+"step", string(o.Step), "ein Schritt wie Vorberatung", "a step such as preliminary deliberation")
		}
		if o.Step == Decision && i < len(list)-1 {
			c.add(at+"step", string(o.Step), "Beschlussfassung nur als letzter Schritt", "a decision as the last step only")
		}
	}
}

func (c *checker) money(list []Effect) {
	for i, e := range list {
		at := fmt.Sprintf("effects[%d].", i)
		c.line(at+"sub_budget", e.SubBudget, longestName, true)
		c.line(at+"line", e.Line, longestName, true)
		c.line(at+"text", e.Text, longestName, false)
		if e.Year < firstYear || e.Year > lastYear {
			c.add(at+"year", strconv.Itoa(e.Year), "ein Jahr wie 2016", "a year such as 2016")
		}
		if e.Amount == 0 {
			c.add(at+"amount_cents", "0", "ein Betrag, der nicht 0 ist", "an amount that is not 0")
		}
	}
}

func (c *checker) posts(list []PostRequest) {
	for i, p := range list {
		at := fmt.Sprintf("posts[%d].", i)
		c.line(at+"unit", p.Unit, longestName, true)
		c.line(at+"grade", p.Grade, longestWord, true)
		c.text(at+"reason", p.Reason, longestText, false)
		if p.Share == 0 || p.Share > mostPosts || p.Share < -mostPosts {
			c.add(at+"share", unit.Decimal{Amount: int64(p.Share), Places: 2}.String(), "ein Stellenumfang, der nicht 0 ist", "a share of posts that is not 0")
		}
		if !p.PhaseOut.IsZero() && p.PhaseOut.Before(p.From) {
			c.add(at+"phase_out", p.PhaseOut.String(), "ein Tag nach dem Beginn", "a day after the first")
		}
	}
}

func (c *checker) attachment(at string, a Attachment) {
	c.line(at+"title", a.Title, longestName, true)
	c.line(at+"link", a.Link, longestText, false)
	if a.Link == "" {
		return
	}
	if u, err := url.Parse(a.Link); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		c.add(at+"link", a.Link, "eine Adresse wie https://www.stuttgart.de/", "an address such as https://www.stuttgart.de/")
	}
}

// ForIssue lists what is missing before the paper may be issued: its head, its order,
// its signatures. Whether its text may go out is asked elsewhere.
func (p Paper) ForIssue() []Problem {
	c := &checker{problems: p.Check()}
	c.line("reference", p.Reference, longestWord, true)
	if p.On.IsZero() {
		c.add("on", "", "das Datum der Drucksache", "the paper's date")
	}
	if len(p.Order) == 0 {
		c.add("order", "", "mindestens ein Gremium in der Beratungsfolge", "at least one body in the order of committees")
	}
	for i, s := range p.Signers {
		if s.On.IsZero() {
			c.add(fmt.Sprintf("signers[%d].on", i), s.Office, "die Mitzeichnung dieses Amtes", "this office's co-signature")
		}
	}
	return c.problems
}

// Steps lists the steps of an order of committees.
func Steps() []Step { return []Step{Introduction, Deliberation, Preliminary, Notice, Decision} }

// Results lists what a committee can do with an item.
func Results() []Result {
	return []Result{Accepted, Amended, Rejected, Deferred, Referred, Noted, Withdrawn}
}

// Known reports whether it is one of the results.
func (r Result) Known() bool { return slices.Contains(Results(), r) }

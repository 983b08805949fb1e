// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"text/tabwriter"

	"planraum/internal/city/audit"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/desk/journal"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// auditCommand looks after the record of what was done.
type auditCommand struct {
	Verify auditVerify `cmd:"" help:"help.auditverify"`
	List   auditList   `cmd:"" help:"help.auditlist"`
	Export auditExport `cmd:"" help:"help.auditexport"`
	Anchor auditAnchor `cmd:"" help:"help.auditanchor"`
}

type auditVerify struct {
	From   int64  `help:"help.auditfrom" placeholder:"N"`
	To     int64  `help:"help.auditto" placeholder:"N"`
	Anchor string `help:"help.auditagainst"`
	JSON   bool   `name:"json" help:"help.json"`
}

// Run walks the chain. It ends with the code of a conflict where the chain does
// not hold.
func (c auditVerify) Run(s scope) error {
	span := journal.Span{From: c.From, To: c.To}
	if c.Anchor != "" {
		head, err := anchor(c.Anchor)
		if err != nil {
			return err
		}
		span.Anchor = &head
	}
	house, err := s.existing()
	if err != nil {
		return err
	}
	bar := progress(s, 1, text.T("Protokoll prüfen", "verifying the record"))
	v, err := house.Journal.Verify(s.ctx, span, func(done, total int64) {
		bar.ChangeMax64(total)
		_ = bar.Set64(done)
	})
	if err = errors.Join(err, bar.Finish(), house.Close()); err != nil {
		return err
	}
	return c.tell(s, v)
}

// verdictLine is a verdict as JSON.
type verdictLine struct {
	Sound    bool        `json:"sound"`
	Say      text.Text   `json:"say"`
	Entries  int64       `json:"entries"`
	First    int64       `json:"first"`
	Last     int64       `json:"last"`
	Wiped    int64       `json:"wiped"`
	Findings []text.Text `json:"findings"`
}

func (c auditVerify) tell(s scope, v journal.Verdict) error {
	line := verdictLine{v.Sound(), v.Say(), v.Walk.Entries, v.Walk.First.Seq, v.Walk.Last.Seq, v.Walk.Wiped, []text.Text{}}
	for _, b := range v.Walk.Breaks {
		line.Findings = append(line.Findings, b.Say)
	}
	var err error
	if c.JSON {
		err = json.NewEncoder(s.Out).Encode(line)
	} else {
		fmt.Fprintln(s.Out, line.Say.In(s.Lang))
		if b := v.Bounds.Checkpoint; b.Seq > 0 && !v.Part {
			fmt.Fprintf(s.Out, s.say("Die Einträge bis %s wurden am %s nach ihrer Frist gelöscht.\n", "The entries up to %s were removed on %s after their time.\n"), s.Lang.Int(b.Seq), period.OfTime(b.At).In(s.Lang))
		}
		for i, f := range line.Findings {
			if i > 0 {
				fmt.Fprintln(s.Out, "  "+f.In(s.Lang))
			}
		}
	}
	if err == nil && !v.Sound() {
		return pending{}
	}
	return err
}

// anchor reads what "audit anchor" printed.
func anchor(word string) (audit.Head, error) {
	number, digest, _ := strings.Cut(strings.TrimSpace(word), ":")
	seq, err := strconv.ParseInt(number, 10, 64)
	var head audit.Head
	if err == nil {
		head.Seq = seq
		head.Digest, err = audit.ParseDigest(digest)
	}
	if err != nil || seq < 1 {
		return head, fault.Refuse("cli.anchor", []fault.Row{{File: "--anchor", Value: word, Expected: text.T("Nummer und Prüfsumme, wie „planraum audit anchor“ sie ausgibt", "number and digest as “planraum audit anchor” prints them")}})
	}
	return head, nil
}

type auditAnchor struct{}

// Run prints the head of the chain.
func (auditAnchor) Run(s scope) error {
	head, err := ask(s, func(house *House) (audit.Head, error) { return house.Journal.Anchor(s.ctx) })
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.Out, "%d:%s\n", head.Seq, head.Digest)
	return err
}

// auditFilter is what list and export leave out.
type auditFilter struct {
	Account int64  `help:"help.auditaccount"`
	Role    string `help:"help.auditrole"`
	What    string `name:"what" help:"help.auditwhat"`
	Object  string `help:"help.auditobject"`
	Since   string `help:"help.auditsince"`
	Until   string `help:"help.audituntil"`
}

func (c auditFilter) query() (audit.Query, error) {
	q := audit.Query{Account: c.Account}
	var rows []fault.Row
	refuse := func(flag, value string, expected text.Text) {
		rows = append(rows, fault.Row{File: flag, Value: value, Expected: expected})
	}
	var ok bool
	if q.Kind, ok = audit.ParseKind(c.What); c.What != "" && !ok {
		refuse("--what", c.What, oneNamed(audit.Kinds()))
	}
	if q.Role, ok = roleNamed(c.Role); c.Role != "" && !ok {
		refuse("--role", c.Role, oneNamed(append(identity.Roles(), identity.Command)))
	}
	kind, key, _ := strings.Cut(c.Object, ":")
	q = q.ObjectNamed(kind, key)
	since, err := flagDay("--since", c.Since)
	if err != nil {
		rows = append(rows, fault.RowsOf(err)...)
	}
	until, err := flagDay("--until", c.Until)
	if err != nil {
		rows = append(rows, fault.RowsOf(err)...)
	}
	if len(rows) > 0 {
		return q, fault.Refuse("cli.audit", rows)
	}
	if !since.IsZero() {
		q.From = since.Time()
	}
	if !until.IsZero() {
		q.Before = until.AddDays(1).Time()
	}
	return q, nil
}

// roleNamed reads a role by its key or by its label in either language.
func roleNamed(word string) (identity.Role, bool) {
	for _, r := range append(identity.Roles(), identity.Command) {
		if l := r.Label(); string(r) == word || strings.EqualFold(l.De, word) || strings.EqualFold(l.En, word) {
			return r, true
		}
	}
	return "", false
}

// oneNamed lists keys with their labels.
func oneNamed[T interface {
	~string
	Label() text.Text
}](list []T,
) text.Text {
	de, en := make([]string, len(list)), make([]string, len(list))
	for i, w := range list {
		l := w.Label()
		de[i], en[i] = string(w)+" ("+l.De+")", string(w)+" ("+l.En+")"
	}
	return text.T("eines von "+strings.Join(de, ", "), "one of "+strings.Join(en, ", "))
}

type auditList struct {
	auditFilter
	Limit int  `help:"help.limit" default:"50"`
	JSON  bool `name:"json" help:"help.json"`
}

// Run lists the newest entries.
func (c auditList) Run(s scope) error {
	q, err := c.query()
	if err != nil {
		return err
	}
	q.Limit = c.Limit
	page, err := ask(s, func(house *House) (journal.Page, error) { return house.Journal.Search(s.ctx, q) })
	if err != nil {
		return err
	}
	if c.JSON {
		return json.NewEncoder(s.Out).Encode(page.Entries)
	}
	w := tabwriter.NewWriter(s.Out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, s.say("Nummer\tZeit (UTC)\tArt\tAusgang\twer\tGegenstand\tvorher\tnachher", "number\ttime (UTC)\tkind\toutcome\twho\tobject\tbefore\tafter"))
	for _, e := range page.Entries {
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\t%s %s\t%s\t%s\n", e.Seq, e.At.Format("2006-01-02 15:04:05"), e.Kind.Label().In(s.Lang), e.Outcome.Label().In(s.Lang),
			identity.Said(e.By).In(s.Lang), e.Object.Kind, e.Object.Key, brief(e.Event.Before), brief(e.After))
	}
	return w.Flush()
}

// brief cuts what would make a line of the terminal endless.
func brief(s string) string {
	if r := []rune(s); len(r) > 80 {
		return string(r[:79]) + "…"
	}
	return s
}

type auditExport struct {
	auditFilter
	Format string `enum:"csv,xlsx,json," default:"" help:"help.auditformat"`
	Output string `short:"o" complete:"file" help:"help.exportoutput"`
}

// Run writes all entries, the oldest first.
func (c auditExport) Run(s scope) error {
	q, err := c.query()
	if err != nil {
		return err
	}
	format := c.Format
	if format == "" {
		format = strings.TrimPrefix(filepath.Ext(c.Output), ".")
	}
	if format == "" {
		format = "csv"
	}
	house, err := s.existing()
	if err != nil {
		return err
	}
	var out bytes.Buffer
	err = house.Journal.Export(s.ctx, q, format, s.Lang, &out)
	if err = errors.Join(err, house.Close()); err != nil {
		return err
	}
	return put(s, c.Output, out.Bytes())
}

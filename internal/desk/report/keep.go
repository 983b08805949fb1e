// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"planraum/internal/city/audience"
	"planraum/internal/city/council"
	"planraum/internal/city/document"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Stored is a text as the register of documents keeps it: a draft with its live fields,
// or an issued text with what they stood for. What was issued is never changed; the
// next issue is a version of its own that names the one before.
type Stored struct {
	Name     string             `json:"name"`
	Template string             `json:"template,omitempty"` // of which it was made; empty: written freely
	State    council.PaperState `json:"state"`              // draft or issued
	AsOf     period.Date        `json:"as_of"`
	Document document.Document  `json:"document"`
	// Digest is the SHA-256 of the issued text as JSON, hexadecimal; empty for drafts.
	Digest string    `json:"digest,omitempty"`
	By     string    `json:"by"` // role or office
	At     time.Time `json:"at"` // UTC
	// Replaces is the record of the issue before; 0: there is none.
	Replaces int64 `json:"replaces,omitempty"`

	Record int64 `json:"-"` // running number of this version
	Number int   `json:"-"` // of an issue: the how manyth of the text it is, from 1 on
}

// Issued reports whether the text was issued.
func (s Stored) Issued() bool { return s.State == council.Issued }

// Digest is the SHA-256 of a text as JSON, hexadecimal.
func Digest(d document.Document) (string, error) {
	body, err := json.Marshal(d)
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:]), fault.Wrap("report.Digest", err)
}

// Whole reports whether an issued text is what was issued, by its digest.
func (s Stored) Whole() bool {
	sum, err := Digest(s.Document)
	return err == nil && sum == s.Digest
}

// Versions are all versions of a text, oldest first; none where it was never stored.
func (d *Desk) Versions(ctx context.Context, name string) ([]Stored, error) {
	records, err := d.registers.Versions(ctx, register.Document, name)
	if err != nil {
		return nil, fault.Wrap("report.Versions("+name+")", err)
	}
	list := make([]Stored, len(records))
	for i, r := range records {
		if list[i], err = storedOf(r); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(list, func(a, b Stored) int { return cmp.Compare(a.Record, b.Record) })
	numbered(list)
	return list, nil
}

func storedOf(r register.Record) (Stored, error) {
	s := Stored{}
	err := json.Unmarshal(r.Body, &s)
	s.Record = r.ID
	return s, fault.Wrap("report.storedOf("+r.Key+")", err)
}

// Names lists the names of the texts of which a version was known on asOf.
func (d *Desk) Names(ctx context.Context, asOf period.Date) ([]string, error) {
	records, err := d.registers.Records(ctx, register.Document, asOf)
	var names []string
	for _, r := range records {
		names = append(names, r.Key)
	}
	slices.Sort(names)
	return names, fault.Wrap("report.Names", err)
}

// Change says who stores a text, when, and which version they saw (0: none).
type Change struct {
	By   string
	At   time.Time
	Seen int64
}

// Save stores a draft with its live fields. It refuses a text with faults, with all of
// them, and answers Conflict where somebody else has stored a version since, and where
// the text is that of a council paper which is out or co-signed.
func (d *Desk) Save(ctx context.Context, s Stored, c Change) error {
	s, err := d.drafted(s)
	if err != nil {
		return err
	}
	if err := d.Changeable(ctx, s.Name); err != nil {
		return err
	}
	return fault.Wrap("report.Save", d.append(ctx, s, c))
}

// drafted is a text as Save stores it: a draft without the values of its fields.
func (d *Desk) drafted(s Stored) (Stored, error) {
	if rows := s.Document.Check(); len(rows) > 0 {
		return s, fault.Refuse("report.drafted", named(s.Name, placed(s.Document, rows)))
	}
	doc, err := clone(s.Document)
	if err != nil {
		return s, err
	}
	doc.Fields(func(_ string, f *document.Field) { f.Value = nil })
	s.Document, s.State, s.Digest = doc, council.Draft, ""
	return s, nil
}

// Issue freezes a text: its fields are looked up as of its date, and what they stand for
// is stored with it, in one write. It refuses a text with a field that is not to be
// found, rests on a figure that is not released or on a run that is stale, and names
// each with its place and sentence. The text of a council paper goes out with the paper
// only: Conflict.
func (d *Desk) Issue(ctx context.Context, s Stored, c Change) (Stored, error) {
	const op = "report.Issue"
	if err := d.issuable(ctx, s.Name); err != nil {
		return s, err
	}
	s, err := d.frozen(ctx, s, c)
	if err != nil {
		return s, err
	}
	return s, fault.Wrap(op, d.append(ctx, s, c))
}

// frozen is the text as Issue would store it.
func (d *Desk) frozen(ctx context.Context, s Stored, c Change) (Stored, error) {
	const op = "report.Issue"
	if audience.Of(whole(ctx)).Released {
		return s, fault.New(fault.Forbidden, op,
			"Ausgeben kann nur, wer alle Zahlen der Stadt sieht: Sonst bliebe unbemerkt, was nicht freigegeben ist.",
			"Only who sees all figures of the city can issue: else what is not released would go unnoticed.")
	}
	list, err := d.Versions(ctx, s.Name)
	if err != nil {
		return s, err
	}
	if err := overtaken(op, list, s.AsOf); err != nil {
		return s, err
	}
	doc, err := d.Resolve(ctx, s.Document, s.AsOf)
	if err != nil {
		return s, fault.Wrap(op, err)
	}
	if s.AsOf.After(period.OfTime(c.At)) {
		return s, fault.New(fault.Invalid, op, "Ausgegeben wird ein Text mit dem Stand eines Tages, der schon war.", "A text is issued as of a day that has been.")
	}
	if rows := Open(doc); len(rows) > 0 {
		return s, fault.Refuse(op, named(s.Name, rows))
	}
	s.Number = 0
	for _, before := range list {
		if before.Issued() {
			s.Replaces, s.Number = before.Record, before.Number
		}
	}
	s.Document, s.State = doc, council.Issued
	s.Number++
	if s.Digest, err = Digest(doc); err != nil {
		return s, err
	}
	s.By, s.At = c.By, c.At.UTC()
	return s, nil
}

// overtaken answers Conflict where there is a version of a later date than the one as of
// which a text is to be issued: an issue follows the one before in time.
func overtaken(op string, list []Stored, asOf period.Date) error {
	issued, last, wasIssued, _ := Newest(list)
	switch {
	case wasIssued && issued.AsOf.After(asOf):
		day := period.OfTime(issued.At)
		return fault.New(fault.Conflict, op,
			"Dieser Text ist schon mit einem späteren Stand ausgegeben: Stand "+issued.AsOf.In(text.De)+", ausgegeben am "+day.In(text.De)+". Mit dem Stand "+asOf.In(text.De)+" lässt er sich danach nicht mehr ausgeben. Stellen Sie oben den "+issued.AsOf.In(text.De)+" oder einen späteren Stand ein; dort steht die Ausgabe, und dort lässt sich die nächste ausgeben.",
			"This text is issued as of a later date already: as of "+issued.AsOf.In(text.En)+", issued on "+day.In(text.En)+". It cannot be issued as of "+asOf.In(text.En)+" afterwards. Set "+issued.AsOf.In(text.En)+" or a later date above; the issue stands there, and there the next one can be issued.")
	case last.AsOf.After(asOf):
		return fault.New(fault.Conflict, op,
			"Von diesem Text gibt es schon einen Entwurf mit dem Stand "+last.AsOf.In(text.De)+". Stellen Sie oben diesen oder einen späteren Stand ein und geben Sie ihn dort aus.",
			"There is a draft of this text as of "+last.AsOf.In(text.En)+" already. Set this date or a later one above and issue it there.")
	}
	return nil
}

// Issuable answers Conflict, with the reason and what can be done, where the text of a
// name cannot be issued as of a date whatever stands in it: it goes out with its council
// paper, or a version of it has a later date.
func (d *Desk) Issuable(ctx context.Context, name string, asOf period.Date) error {
	op := "report.Issuable(" + name + ")"
	if err := d.issuable(ctx, name); err != nil {
		return err
	}
	list, err := d.Versions(ctx, name)
	if err != nil {
		return err
	}
	return overtaken(op, list, asOf)
}

func named(name string, rows []fault.Row) []fault.Row {
	for i, r := range rows {
		rows[i].Field = text.T(strings.TrimSuffix(name+", "+r.Field.De, ", "), strings.TrimSuffix(name+", "+r.Field.En, ", "))
	}
	return rows
}

// record is the text as the register keeps it.
func (s Stored) record(c Change) (register.Record, error) {
	s.By, s.At = c.By, c.At.UTC()
	body, err := json.Marshal(s)
	return register.Record{Kind: register.Document, Key: s.Name, KnownFrom: s.AsOf, Body: body}, err
}

func (d *Desk) append(ctx context.Context, s Stored, c Change) error {
	record, err := s.record(c)
	if err != nil {
		return err
	}
	batch := figure.Batch{Kind: string(register.Document), File: s.Name, By: c.By, Rows: 1, RecordedAt: c.At}
	return d.registers.AppendAfter(ctx, batch, record, c.Seen)
}

// FileName is the name of the text's file in a format.
func (s Stored) FileName(f Format) string {
	return s.Name + "-" + s.AsOf.String() + "." + string(f)
}

// Text is a text with its values: the issue with a record number, which must have been
// known on asOf, or, for 0, the text as it is as of the date: the last draft that was
// stored, else what its template makes.
func (d *Desk) Text(ctx context.Context, name string, asOf period.Date, record int64) (Stored, error) {
	op := "report.Text(" + name + ")"
	list, err := d.Versions(ctx, name)
	if err != nil {
		return Stored{}, err
	}
	live := Stored{Name: name, State: council.Draft, AsOf: asOf}
	for _, s := range list {
		if s.AsOf.After(asOf) {
			continue
		}
		if record != 0 && s.Record == record && s.Issued() {
			return s, nil
		}
		live.Record, live.Template = s.Record, s.Template
		if !s.Issued() {
			live.Document = dated(s.Document, s.AsOf, asOf)
		}
	}
	if record != 0 {
		return Stored{}, fault.New(fault.NotFound, op, "Diese Ausgabe gibt es unter diesem Stand nicht.", "There is no such issue as of this date.")
	}
	if live.Document.Title != "" { // written, if it were only its title
		live.Document, err = d.Resolve(ctx, live.Document, asOf)
		return live, err
	}
	t, err := Find(name)
	if err != nil {
		return Stored{}, err
	}
	live.Template = t.Name
	live.Document, err = d.Made(ctx, t, asOf)
	return live, err
}

// dated names another day in the head of a text where it names the day of its numbers.
func dated(doc document.Document, from, to period.Date) document.Document {
	doc.Head = slices.Clone(doc.Head)
	for i, p := range doc.Head {
		if l := text.Parse(string(doc.Lang)); p.Value == from.In(l) {
			doc.Head[i].Value = to.In(l)
		}
	}
	return doc
}

// Newest is the last version that was issued, and the last of all; false where there is
// none.
func Newest(list []Stored) (issued, last Stored, wasIssued, any bool) {
	for _, s := range list {
		last, any = s, true
		if s.Issued() {
			issued, wasIssued = s, true
		}
	}
	return issued, last, wasIssued, any
}

// StateOf names the state of a text.
func StateOf(s Stored) text.Text { return s.State.Label() }

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package council

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"planraum/internal/city/council"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/fault"
	"planraum/internal/method/calendar"
	"planraum/internal/method/rights"
	"planraum/internal/text"
)

// fields turns the faults of a noun into those of its form.
func fields(name string, list []council.Problem) []fault.Row {
	rows := make([]fault.Row, len(list))
	for i, p := range list {
		rows[i] = fault.Row{File: name, Column: p.Path, Value: p.Value, Expected: p.Expected}
	}
	return rows
}

// Faults lists everything that stands against keeping a paper: its own faults, another
// one with its reference, papers and bodies that there are not.
func (d *Desk) Faults(ctx context.Context, p council.Paper, day period.Date) ([]fault.Row, error) {
	all, err := d.papers(ctx, period.Date{})
	if err != nil {
		return nil, err
	}
	p = keyed(p, all)
	rows := fields(p.Title, p.Check())
	refuse := func(path, value, de, en string) {
		rows = append(rows, fault.Row{File: p.Title, Column: path, Value: value, Expected: text.T(de, en)})
	}
	offices, err := d.Offices(ctx, day)
	if err != nil {
		return nil, err
	}
	known := map[string]council.Paper{}
	for _, s := range all {
		known[s.ID] = s.Paper
		if s.ID != p.ID && p.Reference != "" && s.Reference == p.Reference {
			refuse("reference", p.Reference, "eine Nummer, die noch keine Drucksache hat; diese hat „"+s.Title+"“", "a number that no other paper has; this is that of “"+s.Title+"”")
		}
	}
	rows = append(rows, officeFaults(offices, p, known[p.ID], known[p.Supplements], known[p.Replaces])...)
	rows = append(rows, askedFaults(p, known[p.ID], day)...)
	for i, id := range p.Answers {
		if !known[id].Type.Asked() {
			want := wantOne(meantBy(all, id, asked), text.T("ein Antrag oder eine Anfrage, mit Nummer oder Kennwort", "a motion or an inquiry, by number or key"))
			refuse(fmt.Sprintf("answers[%d]", i), id, want.De, want.En)
		}
	}
	for path, id := range map[string]string{"supplements": p.Supplements, "replaces": p.Replaces} {
		if before, ok := known[id]; id != "" && (!ok || !wasIssued(before)) {
			want := wantOne(meantBy(all, id, wasIssued), text.T("eine ausgegebene Vorlage, mit Nummer oder Kennwort", "a paper that was issued, by number or key"))
			refuse(path, id, want.De, want.En)
		}
	}
	bodies, err := d.Committees(ctx, day)
	if err != nil {
		return nil, err
	}
	for i, o := range p.Order {
		if !slices.ContainsFunc(bodies, func(c council.Committee) bool { return c.Key == o.Committee }) {
			refuse(fmt.Sprintf("order[%d].committee", i), o.Committee, "ein Gremium, das es gibt", "a body that there is")
		}
	}
	return rows, nil
}

// Save keeps a new paper, or a changed draft or motion, and returns its key. What an
// office had co-signed is void after a change. An issued paper does not change.
//
// A text that the paper begins is written with it: both, or neither.
func (d *Desk) Save(ctx context.Context, p council.Paper, do Doing, begun ...register.Next) (string, error) {
	const op = "council.Save"
	kind := council.Record
	if do.Base == 0 {
		p.State, p.History = council.Draft, nil
		if p.Type.Asked() {
			p.State = council.Received
		}
		if p.ID == "" {
			p.ID = p.NewKey()
		}
	} else {
		old, err := d.at(ctx, p.ID, do)
		if err != nil {
			return "", err
		}
		kind = council.Change
		p.State, p.History = old.State, old.History
		if !old.May(kind) {
			_, err := old.Do(council.Act{Kind: kind})
			return "", err
		}
	}
	offices, err := d.Offices(ctx, do.Day)
	if err != nil {
		return "", fault.Wrap(op, err)
	}
	all, err := d.papers(ctx, period.Date{})
	if err != nil {
		return "", fault.Wrap(op, err)
	}
	if do.Base == 0 && slices.ContainsFunc(all, func(s Stored) bool { return s.ID == p.ID }) {
		return "", fault.New(fault.Conflict, op+"("+p.ID+")",
			"„"+p.Title+"“ ist mit denselben Angaben schon angelegt. Es ist nichts doppelt gespeichert.", "“"+p.Title+"” is there already with the same entries. Nothing was saved twice.")
	}
	p = keyed(meant(offices, p), all)
	rows, err := d.Faults(ctx, p, do.Day)
	if err != nil {
		return "", fault.Wrap(op, err)
	}
	if len(rows) > 0 {
		return "", fault.Refuse(op, rows)
	}
	act := council.Act{Kind: kind, On: do.Day, By: do.By, To: p.State}
	if kind == council.Record {
		p.History = []council.Act{act}
	} else if p, err = p.Do(act); err != nil {
		return "", err
	}
	return p.ID, d.write(ctx, do, []paperAfter{{p, do.Base}}, begun...)
}

// at is the newest version of a paper, which must be the one that was seen.
func (d *Desk) at(ctx context.Context, id string, do Doing) (Stored, error) {
	versions, err := d.registers.Versions(ctx, register.Paper, id)
	if err != nil {
		return Stored{}, fault.Wrap("council.at("+id+")", err)
	}
	if len(versions) == 0 {
		return Stored{}, missing(id)
	}
	newest := versions[len(versions)-1]
	if newest.ID != do.Base {
		return Stored{}, changedSince("council.at("+id+")", newest.KnownFrom, do.Day,
			text.T("Diese Drucksache", "This paper"))
	}
	return stored(newest)
}

// changedSince refuses what rests on a version that is not the newest. One that is known
// as of a later day only can be gone on with as of that day.
func changedSince(op string, known, day period.Date, what text.Text) error {
	if known.After(day) {
		return register.Later(fault.New(fault.Conflict, op,
			what.De+" ist unter dem späteren Stand "+known.In(text.De)+" schon geändert. Mit diesem Stand geht es weiter.",
			what.En+" was changed as of the later date "+known.In(text.En)+" already. It goes on as of that date."), known)
	}
	return fault.New(fault.Conflict, op,
		what.De+" hat inzwischen jemand anderes geändert. Die Seite zeigt jetzt, was gilt; Ihre Eingaben stehen noch hier. Bitte lassen Sie sich die Wirkung noch einmal zeigen.",
		"Somebody else has changed "+strings.ToLower(what.En)+" meanwhile. The page shows now what holds; your entries are still here. Please show the effect once more.")
}

// paperAfter is a paper to be written after a version.
type paperAfter struct {
	paper council.Paper
	after int64
}

// write keeps papers and further records, all of them or none. No version is known
// before the one that it follows.
func (d *Desk) write(ctx context.Context, do Doing, papers []paperAfter, further ...register.Next) error {
	const op = "council.write"
	var next []register.Next
	for _, p := range papers {
		body, err := json.Marshal(p.paper)
		if err != nil {
			return fault.Wrap(op, err)
		}
		known := do.Day
		versions, err := d.registers.Versions(ctx, register.Paper, p.paper.ID)
		if err != nil {
			return fault.Wrap(op, err)
		}
		if n := len(versions); n > 0 && versions[n-1].KnownFrom.After(known) {
			known = versions[n-1].KnownFrom
		}
		next = append(next, register.Next{Record: register.Record{Kind: register.Paper, Key: p.paper.ID, KnownFrom: known, Body: body}, After: p.after})
	}
	next = append(next, further...)
	batch := figure.Batch{Kind: string(next[0].Kind), File: next[0].Key, By: do.By, Rows: len(next), RecordedAt: do.Now}
	return fault.Wrap(op, d.registers.AppendAllAfter(ctx, batch, next))
}

// MaySign reports whether who acts may co-sign for an office: their own.
func (d *Desk) MaySign(ctx context.Context, office string) bool {
	return d.rights.May(ctx)(rights.Sign, rights.Resource{Kind: rights.Paper, Holder: office})
}

func notOwnOffice(office string) error {
	return fault.New(fault.Forbidden, "council.notOwnOffice("+office+")",
		"Für „"+office+"“ zeichnet nur dieses Amt mit, mit einem Konto, dessen Rolle für dieses Amt gilt.",
		"Only this office co-signs for “"+office+"”, with an account whose role is held for it.")
}

// Effect is what an act would do.
type Effect struct {
	Paper council.Paper // afterwards
	Says  []text.Text
	next  []paperAfter
	text  []register.Next // of the text that goes out with it
}

// Try says what an act would do, or refuses it with all that stands against it.
// Nothing is kept.
func (d *Desk) Try(ctx context.Context, id string, a council.Act, do Doing) (Effect, error) {
	old, err := d.at(ctx, id, do)
	if err != nil {
		return Effect{}, err
	}
	if a.Kind == council.Sign && old.May(a.Kind) && !d.MaySign(ctx, a.Office) {
		return Effect{}, notOwnOffice(a.Office)
	}
	a.On, a.By = do.Day, do.By
	if rows, err := d.against(ctx, old.Paper, a); err != nil || len(rows) > 0 {
		if err == nil {
			err = fault.Refuse("council.Try", rows)
		}
		return Effect{}, err
	}
	e := Effect{}
	warned, err := d.warnings(ctx, old.Paper, a, do)
	if err != nil {
		e.Says = warned
		return e, err
	}
	before, days := old.Paper, []text.Text(nil)
	if a.Kind == council.Issue {
		if before, days, err = d.dated(ctx, before, do.Day); err != nil {
			return e, err
		}
	}
	if e.Paper, err = before.Do(a); err != nil {
		return e, err
	}
	e.next = []paperAfter{{e.Paper, old.Version}}
	e.Says = append(append(warned, said(old.Paper, e.Paper, a)...), days...)
	if a.Kind == council.Issue {
		err = d.answer(ctx, &e, do)
	}
	if err == nil && a.Kind == council.Issue && e.Paper.Document != "" {
		err = d.freeze(ctx, &e, do)
	}
	return e, err
}

// freeze has the paper's text go out with it, in the same write.
func (d *Desk) freeze(ctx context.Context, e *Effect, do Doing) (err error) {
	last := len(e.Paper.History) - 1 // a copy of its own since the act
	if e.text, e.Paper.History[last].Text, err = d.documents.Freeze(ctx, e.Paper, do.By, do.Now); err != nil {
		return err
	}
	e.next[0].paper = e.Paper
	if len(e.text) > 0 {
		e.Says = append(e.Says, text.T("Der Text der Vorlage wird mit seinen Zahlen festgehalten und ändert sich auch nie mehr.", "The paper's text is kept with its numbers and never changes either."))
	}
	return nil
}

// Act does with a paper what Try shows.
func (d *Desk) Act(ctx context.Context, id string, a council.Act, do Doing) (council.Paper, error) {
	e, err := d.Try(ctx, id, a, do)
	if err != nil {
		return council.Paper{}, err
	}
	return e.Paper, d.write(ctx, do, e.next, e.text...)
}

// against lists what stands against an act beside the paper's state.
func (d *Desk) against(ctx context.Context, p council.Paper, a council.Act) ([]fault.Row, error) {
	if !p.May(a.Kind) {
		return nil, nil // the act itself says so
	}
	if row, long := fault.TooLong("note", a.Note, fault.LongestText); long {
		row.File = p.Title
		return []fault.Row{row}, nil
	}
	switch a.Kind {
	case council.Issue:
		return d.Lacks(ctx, p)
	case council.Sign, council.Ready:
		return d.gaps(ctx, p)
	case council.Settle, council.Reopen:
		if a.Note == "" {
			return []fault.Row{{File: p.Title, Column: "note", Expected: text.T("der Grund in einem Satz", "the reason in a sentence")}}, nil
		}
	}
	return nil, nil
}

// gaps lists the fields of a paper's text that stand for nothing: nobody co-signs a text
// with gaps, since what fills them later would be signed unseen.
func (d *Desk) gaps(ctx context.Context, p council.Paper) ([]fault.Row, error) {
	if p.Document == "" || d.documents == nil {
		return nil, nil
	}
	return d.documents.Unfilled(ctx, p)
}

// Pending lists what is open in a paper's text while it is in work: what keeps it from
// going out, with place and what to do. Who co-signs is told it before.
func (d *Desk) Pending(ctx context.Context, p council.Paper) ([]fault.Row, error) {
	if p.Document == "" || d.documents == nil || p.State.Out() {
		return nil, nil
	}
	return d.documents.Obstacles(ctx, p)
}

// Amounts lists the typed financial effects of a paper in work that differ from the cost
// that its text derives, and the posts that differ from those that it proposes, with both
// values and the place. They refuse nothing. The column is "posts" where posts differ.
func (d *Desk) Amounts(ctx context.Context, p council.Paper) ([]fault.Row, error) {
	if p.Document == "" || d.documents == nil || p.State.Out() {
		return nil, nil
	}
	return d.documents.Amounts(ctx, p)
}

// amounts warns of them before a paper is co-signed or issued.
func (d *Desk) amounts(ctx context.Context, p council.Paper) ([]text.Text, error) {
	rows, err := d.Amounts(ctx, p)
	var warned []text.Text
	for _, r := range rows {
		if r.Column == "posts" {
			warned = append(warned, text.T("Achtung: Bei den Stellen der Vorlage steht: "+r.Value+". Im Text ("+r.Field.De+") steht etwas anderes. Erwartet: "+r.Expected.De+".",
				"Attention: the posts of the paper say: "+r.Value+". The text ("+r.Field.En+") says something else. Expected: "+r.Expected.En+"."))
			continue
		}
		warned = append(warned, text.T("Achtung: Bei den finanziellen Auswirkungen steht "+r.Value+". Im Text ("+r.Field.De+") steht etwas anderes. Erwartet: "+r.Expected.De+".",
			"Attention: the financial effects say "+r.Value+". The text ("+r.Field.En+") says something else. Expected: "+r.Expected.En+"."))
	}
	return warned, err
}

// pending warns, before a paper is co-signed, of what is open in its text.
func (d *Desk) pending(ctx context.Context, p council.Paper) ([]text.Text, error) {
	rows, err := d.Pending(ctx, p)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	warned := []text.Text{text.T("Achtung: Im Text ist noch etwas offen. So kann die Vorlage nicht ausgegeben werden. Wird der Text deshalb geändert, gelten die Mitzeichnungen nicht mehr.",
		"Attention: something is still open in the text. The paper cannot be issued like this. If the text is changed for it, the co-signatures are void.")}
	for _, r := range rows {
		warned = append(warned, text.T("Offen: "+r.Field.De+": "+r.Value+". Es fehlt: "+r.Expected.De+".", "Open: "+r.Field.En+": "+r.Value+". What is missing: "+r.Expected.En+"."))
	}
	return warned, nil
}

// Lacks lists everything that stands against issuing a paper, whatever its state: its
// head, its order of committees, co-signatures, and in its text each field without a
// value, each figure that is not released and each run that is out of date, with place
// and what to do.
func (d *Desk) Lacks(ctx context.Context, p council.Paper) ([]fault.Row, error) {
	rows := fields(p.Title, p.ForIssue())
	if p.Document == "" {
		return rows, nil
	}
	if d.documents == nil {
		return append(rows, fault.Row{File: p.Title, Column: "document", Value: p.Document, Expected: text.T("ein Text, der sich prüfen lässt", "a text that can be checked")}), nil
	}
	more, err := d.documents.Obstacles(ctx, p)
	return append(rows, more...), err
}

// warnings are what is told before an act and does not refuse it: amounts that differ,
// what is open in a text that is co-signed, an order of committees that cannot be met.
func (d *Desk) warnings(ctx context.Context, p council.Paper, a council.Act, do Doing) ([]text.Text, error) {
	if !p.May(a.Kind) || a.Kind != council.Sign && a.Kind != council.Ready && a.Kind != council.Issue {
		return nil, nil
	}
	warned, err := d.amounts(ctx, p)
	if err != nil {
		return nil, err
	}
	var more []text.Text
	if a.Kind == council.Issue {
		more, err = d.unmet(ctx, p, a, do)
	} else {
		more, err = d.pending(ctx, p)
	}
	return append(warned, more...), err
}

// unmet warns of issuing a paper whose order of committees cannot be met, with the
// earliest day that can, and asks for the reason, which stays in the paper's history.
func (d *Desk) unmet(ctx context.Context, p council.Paper, a council.Act, do Doing) ([]text.Text, error) {
	c, err := d.Course(ctx, p, do.Day)
	if err != nil || c.Problem == calendar.None || c.Problem == calendar.NoSteps {
		return nil, err
	}
	first := text.T("Unter den bekannten Sitzungen geht keine andere", "Among the known sittings no other one can")
	if n := len(c.Earliest); n > 0 {
		day := c.Earliest[n-1].Sitting
		first = text.T("Die Entscheidung ist frühestens möglich am "+day.In(text.De), "The decision is possible at the earliest on "+day.In(text.En))
	}
	warned := []text.Text{text.T("Achtung: Die Beratungsfolge ist so nicht zu schaffen. "+first.De+".", "Attention: the order of committees cannot be met like this. "+first.En+".")}
	if a.Note == "" && len(c.Earliest) > 0 { // where no sittings are known there is nothing to give a reason against
		err = fault.Refuse("council.unmet", []fault.Row{{File: p.Title, Column: "note", Expected: text.T(
			"der Grund in einem Satz, warum die Vorlage trotzdem ausgegeben wird", "the reason in a sentence why the paper is issued all the same")}})
	}
	return warned, err
}

// answer has the motions that a paper answers be answered, together with its issue.
func (d *Desk) answer(ctx context.Context, e *Effect, do Doing) error {
	for _, id := range e.Paper.Answers {
		versions, err := d.registers.Versions(ctx, register.Paper, id)
		if err != nil || len(versions) == 0 {
			return fault.Wrap("council.answer("+id+")", err)
		}
		motion, err := stored(versions[len(versions)-1])
		if err != nil {
			return err
		}
		if !motion.May(council.Reply) {
			continue // decided or settled before
		}
		after, err := motion.Do(council.Act{Kind: council.Reply, On: do.Day, By: do.By, Note: e.Paper.Reference})
		if err != nil {
			return err
		}
		e.next = append(e.next, paperAfter{after, motion.Version})
		e.Says = append(e.Says, text.T(fmt.Sprintf("%s %s gilt danach als beantwortet.", motion.Type.Label().De, motion.Reference),
			fmt.Sprintf("The %s %s counts as answered afterwards.", motion.Type.Label().En, motion.Reference)))
	}
	return nil
}

// said tells in sentences what an act does.
func said(old, now council.Paper, a council.Act) []text.Text {
	var says []text.Text
	note := func(de, en string) { says = append(says, text.T(de, en)) }
	if a.Office != "" {
		note("„"+a.Office+"“ zeichnet mit.", "“"+a.Office+"” co-signs.")
	}
	if old.State != now.State {
		note("Zustand: "+old.State.Label().De+" → "+now.State.Label().De+".", "State: "+old.State.Label().En+" → "+now.State.Label().En+".")
	}
	switch a.Kind {
	case council.Issue:
		note("Der Inhalt ändert sich danach nie mehr. Was noch zu sagen ist, sagt eine Ergänzung oder eine Neufassung.",
			"The content never changes afterwards. What remains to be said is said by a supplement or a new version.")
		if now.Open() {
			note("Alle können sie lesen: Jedes Gremium berät öffentlich.", "Everybody can read it: every body deals with it in public.")
		} else {
			note("Der Gemeinderat kann sie lesen, die Öffentlichkeit nicht.", "The council can read it, the public cannot.")
		}
	case council.Reopen:
		note("Alle Mitzeichnungen werden ungültig.", "All co-signatures become void.")
	}
	if a.Note != "" {
		note("Vermerk: „"+a.Note+"“", "Note: “"+a.Note+"”")
	}
	return says
}

// Following is a draft that supplements an issued paper, or replaces it by a new
// version; nothing is kept. A new version begins with the same content.
func Following(p council.Paper, replaces bool) council.Paper {
	next := council.Paper{Type: p.Type, Title: p.Title, Lead: p.Lead, State: council.Draft, Supplements: p.ID}
	if replaces {
		id := p.ID
		next = p.Content()
		next.ID, next.State, next.On, next.Year, next.Source, next.Supplements, next.Replaces = "", council.Draft, period.Date{}, 0, "", "", id
	}
	next.Reference = p.Reference + " Ergänzung"
	if replaces {
		next.Reference = p.Reference + " Neufassung"
	}
	next.Signers, next.Document = nil, ""
	for _, s := range p.Signers {
		next.Signers = append(next.Signers, council.Signer{Office: s.Office})
	}
	if !replaces {
		for _, o := range p.Order {
			next.Order = append(next.Order, council.Consultation{Committee: o.Committee, Step: o.Step, Public: o.Public})
		}
	}
	return next
}

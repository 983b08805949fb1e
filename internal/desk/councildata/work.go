// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package councildata

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"planraum/internal/city/job"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// TakeKind names jobs that import council data from a source.
const TakeKind = "oparl"

type takeArgs struct {
	Source string `json:"source"`
	Full   bool   `json:"full,omitempty"`
}

// TakeOrder is the order to import council data from a source; full asks for
// everything, not only for what has changed.
func (d *Desk) TakeOrder(ctx context.Context, source string, full bool, by string) (job.Order, error) {
	const op = "councildata.TakeOrder"
	s, err := d.Source(ctx, source)
	if err != nil {
		return job.Order{}, fault.Wrap(op, err)
	}
	args, err := json.Marshal(takeArgs{source, full})
	return job.Order{
		Kind: TakeKind, By: by, Args: args, Unit: text.T("Dokumente", "documents"),
		Title: text.T("Ratsdaten übernehmen: "+s.Name, "take council data: "+s.Name),
	}, fault.Wrap(op, err)
}

// Takes reports whether a job imports from a source.
func Takes(j job.Job, source string) bool {
	var args takeArgs
	return j.Kind == TakeKind && json.Unmarshal(j.Args, &args) == nil && args.Source == source
}

// TakeWork is the work behind TakeOrder. Its result is the report without its single
// faults, which Runs has.
func (d *Desk) TakeWork() job.Kind {
	return job.Kind{Name: TakeKind, Label: text.T("Ratsdaten übernehmen", "taking council data"), Run: d.runTake}
}

// runTake imports. Tried once more after a crash it finds what was recorded and adds
// nothing but its report.
func (d *Desk) runTake(ctx context.Context, t job.Task) (any, error) {
	const op = "councildata.runTake"
	var args takeArgs
	if err := json.Unmarshal(t.Args, &args); err != nil {
		return nil, fault.Wrap(op, err)
	}
	run, err := d.Take(ctx, Intake{
		Source: args.Source, Full: args.Full, By: t.By, Now: time.Now().UTC(), Report: func(documents int) { t.Report(int64(documents), 0) },
	})
	run.Faults, run.Better = nil, nil
	return run, fault.Wrap(op, err)
}

// Answer says what an import has come to, in a sentence.
func (r Run) Answer() text.Text {
	if r.Failed != (text.Text{}) {
		return text.T("Nicht abgerufen: "+r.Failed.De, "Not fetched: "+r.Failed.En)
	}
	say := func(l text.Lang) string {
		count := func(n int, one, many text.Text) string {
			if n == 1 {
				return one.In(l)
			}
			return l.Int(int64(n)) + " " + many.In(l)
		}
		papers, sittings, committees := r.Papers.New+r.Papers.Changed, r.Sittings.New+r.Sittings.Changed, r.Committees.New+r.Committees.Changed
		var parts []string
		for _, p := range []struct {
			n         int
			one, many text.Text
		}{
			{papers, text.T("1 Drucksache", "1 paper"), text.T("Drucksachen", "papers")},
			{sittings, text.T("1 Sitzung", "1 sitting"), text.T("Sitzungen", "sittings")},
			{committees, text.T("1 Gremium", "1 committee"), text.T("Gremien", "committees")},
		} {
			if p.n > 0 {
				parts = append(parts, count(p.n, p.one, p.many))
			}
		}
		s := text.T("Nichts Neues", "Nothing new").In(l)
		if len(parts) == 0 && r.Taken > 0 { // such as a file, or the body itself
			s = text.T("Keine Drucksache, keine Sitzung und kein Gremium neu oder geändert, aber ", "No paper, sitting or committee new or changed, but ").In(l) +
				count(r.Taken, text.T("1 anderes Objekt", "1 other object"), text.T("andere Objekte", "other objects"))
		}
		if len(parts) > 0 {
			s = text.T("Übernommen: ", "Taken: ").In(l) + strings.Join(parts, ", ")
		}
		if n := r.Papers.Withdrawn + r.Sittings.Withdrawn + r.Committees.Withdrawn; n > 0 {
			s += "; " + count(n, text.T("1 Eintrag zurückgezogen", "1 entry withdrawn"), text.T("Einträge zurückgezogen", "entries withdrawn"))
		}
		if n := r.Contradictions(); n > 0 {
			s += "; " + count(n, text.T("1 Widerspruch zum eigenen Eintrag, der eigene blieb", "1 contradiction to an entry of the city's own, which stayed"),
				text.T("Widersprüche zu eigenen Einträgen, die eigenen blieben", "contradictions to entries of the city's own, which stayed"))
		}
		if n := r.KeptWhy[Older]; n > 0 {
			s += "; " + count(n, text.T("1 ältere Angabe nicht übernommen", "1 older field not taken"), text.T("ältere Angaben nicht übernommen", "older fields not taken"))
		}
		s += "; " + count(r.Faulty(), text.T("1 Fehler", "1 fault"), text.T("Fehler gemeldet", "faults reported"))
		if !r.Complete {
			s += text.T("; nicht alles war zu lesen", "; not everything could be read").In(l)
		}
		return s + "."
	}
	return text.T(say(text.De), say(text.En))
}

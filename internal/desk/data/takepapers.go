// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"context"
	"encoding/json"

	"planraum/internal/city/council"
	"planraum/internal/city/register"
	"planraum/internal/exchange/cityfile"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// takePapers takes papers of the council. One on which somebody works in the program,
// or which was issued by it, is not changed by a file: that is a fault of its row.
func takePapers(read func(*table.Reader) ([]cityfile.Dated[council.Paper], error)) func(context.Context, source, Recorder) error {
	return func(ctx context.Context, s source, r Recorder) error {
		papers, err := read(s.rows)
		if err != nil {
			return err
		}
		keys := make([]string, len(papers))
		for i, p := range papers {
			keys[i] = p.Noun.ID
		}
		versions, err := r.Versions(ctx, register.Paper, keys)
		if err != nil {
			return fault.Wrap("data.takePapers", err)
		}
		var rows []fault.Row
		for _, p := range papers {
			kept, err := worked(versions[p.Noun.ID])
			if err != nil {
				return fault.Wrap("data.takePapers("+p.Noun.ID+")", err)
			}
			if kept {
				rows = append(rows, fault.Row{File: s.file, Line: p.Line, Value: p.Noun.Reference, Expected: text.T(
					"eine Drucksache, die nicht schon im Programm bearbeitet wird; was sich ändert, trägt man dort ein, zu einer ausgegebenen als Ergänzung oder Neufassung",
					"a paper that is not worked on in the program already; changes are entered there, to an issued one as a supplement or new version")})
			}
		}
		if len(rows) > 0 {
			return fault.Refuse("data.takePapers", rows)
		}
		return takeNouns(ctx, s, r, papers)
	}
}

// worked reports whether the newest version has a history of acts.
func worked(versions []register.Record) (bool, error) {
	if len(versions) == 0 {
		return false, nil
	}
	var p council.Paper
	err := json.Unmarshal(versions[len(versions)-1].Body, &p)
	return len(p.History) > 0, err
}

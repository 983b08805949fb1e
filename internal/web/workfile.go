// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"bytes"
	"context"
	"io"

	"planraum/internal/desk/data"
	"planraum/internal/fault"
)

// workFile delivers all entries of a kind that were known on the as-of date as the file
// that imports again, whatever the page was narrowed to.
func (s *server) workFile(kind string) handler {
	return func(ctx context.Context, r request) (answer, error) {
		var out bytes.Buffer
		if err := s.Data.Export(ctx, data.Outgoing{Kind: kind, Format: "csv", AsOf: r.AsOf, Lang: r.Lang, To: &out}); err != nil {
			return answer{}, fault.Wrap("web.workFile("+kind+")", err)
		}
		return answer{download: &download{name: kind + workFile, media: "text/csv; charset=utf-8", size: int64(out.Len()), write: func(_ context.Context, to io.Writer) error {
			_, err := out.WriteTo(to)
			return err
		}}}, nil
	}
}

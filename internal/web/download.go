// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"io"
	"mime"
	"net/http"
	"strconv"
)

// download is a file that a desk writes out.
type download struct {
	name, media string
	size        int64 // bytes; -1: not known before it is written
	write       func(ctx context.Context, to io.Writer) error
}

// deliver writes a file. What fails after its first byte cannot be told in a
// sentence any more; the reader's program sees that the file is too short.
func (s *server) deliver(w http.ResponseWriter, r request, d download) {
	h := w.Header()
	h.Set("Content-Type", d.media)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": d.name}))
	if d.size >= 0 {
		h.Set("Content-Length", strconv.FormatInt(d.size, 10))
	}
	if err := d.write(r.Context(), w); err != nil && r.Context().Err() == nil {
		s.Log.ErrorContext(r.Context(), "file not sent", "route", r.Pattern, "error", err)
		panic(http.ErrAbortHandler)
	}
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package oparl

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"planraum/internal/desk/councildata"
	"planraum/internal/exchange/oparl"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// withStatus is an error that HTTP has its own word for.
type withStatus struct {
	error
	status int
}

// Unwrap returns the error.
func (e withStatus) Unwrap() error { return e.error }

// object writes an object; a deleted one too, as the specification wants.
func (f *face) object(w http.ResponseWriter, r *http.Request, o oparl.Object) error {
	rest, err := parameters(r)
	if err != nil {
		return err
	}
	if rest.omit {
		o = withoutInner(o)
	}
	return write(w, r, http.StatusOK, o)
}

// withoutInner is an object without those that have lists of their own
// (omit_internal).
func withoutInner(o oparl.Object) oparl.Object {
	fields := map[string]any{}
	for name, v := range o.Fields {
		switch list := v.(type) {
		case oparl.Object:
			continue
		case []oparl.Object:
			if len(list) > 0 {
				continue
			}
		}
		fields[name] = v
	}
	if !o.Deleted {
		o.Fields = fields
	}
	return o
}

// file writes the content of a file.
func (f *face) file(w http.ResponseWriter, r *http.Request, file councildata.Issued, download bool) error {
	if download {
		w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": file.Name}))
	}
	send(w, r, http.StatusOK, file.Media, file.Content)
	return nil
}

func write(w http.ResponseWriter, r *http.Request, status int, value any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(value); err != nil {
		return fault.Wrap("oparl.write", err)
	}
	send(w, r, status, "application/json", b.Bytes())
	return nil
}

// send writes an answer with its fingerprint; nothing but that it is unchanged where
// the reader has it already.
func send(w http.ResponseWriter, r *http.Request, status int, media string, body []byte) {
	head := w.Header()
	head.Set("Content-Type", media)
	if status == http.StatusOK {
		sum := sha256.Sum256(body)
		tag := `"` + hex.EncodeToString(sum[:16]) + `"`
		head.Set("ETag", tag)
		if matches(r.Header.Get("If-None-Match"), tag) {
			head.Del("Content-Type")
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	head.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body)
	}
}

// matches reports whether a reader has what a fingerprint names (RFC 9110, 13.1.2).
func matches(header, tag string) bool {
	for part := range strings.SplitSeq(header, ",") {
		if part = strings.TrimSpace(part); part == "*" || strings.TrimPrefix(part, "W/") == tag {
			return true
		}
	}
	return false
}

// problem answers an error as OParl 1.1 wants it: type, message and debug.
func (f *face) problem(w http.ResponseWriter, r *http.Request, err error) {
	kind, status := fault.KindOf(err), fault.KindOf(err).Status()
	var own withStatus
	if errors.As(err, &own) {
		status = own.status
	}
	if (kind == fault.Internal || kind == fault.Unavailable) && f.Log != nil {
		f.Log.ErrorContext(r.Context(), "OParl request failed", "route", r.Pattern, "error", err)
	}
	lang := text.Parse(r.Header.Get("Accept-Language"))
	detail := fault.SayOf(err).In(lang)
	for _, row := range fault.RowsOf(err) {
		detail += " " + row.In(lang) + "."
	}
	if status == http.StatusMethodNotAllowed {
		w.Header().Set("Allow", "GET, HEAD")
	}
	w.Header().Set("Vary", "Accept-Language")
	_ = write(w, r, status, map[string]string{"type": oparl.Namespace + "Error", "message": detail, "debug": http.StatusText(status)})
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"runtime/debug"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"planraum/internal/city/audience"
	"planraum/internal/city/period"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Stand says of when an answer is: what was known on AsOf, at a position of the
// ledger that only grows.
type Stand struct {
	AsOf     period.Date `json:"as_of"`
	Position int64       `json:"ledger_position" doc:"last running number of the ledger when the answer was made"`
}

// state is what the gate found out about a request.
type state struct {
	Stand
	lang      text.Lang
	operation string // for the log
	hash      string // of all that the answer hangs on
}

type stateKey struct{}

func stateOf(ctx context.Context) state {
	if s, ok := ctx.Value(stateKey{}).(state); ok {
		return s
	}
	return state{lang: text.En}
}

// standOf returns the as-of date and the position of the request.
func standOf(ctx context.Context) Stand { return stateOf(ctx).Stand }

// gate stands before every operation: it refuses what may not or cannot be
// answered, and answers 304 where the client has the answer already.
func (f *face) gate(ctx huma.Context, next func(huma.Context)) {
	hr, _ := humago.Unwrap(ctx)
	ctx = huma.WithContext(ctx, audience.With(ctx.Context(), audience.Lens{Audience: f.Audience}))
	s := state{lang: languageOf(ctx.Header("Accept-Language")), operation: ctx.Operation().OperationID}
	ctx = huma.WithValue(ctx, stateKey{}, s)
	defer f.recovered(ctx)
	if protects(ctx.Operation()) {
		if err := mayWrite(hr); err != nil {
			f.fail(ctx, err)
			return
		}
	}
	if rows := checkParams(ctx.Operation(), hr); len(rows) > 0 {
		f.fail(ctx, refusals("api.gate", rows))
		return
	}
	stand, err := f.stand(ctx.Context(), hr)
	if err != nil {
		f.fail(ctx, err)
		return
	}
	s.Stand, s.hash = stand, f.hashOf(hr, stand)
	ctx = huma.WithValue(ctx, stateKey{}, s)
	ctx.SetHeader("Planraum-As-Of", stand.AsOf.String())
	ctx.SetHeader("Planraum-Ledger-Position", strconv.FormatInt(stand.Position, 10))
	ctx.SetHeader("X-Content-Type-Options", "nosniff")
	ctx.SetHeader("Cache-Control", "private, no-cache")
	if tag, ok := s.held(hr); ok {
		ctx.SetHeader("ETag", tag)
		ctx.SetStatus(http.StatusNotModified)
		return
	}
	next(ctx)
}

// stand returns the position now and the as-of date: the query's, else the
// installation's own, else today.
func (f *face) stand(ctx context.Context, r *http.Request) (Stand, error) {
	var s Stand
	var err error
	// The position is read first: what is recorded after it makes the answer
	// newer than its ETag, never older.
	if s.Position, err = f.Data.Position(ctx); err != nil {
		return s, fault.Wrap("api.stand", err)
	}
	if day := r.URL.Query().Get("as_of"); day != "" {
		s.AsOf, err = period.ParseDate(day)
		return s, err
	}
	settings, err := f.Data.Settings(ctx)
	if err != nil {
		return s, fault.Wrap("api.stand", err)
	}
	s.AsOf = settings.AsOf
	if s.AsOf.IsZero() {
		s.AsOf = f.Today()
	}
	return s, nil
}

// hashOf is equal for two requests that get the same bytes.
func (f *face) hashOf(r *http.Request, s Stand) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%s\n%d\n%s\n%s\n%s\n%s", f.Audience, f.Version, s.Position, s.AsOf, f.Today(), r.URL.Path, r.URL.Query().Encode()))
	return hex.EncodeToString(sum[:12])
}

// etag is the tag of an answer; it begins with what the answer is a version of.
func (s state) etag(of string) string { return `"` + of + "-" + s.hash + `"` }

// held reports whether the client has this answer already.
func (s state) held(r *http.Request) (string, bool) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return "", false
	}
	for _, tag := range tags(r.Header.Values("If-None-Match")) {
		if strings.HasSuffix(tag, "-"+s.hash) {
			return `"` + tag + `"`, true
		}
	}
	return "", false
}

// tags reads the entity tags of If-Match or If-None-Match, without quotes.
func tags(values []string) []string {
	var list []string
	for _, part := range strings.Split(strings.Join(values, ","), ",") {
		if tag := strings.Trim(strings.TrimPrefix(strings.TrimSpace(part), "W/"), `"`); tag != "" {
			list = append(list, tag)
		}
	}
	return list
}

// recovered keeps a fault of the program from ending the connection without
// an answer.
func (f *face) recovered(ctx huma.Context) {
	cause := recover()
	if cause == nil {
		return
	}
	if cause == http.ErrAbortHandler {
		panic(cause)
	}
	f.Log.Error("API panicked", "operation", ctx.Operation().OperationID, "cause", cause, "stack", string(debug.Stack()))
	if ctx.Status() == 0 {
		f.fail(ctx, fault.Wrap("api.recovered", fmt.Errorf("%v", cause)))
	}
}

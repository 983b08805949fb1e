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
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Stand says of when an answer is: what was known on AsOf, at a position of the
// ledger that only grows.
type Stand struct {
	AsOf     period.Date `json:"as_of"`
	Position int64       `json:"ledger_position" doc:"last running number of the ledger when the answer was made"`
	Used     string      `json:"figures_used" enum:"released,all" doc:"whether the answer rests on released figures only or on all"`
	// Unreleased counts the figures among those known that are not released.
	Unreleased int `json:"figures_not_released" doc:"how many of the figures known on the as-of date are not released; 0 where the answer rests on released ones only"`
	// Waiting counts the figures that the answer leaves out for now.
	Waiting int `json:"figures_being_protected" doc:"how many figures up to that position are still being protected for the asker; the answer is as if they were not there yet, and changes when they are done"`
	// Limits says what the client's rights leave out.
	Limits *Limits `json:"limits,omitempty" doc:"what the answer leaves out because of the client's rights; absent: nothing"`
}

// Limits says why an answer may be shorter than for others.
type Limits struct {
	Say text.Text `json:"say" doc:"in a sentence"`
	Why string    `json:"why" doc:"address of the page that explains it"`
}

// limits says what a lens leaves out.
func limits(l audience.Lens) *Limits {
	const why = "/rechte/warum?handlung=see&art=figure"
	switch {
	case l.Scope != "":
		return &Limits{text.T("Außerhalb des eigenen Zuständigkeitsbereichs gilt die öffentliche Fassung: freigegebene, geschützte Werte.",
			"Outside of what the client is responsible for the edition of the public holds: released, protected figures."), why}
	case l.Audience == audience.Public:
		return &Limits{text.T("Öffentliche Fassung: nur freigegebene, geschützte Werte.", "Edition of the public: released, protected figures only."), why}
	}
	return nil
}

// state is what the gate found out about a request.
type state struct {
	Stand
	lang      text.Lang
	operation string // for the log
	actor     identity.Principal
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
	s := state{lang: languageOf(ctx.Header("Accept-Language")), operation: ctx.Operation().OperationID, actor: f.principal(hr)}
	ctx = huma.WithValue(ctx, stateKey{}, s)
	defer f.recovered(ctx)
	ctx = huma.WithContext(ctx, identity.With(ctx.Context(), s.actor))
	hr = hr.WithContext(ctx.Context())
	if err := f.mayUse(ctx.Operation(), hr, s.actor); err != nil {
		f.fail(ctx, err)
		return
	}
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
	stand, lens, err := f.stand(ctx.Context(), hr, s.actor)
	if err != nil {
		f.fail(ctx, err)
		return
	}
	within := audience.With(ctx.Context(), lens)
	if f.Protect != nil {
		within = f.Protect.Receive(within)
	}
	if stand.Waiting, err = f.waiting(within); err != nil {
		f.fail(ctx, err)
		return
	}
	s.Stand, s.hash = stand, f.hashOf(hr, stand, audience.Through(within))
	ctx = huma.WithContext(ctx, context.WithValue(within, stateKey{}, s))
	ctx.SetHeader("Planraum-As-Of", stand.AsOf.String())
	ctx.SetHeader("Planraum-Ledger-Position", strconv.FormatInt(stand.Position, 10))
	ctx.SetHeader("Planraum-Figures", stand.Used)
	if stand.Waiting > 0 {
		ctx.SetHeader("Planraum-Figures-Being-Protected", strconv.Itoa(stand.Waiting))
	}
	ctx.SetHeader("Vary", "Cookie")
	ctx.SetHeader("X-Content-Type-Options", "nosniff")
	ctx.SetHeader("Cache-Control", "private, no-cache")
	if tag, ok := s.held(hr); ok {
		ctx.SetHeader("ETag", tag)
		ctx.SetStatus(http.StatusNotModified)
		return
	}
	next(ctx)
}

// stand returns the position now, the as-of date (the query's, else the
// installation's own, else today), and the lens through which the desks answer.
func (f *face) stand(ctx context.Context, r *http.Request, by identity.Principal) (Stand, audience.Lens, error) {
	const op = "api.stand"
	var s Stand
	lens := audience.Lens{Audience: audience.Public, Released: true}
	var err error
	// The position is read first: what is recorded after it makes the answer
	// newer than its ETag, never older.
	if s.Position, err = f.Data.Position(ctx); err != nil {
		return s, lens, fault.Wrap(op, err)
	}
	settings, err := f.Data.Settings(ctx)
	if err != nil {
		return s, lens, fault.Wrap(op, err)
	}
	if s.AsOf = settings.AsOf; s.AsOf.IsZero() {
		s.AsOf = f.Today()
	}
	if day := r.URL.Query().Get("as_of"); day != "" {
		if s.AsOf, err = period.ParseDate(day); err != nil {
			return s, lens, err
		}
	}
	released := !settings.Unreleased
	if chosen := r.URL.Query().Get("figures"); chosen != "" {
		released = chosen == usedReleased
	}
	if lens, err = f.Rights.Lens(ctx, by, released); err != nil {
		return s, lens, fault.Wrap(op, err)
	}
	s.Used, s.Limits = usedReleased, limits(lens)
	switch {
	case lens.Scope != "" && !released:
		s.Used = usedAll // of what the client is responsible for
	case !lens.Released:
		s.Used = usedAll
		s.Unreleased, _, err = f.Approval.Unreleased(ctx, s.AsOf)
	}
	return s, lens, fault.Wrap(op, err)
}

// waiting counts the figures that are not protected yet for who asks.
func (f *face) waiting(ctx context.Context) (int, error) {
	if f.Protect == nil {
		return 0, nil
	}
	audience.Through(ctx) // looks for the table, in a short time
	w, err := f.Protect.Waiting(ctx)
	return w.Figures, err
}

// The figures on which an answer rests.
const (
	usedReleased = "released"
	usedAll      = "all"
)

// hashOf is equal for two requests that get the same bytes.
func (f *face) hashOf(r *http.Request, s Stand, l audience.Lens) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%d\n%s\n%s\n%s\n%s\n%s %t %s %d %d", f.Version, s.Position, s.AsOf, f.Today(), r.URL.Path, r.URL.Query().Encode(), l.Audience, l.Released, l.Scope, l.UpTo, l.AlsoUpTo))
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
	err, _ := cause.(error) // a text may quote what was sent
	f.Log.ErrorContext(ctx.Context(), "API panicked", "operation", ctx.Operation().OperationID, "cause", fmt.Sprintf("%T", cause), "error", err, "stack", string(debug.Stack()))
	if ctx.Status() == 0 {
		f.fail(ctx, fault.Wrap("api.recovered", fmt.Errorf("%v", cause)))
	}
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package api

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
	"golang.org/x/text/language"

	"planraum/internal/desk/rights"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Problem is the body of every error (RFC 9457), with the program's kind of
// error, the sentence in both languages and, for a refused input, every fault.
type Problem struct {
	Type    string      `json:"type" doc:"address of the kind's explanation"`
	Title   string      `json:"title" doc:"what the kind means, in the language of the request"`
	Status  int         `json:"status" doc:"HTTP status"`
	Detail  string      `json:"detail" doc:"what happened, in the language of the request"`
	Kind    string      `json:"kind" enum:"internal,invalid,not found,conflict,forbidden,unavailable"`
	Message text.Text   `json:"message" doc:"detail in German and English"`
	Rule    string      `json:"rule,omitempty" doc:"name of the rule of rights that decided, of a refusal for lack of a right"`
	Why     string      `json:"why,omitempty" doc:"address of the page that explains the refusal"`
	Faults  []fault.Row `json:"faults,omitempty" doc:"every fault of a refused input: where it stands, what stands there, what was expected"`

	lang text.Lang
}

// GetStatus and Error make a Problem an error that huma answers with.
func (p *Problem) GetStatus() int { return p.Status }
func (p *Problem) Error() string  { return p.Detail }

// ContentType names the media type of problems.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// GetHeaders says in which language the problem speaks.
func (p *Problem) GetHeaders() http.Header {
	return http.Header{"Content-Language": {string(p.lang)}, "Vary": {"Accept-Language"}}
}

// withStatus is an error of HTTP itself, for which a kind has no status.
type withStatus struct {
	error
	status int
}

func (e withStatus) Unwrap() error { return e.error }

// protocol returns an error with a status of its own, such as 412.
func protocol(status int, kind fault.Kind, op, de, en string) error {
	return withStatus{fault.New(kind, op, de, en), status}
}

// refusal returns the refusal of one value of a request.
func refusal(op, column, value, de, en string) error {
	return refusals(op, []fault.Row{row(column, value, text.T(de, en))})
}

// refusals returns the refusal of a request with all its faults.
func refusals(op string, rows []fault.Row) error {
	return &fault.Error{
		Kind: fault.Invalid, Op: op, Rows: rows,
		Say: text.T("Die Anfrage ist nicht wie erwartet.", "The request is not as expected."),
	}
}

// row is a fault of the request itself, outside any file.
func row(column, value string, expected text.Text) fault.Row {
	return fault.Row{File: "request", Column: column, Value: value, Expected: expected}
}

// problem turns an error into what the client reads. What the program says of
// itself goes to the log only.
func (f *face) problem(ctx context.Context, err error) *Problem {
	var done *Problem
	if errors.As(err, &done) {
		return done
	}
	kind, lang := fault.KindOf(err), stateOf(ctx).lang
	if kind == fault.Internal || kind == fault.Unavailable {
		f.Log.ErrorContext(ctx, "API request failed", "operation", stateOf(ctx).operation, "error", err)
	}
	p := &Problem{
		Type: docsPath + "#" + anchor(kind), Title: fault.SayOf(&fault.Error{Kind: kind}).In(lang),
		Status: kind.Status(), Kind: kind.String(), Message: fault.SayOf(err), Faults: fault.RowsOf(err), lang: lang,
	}
	var refused *rights.Refusal
	if errors.As(err, &refused) {
		p.Rule, p.Why = refused.Decision.Rule, whyAddress(refused)
	}
	var own withStatus
	if errors.As(err, &own) {
		p.Status = own.status
	}
	if n := len(p.Faults); n > 0 {
		p.Message.De += " Fehler: " + strconv.Itoa(n) + "."
		p.Message.En += " Faults: " + strconv.Itoa(n) + "."
	}
	p.Detail = p.Message.In(lang)
	return p
}

// whyAddress is the page that explains a refusal.
func whyAddress(r *rights.Refusal) string {
	q := url.Values{"handlung": {string(r.Action)}, "art": {string(r.Resource.Kind)}}
	if r.Resource.Area != "" {
		q.Set("gebiet", string(r.Resource.Area))
	}
	if r.Resource.Somewhere {
		q.Set("wo", "irgendwo")
	}
	return "/rechte/warum?" + q.Encode()
}

// anchor is the place of a kind on the page of the description.
func anchor(k fault.Kind) string { return "kind-" + strings.ReplaceAll(k.String(), " ", "-") }

// fail answers with err before a handler is reached.
func (f *face) fail(ctx huma.Context, err error) {
	_, w := humago.Unwrap(ctx)
	write(w, f.problem(ctx.Context(), err))
}

// refuse answers for a request that no operation takes.
func (f *face) refuse(w http.ResponseWriter, r *http.Request, err error) {
	s := state{lang: languageOf(r.Header.Get("Accept-Language")), operation: "none"}
	write(w, f.problem(context.WithValue(r.Context(), stateKey{}, s), err))
}

func write(w http.ResponseWriter, p *Problem) {
	maps.Copy(w.Header(), p.GetHeaders())
	w.Header().Set("Content-Type", p.ContentType(""))
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p) // the client has gone: nobody to tell
}

// speaks lists the languages of answers; the first is spoken to a client that
// does not say what it wants.
var speaks = language.NewMatcher([]language.Tag{language.English, language.German})

func languageOf(accept string) text.Lang {
	_, i := language.MatchStrings(speaks, accept)
	if i == 1 {
		return text.De
	}
	return text.En
}

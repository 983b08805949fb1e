// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package api

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"planraum/internal/text"
)

// operation describes an operation before it is registered.
type operation struct {
	id      string
	method  string
	path    string // below prefix
	tag     string
	summary text.Text
	about   text.Text // what the summary leaves out
	// errors are the statuses beside 200, 422, 500 and 503.
	errors  []int
	example string // path and query of an example call, with {…} for what differs from city to city
	writes  bool
	// need is the right that it needs; without it the operation is forbidden.
	need need
}

// documented is an operation as it was published.
type documented struct {
	operation
	published *huma.Operation
}

// reply is an answer with its headers.
type reply[T any] struct {
	Status   int
	ETag     string `header:"ETag" doc:"changes with the answer"`
	Location string `header:"Location" hidden:"true"`
	Body     T
}

// versioned is an answer that is a version of something of its own; its tag names
// what, and which version.
type versioned interface{ tag() string }

// created is an answer that may be a new thing.
type created interface{ location() string }

// add registers an operation whose answer is the T that h gives.
func add[I, T any](f *face, o operation, h func(context.Context, *I) (T, error)) {
	publish(f, o, func(ctx context.Context, in *I) (*reply[T], error) {
		body, err := h(ctx, in)
		if err != nil {
			return nil, f.problem(ctx, err)
		}
		r := &reply[T]{Status: http.StatusOK, Body: body}
		if o.method == http.MethodGet {
			r.ETag = tagOf(ctx, body)
		}
		if c, ok := any(body).(created); ok && c.location() != "" {
			r.Status, r.Location = http.StatusCreated, c.location()
		}
		return r, nil
	})
}

func tagOf(ctx context.Context, body any) string {
	s := stateOf(ctx)
	if v, ok := body.(versioned); ok {
		return s.etag(v.tag())
	}
	return s.etag("ledger-" + strconv.FormatInt(s.Position, 10))
}

// publish registers an operation with its description.
func publish[I, O any](f *face, o operation, h func(context.Context, *I) (*O, error)) {
	op := huma.Operation{
		OperationID: o.id, Method: o.method, Path: prefix + o.path, Tags: []string{o.tag},
		Summary: o.summary.En, Description: o.about.En,
		Responses:          map[string]*huma.Response{},
		SkipValidateParams: true, // the gate has checked them
		Metadata:           map[string]any{},
	}
	op.Metadata[needed] = o.need
	o.errors = append(o.errors, http.StatusForbidden)
	if o.writes {
		op.Metadata[writing] = true
	}
	for _, status := range append(o.errors, http.StatusUnprocessableEntity, http.StatusInternalServerError, http.StatusServiceUnavailable) {
		op.Responses[strconv.Itoa(status)] = problemResponse(status)
	}
	huma.Register(f.api, op, h)
	f.operations = append(f.operations, documented{o, f.published(o)})
}

func problemResponse(status int) *huma.Response {
	return &huma.Response{
		Description: http.StatusText(status),
		Content:     map[string]*huma.MediaType{"application/problem+json": {Schema: &huma.Schema{Ref: schemas + "Problem"}}},
	}
}

// published returns the operation as huma registered it.
func (f *face) published(o operation) *huma.Operation {
	item := f.api.OpenAPI().Paths[prefix+o.path]
	return map[string]*huma.Operation{http.MethodGet: item.Get, http.MethodPut: item.Put, http.MethodPost: item.Post}[o.method]
}

// finish completes the description when all operations are known.
func (f *face) finish() {
	registry := f.api.OpenAPI().Components.Schemas
	registry.Schema(problemType, true, "")
	describeTypes(registry)
	// huma's own error body is never sent.
	delete(registry.Map(), "ErrorModel")
	delete(registry.Map(), "ErrorDetail")
	for _, o := range f.operations {
		for _, p := range o.published.Parameters {
			p.Description = paramWords[p.Name].En
			if p.In == "query" || p.In == "path" {
				p.Schema.Description = ""
			}
		}
		if o.method == http.MethodGet {
			o.published.Responses["304"] = &huma.Response{Description: http.StatusText(http.StatusNotModified)}
		}
	}
}

// body declares a request body after registration, because huma would read
// into memory what is to be streamed, and check it in English only.
func (f *face) body(id string, content map[string]*huma.MediaType, description string) {
	for _, o := range f.operations {
		if o.id == id {
			o.published.RequestBody = &huma.RequestBody{Required: true, Description: description, Content: content}
		}
	}
}

// mediaOf returns the media type of a request without its parameters.
func mediaOf(contentType string) string {
	media, _, _ := strings.Cut(contentType, ";")
	return strings.ToLower(strings.TrimSpace(media))
}

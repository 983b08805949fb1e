// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"planraum/internal/city/plan"
	"planraum/internal/exchange/planfile"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Upload takes hold of a request's body before huma would read it.
type Upload struct {
	request *http.Request
	writer  http.ResponseWriter
}

// Resolve is called by huma once the parameters are read.
func (u *Upload) Resolve(ctx huma.Context) []error {
	u.request, u.writer = humago.Unwrap(ctx)
	return nil
}

// reader reads at most limit bytes of the body; what is longer is a 413.
func (u *Upload) reader(limit int64) io.Reader {
	return tooLong{http.MaxBytesReader(u.writer, u.request.Body, limit), limit}
}

type tooLong struct {
	io.Reader
	limit int64
}

func (t tooLong) Read(p []byte) (int, error) {
	n, err := t.Reader.Read(p)
	var over *http.MaxBytesError
	switch {
	case err == nil || err == io.EOF:
	case errors.As(err, &over):
		size := fmt.Sprintf("%d MB", t.limit>>20)
		err = protocol(http.StatusRequestEntityTooLarge, fault.Invalid, "api.tooLong",
			"Die Datei ist größer als "+size+".", "The file is larger than "+size+".")
	default:
		err = &fault.Error{
			Kind: fault.Invalid, Op: "api.tooLong", Cause: err,
			Say: text.T("Die Übertragung brach ab. Es wurde nichts gespeichert.", "The transfer broke off. Nothing was stored."),
		}
	}
	return n, err
}

// The media types of plans.
var (
	yamlMedia = []string{"application/yaml", "text/yaml", "application/x-yaml"}
	jsonMedia = []string{"application/json"}
)

// plan reads a plan: a plan file in YAML, or the JSON that GET /plans/{plan}
// gives. Every fault of either is named.
func (u *Upload) plan(registry huma.Registry, name string) (plan.Plan, error) {
	raw, err := io.ReadAll(u.reader(planfile.MaxBytes))
	if err != nil {
		return plan.Plan{}, err
	}
	switch media := mediaOf(u.request.Header.Get("Content-Type")); {
	case slices.Contains(yamlMedia, media):
		return planfile.Read(name, bytes.NewReader(raw))
	case slices.Contains(jsonMedia, media):
		return decodePlan(registry, name, raw)
	}
	want := strings.Join(append(slices.Clone(jsonMedia), yamlMedia...), ", ")
	return plan.Plan{}, protocol(http.StatusUnsupportedMediaType, fault.Invalid, "api.plan",
		"Der Content-Type muss einer von diesen sein: "+want+".", "The Content-Type must be one of "+want+".")
}

// decodePlan reads a plan in JSON: first against the published schema, which
// names all faults at once, then as the noun.
func decodePlan(registry huma.Registry, name string, raw []byte) (plan.Plan, error) {
	const op = "api.decodePlan"
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	var v any
	err := dec.Decode(&v)
	if err == nil {
		if _, trailing := dec.Token(); trailing != io.EOF {
			err = errors.New("text after the end")
		}
	}
	if err != nil {
		line := 1 + bytes.Count(raw[:min(dec.InputOffset(), int64(len(raw)))], []byte("\n"))
		return plan.Plan{}, fault.Refuse(op, []fault.Row{{
			File: name, Line: line, Value: short(strings.ToValidUTF8(string(raw), "\uFFFD")),
			Expected: text.T("ein Plan als JSON-Objekt", "a plan as a JSON object"),
		}})
	}
	c := checker{schemas: registry}
	c.value(&huma.Schema{Ref: schemas + "Plan"}, "", v)
	for i := range c.rows {
		c.rows[i].File = name
	}
	if len(c.rows) > 0 {
		return plan.Plan{}, fault.Refuse(op, c.rows)
	}
	var p plan.Plan
	if err := json.Unmarshal(raw, &p); err != nil {
		return p, fault.Refuse(op, []fault.Row{{
			File: name, Value: short(string(raw)),
			Expected: text.T("ein Plan, wie GET /plans/{plan} ihn gibt", "a plan as GET /plans/{plan} gives it"),
		}})
	}
	return p, nil
}

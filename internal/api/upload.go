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
	"planraum/internal/city/scenario"
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

// decodePlan reads a plan in JSON.
func decodePlan(registry huma.Registry, name string, raw []byte) (plan.Plan, error) {
	return decode[plan.Plan](registry, sent{name, "Plan", text.T("ein Plan, wie GET /plans/{plan} ihn gibt", "a plan as GET /plans/{plan} gives it")}, raw)
}

// sent says what a body in JSON should be.
type sent struct {
	name   string // in faults
	schema string
	as     text.Text // what is expected
}

// decode reads a body in JSON: first against the published schema, which names all
// faults at once, then as the noun.
func decode[T any](registry huma.Registry, s sent, raw []byte) (T, error) {
	const op = "api.decode"
	var out T
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
		return out, fault.Refuse(op, []fault.Row{{
			File: s.name, Line: line, Value: short(strings.ToValidUTF8(string(raw), "\uFFFD")),
			Expected: text.T(s.as.De+", als JSON-Objekt", s.as.En+", as a JSON object"),
		}})
	}
	c := checker{schemas: registry}
	c.value(&huma.Schema{Ref: schemas + s.schema}, "", v)
	for i := range c.rows {
		c.rows[i].File = s.name
	}
	if len(c.rows) > 0 {
		return out, fault.Refuse(op, c.rows)
	}
	if err := json.Unmarshal(raw, &out); err != nil {
		return out, fault.Refuse(op, []fault.Row{{File: s.name, Value: short(string(raw)), Expected: s.as}})
	}
	return out, nil
}

// scenario reads a scenario: the JSON that GET /scenarios/{scenario} gives.
func (u *Upload) scenario(registry huma.Registry, name string) (scenario.Scenario, error) {
	raw, err := io.ReadAll(u.reader(planfile.MaxBytes))
	if err != nil {
		return scenario.Scenario{}, err
	}
	if !slices.Contains(jsonMedia, mediaOf(u.request.Header.Get("Content-Type"))) {
		return scenario.Scenario{}, protocol(http.StatusUnsupportedMediaType, fault.Invalid, "api.scenario",
			"Der Content-Type muss "+jsonMedia[0]+" sein.", "The Content-Type must be "+jsonMedia[0]+".")
	}
	as := text.T("ein Szenario, wie GET /scenarios/{scenario} es gibt", "a scenario as GET /scenarios/{scenario} gives it")
	return decode[scenario.Scenario](registry, sent{name, "Scenario", as}, raw)
}

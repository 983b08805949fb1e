// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package oparl

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"planraum/internal/exchange/oparl"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// How many objects a page of a list has: without a wish, and at most. A larger wish
// is not an error: a client must not expect that its limit is kept (OParl 1.1, 2.5.5).
const (
	defaultLimit = 100
	maxLimit     = 500
)

// wish is what a reader wants of a list.
type wish struct {
	limit, page int
	omit        bool
	// Bounds of created and modified; zero: none.
	createdSince, createdUntil, modifiedSince, modifiedUntil time.Time
	given                                                    url.Values // what was asked, without the page
}

// parameters reads the query. All faults are told at once; parameters that OParl does
// not know are left alone.
func parameters(r *http.Request) (wish, error) {
	w := wish{limit: defaultLimit, page: 1, given: url.Values{}}
	var rows []fault.Row
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		rows = append(rows, invalid("?", r.URL.RawQuery, text.T("eine lesbare Abfrage", "a readable query")))
	}
	whole := func(name string, to *int) {
		if !query.Has(name) {
			return
		}
		n, err := strconv.Atoi(query.Get(name))
		if err != nil || n < 1 {
			rows = append(rows, invalid(name, query.Get(name), text.T("eine ganze Zahl ab 1", "a whole number from 1 on")))
		}
		*to = n
	}
	whole("elementsPerPage", &w.limit) // OParl 1.0
	whole("limit", &w.limit)
	whole("page", &w.page)
	w.limit = min(w.limit, maxLimit)
	for name, to := range map[string]*time.Time{
		"created_since": &w.createdSince, "created_until": &w.createdUntil, "modified_since": &w.modifiedSince, "modified_until": &w.modifiedUntil,
	} {
		if !query.Has(name) {
			continue
		}
		// A plus sign that was not escaped arrives as a space.
		moment, err := time.Parse(time.RFC3339, strings.ReplaceAll(query.Get(name), " ", "+"))
		if err != nil {
			rows = append(rows, invalid(name, query.Get(name), text.T("ein Zeitpunkt wie 2015-11-27T00:00:00+01:00", "a moment such as 2015-11-27T00:00:00+01:00")))
		}
		*to = moment
		w.given.Set(name, moment.Format(time.RFC3339))
	}
	if word := query.Get("omit_internal"); query.Has("omit_internal") {
		w.omit = word == "true"
		if word != "true" && word != "false" {
			rows = append(rows, invalid("omit_internal", word, text.T("true oder false", "true or false")))
		}
		if w.omit {
			w.given.Set("omit_internal", "true")
		}
	}
	if w.limit != defaultLimit {
		w.given.Set("limit", strconv.Itoa(w.limit))
	}
	if len(rows) == 0 {
		return w, nil
	}
	slices.SortFunc(rows, func(a, b fault.Row) int { return strings.Compare(a.Column, b.Column) })
	return w, withStatus{&fault.Error{
		Kind: fault.Invalid, Op: "oparl.parameters", Rows: rows, Say: text.T("Die Anfrage ist nicht wie erwartet.", "The request is not as expected."),
	}, http.StatusBadRequest}
}

// invalid is the fault of a parameter.
func invalid(name, value string, expected text.Text) fault.Row {
	return fault.Row{Column: name, Field: text.T("Parameter "+name, "parameter "+name), Value: value, Expected: expected}
}

// holds reports whether an object is within the bounds.
func (w wish) holds(o oparl.Object) bool {
	within := func(at, since, until time.Time) bool {
		return (since.IsZero() || !at.Before(since)) && (until.IsZero() || !at.After(until))
	}
	if o.Deleted && w.modifiedSince.IsZero() {
		return false // OParl 1.1, 2.5.5: only who asks for changes is told of what is gone
	}
	return within(o.Created, w.createdSince, w.createdUntil) && within(o.Modified, w.modifiedSince, w.modifiedUntil)
}

// list writes a page of a list. The order is that of appearance, so that objects that
// come in go to the end and pages before stay as they are.
func (f *face) list(w http.ResponseWriter, r *http.Request, all []oparl.Object, address string) error {
	wanted, err := parameters(r)
	if err != nil {
		return err
	}
	var chosen []oparl.Object
	for _, o := range all {
		if wanted.holds(o) {
			chosen = append(chosen, o)
		}
	}
	pages := max(1, (len(chosen)+wanted.limit-1)/wanted.limit)
	if wanted.page > pages {
		return fault.New(fault.NotFound, "oparl.list", "So viele Seiten hat die Liste nicht.", "The list does not have so many pages.")
	}
	first := (wanted.page - 1) * wanted.limit
	data := slices.Clone(chosen[first:min(first+wanted.limit, len(chosen))])
	if wanted.omit {
		for i := range data {
			data[i] = withoutInner(data[i])
		}
	}
	p := oparl.Page{
		Data: data, Total: len(chosen), PerPage: wanted.limit, Current: wanted.page, Pages: pages,
		First: wanted.at(address, 1), Self: wanted.at(address, wanted.page), Last: wanted.at(address, pages),
	}
	if wanted.page > 1 {
		p.Prev = wanted.at(address, wanted.page-1)
	}
	if wanted.page < pages {
		p.Next = wanted.at(address, wanted.page+1)
	}
	return write(w, r, http.StatusOK, p)
}

// at is the canonical address of a page: parameters in the order of their names, the
// first page without its number.
func (w wish) at(address string, page int) string {
	query := url.Values{}
	for name, values := range w.given {
		query[name] = values
	}
	if page > 1 {
		query.Set("page", strconv.Itoa(page))
	}
	if len(query) == 0 {
		return address
	}
	return address + "?" + query.Encode()
}

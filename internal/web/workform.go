// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"planraum/internal/city/measure"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/desk/measures"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// workForm is what stands in the form of an action, goal or measure.
type workForm struct {
	values  url.Values
	fields  []workField
	faults  []fault.Row
	refused error // what is no fault of a field, such as a conflict
	effect  []text.Text
	notes   []text.Text // what must be there before the form can be filled in
	// theirs is what somebody else has saved meanwhile in fields that were changed here,
	// taken the fields that show it because nobody had changed them here.
	theirs  map[string]string
	taken   map[string]bool
	picture string // of the effect of by
	by      measure.Doing
	isNew   bool
}

// workField is a field of such a form.
type workField struct {
	name    string
	label   text.Text
	hint    text.Text
	kind    string        // of the input: "date"; empty: text
	lines   int           // of a text of several lines
	options []view.Option // a list to choose from
	list    []view.Option // a list that is offered to what is typed
	areas   *areaNames    // a list of areas to choose from
	legend  text.Text     // begins a group of fields
}

func (f *workForm) get(name string) string { return keptText(f.values.Get(name)) }

func (f *workForm) version() int64 {
	n, _ := strconv.ParseInt(f.get("version"), 10, 64)
	return n
}

// typedForm reads a form that was sent.
func typedForm(r request) (*workForm, error) {
	r.Body = http.MaxBytesReader(nil, r.Body, 1<<18)
	if err := r.ParseForm(); err != nil {
		return nil, fault.New(fault.Invalid, "web.typedForm: "+err.Error(), "Das Formular ist zu groß oder unvollständig angekommen.", "The form is too large or arrived incomplete.")
	}
	return &workForm{values: r.PostForm}, nil
}

// fingerprint tells whether what is saved is what the preview showed.
func (f *workForm) fingerprint() string {
	return stampOf(f.values, nil)
}

// seen reports whether this was shown before and is to be saved now.
func (f *workForm) seen() bool {
	return f.get("schritt") == "speichern" && f.get("gesehen") == f.fingerprint()
}

// change says who changes which version and why.
func (f *workForm) change(r request) measures.Change {
	return measures.Change{Base: f.version(), Day: r.AsOf, By: r.By(), Why: f.get("why"), Now: time.Now().UTC()}
}

func (f *workForm) refuse(column string, expected text.Text) {
	f.add([]fault.Row{{Column: column, Value: f.get(column), Expected: expected}})
}

// add takes over faults, but none that follows from a slip of the pen in the same
// field, with what was typed.
func (f *workForm) add(rows []fault.Row) {
	for _, row := range rows {
		if slices.ContainsFunc(f.faults, func(have fault.Row) bool { return have.Column == row.Column }) {
			continue
		}
		if typed := f.get(row.Column); typed != "" {
			row.Value = fault.Beginning(typed)
		}
		f.faults = append(f.faults, row)
	}
}

// day reads a day that may be left out.
func (f *workForm) day(name string) period.Date {
	if f.get(name) == "" {
		return period.Date{}
	}
	d, err := period.ParseDate(f.get(name))
	if err != nil {
		f.refuse(name, text.T("ein Datum wie 27.11.2015 oder 2015-11-27", "a date such as 27.11.2015 or 2015-11-27"))
	}
	return d
}

// number reads a number that may be left out.
func (f *workForm) number(name string) float64 {
	s := f.get(name)
	if s == "" {
		return 0
	}
	d, ok := decimalOf(s)
	if !ok {
		f.refuse(name, text.T("eine Zahl wie 12 oder -3,5", "a number such as 12 or -3.5"))
		return 0
	}
	return float64(d.Amount) / math.Pow10(d.Places)
}

func decimalOf(s string) (unit.Decimal, bool) {
	s = strings.TrimPrefix(s, "+")
	d, ok := table.ParseDecimal(s, table.Undeclared)
	if !ok {
		d, ok = table.ParseDecimal(s, table.Comma)
	}
	return d, ok
}

// euros reads an amount of money that may be left out, in whole euros or with cents.
func (f *workForm) euros(name string) unit.Cents {
	s := strings.TrimSpace(strings.TrimSuffix(strings.TrimSuffix(f.get(name), "EUR"), "€"))
	if s == "" {
		return 0
	}
	d, ok := decimalOf(s)
	if cents, err := d.Rescale(2); ok && err == nil {
		return unit.Cents(cents.Amount)
	}
	f.refuse(name, text.T("ein Betrag wie 33.350.000 oder 1.035,40", "an amount such as 33350000 or 1035.40"))
	return 0
}

// yes reads a choice between ja and nein that may be left out.
func (f *workForm) yes(name string) bool {
	switch f.get(name) {
	case "ja":
		return true
	case "", "nein":
		return false
	}
	f.refuse(name, text.T("eine der Angaben in der Liste", "one of the choices of the list"))
	return false
}

// wrong says what was expected of a field instead; empty: nothing is wrong.
func (f *workForm) wrong(name string, l text.Lang) string {
	for _, row := range f.faults {
		if row.Column == name {
			return row.Expected.In(l)
		}
	}
	return ""
}

// label names the field of a fault.
func (f *workForm) label(column string, l text.Lang) string {
	for _, field := range f.fields {
		if field.name == column {
			return field.label.In(l)
		}
	}
	return column
}

// asRead is what was refused as people read it: the name of a choice, a day as its field
// shows it, else what was typed. A choice whose name only adds to what was typed stays as
// it was typed.
func (f *workForm) asRead(row fault.Row, l text.Lang) string {
	for _, field := range f.fields {
		if field.name != row.Column {
			continue
		}
		if field.kind == "date" {
			return dayAsShown(row.Value, l)
		}
		for _, o := range field.options {
			if o.Value == row.Value && !strings.HasPrefix(o.Name, row.Value) {
				return o.Name
			}
		}
	}
	return asRead(row.Column, row.Value, l)
}

func (w workField) view(f *workForm, l text.Lang) view.Field {
	list := ""
	if len(w.list) > 0 {
		list = w.name + "-liste"
	}
	return view.Field{List: list, Name: w.name, Label: w.label.In(l), Hint: w.hint.In(l), Value: f.get(w.name), Error: f.wrong(w.name, l), Type: w.kind, Lines: w.lines}
}

// described names the elements that explain a list to choose from.
func (w workField) described(wrong bool) string {
	var ids []string
	if w.hint != (text.Text{}) {
		ids = append(ids, w.name+"-hinweis")
	}
	if wrong {
		ids = append(ids, w.name+"-fehler")
	}
	return strings.Join(ids, " ")
}

// groups are the fields under their legends.
func (f *workForm) groups() [][]workField {
	var all [][]workField
	for _, w := range f.fields {
		if w.legend != (text.Text{}) || len(all) == 0 {
			all = append(all, nil)
		}
		all[len(all)-1] = append(all[len(all)-1], w)
	}
	return all
}

// answer is the page of the form.
func (f *workForm) answer(name, title text.Text) answer {
	a := answer{name: name, answer: title}
	if len(f.faults) > 0 || f.refused != nil {
		a.status = fault.Invalid.Status()
		if f.refused != nil {
			a.status = fault.KindOf(f.refused).Status()
		}
	}
	return a
}

// failed keeps what saving refused; what is the program's own fault goes on.
func (f *workForm) failed(err error) error {
	switch kind := fault.KindOf(err); {
	case kind == fault.Internal || kind == fault.Unavailable:
		return err
	case len(fault.RowsOf(err)) > 0:
		f.add(fault.RowsOf(err))
	default:
		f.refused = err
	}
	f.values.Del("gesehen")
	return nil
}

// typedNumber is a number as a form holds it.
func typedNumber(v float64) string {
	return strings.ReplaceAll(strconv.FormatFloat(v, 'f', -1, 64), ".", ",")
}

func typedDay(d period.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// whyField asks for the reason of a change.
func whyField(isNew bool) workField {
	w := workField{name: "why", label: text.T("Warum wird geändert?", "Why is it changed?"), lines: 2, legend: text.T("Begründung", "Reason")}
	if isNew {
		w.label, w.hint = text.T("Anlass (freiwillig)", "Occasion (optional)"), text.T("Steht in den Fassungen.", "Stands in the versions.")
	}
	return w
}

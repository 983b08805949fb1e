// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	"planraum/internal/desk/planning"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// planEntry is what stands in a plan's form. Field names are the paths of the
// plan file, so that a fault of the plan finds its field.
type planEntry struct {
	values url.Values
	base   plan.Plan // what the form does not show is taken from here
	effect *view.Table
	faults []fault.Row
}

// spareRows are the empty rows that a list of flows offers.
const spareRows = 2

func (f *planEntry) get(name string) string { return strings.TrimSpace(f.values.Get(name)) }

func (f *planEntry) version() int64 {
	n, _ := strconv.ParseInt(f.get("version"), 10, 64)
	return n
}

// fingerprint tells whether the entries are still those that a preview showed.
func (f *planEntry) fingerprint() string {
	return stampOf(f.values, nil)
}

// rows is the number of rows that a list shows: what was typed and spare ones.
func (f *planEntry) rows(list string) int {
	n := 0
	for name := range f.values {
		rest, ok := strings.CutPrefix(name, list+"[")
		if !ok || strings.HasSuffix(name, ".basis") { // a choice is never empty
			continue
		}
		if i, err := strconv.Atoi(rest[:max(0, strings.IndexByte(rest, ']'))]); err == nil && i < 200 && f.get(name) != "" {
			n = max(n, i+1)
		}
	}
	return n + spareRows
}

func (f *planEntry) fill(p plan.Plan, version int64) {
	set := func(name, value string) { f.values.Set(name, value) }
	set("version", strconv.FormatInt(version, 10))
	set("plan", p.Name)
	set("note", p.Note)
	set("source", p.Source)
	set("as_of", p.AsOf.String())
	set("from", monthField(p.From))
	set("to", monthField(p.To))
	if p.Start.Persons != nil && p.Start.Figure == 0 {
		set("start.persons", strconv.FormatInt(int64(*p.Start.Persons), 10))
		set("start.source", p.Start.Source)
	}
	for _, list := range flowLists(p) {
		for i, flow := range list.flows {
			f.fillFlow(fmt.Sprintf("%s[%d].", list.key, i), flow)
		}
	}
	for _, c := range p.Supply.Certainties {
		f.values.Add("certainties", string(c))
	}
	for _, o := range p.Options {
		if o.On {
			f.values.Add("options", o.ID)
		}
	}
	for _, k := range p.Staffing.Keys {
		set("key."+k.ID, strconv.FormatInt(k.Per, 10))
	}
	if p.Cost.EmployerShare != nil {
		set("cost.employer_share_percent", decimalField(int64(*p.Cost.EmployerShare), 7))
	}
	if p.Cost.Workplace != nil {
		set("cost.workplace_eur_per_year", decimalField(int64(*p.Cost.Workplace), 2))
	}
}

func (f *planEntry) fillFlow(at string, flow plan.Flow) {
	f.values.Set(at+"name", flow.Name)
	f.values.Set(at+"from", monthField(flow.From))
	f.values.Set(at+"to", monthField(flow.To))
	f.values.Set(at+"basis", flow.Basis.String())
	f.values.Set(at+"source", flow.Source)
	if flow.PerMonth != nil {
		f.values.Set(at+"per_month", strconv.FormatInt(int64(*flow.PerMonth), 10))
	}
	if flow.Total != nil {
		f.values.Set(at+"total", strconv.FormatInt(int64(*flow.Total), 10))
	}
}

// decimalField writes a number with a decimal comma and no needless zeros.
func decimalField(amount int64, places int) string {
	for places > 0 && amount%10 == 0 {
		amount, places = amount/10, places-1
	}
	return strings.ReplaceAll(unit.Decimal{Amount: amount, Places: places}.String(), ".", ",")
}

// read turns the form into a plan, with every fault of what was typed.
func (f *planEntry) read() (plan.Plan, []fault.Row) {
	f.faults = nil
	p := f.base
	p.Name, p.Note, p.Source = f.get("plan"), f.get("note"), f.get("source")
	if p.Name == "" {
		f.refuse("plan", text.T("ein Name für den Plan", "a name for the plan"))
	}
	if p.ID == "" {
		p.ID = slug(p.Name)
	}
	if p.ID == newPlan || (p.Name != "" && p.ID == "") {
		f.refuse("plan", text.T("ein Name mit Buchstaben oder Ziffern, nicht nur „neu“", "a name with letters or digits, not only “neu”"))
	}
	p.AsOf = f.date("as_of")
	p.From, p.To = f.month("from"), f.month("to")
	f.readStart(&p)
	p.Arrivals, p.Departures = f.flows("arrivals"), f.flows("departures")
	p.Credits, p.Corrections = f.flows("credits"), f.flows("corrections")
	p.Supply.Certainties = nil
	for _, c := range accommodation.Certainties {
		if slices.Contains(f.values["certainties"], string(c.Word)) {
			p.Supply.Certainties = append(p.Supply.Certainties, c.Word)
		}
	}
	p.Options = slices.Clone(p.Options)
	for i := range p.Options {
		p.Options[i].On = slices.Contains(f.values["options"], p.Options[i].ID)
	}
	f.readOption(&p)
	f.readKeys(&p)
	f.readCost(&p)
	for _, row := range planning.Problems(p) {
		if !f.faulty(row.Column) {
			row.Expected = humane(row.Expected)
			f.faults = append(f.faults, row)
		}
	}
	return p, f.faults
}

// planFileWords are keys of the plan file as the form names them.
var planFileWords = [2]*strings.Replacer{
	strings.NewReplacer("per_month", "„im Monat“", "total", "„insgesamt“"),
	strings.NewReplacer("per_month", "“a month”", "total", "“in all”"),
}

var listedRow = regexp.MustCompile(`(arrivals|departures|credits|corrections)\[(\d+)\]`)

// humane puts the form's words in the place of the plan file's keys.
func humane(t text.Text) text.Text {
	rows := func(s string, l text.Lang) string {
		return listedRow.ReplaceAllStringFunc(s, func(path string) string {
			m := listedRow.FindStringSubmatch(path)
			return parts[m[1]].In(l) + " " + rowNumber(m[2])
		})
	}
	return text.T(planFileWords[0].Replace(rows(t.De, text.De)), planFileWords[1].Replace(rows(t.En, text.En)))
}

// faulty reports whether a field already has a fault: what follows from a slip
// of the pen is not told as a second one.
func (f *planEntry) faulty(path string) bool {
	return slices.ContainsFunc(f.faults, func(row fault.Row) bool {
		return row.Column == path || row.Column == "plan" && path == "id" || months(row.Column) == path || strings.HasPrefix(path, "options[") && strings.HasPrefix(row.Column, "option.")
	})
}

func (f *planEntry) refuse(field string, expected text.Text) {
	f.faults = append(f.faults, fault.Row{File: f.base.Name, Column: field, Value: f.get(field), Expected: expected})
}

// wrong returns what is wrong with a field, or nothing.
func (f *planEntry) wrong(field string) (text.Text, bool) {
	for _, row := range f.faults {
		if row.Column == field || row.Column == months(field) {
			return row.Expected, true
		}
	}
	return text.Text{}, false
}

// months is the path under which the plan names both ends of a span.
func months(field string) string {
	switch {
	case field == "from":
		return "horizon"
	case strings.HasSuffix(field, ".from"):
		return strings.TrimSuffix(field, "from") + "months"
	}
	return field
}

func (f *planEntry) date(field string) period.Date {
	d, err := period.ParseDate(f.get(field))
	if err != nil {
		f.refuse(field, text.T("ein Datum wie 27.11.2015", "a date such as 27.11.2015"))
	}
	return d
}

func (f *planEntry) month(field string) period.Month {
	m, err := period.ParseMonth(f.get(field))
	if err != nil {
		f.refuse(field, text.T("ein Monat wie 2016-01 oder 01.2016", "a month such as 2016-01 or 01.2016"))
	}
	return m
}

// heads reads a whole number; nil where nothing was typed.
func (f *planEntry) heads(field string) *unit.Headcount {
	s := f.get(field)
	if s == "" {
		return nil
	}
	n, ok := table.ParseWhole(s, table.Comma)
	if !ok {
		f.refuse(field, text.T("eine ganze Zahl wie 1.550 oder 600", "a whole number such as 1.550 or 600"))
		return nil
	}
	h := unit.Headcount(n)
	return &h
}

func (f *planEntry) readStart(p *plan.Plan) {
	persons := f.heads("start.persons")
	if persons == nil {
		p.Start = plan.Start{}
		return
	}
	source := f.get("start.source")
	if p.Start.Persons == nil || *p.Start.Persons != *persons || p.Start.Source != source {
		p.Start = plan.Start{Persons: persons, Basis: figure.Assumed, Source: source}
	}
}

func (f *planEntry) flows(list string) []plan.Flow {
	var flows []plan.Flow
	for i := range f.rows(list) {
		at := fmt.Sprintf("%s[%d].", list, i)
		filled := slices.ContainsFunc([]string{"name", "from", "to", "per_month", "total"}, func(part string) bool { return f.get(at+part) != "" })
		if !filled {
			continue
		}
		flow := plan.Flow{
			Name: f.get(at + "name"), From: f.month(at + "from"), To: f.month(at + "to"),
			PerMonth: f.heads(at + "per_month"), Total: f.heads(at + "total"), Basis: figure.Assumed, Source: f.get(at + "source"),
		}
		if b, ok := figure.ParseBasis(f.get(at + "basis")); ok {
			flow.Basis = b
		}
		flows = append(flows, flow)
	}
	return flows
}

// readOption adds the option that the form's last part describes, if any.
func (f *planEntry) readOption(p *plan.Plan) {
	name, places := f.get("option.name"), f.heads("option.places")
	if name == "" && places == nil {
		return
	}
	if name == "" {
		f.refuse("option.name", text.T("ein Name für den Standort", "a name for the site"))
	}
	if places == nil || *places <= 0 {
		if !f.faulty("option.places") {
			f.refuse("option.places", text.T("die Zahl der Plätze, größer als 0", "the number of places, above 0"))
		}
		places = new(unit.Headcount)
	}
	site := accommodation.Site{
		ID: p.ID + "-" + slug(name), Name: name, Area: area.ID(f.get("option.area")), Kind: accommodation.Kind(f.get("option.kind")),
		Certainty: accommodation.Proposed, Opening: accommodation.Dated{Date: f.date("option.opening"), Basis: figure.Assumed},
		Nominal: *places, Basis: figure.Assumed, Source: f.get("option.source"), KnownFrom: p.AsOf,
	}
	if f.get("option.end") != "" {
		site.End = accommodation.Dated{Date: f.date("option.end"), Basis: figure.Assumed}
		site.EndReason = accommodation.Permit
		if !site.End.Date.IsZero() && !site.End.Date.After(site.Opening.Date) {
			f.refuse("option.end", text.T("ein Tag nach der Öffnung", "a day after the opening"))
		}
	}
	if site.Source == "" {
		site.Source = "Annahme des Plans"
	}
	p.Options = append(p.Options, plan.Option{ID: "option-" + slug(name), Name: name, On: true, Sites: []accommodation.Site{site}})
}

// readKeys puts keys that the planner set in the place of the ledger's.
func (f *planEntry) readKeys(p *plan.Plan) {
	kept := slices.DeleteFunc(slices.Clone(p.Staffing.Keys), func(k staffing.Key) bool {
		return f.get("key."+k.ID) == "" && f.values.Has("key."+k.ID)
	})
	for _, k := range keysToSet {
		per := f.heads("key." + k.id)
		if per == nil {
			continue
		}
		if *per < 1 || *per > 100_000 {
			f.refuse("key."+k.id, text.T("eine ganze Zahl von 1 bis 100.000, etwa 136 für 1:136", "a whole number from 1 to 100,000, such as 136 for 1:136"))
			continue
		}
		i := slices.IndexFunc(kept, func(have staffing.Key) bool { return have.ID == k.id })
		if i >= 0 {
			kept[i].Per = int64(*per)
			continue
		}
		task, _, _ := strings.Cut(k.name.De, ",")
		taskEn, _, _ := strings.Cut(k.name.En, ",")
		kept = append(kept, staffing.Key{
			ID: k.id, Task: text.T(task, taskEn), Per: int64(*per), Base: k.base, Accommodation: "all",
			Source: "Annahme des Plans", KnownFrom: p.AsOf,
		})
	}
	p.Staffing.Keys = kept
}

func (f *planEntry) readCost(p *plan.Plan) {
	p.Cost.EmployerShare, p.Cost.Workplace = nil, nil
	if d, ok := f.decimal("cost.employer_share_percent", 7); ok {
		share := unit.Share(d)
		p.Cost.EmployerShare = &share
	}
	if d, ok := f.decimal("cost.workplace_eur_per_year", 2); ok {
		cents := unit.Cents(d)
		p.Cost.Workplace = &cents
	}
}

// decimal reads a number with at most places decimals, in units of 10^-places.
func (f *planEntry) decimal(field string, places int) (int64, bool) {
	s := f.get(field)
	if s == "" {
		return 0, false
	}
	d, ok := table.ParseDecimal(s, table.Comma)
	if ok {
		if d, err := d.Rescale(places); err == nil && d.Amount >= 0 {
			return d.Amount, true
		}
	}
	f.refuse(field, text.T("eine Zahl wie 21,5, nicht unter 0", "a number such as 21,5, not below 0"))
	return 0, false
}

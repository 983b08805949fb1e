// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/area"
	"planraum/internal/city/document"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Wanted narrows the numbers that a text can hold.
type Wanted struct {
	Words string      // all of them stand in the name of the number, its group, area or source
	Area  string      // a district or subdistrict by its number or name; empty: the city
	On    period.Date // zero: any; else the number's period holds this day
	Most  int         // how many are listed; 0: all
}

// Choice is a number that a text can hold.
type Choice struct {
	Ref    string // as it stands between the braces
	Name   text.Text
	Value  text.Text // with its unit
	When   period.Period
	Source string    // of a figure; empty: reckoned
	How    text.Text // counted, assumed, reckoned ahead; empty: of a sentence
	// Bar says why a text with it cannot be issued yet; empty: it can.
	Bar  text.Text
	Live bool // follows the as-of date
}

// Choices lists the numbers that a text can hold as of a date, with how many there are
// in all: the figures of the ledger, the numbers of the leading plan, and those of the
// districts. The newest stand first.
func (d *Desk) Choices(ctx context.Context, w Wanted, asOf period.Date) (list []Choice, all int, err error) {
	const op = "report.Choices"
	c, err := d.look(ctx, asOf)
	if err != nil {
		return nil, 0, err
	}
	at, err := c.wantedArea(w.Area)
	if err != nil {
		return nil, 0, err
	}
	found, err := d.Ledger.Series(c.ctx, figure.Query{Indicators: slices.Sorted(maps.Keys(c.names)), Areas: []area.ID{at.ID}, AsOf: asOf})
	if err != nil {
		return nil, 0, fault.Wrap(op, err)
	}
	list = c.figureChoices(found, at)
	if at.Level == area.District {
		list = append(list, c.districtChoices(at)...)
	}
	if at.Level == area.City {
		list = slices.Concat(list, c.planChoices(), c.wordChoices(), c.costChoices(), c.warnedChoices())
	}
	list = slices.DeleteFunc(list, func(n Choice) bool {
		return !w.matches(n) || !w.On.IsZero() && (n.When.From.After(w.On) || n.When.To.Before(w.On))
	})
	slices.SortStableFunc(list, func(a, b Choice) int {
		if a.Live != b.Live {
			return map[bool]int{true: -1, false: 1}[a.Live]
		}
		return cmp.Or(b.When.To.Compare(a.When.To), strings.Compare(a.Name.De, b.Name.De))
	})
	all = len(list)
	if w.Most > 0 {
		list = list[:min(all, w.Most)]
	}
	return list, all, nil
}

// matches reports whether all words that are wanted stand in what a number says.
func (w Wanted) matches(n Choice) bool {
	said := strings.ToLower(n.Name.De + " " + n.Name.En + " " + n.Source + " " + n.Ref)
	if strings.Contains(said, "personen in städtischen unterkünften") || strings.Contains(said, "plan: personen") {
		said += " geflüchtete refugees" // as papers call them
	}
	for _, word := range strings.Fields(strings.ToLower(w.Words)) {
		if !strings.Contains(said, word) {
			return false
		}
	}
	return true
}

// wantedArea is the area of a number or name; the city where none is asked for.
func (c *city) wantedArea(said string) (area.Area, error) {
	said = strings.TrimSpace(said)
	for _, a := range c.areas {
		if said == "" && a.Level == area.City || said != "" && (a.Number == said || strings.EqualFold(a.Name, said)) {
			return a, nil
		}
	}
	if said == "" {
		return area.Area{}, nil
	}
	return area.Area{}, fault.Refuse("report.wantedArea", []fault.Row{{Column: "gebiet", Value: said, Expected: text.T("Nummer oder Name eines Bezirks oder Stadtteils, oder leer für die Stadt", "the number or name of a district or subdistrict, or nothing for the city")}})
}

// figureChoices are figures of the ledger; of the city's indicators the newest also as
// a number that follows the as-of date.
func (c *city) figureChoices(found []figure.Picked, at area.Area) (list []Choice) {
	newest := map[string]figure.Picked{}
	for _, f := range found {
		name := c.names[f.Indicator].Name
		if f.Group != "" && f.Group != population.All {
			name = text.T(name.De+" ("+groupName(f.Group).De+")", name.En+" ("+groupName(f.Group).En+")")
		}
		if at.Level != area.City {
			name = text.T(name.De+", "+at.Name, name.En+", "+at.Name)
		}
		n := Choice{Ref: figureRef(f.ID), Name: name, Value: c.withUnit(f.Figure), When: f.Period, Source: c.told(f.Source), How: howOf(f.Basis, f.Period, c.asOf), Bar: withheld(f.Figure)}
		list = append(list, n)
		key := f.Indicator
		if f.Group != "" && f.Group != population.All {
			key += "/" + string(f.Group)
		}
		passed := f.Basis == figure.Forecast || f.Basis == figure.Announced || f.Basis == figure.Assumed || f.Period.To.After(c.asOf)
		if at.Level == area.City && !passed && !newest[key].Period.To.After(f.Period.To) {
			newest[key] = f
		}
	}
	for key, f := range newest {
		live := c.names[f.Indicator].Name
		if f.Group != "" && f.Group != population.All {
			live = text.T(live.De+" ("+groupName(f.Group).De+")", live.En+" ("+groupName(f.Group).En+")")
		}
		list = append(list, Choice{
			Ref: "newest/" + key, Name: text.T(live.De+": jeweils neueste Zahl", live.En+": the newest figure"), Live: true,
			Value: c.withUnit(f.Figure), When: f.Period, Source: c.told(f.Source), How: howOf(f.Basis, f.Period, c.asOf), Bar: withheld(f.Figure),
		})
	}
	slices.SortFunc(list, func(a, b Choice) int { return strings.Compare(a.Ref, b.Ref) })
	return list
}

// groupNames say groups in words; others stand by their key.
var groupNames = map[population.ID]text.Text{
	"children.under_3": text.T("unter 3 Jahren", "under 3"), "children.3_to_6": text.T("3 bis unter 6 Jahre", "3 to under 6"), "children.under_6": text.T("unter 6 Jahren", "under 6"),
	"refugees.asylum": text.T("Asylsuchende", "asylum seekers"), "refugees.recognised": text.T("anerkannte Geflüchtete", "recognised refugees"),
	"unaccompanied_minors": text.T("unbegleitete Minderjährige", "unaccompanied minors"), "homeless": text.T("Wohnungslose", "homeless persons"),
}

func groupName(id population.ID) text.Text {
	if t, known := groupNames[id]; known {
		return t
	}
	return text.Same(string(id))
}

// planChoices are the numbers of the leading plan by month.
func (c *city) planChoices() (list []Choice) {
	if c.run == nil {
		return nil
	}
	ahead := text.T("vorausberechnet nach dem Plan", "reckoned ahead by the plan")
	bar, err := c.draftAt(c.planned("persons", c.planMonth()))
	if err == nil && bar != (text.Text{}) {
		bar = text.T("so nicht auszugeben: der Plan ist überholt", "not to be issued like this: the plan is out of date")
	}
	for _, m := range c.run.Result.Months {
		for _, n := range []struct {
			item   string
			name   text.Text
			amount text.Text
		}{
			{"persons", text.T("Plan: Personen", "plan: persons"), amount(int64(m.Persons), "Personen", "persons")},
			{"needed", text.T("Plan: benötigte Plätze", "plan: places needed"), amount(int64(m.Needed), "Plätze", "places")},
			{"usable", text.T("Plan: nutzbare Plätze", "plan: usable places"), amount(int64(m.Usable), "Plätze", "places")},
			{"gap", text.T("Plan: Überschuss oder fehlende Plätze (Lücke)", "plan: surplus or missing places (gap)"), amount(int64(m.Gap), "Plätze", "places")},
		} {
			list = append(list, Choice{
				Ref: "plan/" + n.item + "/" + m.Month.String(), Name: n.name, Value: n.amount,
				When: period.Period{From: m.Month.First(), To: m.Month.Last()}, How: ahead, Bar: bar,
			})
		}
		list = append(list, Choice{
			Ref: "plan/posts/" + m.Month.String(), Name: text.T("Plan: Stellen nach Schlüsseln", "plan: posts by keys"), Value: text.T(posts(text.De, m.PostsTotal)+" Stellen", posts(text.En, m.PostsTotal)+" posts"),
			When: period.Period{From: m.Month.First(), To: m.Month.Last()}, How: ahead, Bar: bar,
		})
	}
	return list
}

// wordChoices are the sentences that follow the as-of date.
func (c *city) wordChoices() (list []Choice) {
	day := period.Period{From: c.asOf, To: c.asOf}
	for _, w := range []struct {
		ref  string
		name text.Text
	}{
		{"first", text.T("Satz: erster Engpass nach dem Plan", "sentence: first shortage by the plan")},
		{"headline", text.T("Satz: die Vorausschau", "sentence: the outlook")},
		{"drift", text.T("Satz: Abstand des Plans von der Zählung", "sentence: distance of the plan from the count")},
	} {
		if v, err := c.words(w.ref); err == nil && v != nil {
			list = append(list, Choice{Ref: "=" + w.ref, Name: w.name, Value: text.Same(v.Written), When: day, Live: true})
		}
	}
	return list
}

// districtChoices are the reckoned numbers of a district on the as-of date.
func (c *city) districtChoices(at area.Area) (list []Choice) {
	day := period.Period{From: c.asOf, To: c.asOf}
	for _, item := range []string{"usable", "decided", "per1000"} {
		ref := "district/" + at.Number + "/" + item
		v, err := c.quote(ref)
		if err != nil || v == nil {
			continue
		}
		list = append(list, Choice{Ref: ref, Name: v.Derivation.Name, Value: v.Derivation.Value, When: day, How: howOf(v.Derivation.Basis, day, c.asOf), Bar: v.Draft})
	}
	for _, s := range c.sites {
		if a, ok := c.district(s); ok && a.ID == at.ID && s.Record != 0 {
			n := int64(s.Nominal)
			list = append(list, Choice{
				Ref: recordRef(s.Record), Name: text.T("Plätze: "+s.Name, "places: "+s.Name), Source: c.told(s.Source), When: day, How: howOf(s.Basis, day, c.asOf),
				Value: text.T(text.De.Int(n)+" Plätze ("+accommodation.Label(accommodation.Kinds, s.Kind).De+")", text.En.Int(n)+" places ("+accommodation.Label(accommodation.Kinds, s.Kind).En+")"),
			})
		}
	}
	return list
}

// Effect is what saving a text does to its numbers, beside the newest version of it.
type Effect struct {
	Added   []string     // the numbers, tables and pictures that come in, as written
	Removed []string     // those that go
	Changed []Difference // those that stand for something else by now
	Open    []fault.Row  // what stands against issuing the text
	Twice   []string     // units that were typed behind a number that has them already
}

// EffectOf compares a text that is to be saved, resolved as of a date, with the newest
// version as it stood on its own date.
func (d *Desk) EffectOf(ctx context.Context, was Stored, list []Stored, next document.Document) (Effect, error) {
	e := Effect{Open: Open(next), Twice: typedTwice(next)}
	before := was.Document
	if _, last, _, any := Newest(list); any && last.AsOf != next.AsOf {
		var err error
		if before, err = d.Resolve(ctx, last.Document, last.AsOf); err != nil {
			return e, fault.Wrap("report.EffectOf", err)
		}
	}
	e.Added, e.Removed = moreIn(next, before, next), moreIn(before, next, next)
	for _, c := range Compare(before, next) {
		if c.Old != "" && c.New != "" {
			e.Changed = append(e.Changed, c)
		}
	}
	return e, nil
}

// moreIn lists the fields that stand in a text more often than in another, as they are
// written, with how often they stand in the text that comes where that is not once or
// never.
func moreIn(doc, other, next document.Document) (list []string) {
	lang, count, comes := text.Parse(string(doc.Lang)), times(doc), times(next)
	there, told := times(other), map[string]bool{}
	doc.Fields(func(_ string, f *document.Field) {
		n := count[keyOf(f)]
		if n <= there[keyOf(f)] || f.Value == nil || told[keyOf(f)] {
			return
		}
		told[keyOf(f)] = true
		said := f.Value.Written
		if said == "" {
			said = captionOf(f.Value)
		}
		if how := howSaid(f, doc.AsOf, lang); how != "" {
			said += ", " + how
		}
		if now := comes[keyOf(f)]; now > 1 || now == 1 && n > 1 {
			said += fmt.Sprintf(text.T(" (steht dann %d-mal im Text)", " (stands in the text %d× then)").In(lang), now)
		}
		list = appendNew(list, fmt.Sprintf("%s: %s", f.Ref, said))
	})
	return list
}

func keyOf(f *document.Field) string { return string(f.Kind) + " " + f.Ref }

// times counts how often each field stands in a text.
func times(doc document.Document) map[string]int {
	n := map[string]int{}
	doc.Fields(func(_ string, f *document.Field) { n[keyOf(f)]++ })
	return n
}

func captionOf(v *document.Value) string {
	switch {
	case v.Picture != nil:
		return v.Picture.Caption
	case v.Table != nil:
		return v.Table.Caption
	}
	return ""
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/document"
	"planraum/internal/city/figure"
	"planraum/internal/city/staffing"
	"planraum/internal/text"
)

// headline is the outlook in one sentence, with how the probabilities come about.
func (c *city) headline() (*document.Value, error) {
	f, err := c.foresee()
	if err != nil || f == nil {
		return nil, err
	}
	before := c.say("Warnung mit dem Stand %s: %s", "Warning as of %s: %s")
	if _, warned := f.firstWarned(); !warned { // that places suffice is no warning
		before = c.say("Vorausschau mit dem Stand %s: %s", "Outlook as of %s: %s")
	}
	v := &document.Value{Written: fmt.Sprintf(before, c.asOf.In(c.lang), f.Headline.In(c.lang))}
	v.Derivation = c.foretold(f, f.Headline)
	return v, nil
}

// sentence is the nth sentence of what is to be decided, from 1; nil where there are
// fewer.
func (c *city) sentence(nth string) (*document.Value, error) {
	f, err := c.foresee()
	n, wrong := strconv.Atoi(nth)
	if err != nil || f == nil || wrong != nil || n < 1 || n > len(f.Sentences) {
		return nil, err
	}
	s := f.Sentences[n-1]
	return &document.Value{Written: s.In(c.lang), Derivation: c.foretold(f, s)}, nil
}

// foretold is how a sentence of the outlook comes about: from the courses, and for each
// kind of accommodation that it names from the places that are missing when it opens. It
// has no page of its own, and leads to none of one of its parts.
func (c *city) foretold(f *Foreseen, s text.Text) *figure.Derivation {
	never := int64(math.Floor(100*f.Never + 1e-9))
	d := &figure.Derivation{
		Name: text.T("Satz der Vorausschau", "sentence of the outlook"), Basis: figure.Computed, When: c.asOf.String(),
		Value: text.T(text.De.Int(int64(f.Paths))+" Verläufe", text.En.Int(int64(f.Paths))+" courses"),
		Rule: text.T(
			fmt.Sprintf("Wahrscheinlichkeiten sind Anteile der Verläufe, Spannen umfassen 80 %% von ihnen. In %d von 100 Verläufen fehlen bis zum Ende in keinem Monat Plätze (abgerundet); gewarnt wird von %d %% an.", never, f.Threshold.Percent),
			fmt.Sprintf("Probabilities are shares of the courses, ranges hold 80%% of them. In %d of 100 courses no month lacks places until the end (rounded down); from %d%% on there is a warning.", never, f.Threshold.Percent)),
	}
	for _, k := range f.Classes {
		if k.Beyond || !strings.Contains(s.De, accommodation.Label(accommodation.Kinds, k.Kind).De) {
			continue
		}
		at, by := k.Opens, "latest"
		if k.Avert != nil {
			at, by = *k.Avert, "until" // the day that the sentence names
		}
		for _, item := range []string{"missing", "probability"} {
			d.From = append(d.From, *c.derived(warningRef(item, at)))
		}
		d.From = append(d.From, *c.derived("warning/" + by + "/" + string(k.Kind)))
	}
	for _, m := range f.Months {
		if strings.Contains(s.De, m.Month.In(text.De)) {
			d.From = append(d.From, *c.derived(warningRef("probability", m.Month)))
		}
	}
	return d
}

// keyCount says how many staffing keys hold, with each of them.
func (c *city) keyCount() (*document.Value, error) {
	list, err := c.keys()
	if err != nil {
		return nil, err
	}
	n := text.T(howMany(len(list), "Stellenschlüssel", "Stellenschlüssel"), howMany(len(list), "staffing key", "staffing keys"))
	d := &figure.Derivation{
		Name: text.T("geltende Stellenschlüssel", "staffing keys that hold"), Value: n, Basis: figure.Computed, When: c.asOf.String(),
		Rule: text.T("Anzahl der Schlüssel im Register, die am Stand gelten.", "Number of keys in the register that hold on the as-of date."),
	}
	for _, e := range list {
		d.From = append(d.From, keyNode(e))
	}
	return &document.Value{Written: n.In(c.lang), Derivation: d}, nil
}

func keyNode(e entry[staffing.Key]) figure.Derivation {
	return figure.Derivation{
		Name: e.noun.Task, Value: text.T("1:"+text.De.Int(e.noun.Per), "1:"+text.En.Int(e.noun.Per)), Basis: figure.Reported,
		KnownFrom: e.noun.KnownFrom, Source: e.noun.Source, Ref: recordRef(e.record),
	}
}

func howMany(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// remark is what a tranche's paper notes, with the record that holds it; nil where it
// notes nothing.
func (c *city) remark(tranche string) (*document.Value, error) {
	e, ok, err := c.tranche(tranche)
	if err != nil || !ok || e.noun.Note == "" {
		return nil, err
	}
	d := c.derived(recordRef(e.record))
	d.Note = text.Same(e.noun.Note)
	written := strings.TrimSpace(e.noun.Note)
	if !strings.HasSuffix(written, ".") {
		written += "." // it stands among sentences
	}
	return &document.Value{Written: written, Derivation: d}, nil
}

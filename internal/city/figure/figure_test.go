// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package figure_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
)

var key = figure.Key{Indicator: "accommodation.persons", Area: "08111000", Group: "all", Period: period.On(period.Day(2015, 12, 31))}

// said is a figure of the key, known on a day of December 2015.
func said(id int64, day int, basis figure.Basis) figure.Figure {
	return figure.Figure{ID: id, Key: key, Value: unit.Whole(7000 + id), Basis: basis, KnownFrom: period.Day(2015, 12, day)}
}

func chosen(id int64, day int) *figure.Choice {
	return &figure.Choice{Key: key, Figure: id, Reason: "geprüft", KnownFrom: period.Day(2015, 12, day)}
}

func TestPickRule(t *testing.T) {
	tests := map[string]struct {
		figures []figure.Figure
		choice  *figure.Choice
		want    int64
		why     figure.Reason
	}{
		"only one":                       {[]figure.Figure{said(1, 1, figure.Assumed)}, nil, 1, figure.OnlyOne},
		"newer recording":                {[]figure.Figure{said(1, 2, figure.Reported), said(2, 1, figure.Reported)}, nil, 1, figure.ByRecording},
		"newer, though a worse basis":    {[]figure.Figure{said(1, 1, figure.Counted), said(2, 2, figure.Forecast)}, nil, 2, figure.ByRecording},
		"better basis on the same day":   {[]figure.Figure{said(1, 1, figure.Counted), said(2, 1, figure.Reported)}, nil, 1, figure.ByBasis},
		"better basis, an older beside":  {[]figure.Figure{said(1, 1, figure.Counted), said(2, 1, figure.Reported), said(3, 0, figure.Counted)}, nil, 1, figure.ByBasis},
		"same day and basis":             {[]figure.Figure{said(1, 1, figure.Counted), said(2, 1, figure.Counted)}, nil, 2, figure.ByOrder},
		"same, and a worse basis beside": {[]figure.Figure{said(3, 1, figure.Reported), said(1, 1, figure.Counted), said(2, 1, figure.Counted)}, nil, 2, figure.ByOrder},
		"explicit choice":                {[]figure.Figure{said(1, 1, figure.Reported), said(2, 2, figure.Counted)}, chosen(1, 3), 1, figure.ByChoice},
		"choice on the day of the other": {[]figure.Figure{said(1, 1, figure.Reported), said(2, 2, figure.Counted)}, chosen(1, 2), 1, figure.ByChoice},
		"choice of what counts anyway":   {[]figure.Figure{said(1, 1, figure.Reported), said(2, 2, figure.Counted)}, chosen(2, 3), 2, figure.ByChoice},
		"choice overtaken":               {[]figure.Figure{said(1, 1, figure.Reported), said(2, 2, figure.Counted), said(3, 9, figure.Assumed)}, chosen(1, 3), 3, figure.ByRecording},
		"choice of an unknown figure":    {[]figure.Figure{said(1, 1, figure.Reported), said(2, 2, figure.Counted)}, chosen(7, 3), 2, figure.ByRecording},
	}
	for name, c := range tests {
		t.Run(name, func(t *testing.T) {
			p, ok := figure.Pick(c.figures, c.choice)
			if !ok || p.ID != c.want || p.Why != c.why {
				t.Errorf("picked %d (%s), want %d (%s)", p.ID, p.Why, c.want, c.why)
			}
			if p.Choice != c.choice || len(p.Others) != len(c.figures)-1 {
				t.Errorf("choice %v, others %v", p.Choice, p.Others)
			}
			if l := p.Why.Label(); l.De == "" || l.En == "" {
				t.Errorf("the reason %q has no sentence", p.Why)
			}
		})
	}
	if p, ok := figure.Pick(nil, chosen(1, 1)); ok || p.Why.Label().De != "kein Wert bekannt" {
		t.Errorf("of nothing %+v was picked", p)
	}
}

func draw(t *rapid.T) ([]figure.Figure, *figure.Choice) {
	var list []figure.Figure
	for i := range rapid.IntRange(1, 7).Draw(t, "figures") {
		basis := figure.Basis(rapid.IntRange(int(figure.Computed), int(figure.Counted)).Draw(t, "basis"))
		list = append(list, said(int64(i+1), rapid.IntRange(1, 4).Draw(t, "day"), basis))
	}
	if rapid.Bool().Draw(t, "choice") {
		return list, chosen(rapid.Int64Range(1, 9).Draw(t, "chosen"), rapid.IntRange(1, 4).Draw(t, "choice day"))
	}
	return list, nil
}

// TestPickDoesNotDependOnOrder: the same figures in any order give the same
// pick with the same reason and the same list of others.
func TestPickDoesNotDependOnOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list, choice := draw(t)
		a, _ := figure.Pick(list, choice)
		b, _ := figure.Pick(rapid.Permutation(list).Draw(t, "order"), choice)
		if diff := cmp.Diff(a, b, cmp.Comparer(func(x, y period.Date) bool { return x == y })); diff != "" {
			t.Fatalf("the order matters:\n%s", diff)
		}
	})
}

// TestPickedBeatsAllOthers: without a choice nothing beside the picked figure
// was known later, nor on the same day on a better basis; a choice counts
// until something is known after it.
func TestPickedBeatsAllOthers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list, choice := draw(t)
		p, ok := figure.Pick(list, choice)
		if !ok || len(p.Others) != len(list)-1 || slices.ContainsFunc(p.Others, func(f figure.Figure) bool { return f.ID == p.ID }) {
			t.Fatalf("picked %+v of %d figures", p, len(list))
		}
		if p.Why == figure.ByChoice {
			for _, f := range list {
				if f.KnownFrom.After(choice.KnownFrom) {
					t.Fatalf("the choice of %s outlives figure %d of %s", choice.KnownFrom, f.ID, f.KnownFrom)
				}
			}
			return
		}
		for _, o := range p.Others {
			if o.KnownFrom.After(p.KnownFrom) || (o.KnownFrom == p.KnownFrom && (o.Basis > p.Basis || (o.Basis == p.Basis && o.ID > p.ID))) {
				t.Fatalf("%d was picked beside %d", p.ID, o.ID)
			}
		}
	})
}

// TestPickAll: every key is picked for itself, in the order of the keys, with
// its own choice; of several choices the one known last counts.
func TestPickAll(t *testing.T) {
	var figures []figure.Figure
	for i, month := range []int{3, 1, 2} {
		for j := range 2 {
			f := said(int64(10*i+j+1), 1+j, figure.Counted)
			f.Period = period.InMonth(period.MonthOf(2015, month))
			figures = append(figures, f)
		}
	}
	first, second := *chosen(11, 5), *chosen(12, 9)
	first.Period, second.Period = figures[2].Period, figures[2].Period // January
	for _, choices := range [][]figure.Choice{{first, second}, {second, first}} {
		picked := figure.PickAll(figures, choices)
		if len(picked) != 3 {
			t.Fatalf("%d keys, want 3", len(picked))
		}
		for i, want := range []int64{12, 22, 2} { // January by the later choice, February and March by recording
			if picked[i].ID != want || picked[i].Period.From.MonthOfYear() != i+1 {
				t.Errorf("month %d: figure %d of %s, want %d", i+1, picked[i].ID, picked[i].Period, want)
			}
		}
		if picked[0].Why != figure.ByChoice || picked[1].Why != figure.ByRecording {
			t.Errorf("reasons %s and %s", picked[0].Why, picked[1].Why)
		}
	}
}

func TestBasisNames(t *testing.T) {
	names := figure.BasisNames()
	if len(names) != 6 {
		t.Fatalf("%d bases, want 6", len(names))
	}
	before := figure.Basis(99)
	for _, name := range names {
		b, ok := figure.ParseBasis(name)
		if !ok || b.String() != name || b >= before || b.Label().De == "unbekannt" {
			t.Errorf("%s: %v, %v after %v", name, b, b.Label(), before)
		}
		before = b
		var back figure.Basis
		body, err := json.Marshal(b)
		if err == nil {
			err = json.Unmarshal(body, &back)
		}
		if err != nil || back != b {
			t.Errorf("%s as JSON: %s, %v", name, body, err)
		}
	}
	var b figure.Basis
	if err := json.Unmarshal([]byte(`"geraten"`), &b); err == nil {
		t.Error("an unknown basis was read")
	}
}

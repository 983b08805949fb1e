// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecasting

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"planraum/internal/city/figure"
	"planraum/internal/city/population"
	"planraum/internal/city/prediction"
	"planraum/internal/method/reconcile"
	"planraum/internal/text"
)

// PartWords say what the numbers of an area rest on.
func PartWords(p prediction.Part) text.Text {
	if p.Own {
		return text.T("eigene Reihe", "own series")
	}
	return say(func(l text.Lang) string {
		of := text.T("Anteil am größeren Gebiet", "share of the larger area").In(l)
		if p.Group {
			of = text.T("Anteil an den kleinen Gebieten zusammen", "share of the small areas together").In(l)
		}
		by := text.T(", nach Einwohnern", ", by inhabitants").In(l)
		if p.By == prediction.ByHistory {
			by = text.T(", nach bisherigen Werten", ", by past values").In(l)
		}
		if p.Residents != nil && *p.Residents < reconcile.OwnForecast {
			by += text.T("; unter 8.000 Einwohnern", "; below 8,000 inhabitants").In(l)
		}
		return of + ": " + percent(l, p.Share) + by
	})
}

// splitPart reads an item such as part3median: the place of the area from 1 on,
// and what of it.
func splitPart(item string) (at int, what string, is bool) {
	rest, is := strings.CutPrefix(item, "part")
	if !is {
		return 0, "", false
	}
	what = strings.TrimLeft(rest, "0123456789")
	at, err := strconv.Atoi(rest[:len(rest)-len(what)])
	return at, what, err == nil
}

// derivePart shows a number of an area of a forecast.
func (d *Desk) derivePart(ctx context.Context, s Scored, step int, item string) (figure.Derivation, bool, error) {
	at, what, is := splitPart(item)
	if !is || s.Issued.Parts == nil || at < 1 || at > len(s.Issued.Parts.Areas) {
		return figure.Derivation{}, false, nil
	}
	p, f := s.Issued.Parts.Areas[at-1], s.Issued
	if what == "residents" {
		return d.deriveResidents(ctx, f, p)
	}
	one := p.Steps[step-1]
	found, known := map[string]struct {
		value float64
		name  text.Text
	}{
		"mean": {one.Mean, text.T("Mittelwert", "mean")}, "median": {one.Median, text.T("Median", "median")},
		"low80":  {one.Low, text.T("untere Grenze des Bereichs von 80\u00a0%", "lower bound of the 80% range")},
		"high80": {one.High, text.T("obere Grenze des Bereichs von 80\u00a0%", "upper bound of the 80% range")},
	}[what]
	if !known {
		return figure.Derivation{}, false, nil
	}
	when := f.Steps[step-1].Period()
	node := figure.Derivation{
		Name: say(func(l text.Lang) string {
			return found.name.In(l) + ": " + s.Indicator.Name.In(l) + ", " + string(p.Area) + ", " + when.In(l)
		}),
		Value: written(s.Indicator, found.value, false), Basis: figure.Forecast, When: when.String(), KnownFrom: f.MadeOn, Source: ownSource + ", " + f.Version + ", " + f.Parts.Version,
		Rule: say(func(l text.Lang) string {
			return PartWords(p).In(l) + ". " + fmt.Sprintf(text.T("Über %s Verläufe, in denen jedes Gebiet die Summe seiner Teile ist.", "Over %s courses in each of which every area is the sum of its parts.").In(l), l.Int(int64(f.Paths)))
		}),
		Ref: fmt.Sprintf("prediction/%s/%d/%s", f.ID, step, item),
	}
	if whole, _, ok := (StepScore{Step: f.Steps[step-1]}).named(what, s.Indicator, f); ok && p.Within == f.Area {
		whole.Ref = fmt.Sprintf("prediction/%s/%d/%s", f.ID, step, what)
		node.From = append(node.From, whole)
	}
	return node, true, nil
}

// named is a number of the whole, as a node.
func (s StepScore) named(item string, i figure.Indicator, f prediction.Issued) (figure.Derivation, text.Text, bool) {
	v, name, rule, ok := s.item(item, f)
	return figure.Derivation{
		Name: say(func(l text.Lang) string {
			return name.In(l) + text.T(" des Ganzen, ", " of the whole, ").In(l) + s.Period().In(l)
		}),
		Value: written(i, v, false), Rule: rule, Basis: figure.Forecast, When: s.Period().String(),
	}, name, ok
}

// deriveResidents shows the inhabitants of an area, as they were known.
func (d *Desk) deriveResidents(ctx context.Context, f prediction.Issued, p prediction.Part) (figure.Derivation, bool, error) {
	c, err := d.read(ctx, prediction.Subject{Indicator: residents, Area: p.Area, Group: population.All, Frequency: f.Frequency}, f.AsOf, f.Position)
	if err != nil || p.Residents == nil {
		return figure.Derivation{}, false, err
	}
	for i := len(c.picked) - 1; i >= 0; i-- {
		if n := newest(course{picked: c.picked[i : i+1]}); n != nil && *n == *p.Residents {
			return figureNode(text.T("Einwohner, "+string(p.Area), "inhabitants, "+string(p.Area)), c.indicator, c.picked[i].Figure), true, nil
		}
	}
	return figure.Derivation{}, false, nil
}

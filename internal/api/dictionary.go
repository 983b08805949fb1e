// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package api

import (
	"context"

	"planraum/internal/city/figure"
	"planraum/internal/city/population"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Indicator is a thing that is measured.
type Indicator struct {
	Code   string      `json:"code"`
	Name   text.Text   `json:"name"`
	Unit   text.Text   `json:"unit"`
	Places int         `json:"decimals" doc:"decimals of its values"`
	Kind   figure.Kind `json:"kind" enum:"stock,flow,rate"`
}

// Indicators are all indicators, in order of code.
type Indicators struct {
	Stand
	Indicators []Indicator `json:"indicators" nullable:"false"`
}

// Group is a target group.
type Group struct {
	ID   population.ID `json:"id"`
	Name text.Text     `json:"name"`
}

// Groups are all groups, in order of key.
type Groups struct {
	Stand
	Groups []Group `json:"groups" nullable:"false"`
}

func (f *face) listIndicators(ctx context.Context, _ *struct{}) (Indicators, error) {
	list, err := f.Data.Indicators(ctx)
	out := Indicators{Stand: standOf(ctx), Indicators: make([]Indicator, len(list))}
	for i, one := range list {
		out.Indicators[i] = Indicator(one)
	}
	return out, fault.Wrap("api.listIndicators", err)
}

func (f *face) listGroups(ctx context.Context, _ *struct{}) (Groups, error) {
	list, err := f.Data.Groups(ctx)
	out := Groups{Stand: standOf(ctx), Groups: make([]Group, len(list))}
	for i, one := range list {
		out.Groups[i] = Group(one)
	}
	return out, fault.Wrap("api.listGroups", err)
}

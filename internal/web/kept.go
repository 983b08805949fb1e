// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"

	"planraum/internal/text"
	"planraum/internal/web/view"
)

// keptFields are the choices that narrow the pages of revisions and history.
type keptFields struct {
	Sources, Indicators []view.Choice
	Source, Indicator   string // chosen
	Day                 string
	WithDay             bool
}

// keptFields reads what can be chosen.
func (s *server) keptFields(ctx context.Context, r request) (keptFields, error) {
	f := keptFields{Source: r.Query.Get(sourceParam), Indicator: r.Query.Get(indicatorParam)}
	sources, err := s.Data.Sources(ctx, r.AsOf)
	if err != nil {
		return f, err
	}
	for _, source := range sources {
		f.Sources = append(f.Sources, view.Choice{Key: source.Profile.Key, Name: text.Same(source.Profile.Name)})
	}
	holding, err := s.Data.Holding(ctx, r.AsOf)
	if err != nil {
		return f, err
	}
	for _, line := range holding.Lines {
		if line.Figures > 0 {
			f.Indicators = append(f.Indicators, view.Choice{Key: line.Indicator.Code, Name: line.Indicator.Name})
		}
	}
	return f, nil
}

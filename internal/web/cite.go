// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"sync"

	"planraum/internal/city/source"
)

// citing writes sources out as the city's table has it. The table is read when the first
// source of a page is written; where it cannot be, sources stand as they were typed.
func (s *server) citing(ctx context.Context, r request) func(string) string {
	if s.Report == nil {
		return nil
	}
	table := sync.OnceValue(func() source.Citer {
		c, err := s.Report.Citer(ctx)
		if err != nil {
			return source.Citer{}
		}
		return c
	})
	return func(said string) string { return table().Spell(said, r.Lang) }
}

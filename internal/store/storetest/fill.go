// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package storetest

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"planraum/internal/city/figure"
	"planraum/internal/city/population"
	"planraum/internal/store"
	"planraum/internal/text"
)

// Moment is the time of recording of the suite's batches.
var Moment = time.Date(2015, 11, 27, 9, 30, 0, 123456000, time.UTC)

// Batch returns a new batch of the suite, with a digest of its own.
func Batch(kind string) figure.Batch {
	id := uuid.Must(uuid.NewV7()).String()
	return figure.Batch{ID: id, File: "figures.csv", Kind: kind, Digest: fmt.Sprintf("%x", id), Rows: 1, By: "Sozialplanung", RecordedAt: Moment}
}

// Fill sets up the generated city and imports n figures in one batch.
func Fill(ctx context.Context, s *store.Store, n int) error {
	err := s.Write(ctx, Batch("setup"), func(tx *store.Tx) error {
		edition, areas := GeneratedAreas()
		if err := tx.AddAreas(ctx, edition, areas); err != nil {
			return err
		}
		if err := tx.PutGroups(ctx, []population.Group{{ID: population.All, Name: text.T("alle", "all")}}); err != nil {
			return err
		}
		return tx.PutIndicators(ctx, GeneratedIndicators())
	})
	if err != nil {
		return err
	}
	return s.Write(ctx, Batch("figures"), func(tx *store.Tx) error {
		for figures := range GeneratedFigures(n) {
			if err := tx.AddFigures(ctx, figures); err != nil {
				return err
			}
		}
		return nil
	})
}

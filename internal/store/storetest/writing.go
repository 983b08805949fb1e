// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package storetest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/fault"
	"planraum/internal/store"
)

// unchanged runs a write that has to fail and checks that it left nothing.
func unchanged(t *testing.T, s *store.Store, ctx context.Context, fn func(*store.Tx) error) error {
	t.Helper()
	setUp(t, s)
	before := position(t, s)
	batches, _ := s.Batches(t.Context(), 0)
	err := s.Write(ctx, Batch("suite"), fn)
	if err == nil {
		t.Fatal("the write was kept")
	}
	same(t, position(t, s), before)
	same(t, len(ask(t, s, figure.Query{})), 0)
	after, _ := s.Batches(t.Context(), 0)
	same(t, after, batches)
	add(t, s, count(1, november, paperDay)) // and the store goes on
	same(t, values(ask(t, s, figure.Query{})), []string{"1"})
	return err
}

// chunks adds some full chunks and records.
func chunks(ctx context.Context, tx *store.Tx) error {
	var figures []figure.Figure
	for i := range 2_000 {
		figures = append(figures, count(int64(i), november-period.Month(i%500), paperDay))
	}
	for range 3 {
		if err := tx.AddFigures(ctx, figures); err != nil {
			return err
		}
	}
	return tx.AddRecords(ctx, []register.Record{{Kind: register.Site, Key: "x", Body: []byte("{}")}})
}

func testAtomic(t *testing.T, s *store.Store) {
	broken := errors.New("broken off")
	err := unchanged(t, s, t.Context(), func(tx *store.Tx) error {
		if err := chunks(t.Context(), tx); err != nil {
			return err
		}
		return broken
	})
	if !errors.Is(err, broken) {
		t.Errorf("error %v, expected the function's own", err)
	}
	if records, err := s.Records(t.Context(), register.Site, period.Date{}); err != nil || len(records) > 0 {
		t.Errorf("records %v, error %v", records, err)
	}
}

func testSwallowedError(t *testing.T, s *store.Store) {
	err := unchanged(t, s, t.Context(), func(tx *store.Tx) error {
		if err := chunks(t.Context(), tx); err != nil {
			return err
		}
		wrong := count(1, november, paperDay)
		wrong.Area = "08111000/99"
		_ = tx.AddFigures(t.Context(), []figure.Figure{wrong})
		_ = tx.AddFigures(t.Context(), []figure.Figure{count(1, november, paperDay)})
		return nil
	})
	isKind(t, err, fault.Invalid)
}

func testPanic(t *testing.T, s *store.Store) {
	setUp(t, s)
	func() {
		defer func() { _ = recover() }()
		_ = s.Write(t.Context(), Batch("suite"), func(tx *store.Tx) error {
			_ = chunks(t.Context(), tx)
			panic("a fault of the program")
		})
	}()
	same(t, len(ask(t, s, figure.Query{})), 0)
	add(t, s, count(1, november, paperDay))
}

func testCancelled(t *testing.T, s *store.Store) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	err := unchanged(t, s, ctx, func(tx *store.Tx) error {
		if err := chunks(ctx, tx); err != nil {
			return err
		}
		cancel()
		return tx.AddFigures(ctx, []figure.Figure{count(1, november, paperDay)})
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, expected context.Canceled", err)
	}
	if _, err := s.Figures(ctx, figure.Query{}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, expected context.Canceled", err)
	}
}

func testDuplicate(t *testing.T, s *store.Store) {
	setUp(t, s)
	first, again, other, typed := Batch("figures"), Batch("figures"), Batch("sites"), Batch("figures")
	again.Digest, other.Digest, typed.Digest = first.Digest, first.Digest, ""
	nothing := func(*store.Tx) error { return nil }
	if err := s.Write(t.Context(), first, nothing); err != nil {
		t.Fatal(err)
	}
	ran := false
	err := s.Write(t.Context(), again, func(*store.Tx) error { ran = true; return nil })
	isKind(t, err, fault.Conflict)
	if say := fault.SayOf(err).De; ran || !strings.Contains(say, "27.11.2015") || !strings.Contains(say, "figures.csv") {
		t.Errorf("the import ran: %v; says %q, expected the day and the file", ran, say)
	}
	typedAgain := Batch("figures")
	typedAgain.Digest = ""
	for _, b := range []figure.Batch{other, typed, typedAgain} {
		if err := s.Write(t.Context(), b, nothing); err != nil {
			t.Error(err)
		}
	}
	found, err := s.Imported(t.Context(), first.Kind, first.Digest)
	if err != nil {
		t.Fatal(err)
	}
	found.Number = 0 // see testBetween
	same(t, found, first)
	_, err = s.Imported(t.Context(), "norms", first.Digest)
	isKind(t, err, fault.NotFound)
	last, err := s.Batches(t.Context(), 2)
	if err != nil {
		t.Fatal(err)
	}
	last[0].Number, last[1].Number = 0, 0
	same(t, last, []figure.Batch{typedAgain, typed})
}

// Writers come one after the other, readers see whole batches only.
func testConcurrent(t *testing.T, s *store.Store) {
	setUp(t, s)
	start := position(t, s)
	const writers, batches, size = 4, 5, 50
	var writing, reading sync.WaitGroup
	done := make(chan struct{})
	fail := make(chan error, 100)
	for w := range writers {
		writing.Go(func() {
			for b := range batches {
				err := s.Write(t.Context(), Batch("suite"), func(tx *store.Tx) error {
					for i := range size {
						f := count(int64(w), november-period.Month(i), paperDay)
						f.Source = fmt.Sprint("source ", w, b) // each its own, so that numbers of dictionaries collide if they can
						if err := tx.AddFigures(t.Context(), []figure.Figure{f}); err != nil {
							return err
						}
					}
					return nil
				})
				if err != nil {
					fail <- err
				}
			}
		})
	}
	for range 4 {
		reading.Go(func() {
			for seen := 0; ; {
				select {
				case <-done:
					return
				default:
				}
				found, err := s.Figures(t.Context(), figure.Query{})
				if err != nil || len(found)%size != 0 || len(found) < seen {
					fail <- fmt.Errorf("%d figures after %d, error %w", len(found), seen, err)
					return
				}
				seen = len(found)
			}
		})
	}
	writing.Wait()
	close(done)
	reading.Wait()
	close(fail)
	for err := range fail {
		t.Error(err)
	}
	same(t, position(t, s), start+writers*batches*(size+1))
	// Numbers follow one another within a batch, each with its own source.
	found := ask(t, s, figure.Query{Limit: 10_000})
	same(t, len(found), writers*batches*size)
	for i := 1; i < len(found); i++ {
		if i%size != 0 && (found[i].ID != found[i-1].ID+1 || found[i].Source != found[i-1].Source) {
			t.Fatalf("figure %d (%s) follows %d (%s)", found[i].ID, found[i].Source, found[i-1].ID, found[i-1].Source)
		}
	}
}

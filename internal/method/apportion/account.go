// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package apportion

import (
	"fmt"
	"slices"
	"strconv"

	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// MaxBatch is the largest batch that an Account takes at once, in persons. It
// gives them out one by one, so a slip of the keyboard must not run for hours.
const MaxBatch unit.Headcount = 10_000_000

var expectedBatch = text.T("höchstens "+text.De.Int(int64(MaxBatch))+" Personen auf einmal", "at most "+text.En.Int(int64(MaxBatch))+" persons at once")

// Account shares out batch after batch under one key by the quota method of
// Balinski and Young. At every step each part has the whole persons of its due
// on everything shared out so far, or one more (quota), and no part ever loses
// a person (house monotone). What it holds depends only on the running total,
// not on how the total was cut into batches. An Account is a value: Add
// returns the next one. The zero Account takes no batch; Open makes one.
type Account struct {
	parts  []Part
	sum    uint64
	total  unit.Headcount
	counts []unit.Headcount
}

// Open returns the empty account of a key. Faults in parts come as
// fault.Invalid, all at once.
func Open(parts []Part) (Account, error) {
	sum, err := check(fmt.Sprintf("apportion.Open(%d parts)", len(parts)), parts, 0)
	if err != nil {
		return Account{}, err
	}
	return Account{parts: slices.Clone(parts), sum: sum, counts: make([]unit.Headcount, len(parts))}, nil
}

// Add shares out a batch of persons and returns the account after it and what
// each part gets of this batch, in the order of the key. The time grows with
// batch x parts. A negative batch, one above MaxBatch or an account that was
// not opened is fault.Invalid: what is shared out is not taken back.
func (a Account) Add(batch unit.Headcount) (Account, []unit.Headcount, error) {
	op := fmt.Sprintf("apportion.Account.Add(%d)", batch)
	if len(a.parts) == 0 {
		return a, nil, fault.Refuse(op, []fault.Row{{File: unnamed, Expected: expectedParts}})
	}
	if rows := checkTotal(unnamed, "batch", batch); rows != nil {
		return a, nil, fault.Refuse(op, rows)
	}
	if batch > MaxBatch {
		return a, nil, fault.Refuse(op, []fault.Row{{
			File: unnamed, Column: "batch",
			Value: strconv.FormatInt(int64(batch), 10), Expected: expectedBatch,
		}})
	}
	before := a.counts
	a.counts = slices.Clone(before)
	for range batch {
		a.total++
		a.counts[a.next()]++
	}
	got := make([]unit.Headcount, len(before))
	for i := range got {
		got[i] = a.counts[i] - before[i]
	}
	return a, got, nil
}

// next returns the part that gets the person number a.total: of the parts that
// stay within their quota with one more (got x sum < weight x total), the one
// with the largest weight / (got + 1). One is always eligible, because the
// parts together hold one person less than the total.
func (a Account) next() int {
	best := -1
	for i, p := range a.parts {
		got := uint64(a.counts[i])
		if best >= 0 && !claims(p.Weight, got+1, a.parts[best].Weight, uint64(a.counts[best])+1) {
			continue
		}
		if compareProducts(got, a.sum, uint64(p.Weight), uint64(a.total)) < 0 {
			best = i
		}
	}
	return best
}

// Total returns the persons shared out so far.
func (a Account) Total() unit.Headcount { return a.total }

// Result returns what each part holds, with its due on the running total.
func (a Account) Result() Result { return result(a.parts, a.total, a.sum, a.counts) }

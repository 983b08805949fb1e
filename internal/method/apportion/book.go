// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package apportion

import (
	"fmt"
	"math/big"
	"slices"

	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Book keeps one Account after the other over a Series of keys. When the key
// changes, the open account is closed and a new one begins at zero: what a key
// has shared out is measured by that key alone, and the rounding difference of
// a closed account, less than one person a part, is shown and not carried
// over. Carrying it over would need the later keys in advance to keep every
// part within one person of its due. A Book is a value as an Account is.
type Book struct {
	series  Series
	entries []Entry
	last    period.Date
}

// Entry is a key with the account kept under it.
type Entry struct {
	Key     Key
	Account Account
	index   int // of the key in the series
}

// Batch is what one batch gave to each part of the key of its day.
type Batch struct {
	Day    period.Date
	Key    Key
	Counts []unit.Headcount // in the order of Key.Parts
}

// Of returns what the named part got of the batch; 0 for a name not in the key.
func (b Batch) Of(name string) unit.Headcount {
	for i, p := range b.Key.Parts {
		if p.Name == name {
			return b.Counts[i]
		}
	}
	return 0
}

// NewBook returns an empty book over the series.
func NewBook(series Series) Book { return Book{series: series} }

var expectedLater = text.T("ein Tag, der nicht vor der letzten Zuteilung liegt", "a day that is not before the last batch")

// Add shares out the batch that arrives on the day by the key of that day. It
// returns fault.NotFound where no key is valid, and fault.Invalid for a day
// before the last batch or a batch that Account.Add refuses.
func (b Book) Add(day period.Date, batch unit.Headcount) (Book, Batch, error) {
	op := fmt.Sprintf("apportion.Book.Add(%s, %d)", day, batch)
	index, err := b.series.index(day)
	if err != nil {
		return b, Batch{}, fault.Wrap(op, err)
	}
	key := b.series.keys[index]
	if day.Before(b.last) {
		return b, Batch{}, fault.Refuse(op, []fault.Row{{File: key.Name, Column: "day", Value: day.String(), Expected: expectedLater}})
	}
	entries := slices.Clone(b.entries)
	if n := len(entries); n == 0 || entries[n-1].index != index {
		account, err := Open(key.Parts)
		if err != nil {
			return b, Batch{}, fault.Wrap(op, err)
		}
		entries = append(entries, Entry{key, account, index})
	}
	open := &entries[len(entries)-1]
	account, counts, err := open.Account.Add(batch)
	if err != nil {
		return b, Batch{}, fault.Wrap(op, err)
	}
	open.Account = account
	return Book{b.series, entries, day}, Batch{day, key, counts}, nil
}

// Entries returns the accounts in order of date; all but the last are closed.
func (b Book) Entries() []Entry { return slices.Clone(b.entries) }

// Of returns what the named part got over all accounts, and the sum of its
// dues by the key of each. They differ by less than one person for each
// account that the part is in.
func (b Book) Of(name string) (unit.Headcount, *big.Rat) {
	got, dues := unit.Headcount(0), new(big.Rat)
	for _, e := range b.entries {
		for _, l := range e.Account.Result().Lines {
			if l.Part.Name == name {
				got += l.Got
				dues.Add(dues, l.Due.Rat())
			}
		}
	}
	return got, dues
}

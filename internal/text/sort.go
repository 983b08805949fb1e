// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package text

import (
	"sync"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// collators holds one pool for each language: a collator is not safe for use
// by several goroutines and costs too much to make for each comparison.
var collators = map[Lang]*sync.Pool{De: pool(language.German), En: pool(language.English)}

func pool(tag language.Tag) *sync.Pool {
	return &sync.Pool{New: func() any { return collate.New(tag, collate.Numeric) }}
}

// Compare orders names as the language sorts them: Ä beside A, 9 before 10.
func (l Lang) Compare(a, b string) int {
	p := collators[De]
	if l == En {
		p = collators[En]
	}
	c := p.Get().(*collate.Collator)
	defer p.Put(c)
	return c.CompareString(a, b)
}

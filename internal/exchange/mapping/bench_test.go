// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package mapping_test

import (
	"fmt"
	"io"
	"runtime"
	"testing"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/exchange/mapping"
	"planraum/internal/text"
)

// rowSource writes a list of rows while it is read, so that the file itself
// needs no memory.
type rowSource struct {
	rows, at int
	rest     []byte
}

// Read gives the next bytes of the list.
func (r *rowSource) Read(p []byte) (int, error) {
	if len(r.rest) == 0 {
		if r.at > r.rows {
			return 0, io.EOF
		}
		if r.at == 0 {
			r.rest = []byte("Stadtbezirk;Stichtag;Belegung\n")
		} else {
			i := r.at - 1
			r.rest = fmt.Appendf(r.rest[:0], "%02d;%s;%s\n", i%23+1, period.Day(1900, 1, 1).AddDays(i/23).In(text.De), text.De.Int(int64(i%9000)))
		}
		r.at++
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

// BenchmarkApply reads lists of 100,000 and 1,000,000 rows and tells how much
// memory is in use at the end.
func BenchmarkApply(b *testing.B) {
	known := stuttgart(b)
	for _, rows := range []int{100_000, 1_000_000} {
		b.Run(fmt.Sprint(rows), func(b *testing.B) {
			for b.Loop() {
				var most uint64
				n := 0
				_, err := manyRows.Apply("viele.csv", &rowSource{rows: rows}, known, func(list []figure.Figure) error {
					if n += len(list); n%100_000 == 0 {
						var m runtime.MemStats
						runtime.ReadMemStats(&m)
						most = max(most, m.HeapInuse)
					}
					return nil
				})
				if err != nil || n != rows {
					b.Fatal(n, err)
				}
				b.ReportMetric(float64(most)/(1<<20), "MiB")
			}
		})
	}
}

// manyRows is the mapping of rowSource.
var manyRows = mapping.Spec{
	Form: 1, Name: "viele", Kind: mapping.Figures, Header: 1, Decimal: "comma", Basis: figure.Counted, Source: "Liste", KnownFrom: mapping.KnownRule{DaysAfter: 14},
	Columns: []mapping.Column{
		{Name: "Stadtbezirk", Role: mapping.AreaNumber, Level: "district"},
		{Name: "Stichtag", Role: mapping.Day},
		{Name: "Belegung", Role: mapping.Value, Indicator: "accommodation.persons"},
	},
}

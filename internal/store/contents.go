// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math"
	"math/bits"
	"slices"
	"strings"
	"time"

	"planraum/internal/city/backup"
	"planraum/internal/fault"
)

// columnsOf lists the tables of the database with their columns. Names are ours
// and need no quotation marks.
var columnsOf = map[string]string{
	"sqlite": `SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
		WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY t.name, c.name`,
	"postgresql": `SELECT t.table_name::text, c.column_name::text FROM information_schema.tables t
		JOIN information_schema.columns c ON c.table_schema = t.table_schema AND c.table_name = t.table_name
		WHERE t.table_schema = current_schema() AND t.table_type = 'BASE TABLE' ORDER BY t.table_name COLLATE "C", c.column_name COLLATE "C"`,
}

// queueTables is what the names of the queue's own tables begin with.
const queueTables = "river_"

// Contents counts and digests every table on one snapshot. It reads the whole
// database and tells how many tables it has read. On PostgreSQL during, where it
// is not nil, is called with the name of the snapshot, which pg_dump can be
// given as long as during has not returned.
func (s *Store) Contents(ctx context.Context, during func(snapshot string) error, tell func(done, total int64)) (backup.Contents, error) {
	var all backup.Contents
	err := s.engine.read(ctx, func(c conn) error {
		if during != nil {
			var snapshot string
			if _, err := one(ctx, c, "SELECT pg_export_snapshot()", nil, &snapshot); err != nil {
				return err
			}
			if err := during(snapshot); err != nil {
				return err
			}
		}
		var err error
		all, err = contents(ctx, c, s.Kind(), tell)
		return err
	})
	return all, fault.Wrap("store.Contents", err)
}

func contents(ctx context.Context, c conn, kind string, tell func(done, total int64)) (backup.Contents, error) {
	var all backup.Contents
	columns := map[string][]string{}
	err := c.query(ctx, columnsOf[kind], nil, func(r row) error {
		var table, column string
		err := r.Scan(&table, &column)
		if !strings.HasPrefix(table, queueTables) {
			columns[table] = append(columns[table], `"`+column+`"`)
		}
		return err
	})
	if err != nil {
		return all, err
	}
	if columns["ledger"] == nil || columns["goose_db_version"] == nil {
		return all, noPlanraum()
	}
	if _, err := one(ctx, c, "SELECT position FROM ledger", nil, &all.Position); err != nil {
		return all, err
	}
	if _, err := one(ctx, c, "SELECT max(version_id) FROM goose_db_version", nil, &all.Schema); err != nil {
		return all, err
	}
	if err := numbersFit(ctx, c, all.Position); err != nil {
		return all, err
	}
	for table, names := range columns {
		t, err := digested(ctx, c, table, names)
		if err != nil {
			return all, err
		}
		all.Tables = append(all.Tables, t)
		tell(int64(len(all.Tables)), int64(len(columns)))
	}
	slices.SortFunc(all.Tables, func(a, b backup.Table) int { return strings.Compare(a.Name, b.Name) })
	return all, nil
}

// numbersFit fails where something recorded has a number that the ledger has
// not given yet: then a part of the database is older than another.
func numbersFit(ctx context.Context, c conn, position int64) error {
	var highest int64
	_, err := one(ctx, c, `SELECT coalesce(max(n), 0) FROM (SELECT max(number) AS n FROM batch UNION ALL SELECT max(id) FROM figure
		UNION ALL SELECT max(id) FROM figure_choice UNION ALL SELECT max(id) FROM register) numbers`, nil, &highest)
	if err == nil && highest > position {
		err = fault.New(fault.Invalid, "store.numbersFit", "Die Datenbank passt nicht zusammen: Ein Teil ist älter als der andere.",
			"The database does not fit together: one part of it is older than another.")
	}
	return err
}

func noPlanraum() error {
	return fault.New(fault.Invalid, "store.contents", "Die Datenbank ist keine von Planraum.", "The database is not one of Planraum.")
}

// digested reads a table once, in any order: its digest is the sum of the
// digests of its rows.
func digested(ctx context.Context, c conn, table string, columns []string) (backup.Table, error) {
	t := backup.Table{Name: table}
	values, to := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		to[i] = &values[i]
	}
	var total sum
	var line []byte
	err := c.query(ctx, "SELECT "+strings.Join(columns, ", ")+` FROM "`+table+`"`, nil, func(r row) error {
		if err := r.Scan(to...); err != nil {
			return err
		}
		line = line[:0]
		for _, v := range values {
			line = appendValue(line, v)
		}
		total.add(sha256.Sum256(line))
		t.Rows++
		return nil
	})
	t.Digest = total.String()
	return t, err
}

// sum adds digests modulo 2^256, so that equal rows do not cancel each other.
type sum [4]uint64

func (s *sum) add(digest [sha256.Size]byte) {
	var carry uint64
	for i := range s {
		s[i], carry = bits.Add64(s[i], binary.LittleEndian.Uint64(digest[8*i:]), carry)
	}
}

// String is the sum as hexadecimal digits.
func (s *sum) String() string {
	var b []byte
	for _, word := range s {
		b = binary.LittleEndian.AppendUint64(b, word)
	}
	return hex.EncodeToString(b)
}

// appendValue writes a value so that different values, and different rows,
// never look alike: its kind, then its length or its fixed size.
func appendValue(b []byte, v any) []byte {
	text := func(kind byte, s string) []byte {
		b = append(binary.LittleEndian.AppendUint64(append(b, kind), uint64(len(s))), s...)
		return b
	}
	fixed := func(kind byte, n uint64) []byte { return binary.LittleEndian.AppendUint64(append(b, kind), n) }
	switch v := v.(type) {
	case nil:
		return append(b, '0')
	case int64:
		return fixed('i', uint64(v))
	case int32:
		return fixed('i', uint64(v))
	case int16:
		return fixed('i', uint64(v))
	case bool:
		return fixed('i', uint64(number(v)))
	case float64:
		return fixed('f', math.Float64bits(v))
	case string:
		return text('s', v)
	case []byte:
		return text('b', string(v))
	case time.Time:
		return fixed('t', uint64(v.UnixMicro()))
	}
	return text('?', fmt.Sprint(v))
}

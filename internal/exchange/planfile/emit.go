// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planfile

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// emitter writes YAML lines in block style. Empty values leave no line, so
// that a plan shows only what somebody has said.
type emitter struct {
	b       strings.Builder
	depth   int  // levels of indentation
	entries int  // keys and items so far, as MaxEntries counts them
	dash    bool // the next line begins an item of a list
	rows    []fault.Row
}

func (m *emitter) line(key, value string) {
	m.entries++
	indent := strings.Repeat("  ", m.depth)
	if m.dash { // the dash takes the two columns that the item's other lines are indented by
		indent = indent[2:] + "- "
		m.dash = false
	}
	m.b.WriteString(indent)
	m.b.WriteString(key + ":")
	if value != "" {
		m.b.WriteString(" " + value)
	}
	m.b.WriteByte('\n')
}

// in writes key and, indented below it, what body writes.
func (m *emitter) in(key string, body func()) {
	m.line(key, "")
	m.depth++
	body()
	m.depth--
}

func (m *emitter) text(key, value string) {
	if value == "" {
		return
	}
	if !utf8.ValidString(value) || strings.ContainsFunc(value, forbidden) {
		m.rows = append(m.rows, fault.Row{Column: key, Value: short(strings.Map(visible, value)), Expected: text.T("Text ohne Steuerzeichen", "text without control characters")})
		return
	}
	m.line(key, scalar(value))
}

func (m *emitter) date(key string, d period.Date) {
	if !d.IsZero() {
		m.line(key, d.String())
	}
}

func (m *emitter) months(key string, from, to period.Month) {
	m.line(key, from.String()+".."+to.String())
}

func (m *emitter) whole(key string, n int64) { m.line(key, strconv.FormatInt(n, 10)) }

// some writes a number that is zero where nobody has said anything.
func (m *emitter) some(key string, n int64) {
	if n != 0 {
		m.whole(key, n)
	}
}

func (m *emitter) heads(key string, n *unit.Headcount) {
	if n != nil {
		m.whole(key, int64(*n))
	}
}

func (m *emitter) decimal(key string, amount int64, places int) {
	d := unit.Decimal{Amount: amount, Places: places}
	for d.Places > 0 && d.Amount%10 == 0 {
		d.Amount, d.Places = d.Amount/10, d.Places-1
	}
	m.line(key, d.String())
}

func (m *emitter) basis(key string, b figure.Basis) {
	if b != 0 {
		m.line(key, b.String())
	}
}

// words writes a short list on one line.
func words[T ~string](m *emitter, key string, list []T) {
	quoted := make([]string, len(list))
	for i, w := range list {
		quoted[i] = scalar(string(w))
	}
	m.entries += len(list)
	m.line(key, "["+strings.Join(quoted, ", ")+"]")
}

// items writes a list below key; the word "ledger" first where withLedger is set.
func items[T any](m *emitter, key string, withLedger bool, list []T, write func(T)) {
	switch {
	case len(list) == 0 && withLedger:
		m.line(key, ledger)
		return
	case len(list) == 0:
		m.line(key, "[]")
		return
	}
	m.entries += len(list) + 1
	m.in(key, func() {
		if withLedger {
			m.b.WriteString(strings.Repeat("  ", m.depth) + "- " + ledger + "\n")
		}
		m.depth++
		for _, item := range list {
			m.dash = true
			write(item)
		}
		m.depth--
	})
}

// bare matches text that every reader of YAML takes as text without quotation
// marks: it begins with a letter and has no sign that means something.
var bare = regexp.MustCompile(`^\pL[\pL\pN ./()+_%&;-]*$`)

// spoken are words that some readers of YAML take as something else than text.
var spoken = regexp.MustCompile(`(?i)^(true|false|yes|no|on|off|y|n|null|nan|inf)$`)

// scalar writes text, in quotation marks where it could be misread.
func scalar(s string) string {
	if bare.MatchString(s) && !spoken.MatchString(s) && !strings.HasSuffix(s, " ") {
		return s
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range s {
		switch c {
		case '"', '\\':
			b.WriteByte('\\')
			b.WriteRune(c)
		case '\n':
			b.WriteString(`\n`)
		case '\t':
			b.WriteString(`\t`)
		default:
			b.WriteRune(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// tooLong is the fault of a plan that Read would not take back.
func (m *emitter) tooLong() fault.Row {
	return fault.Row{
		Value: fmt.Sprintf("%d Bytes, %d", m.b.Len(), m.entries),
		Expected: text.T("ein Plan, der als Datei höchstens "+text.De.Int(MaxBytes)+" Bytes und "+text.De.Int(MaxEntries)+" Angaben hat",
			"a plan of at most "+text.En.Int(MaxBytes)+" bytes and "+text.En.Int(MaxEntries)+" entries as a file"),
	}
}

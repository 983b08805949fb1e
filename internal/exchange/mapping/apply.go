// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package mapping

import (
	"hash/fnv"
	"io"
	"strings"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// chunk is the number of figures that are handed on at once.
const chunk = 5000

// Apply reads a file of figures (Kind "figures") and hands them to yield in
// chunks; the slice is valid until yield returns. Like cityfile.ReadFigures it
// knows the faults (fault.Invalid) in full only at the end of the file, so yield
// must work inside a transaction that the caller gives up when an error comes
// back; after the first fault nothing more is handed on. An error of yield ends
// the reading and is returned. Memory does not grow with the file, but for 16
// bytes and a line for each figure, by which a figure that comes twice is known.
func (s Spec) Apply(file string, r io.Reader, known Catalogue, yield func([]figure.Figure) error, options ...table.Option) (Applied, error) {
	op := "mapping.Apply(" + s.Name + ", " + file + ")"
	known = known.With(s)
	if err := s.Valid(known); err != nil {
		return Applied{}, fault.Wrap(op, err)
	}
	in, err := s.open(file, r, options)
	if err != nil {
		return Applied{}, fault.Wrap(op, err)
	}
	a := &applier{
		frame: newFrame(s, in, known), yield: yield, batch: make([]figure.Figure, 0, chunk),
		seen: make(map[[16]byte]int), sums: make(map[figure.Key]*sum),
	}
	a.done.Layout, a.done.Notes = in.layout, in.notes
	if err := a.prepare(); err != nil {
		return a.done, fault.Wrap(op, err)
	}
	err = in.each(op, a.row, a.finish)
	return a.done, err
}

// applier makes figures of the rows of one file.
type applier struct {
	frame
	yield func([]figure.Figure) error
	batch []figure.Figure
	seen  map[[16]byte]int
	sums  map[figure.Key]*sum
	order []figure.Key
	done  Applied
}

// row reads one row.
func (a *applier) row(row table.RawRow) error {
	if why, out := a.leaves(row); out {
		a.done.leave(row, why)
		return nil
	}
	row = a.repeated(row)
	id, areaOK := a.area(row)
	if !a.hasValues(row) {
		if !areaOK || filled(row) <= 1 {
			a.done.leave(row, whyNoValue)
			return nil
		}
		a.done.Rows++
		a.done.Unknown += len(a.values)
		return nil
	}
	a.done.Rows++
	when, whenOK := a.when(row)
	if !areaOK {
		a.refuseArea(row)
	}
	for _, v := range a.values {
		if err := a.cell(row, v, id, when, areaOK && whenOK); err != nil {
			return err
		}
	}
	return nil
}

// cell makes a figure of one cell of values. ok is whether the row itself could
// be read.
func (a *applier) cell(row table.RawRow, v bound, id area.ID, when moment, ok bool) error {
	number := v.At < len(row.Number) && row.Number[v.At]
	r, readable := readValue(cellRaw(row, v.At), a.mark, number)
	if !readable {
		a.in.refuse(row, v.Heading, wantNumber(cellAt(row, v.At), a.mark))
		return nil
	}
	if r.sign != NoSign && r.sign != Nothing {
		a.done.Unknown++
		return nil
	}
	f := figure.Figure{Value: r.value, Basis: a.spec.Basis, File: a.in.raw.File, Line: row.Line, KnownBasis: a.spec.KnownFrom.Basis}
	f.Area = id
	if v.Area != "" {
		f.Area = a.areaID(string(v.Area))
	}
	f.Note = a.note(row, r.note)
	f.Source = a.source(row)
	indicator, okI := a.indicator(row, v)
	group, okG := a.group(row, v)
	p, okP := a.period(row, v, when, ok)
	f.KnownFrom, ok = a.knownFrom(row, p, ok && okI && okG && okP)
	if !ok {
		return nil
	}
	f.Indicator, f.Group, f.Period = indicator.Code, group, p
	switch {
	case !a.checkValue(row, v, &f, indicator):
		return nil
	case a.spec.Sum:
		a.add(row, v, f)
		return nil
	case a.twice(row, v, f):
		return nil
	}
	return a.emit(f)
}

// emit hands a figure on.
func (a *applier) emit(f figure.Figure) error {
	if a.in.raw.Faults().Len() > 0 {
		return nil
	}
	if a.batch = append(a.batch, f); len(a.batch) == chunk {
		return a.flush()
	}
	return nil
}

func (a *applier) flush() error {
	if len(a.batch) == 0 || a.in.raw.Faults().Len() > 0 {
		return nil
	}
	a.done.Figures += len(a.batch)
	err := a.yield(a.batch)
	a.batch = a.batch[:0]
	return err
}

func (a *applier) finish() error {
	if err := a.emitSums(); err != nil {
		return err
	}
	return a.flush()
}

// twice notes a fault if the same figure was there before.
func (a *applier) twice(row table.RawRow, v bound, f figure.Figure) bool {
	h := fnv.New128a()
	for _, part := range []string{f.Indicator, string(f.Area), string(f.Group), f.Period.String(), f.KnownFrom.String(), f.Source} {
		_, _ = io.WriteString(h, part+"\x00") // a hash never fails
	}
	var key [16]byte
	h.Sum(key[:0])
	first, double := a.seen[key]
	if !double {
		a.seen[key] = row.Line
		return false
	}
	about := strings.Join([]string{f.Indicator, string(f.Area), string(f.Group), f.Period.String()}, ", ")
	a.in.refuse(row, v.Heading, text.T(
		"jede Angabe nur einmal; dieselbe ("+about+") steht schon in Zeile "+text.De.Int(int64(first)),
		"every statement once only; the same ("+about+") is in row "+text.En.Int(int64(first))))
	return true
}

// period completes the row's period by that of the column's header.
func (a *applier) period(row table.RawRow, v bound, when moment, ok bool) (period.Period, bool) {
	if !ok {
		return period.Period{}, false
	}
	whole, fits := when.join(v.when)
	if fits && v.Period != "" {
		fixed, _ := whenOf(v.Period, AnyPeriod)
		whole, fits = whole.join(fixed)
	}
	if p, complete := whole.period(); fits && complete {
		return p, true
	}
	a.in.refuse(row, v.Heading, text.T(
		"ein ganzer Zeitraum mit Jahr; Zeile, Spalte und Titel ergeben zusammen keinen oder widersprechen sich",
		"a whole period with its year; row, column and title give none together, or contradict"))
	return period.Period{}, false
}

// group of the cell: by its column's header, the row's word, or for the file.
func (a *applier) group(row table.RawRow, v bound) (population.ID, bool) {
	if v.Group != "" {
		return v.Group, true
	}
	if a.groupAt == nil {
		id := population.ID(a.fill(row, a.spec.Fixed["group"]))
		if id == "" {
			return population.All, true
		}
		if _, ok := a.known.group(id); ok {
			return id, true
		}
		a.in.refuse(row, Heading{Name: strings.Trim(a.spec.Fixed["group"], "{}"), At: -1}, wantGroup(string(id)))
		return "", false
	}
	word := cellAt(row, a.groupAt.At)
	if id, ok := a.groups[fold(word)]; ok {
		return id, true
	}
	a.in.refuse(row, a.groupAt.Heading, wantGroup(""))
	return "", false
}

// indicator of the cell: by its column's header, the row's word, or for the file.
func (a *applier) indicator(row table.RawRow, v bound) (figure.Indicator, bool) {
	code := v.Indicator
	if code == "" && a.indicatorAt == nil {
		code = a.spec.Fixed["indicator"]
	}
	if code != "" {
		return a.byCode[code], true // Valid has seen to it
	}
	word := cellAt(row, a.indicatorAt.At)
	if i, ok := a.indicators[fold(word)]; ok {
		return i, true
	}
	a.in.refuse(row, a.indicatorAt.Heading, text.T("eine bekannte Kennzahl, oder ein Wort, das die Zuordnung einer Kennzahl zuweist", "a known indicator, or a word that the mapping assigns to one"))
	return figure.Indicator{}, false
}

// cellRaw returns a cell as it stands, "" beyond the row's end.
func cellRaw(row table.RawRow, at int) string {
	if at >= len(row.Cells) {
		return ""
	}
	return row.Cells[at]
}

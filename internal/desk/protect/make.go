// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package protect

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"planraum/internal/city/area"
	"planraum/internal/city/audience"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/method/disclosure"
	"planraum/internal/text"
)

// maker makes one table.
type maker struct {
	*Desk
	policy   disclosure.Policy
	audience audience.Audience
	position int64
	narrower *Table // of the audience that sees more
	before   *Table // the audience's last one; nil for none

	indicators map[string]figure.Indicator
	levels     map[area.ID]area.Level
	places     string // digest of how areas hang together
	last       Kept   // what the audience was shown before
	known      bool
	wasHidden  map[int64]bool
	grown      map[string]bool // indicators with figures since the last table

	// Of the family of indicators that is being protected.
	all      []figure.Figure // that count persons or are reckoned from such
	counting []figure.Figure // of them, those that count persons
}

func (m *maker) make(ctx context.Context, progress func(done, total int)) (*Table, error) {
	st, err := m.structure(ctx)
	if err != nil {
		return nil, err
	}
	if err := m.remember(ctx); err != nil {
		return nil, err
	}
	t := &Table{
		Audience: m.audience, Policy: m.policy, Position: m.position,
		counts: map[string]bool{}, states: map[int64]disclosure.State{}, touched: map[figure.Key][]figure.Figure{},
		kinds: m.indicators, parts: map[string]*part{}, of: map[string]*part{},
	}
	for code, in := range m.indicators {
		t.counts[code] = m.policy.Counts(in) || m.rate(code) != nil
	}
	for _, sum := range m.policy.Groups {
		t.Sums = append(t.Sums, disclosure.GroupSum{Sum: sum, Declared: true})
	}
	k := Kept{Audience: m.audience, Policy: m.version(), Position: m.position, Rounded: m.policy.Round, MadeAt: m.now()}
	newest, declared := int64(0), len(t.Sums)
	for _, family := range m.families(t) {
		p := m.asBefore(family)
		if p == nil {
			if p, err = m.protect(ctx, st, family, progress); err != nil {
				return nil, err
			}
		}
		t.add(m.name(family), family, p)
		newest, k.Hidden = max(newest, p.newest), append(k.Hidden, p.hidden...)
	}
	slices.Sort(k.Hidden)
	slices.SortStableFunc(t.Sums[declared:], func(a, b disclosure.GroupSum) int { return cmp.Compare(a.Indicator, b.Indicator) })
	sortLines(t.Lines)
	t.kept, err = m.keep(ctx, k, newest)
	return t, err
}

// protect protects the figures of a family of indicators.
func (m *maker) protect(ctx context.Context, st disclosure.Structure, family []string, progress func(done, total int)) (*part, error) {
	if err := m.gather(ctx, family); err != nil {
		return nil, err
	}
	entries := m.entries()
	system, cells := disclosure.Link(entries, st)
	pattern, err := disclosure.Protect(ctx, system, m.policy.Rule, progress)
	if err != nil {
		return nil, fault.Wrap("protect.make", err)
	}
	p := &part{narrower: m.beside(family), exposed: len(pattern.Exposed), states: map[int64]disclosure.State{}, touched: map[figure.Key][]figure.Figure{}}
	for n, e := range entries {
		if s := pattern.States[cells[n]]; s != disclosure.Shown {
			p.states[e.ID] = s
		}
	}
	p.sums = disclosure.Sums(entries, st.Kinds)
	m.rates(p)
	m.touch(p)
	m.count(p)
	for _, f := range m.counting {
		p.newest = max(p.newest, f.ID)
		if p.states[f.ID].IsHidden() {
			p.hidden = append(p.hidden, f.ID)
		}
	}
	return p, nil
}

// families are the indicators that are protected, those together that are
// linked: by an account, or by a rate and what it is reckoned from. Nothing
// links figures of different families, so that one after the other needs the
// memory of the largest.
func (m *maker) families(t *Table) [][]string {
	head := map[string]string{}
	var find func(string) string
	find = func(code string) string {
		if up, ok := head[code]; ok && up != code {
			return find(up)
		}
		return code
	}
	join := func(a, b string) { head[find(a)] = find(b) }
	for _, a := range m.policy.Accounts {
		for _, code := range slices.Concat(a.Plus, a.Minus, a.Signed) {
			join(code, a.Stock)
		}
	}
	for _, r := range m.policy.Rates {
		join(r.Of, r.Indicator)
		join(r.Per, r.Indicator)
	}
	members := map[string][]string{}
	for code, counts := range t.counts {
		if counts {
			members[find(code)] = append(members[find(code)], code)
		}
	}
	list := make([][]string, 0, len(members))
	for _, family := range members {
		slices.Sort(family)
		list = append(list, family)
	}
	slices.SortFunc(list, slices.Compare)
	return list
}

// structure reads what connects the counts.
func (m *maker) structure(ctx context.Context) (disclosure.Structure, error) {
	st := disclosure.Structure{Kinds: map[string]figure.Kind{}, Groups: m.policy.Groups, Accounts: m.policy.Accounts}
	indicators, err := m.names.Indicators(ctx)
	if err != nil {
		return st, err
	}
	m.indicators = make(map[string]figure.Indicator, len(indicators))
	for _, in := range indicators {
		m.indicators[in.Code], st.Kinds[in.Code] = in, in.Kind
	}
	if st.Areas, err = m.names.Areas(ctx, ""); err != nil {
		return st, err
	}
	m.levels = make(map[area.ID]area.Level, len(st.Areas))
	digest := sha256.New()
	for _, a := range st.Areas {
		m.levels[a.ID] = a.Level
		fmt.Fprintf(digest, "%s %d %s|", a.ID, a.Level, a.Parent)
	}
	st.Overlaps, err = m.overlaps(ctx)
	fmt.Fprint(digest, st.Overlaps)
	m.places = hex.EncodeToString(digest.Sum(nil))
	return st, err
}

// gather reads the figures of a family of indicators.
func (m *maker) gather(ctx context.Context, family []string) error {
	m.all, m.counting = nil, nil
	// What is not released yet is part of the table as well: it may be tomorrow.
	err := m.ledger.EachFigure(audience.With(ctx, audience.Unfiltered), figure.Query{Indicators: family}, func(f figure.Figure) error {
		counts := m.policy.Counts(m.indicators[f.Indicator])
		if len(m.all) == mostProtected {
			return m.tooMany(family, mostProtected)
		}
		m.all = append(m.all, f)
		counted := f.Basis == figure.Counted || f.Basis == figure.Reported || f.Basis == figure.Computed
		if f.ID <= m.position && counted && counts {
			m.counting = append(m.counting, f)
		}
		return nil
	})
	slices.SortFunc(m.counting, func(a, b figure.Figure) int { return cmp.Compare(a.ID, b.ID) })
	return err
}

// mostProtected is how many figures of one family are protected. They are
// weighed against each other in memory, all of them together; with more the
// program would outgrow the memory that it is made for and answer nobody.
const mostProtected = 300_000

func (m *maker) tooMany(family []string, limit int) error {
	names := func(l text.Lang) string {
		list := make([]string, 0, len(family))
		for _, code := range family {
			list = append(list, fmt.Sprintf("%s (%s)", m.indicators[code].Name.In(l), code))
		}
		return strings.Join(list, ", ")
	}
	return fault.New(fault.Unavailable, "protect.gather",
		fmt.Sprintf("Zu verbundenen Kennzahlen, die Personen zählen, hat das Hauptbuch mehr als %s Angaben, mehr als zusammen geschützt werden können: %s. Gezeigt werden sie nur der datenhaltenden Stelle. Abhilfe: gröber erfassen (weniger Gebiete, Gruppen oder Zeiträume), oder in der Regel des Adressatenkreises (Einstellung PLANRAUM_POLICIES) die Verbindung der Kennzahlen auflösen; danach „Schutz kleiner Zahlen vorbereiten“ unter Daten, Vorgänge.", text.De.Int(int64(limit)), names(text.De)),
		fmt.Sprintf("The ledger has more than %s figures of linked indicators that count persons, more than can be protected together: %s. They are shown to the data owner only. What helps: record them more coarsely (fewer areas, groups or periods), or undo the link of the indicators in the audience’s policy (setting PLANRAUM_POLICIES); then “Prepare the protection of small counts” below Data, Jobs.", text.En.Int(int64(limit)), names(text.En)))
}

// overlaps reads the crosswalks between editions.
func (m *maker) overlaps(ctx context.Context) ([]disclosure.Overlap, error) {
	records, err := m.names.Records(ctx, register.Crosswalk, period.Date{})
	if err != nil {
		return nil, err
	}
	type editions struct{ from, to string }
	pieces := map[editions][]disclosure.Piece{}
	var order []editions
	for _, r := range records { // in the order of their keys
		var l area.Link
		if err := json.Unmarshal(r.Body, &l); err != nil {
			return nil, fault.Wrap("protect.overlaps("+r.Key+")", err)
		}
		e := editions{l.FromEdition, l.ToEdition}
		if pieces[e] == nil {
			order = append(order, e)
		}
		if l.Weight > 0 {
			pieces[e] = append(pieces[e], disclosure.Piece{From: l.From, To: l.To})
		}
	}
	var list []disclosure.Overlap
	for _, e := range order {
		list = append(list, disclosure.Nested(pieces[e])...)
	}
	return list, nil
}

// remember reads what the audience was shown before.
func (m *maker) remember(ctx context.Context) (err error) {
	m.last, m.known, err = m.memory.Kept(ctx, m.audience)
	m.wasHidden = make(map[int64]bool, len(m.last.Hidden))
	for _, id := range m.last.Hidden {
		m.wasHidden[id] = true
	}
	if err != nil || m.before == nil {
		return err
	}
	m.grown = map[string]bool{}
	since, err := m.ledger.Tallies(ctx, m.before.Position)
	for _, t := range since {
		m.grown[t.Indicator] = true
	}
	return err
}

// entries are the counts with what was done to them before: what this audience
// saw, and what an audience that sees more does not see.
func (m *maker) entries() []disclosure.Entry {
	kept, known, hidden := m.last, m.known, m.wasHidden
	entries := make([]disclosure.Entry, len(m.counting))
	for n, f := range m.counting {
		e := disclosure.Entry{Key: f.Key, ID: f.ID, Value: f.Value.Amount, KnownFrom: f.KnownFrom, Basis: f.Basis, File: f.File}
		switch {
		case known && f.ID <= kept.Position && hidden[f.ID]:
			if kept.Policy == m.version() {
				e.Before = disclosure.Hidden
			}
		case known && f.ID <= kept.Position && kept.Rounded:
			e.Before = disclosure.Rounded
		case known && f.ID <= kept.Position:
			e.Before = disclosure.Shown
		}
		if e.Before == disclosure.Unseen && m.narrower != nil && m.narrower.states[f.ID].IsHidden() {
			e.Before = disclosure.Hidden
		}
		entries[n] = e
	}
	return entries
}

// version names the policy with a digest of all that it says.
func (m *maker) version() string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %+v", disclosure.Version, m.policy))
	return m.policy.Version + " " + hex.EncodeToString(sum[:4])
}

// rate returns the policy's entry on an indicator; nil for none.
func (m *maker) rate(code string) *disclosure.Rate {
	for i := range m.policy.Rates {
		if m.policy.Rates[i].Indicator == code {
			return &m.policy.Rates[i]
		}
	}
	return nil
}

// rates hides rates that were reckoned from a hidden count, or from which a
// small one follows.
func (m *maker) rates(p *part) {
	at := map[figure.Key][]figure.Figure{}
	for _, f := range m.counting {
		at[m.day(f.Key)] = append(at[m.day(f.Key)], f)
	}
	for _, f := range m.all {
		r := m.rate(f.Indicator)
		if r == nil || f.ID > m.position {
			continue
		}
		key := m.day(f.Key)
		for _, code := range []string{r.Of, r.Per} {
			key.Indicator = code
			for _, count := range at[key] {
				if p.states[count.ID].IsHidden() || (code == r.Per && m.tells(f.Value, count.Value.Amount, *r)) {
					p.states[f.ID] = disclosure.Hidden
				}
			}
		}
	}
}

// day makes the month of a stock or rate the same as its last day.
func (m *maker) day(k figure.Key) figure.Key {
	if m.indicators[k.Indicator].Kind != figure.Flow {
		k.Period = period.On(k.Period.To)
	}
	return k
}

// tells reports whether a rate of a whole gives a small count.
func (m *maker) tells(rate unit.Decimal, whole int64, r disclosure.Rate) bool {
	if !m.policy.Counts(m.indicators[r.Of]) && m.indicators[r.Of].Code != "" {
		return false // such as places, which are no persons
	}
	scale := r.Scale
	for range rate.Places {
		scale *= 10
	}
	count := unit.DivRoundHalfUp(rate.Amount*whole, scale)
	return count > 0 && count < m.policy.Threshold
}

// touch notes the dates of which a figure is secret, with all their figures.
func (m *maker) touch(p *part) {
	dated := func(k figure.Key) figure.Key { return m.indicators[k.Indicator].Dated(k) }
	for _, f := range m.all {
		if p.states[f.ID].IsHidden() {
			p.touched[dated(f.Key)] = []figure.Figure{}
		}
	}
	for _, f := range m.all {
		if k := dated(f.Key); p.touched[k] != nil {
			p.touched[k] = append(p.touched[k], f)
		}
	}
}

// count sums up what protection of the family costs.
func (m *maker) count(p *part) {
	type place struct {
		indicator string
		level     area.Level
	}
	of := map[place]*Line{}
	for _, f := range m.counting {
		at := place{f.Indicator, m.levels[f.Area]}
		if of[at] == nil {
			of[at] = &Line{Indicator: m.indicators[f.Indicator], Level: at.level}
		}
		l := of[at]
		l.Cells++
		switch p.states[f.ID] {
		case disclosure.Primary:
			l.Small++
		case disclosure.Hidden:
			l.Others++
		}
	}
	for _, l := range of {
		p.lines = append(p.lines, *l)
	}
	sortLines(p.lines)
}

// keep remembers the table where it shows something that the last one did not;
// newest is the last of its counts. It returns what is remembered then.
func (m *maker) keep(ctx context.Context, k Kept, newest int64) (Kept, error) {
	if m.last.Policy == k.Policy && newest <= m.last.Position && slices.Equal(m.last.Hidden, k.Hidden) {
		return m.last, nil
	}
	return k, m.memory.Keep(ctx, k)
}

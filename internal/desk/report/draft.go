// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"strconv"
	"strings"

	"planraum/internal/city/approval"
	"planraum/internal/city/audience"
	"planraum/internal/city/figure"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// draftOf says what stands in the way of issuing a number: a figure below it that is
// not released, or a run whose inputs have changed since. It is empty where nothing
// does.
func (c *city) draftOf(d figure.Derivation) (text.Text, error) {
	if t, err := c.draftAt(d.Ref); err != nil || t != (text.Text{}) {
		return t, err
	}
	if d.Figure != 0 {
		if t, err := c.unreleased(d.Figure); err != nil || t != (text.Text{}) {
			return t, err
		}
	}
	for _, from := range d.From {
		if t, err := c.draftOf(from); err != nil || t != (text.Text{}) {
			return t, err
		}
	}
	return text.Text{}, nil
}

// draftAt says the same of an address alone.
func (c *city) draftAt(ref string) (text.Text, error) {
	parts := strings.Split(ref, "/")
	switch {
	case len(parts) == 2 && parts[0] == "figure":
		id, err := strconv.ParseInt(parts[1], 10, 64)
		if err != nil {
			return text.Text{}, nil
		}
		return c.unreleased(id)
	case len(parts) > 1 && (parts[0] == "run" || parts[0] == "band" || parts[0] == "decision"):
		t, err := c.outdated(parts[1])
		if err == nil && t == (text.Text{}) && c.run != nil && c.run.ID == parts[1] && len(parts) > 2 && byKey(parts[2]) {
			return c.otherKeys()
		}
		return t, err
	}
	return text.Text{}, nil
}

// byKey reports whether a number of a run rests on staffing keys.
func byKey(item string) bool {
	return strings.HasPrefix(item, "posts") || strings.HasPrefix(item, "year_cost")
}

func (c *city) unreleased(id int64) (text.Text, error) {
	if t, known := c.standing[id]; known {
		return t, nil
	}
	f, err := c.Ledger.Figure(c.ctx, id)
	if fault.KindOf(err) == fault.NotFound {
		err = nil
	}
	if err != nil {
		return text.Text{}, fault.Wrap("report.unreleased", err)
	}
	seen, err := c.Ledger.Figure(audience.With(c.ctx, audience.Lens{Audience: audience.Public, Released: true}), id)
	if kind := fault.KindOf(err); err != nil && kind != fault.NotFound && kind != fault.Unavailable {
		return text.Text{}, fault.Wrap("report.unreleased", err)
	}
	var t text.Text
	if err == nil && seen.IsSecret() {
		name := c.names[f.Indicator].Name
		t = text.T("eine Zahl, die nicht geheim zu halten ist: „"+name.De+", "+f.Period.In(text.De)+"“ ist für die Öffentlichkeit geschützt. Nehmen Sie sie aus dem Text",
			"a number that need not be kept secret: “"+name.En+", "+f.Period.In(text.En)+"” is protected for the public. Take it out of the text")
	}
	if s := f.Release.State; s != approval.Unasked && !s.Open() {
		name := c.names[f.Indicator].Name
		t = text.T(
			"die Freigabe von „"+name.De+", "+f.Period.In(text.De)+"“ ("+s.Label().De+"). Die Datenverantwortung gibt sie unter „Daten, Freigabe“ frei",
			"the release of “"+name.En+", "+f.Period.In(text.En)+"” ("+s.Label().En+"). The data steward releases it under “Data, Release”")
	}
	c.standing[id] = t
	return t, nil
}

func (c *city) outdated(run string) (text.Text, error) {
	stale, known := c.stale[run]
	if !known {
		var err error
		if c.run != nil && c.run.ID == run { // just reckoned
			return c.refuted()
		} else if stale, err = c.Plans.Stale(c.ctx, run); err != nil {
			return text.Text{}, fault.Wrap("report.outdated("+run+")", err)
		}
		c.stale[run] = stale
	}
	if !stale {
		return text.Text{}, nil
	}
	return text.T("ein neuer Lauf des Plans: seit dem letzten haben sich seine Eingaben geändert. Rechnen Sie unter „Pläne“ neu und wählen Sie beim Bearbeiten des Textes die Zahl des neuen Laufs", "a new run of the plan: its inputs have changed since the last one. Evaluate anew under “Plans” and choose the number of the new run when editing the text"), nil
}

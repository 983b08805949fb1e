// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"cmp"
	"slices"
	"strconv"

	"planraum/internal/city/council"
	"planraum/internal/city/unit"
)

// The money and posts of a council paper are typed once, in its form. Its text shows them
// as live tables, so that the council reads what the paper asks for.

const (
	moneyTitle    = "Finanzielle Auswirkungen der Vorlage"
	requestsTitle = "Stellen der Vorlage"
)

// moneyTable are the financial effects of a council paper by sub-budget, line and year,
// with their sums. A paper without any says so; without a paper there is no table.
func moneyTable(c *city, key string) (exhibit, error) {
	e, err := c.paperEntry(key)
	if err != nil || e.record == 0 {
		return exhibit{}, err
	}
	p, ref := e.noun, recordRef(e.record)
	g := newGrid(moneyTitle, word("Teilhaushalt"), word("Zeile"), word("wofür"), word("Jahr"), num("Betrag", "EUR"))
	if g.source(paperSource(p)); len(p.Effects) == 0 {
		g.row(say("keine"), say("Die Vorlage nennt keine finanziellen Auswirkungen."), say(""), say(""), say(""))
		return g.done(), nil
	}
	var all unit.Cents
	for _, f := range p.Effects {
		g.row(say(f.SubBudget), say(f.Line), say(f.Text), say(strconv.Itoa(f.Year)), c.exact(f.Amount, ref))
		g.source(c.told(f.Source))
		all += f.Amount
	}
	for _, s := range p.Sums() {
		g.row(say("Summe "+s.SubBudget), say(""), say(""), say(strconv.Itoa(s.Year)), c.exact(s.Amount, ref))
	}
	g.total(say("zusammen"), say(""), say(""), say(""), c.exact(all, ref))
	g.note("Aufwand ist positiv, Ertrag negativ. Die Beträge stehen so in der Vorlage.")
	return g.done(), nil
}

// requestsTable are the posts that a council paper asks for. A paper without any says so;
// without a paper there is no table.
func requestsTable(c *city, key string) (exhibit, error) {
	e, err := c.paperEntry(key)
	if err != nil || e.record == 0 {
		return exhibit{}, err
	}
	p, ref := e.noun, recordRef(e.record)
	g := newGrid(requestsTitle, word("Einheit"), word("Gruppe"), num("Stellen", ""), word("ab"), word("kw ab"), word("im Stellenplan"), word("Begründung"))
	if g.source(paperSource(p)); len(p.Posts) == 0 {
		g.row(say("keine"), say(""), say(""), say(""), say(""), say(""), say("Die Vorlage beantragt keine Stellen."))
		return g.done(), nil
	}
	for _, q := range p.Posts {
		plan, out := "ja", "keiner"
		if q.Outside {
			plan = "außerhalb, Ermächtigung bis zu diesem Umfang"
		}
		if !q.PhaseOut.IsZero() {
			out = q.PhaseOut.In(c.lang)
		}
		g.row(say(q.Unit), say(cmp.Or(q.Grade, unknown)), c.exact(unit.Cents(q.Share), ref), c.day(q.From), say(out), say(plan), say(q.Reason))
	}
	g.total(say("zusammen"), say(""), c.exact(unit.Cents(sharesOf(p.Posts)), ref), say(""), say(""), say(""), say(""))
	g.note("„kw ab“ (künftig wegfallend) ist der erste Tag ohne die Stelle. „offen“: Ein erster Tag ist nicht genannt.")
	if slices.ContainsFunc(p.Posts, func(q council.PostRequest) bool { return q.Share < 0 }) {
		g.note("Eine Zahl unter 0 heißt: Stellen fallen weg.")
	}
	return g.done(), nil
}

// paperSource says where the entries of a paper come from.
func paperSource(p council.Paper) string {
	said := "Vorlage „" + p.Title + "“"
	if p.Reference != "" {
		said = p.Reference + ", „" + p.Title + "“"
	}
	return cmp.Or(p.Source, said)
}

// ownPaper is the paper of a text that is made: the one that is stored together with it,
// else that of the register; an empty one where there is none.
func (c *city) ownPaper(key string) (council.Paper, error) {
	if c.coming != nil && c.coming.ID == key {
		return *c.coming, nil
	}
	e, err := c.paperEntry(key)
	return e.noun, err
}

// asked adds the tables of a paper's posts and money, where it has such entries.
func (d *draft) asked(p council.Paper, key string) {
	if len(p.Posts) > 0 {
		d.say("Diese Stellen beantragt die Vorlage:")
		d.rows("requests/" + key)
	}
	if len(p.Effects) > 0 {
		d.say("Diese Beträge nennt die Vorlage:")
		d.rows("money/" + key)
	}
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"planraum/internal/city/council"
	"planraum/internal/city/document"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/staffing"
	"planraum/internal/exchange/cityfile"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Courses is what the desk asks about the order of committees of a council paper.
type Courses interface {
	// Days are the days of its stations: fixed ones, else those reckoned backwards;
	// zero where there is none. They are as many as the paper has stations.
	Days(ctx context.Context, p council.Paper, asOf period.Date) ([]period.Date, error)
}

// councilPaper is the paper of the administration with a key, or the newest one that
// answers the motion with that key; false where there is none.
func (c *city) councilPaper(key string) (council.Paper, bool, error) {
	e, err := c.paperEntry(key)
	return e.noun, e.record != 0, err
}

// paperEntry is the same with the number of its record, 0 where there is none.
func (c *city) paperEntry(key string) (best entry[council.Paper], err error) {
	list, err := entries[council.Paper](c, register.Paper)
	if err != nil {
		return best, err
	}
	for _, e := range list {
		p := e.noun
		if p.Type.Asked() || p.Withdrawn || key == "" {
			continue
		}
		if p.ID == key {
			return e, nil
		}
		if slices.Contains(p.Answers, key) && cmp.Or(p.When().Compare(best.noun.When()), cmp.Compare(e.record, best.record)) > 0 {
			best = e
		}
	}
	return best, nil
}

// orderTable is the order of committees of the council paper that a text belongs to.
// Where the paper has none yet, it is a proposal, which stands against issuing the text.
func orderTable(c *city, key string) (exhibit, error) {
	p, _, err := c.councilPaper(key)
	if err != nil {
		return exhibit{}, err
	}
	caption, proposed := "Beratungsfolge", len(p.Order) == 0
	if proposed {
		caption = "Vorgeschlagene Beratungsfolge"
		if p.Order, err = c.proposedOrder(key); err != nil {
			return exhibit{}, err
		}
	}
	days, err := c.stationDays(p)
	if err != nil {
		return exhibit{}, err
	}
	names, err := c.committeeNames()
	if err != nil {
		return exhibit{}, err
	}
	t := newGrid(caption, word("Gremium"), word("Schritt"), word("Sitzung"), word("öffentlich"))
	for i, o := range p.Order {
		day := "Tag offen"
		switch {
		case !o.On.IsZero():
			day = o.On.In(c.lang)
		case !days[i].IsZero():
			day = days[i].In(c.lang) + " (gerechnet)"
		}
		public := map[bool]string{true: "ja", false: "nein"}[o.Public]
		t.row(say(cmp.Or(names[o.Committee], o.Committee, unknown)), say(cmp.Or(o.Step.Label().In(c.lang), unknown)), say(day), say(public))
	}
	t.note("„Gerechnet“ ist ein Tag, den das Programm vom Tag der Entscheidung rückwärts aus den bekannten Sitzungen nimmt.")
	begins, err := c.postBegins(p, key)
	if err != nil {
		return exhibit{}, err
	}
	if late := c.decidedAfter(p, begins, days); late != "" {
		t.note(late)
	}
	opened, err := c.openedBefore(p, key, days)
	if err != nil {
		return exhibit{}, err
	}
	t.note(opened)
	e := t.done()
	if proposed {
		e.draft = noOrder
	}
	return e, nil
}

// decidedAfter says that a post begins before the last station of its paper, so that nobody
// can hold it from its first day; empty where none does.
func (c *city) decidedAfter(p council.Paper, begins period.Date, days []period.Date) string {
	last := lastStation(p, days)
	if begins.IsZero() || !begins.Before(last) {
		return ""
	}
	return "Beantragt ist die Stelle ab dem " + begins.In(c.lang) + ", entschieden wird nach dieser Folge erst am " + last.In(c.lang) + ". Vorher kann sie niemand besetzen, und es entstehen keine Kosten."
}

// postBegins is the first day of the posts of a paper; where it has none yet, of those that
// the motion with the key and the motions that the paper answers ask for. Zero: of none.
func (c *city) postBegins(p council.Paper, key string) (period.Date, error) {
	var begins period.Date
	earlier := func(day period.Date) {
		if !day.IsZero() && (begins.IsZero() || day.Before(begins)) {
			begins = day
		}
	}
	for _, post := range p.Posts {
		earlier(post.From)
	}
	if !begins.IsZero() {
		return begins, nil
	}
	papers, err := entries[council.Paper](c, register.Paper)
	if err != nil {
		return begins, err
	}
	changes, err := entries[staffing.PostChange](c, register.Post)
	for _, e := range papers {
		if m := e.noun; m.ID == key || slices.Contains(p.Answers, m.ID) {
			for _, a := range changes {
				if a.noun.Stage == staffing.Asked && a.noun.Kind == staffing.Create && council.CitesMotion(a.noun.Paper, m.Reference) {
					earlier(a.noun.From)
				}
			}
		}
	}
	return begins, err
}

// noOrder says what is missing where a text has only a proposal, and how it is mended.
var noOrder = text.T(
	"eine Beratungsfolge. Bisher steht hier nur ein Vorschlag. Tragen Sie die Gremien bei der Vorlage ein, zu der dieser Text gehört: Rat, Vorlagen, dort „Neue Vorlage“ oder „Ändern“, Abschnitt „Beratungsfolge“",
	"an order of committees. So far only a proposal stands here. Enter the committees in the paper that this text belongs to: Council, Papers, there “New paper” or “Change”, section “Order of committees”")

func (c *city) stationDays(p council.Paper) ([]period.Date, error) {
	days := make([]period.Date, len(p.Order))
	if c.Courses == nil || len(p.Order) == 0 {
		return days, nil
	}
	reckoned, err := c.Courses.Days(c.ctx, p, c.asOf)
	copy(days, reckoned)
	return days, fault.Wrap("report.stationDays", err)
}

func (c *city) committeeNames() (map[string]string, error) {
	list, err := entries[council.Committee](c, register.Committee)
	names := map[string]string{}
	for _, e := range list {
		names[e.noun.Key] = e.noun.Name
	}
	return names, err
}

// proposedOrder is what is usual: the advisory councils of the districts that get a site
// by the paper, the committee for social affairs, the council.
func (c *city) proposedOrder(key string) ([]council.Consultation, error) {
	committees, err := entries[council.Committee](c, register.Committee)
	if err != nil {
		return nil, err
	}
	tranches, err := c.tranches()
	if err != nil {
		return nil, err
	}
	var order []council.Consultation
	add := func(body string, s council.Step) {
		if body != "" {
			order = append(order, council.Consultation{Committee: body, Step: s, Public: true})
		}
	}
	for _, t := range tranches {
		if council.KeyOf(t.noun.Paper) == key {
			for _, body := range c.districtBodies(committees, t.noun) {
				add(body, council.Deliberation)
			}
		}
	}
	add(bodyFor(committees, council.Standing), council.Preliminary)
	add(bodyFor(committees, council.Plenary), council.Decision)
	return order, nil
}

// districtBodies are the advisory councils of the districts in which a tranche has
// sites, by name.
func (c *city) districtBodies(list []entry[council.Committee], p cityfile.Package) []string {
	var found []council.Committee
	for _, s := range c.sites {
		a, ok := c.district(s)
		if !ok || s.Package != p.ID {
			continue
		}
		for _, e := range list {
			if b := e.noun; b.Kind == council.District && b.Area == string(a.ID) && !slices.Contains(found, b) {
				found = append(found, b)
			}
		}
	}
	slices.SortFunc(found, func(a, b council.Committee) int { return c.lang.Compare(a.Name, b.Name) })
	keys := make([]string, len(found))
	for i, b := range found {
		keys[i] = b.Key
	}
	return keys
}

// bodyFor is the key of the committee of a kind for social affairs, or of the first of
// its kind; empty where there is none.
func bodyFor(list []entry[council.Committee], kind council.CommitteeKind) string {
	key := ""
	for _, e := range list {
		if k := e.noun; k.Kind == kind && (key == "" || strings.Contains(k.Name, "Sozial")) {
			key = k.Key
		}
	}
	return key
}

// signed says in sentences which offices have co-signed the paper and which have not.
func (c *city) signed(key string) (*document.Value, error) {
	p, ok, err := c.councilPaper(key)
	if err != nil {
		return nil, err
	}
	if !ok {
		return &document.Value{Written: "Noch nicht erfolgt: Die Vorlage, zu der dieser Text gehört, ist noch nicht angelegt."}, nil
	}
	var have, miss []string
	for _, s := range p.Signers {
		if s.On.IsZero() {
			miss = append(miss, s.Office)
		} else {
			have = append(have, s.Office+" ("+s.On.In(c.lang)+")")
		}
	}
	var says []string
	if len(have) > 0 {
		says = append(says, "Mitgezeichnet haben: "+strings.Join(have, ", ")+".")
	}
	if len(miss) > 0 {
		says = append(says, "Es fehlt noch: "+strings.Join(miss, ", ")+".")
	}
	if len(p.Signers) == 0 {
		says = append(says, "Kein Amt zeichnet diese Vorlage mit.")
	}
	return &document.Value{Written: strings.Join(says, " ")}, nil
}

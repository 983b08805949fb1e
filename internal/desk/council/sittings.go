// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package council

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"

	"planraum/internal/city/council"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/fault"
	"planraum/internal/method/calendar"
	"planraum/internal/text"
)

// Committees lists the bodies that were known on asOf, the council first.
func (d *Desk) Committees(ctx context.Context, asOf period.Date) ([]council.Committee, error) {
	list, _, err := decoded[council.Committee](ctx, d.registers, register.Committee, asOf)
	rank := func(k council.CommitteeKind) int {
		return slices.Index([]council.CommitteeKind{council.Plenary, council.Standing, council.Advisory, council.District, council.Fraction}, k)
	}
	slices.SortStableFunc(list, func(a, b council.Committee) int {
		return cmp.Or(cmp.Compare(rank(a.Kind), rank(b.Kind)), cmp.Compare(a.Key, b.Key))
	})
	apart(list)
	return list, err
}

// apart tells bodies of the same name apart, as other council systems have one for each
// term: by the days between which they are, else by where they come from.
func apart(list []council.Committee) {
	count := map[string]int{}
	for _, c := range list {
		count[c.Name]++
	}
	for i, c := range list {
		if count[c.Name] < 2 {
			continue
		}
		from, mark := c.From.In(text.De), c.Key
		if u, err := url.Parse(c.Source); err == nil && u.Host != "" {
			mark = u.Host + u.Path
		}
		switch {
		case !c.From.IsZero() && !c.Until.IsZero():
			mark = from + " bis " + c.Until.In(text.De)
		case !c.From.IsZero():
			mark = "ab " + from
		}
		list[i].Name = c.Name + " (" + mark + ")"
	}
}

// nameless stands for the body of a sitting that nobody knows.
const nameless = "Gremium unbekannt"

// Meeting is a sitting with its body and version.
type Meeting struct {
	council.Sitting
	Body    council.Committee
	Version int64
	// KnownFrom is the day as of which the version is known.
	KnownFrom period.Date
	// InviteBy is the last day for its invitation; zero: unknown. Late says that it was not invited by
	// then; Earliest is the first working day on which it can be held instead.
	InviteBy, Earliest period.Date
	// Moved says why InviteBy lies before the day that the deadline gives: that is a
	// holiday or at a weekend; empty: it does not.
	Moved  text.Text
	Late   bool
	Titles map[string]string // of the papers on its agenda that the reader may see
}

// Meetings lists the sittings that were known on asOf, by day.
func (d *Desk) Meetings(ctx context.Context, asOf period.Date) ([]Meeting, error) {
	bodies, err := d.Committees(ctx, asOf)
	if err != nil {
		return nil, err
	}
	papers, err := d.Papers(ctx, asOf)
	if err != nil {
		return nil, err
	}
	list, records, err := decoded[council.Sitting](ctx, d.registers, register.Sitting, asOf)
	if err != nil {
		return nil, err
	}
	who := d.reader(ctx)
	free, err := d.recesses(ctx, asOf)
	if err != nil {
		return nil, err
	}
	all := make([]Meeting, 0, len(list))
	for i, s := range list {
		m := Meeting{
			Sitting: who.sitting(s), Version: records[i].ID, KnownFrom: records[i].KnownFrom,
			Body: council.Committee{Key: s.Committee, Name: s.Committee, TermsUnknown: true}, Titles: map[string]string{},
		}
		if at := slices.IndexFunc(bodies, func(c council.Committee) bool { return c.Key == s.Committee }); at >= 0 {
			m.Body = bodies[at]
		}
		if m.Body.Name == "" {
			m.Body.Name = nameless
		}
		m.invitation(asOf, free)
		for k, item := range m.Agenda {
			at := slices.IndexFunc(papers, func(p Stored) bool { return p.ID == item.Paper })
			if at < 0 {
				m.Agenda[k].Paper = ""
				continue
			}
			m.Titles[item.Paper] = nameOf(papers[at].Paper)
		}
		all = append(all, m)
	}
	slices.SortStableFunc(all, func(a, b Meeting) int {
		return cmp.Or(a.On.Compare(b.On), cmp.Compare(a.At, b.At), cmp.Compare(a.ID, b.ID))
	})
	return all, nil
}

// nameOf is a paper's reference and title.
func nameOf(p council.Paper) string {
	if p.Title == "" {
		return p.Reference
	}
	if p.Reference == "" {
		return p.Title
	}
	return p.Reference + ": " + p.Title
}

// sitting is a sitting as the reader may see it: its agenda once it went out, without
// what is dealt with in private for those who may not know of it.
func (r reader) sitting(s council.Sitting) council.Sitting {
	s.Agenda = slices.Clone(s.Agenda)
	if r.office {
		return s
	}
	s.History = nil
	if s.State == council.Planned {
		s.Agenda = nil
	}
	if r.closed() {
		return s
	}
	for i, item := range s.Agenda {
		if !item.Public {
			s.Agenda[i] = council.Item{Number: item.Number}
		}
	}
	return s
}

// invitation reckons by when members must be invited; where nobody knows the body's
// deadline, neither that day is known nor whether it is over.
func (m *Meeting) invitation(asOf period.Date, free []council.Recess) {
	if m.Body.TermsUnknown {
		return
	}
	m.InviteBy, m.Moved = calendar.InviteBy(m.On, m.Body.Invitation)
	m.Late = m.State == council.Planned && m.InviteBy.Before(asOf) && !m.On.Before(asOf)
	if m.Late {
		m.Earliest = asOf.AddDays(m.Body.Invitation)
		inTime := func() bool {
			by, _ := calendar.InviteBy(m.Earliest, m.Body.Invitation)
			return !by.Before(asOf) && calendar.IsWorkingDay(m.Earliest) && !resting(free, m.Earliest)
		}
		for !inTime() {
			m.Earliest = m.Earliest.AddDays(1)
		}
	}
}

// TooLate says by when members had to be invited, and when the body can sit instead.
func (m Meeting) TooLate() text.Text {
	return text.T("Die Einladung hätte bis zum "+m.InviteBy.In(text.De)+" hinausgehen müssen. Frühestens kann das Gremium am "+m.Earliest.In(text.De)+" tagen.",
		"The invitation would have had to go out by "+m.InviteBy.In(text.En)+". The body can sit on "+m.Earliest.In(text.En)+" at the earliest.")
}

// InvitedLate says that the invitation that is entered went out after the last day for it;
// empty: it was in time, or no day or deadline is known.
func (m Meeting) InvitedLate() text.Text {
	if m.InvitedOn.IsZero() || m.InviteBy.IsZero() || !m.InvitedOn.After(m.InviteBy) {
		return text.Text{}
	}
	return text.T("Die Einladung vom "+m.InvitedOn.In(text.De)+" ist zu spät: Für die Sitzung am "+m.On.In(text.De)+" hätte sie bis zum "+m.InviteBy.In(text.De)+" hinausgehen müssen.",
		"The invitation of "+m.InvitedOn.In(text.En)+" is too late: for the sitting on "+m.On.In(text.En)+" it would have had to go out by "+m.InviteBy.In(text.En)+".")
}

func (d *Desk) recesses(ctx context.Context, asOf period.Date) ([]council.Recess, error) {
	list, _, err := decoded[council.Recess](ctx, d.registers, register.Holiday, asOf)
	return list, err
}

func resting(free []council.Recess, day period.Date) bool {
	return slices.ContainsFunc(free, func(r council.Recess) bool { return r.On(day) })
}

// Recesses lists the times without sittings that were known on asOf, by day.
func (d *Desk) Recesses(ctx context.Context, asOf period.Date) ([]council.Recess, error) {
	list, err := d.recesses(ctx, asOf)
	slices.SortFunc(list, func(a, b council.Recess) int { return a.From.Compare(b.From) })
	return list, err
}

// Meeting returns one sitting as it was known on asOf.
func (d *Desk) Meeting(ctx context.Context, id string, asOf period.Date) (Meeting, error) {
	list, err := d.Meetings(ctx, asOf)
	if err != nil {
		return Meeting{}, err
	}
	for _, m := range list {
		if m.ID == id {
			return m, nil
		}
	}
	return Meeting{}, fault.New(fault.NotFound, "council.Meeting("+id+")", "Diese Sitzung gibt es unter diesem Stand nicht.", "There is no such sitting as of this date.")
}

// MeetingFaults lists everything that stands against keeping a sitting.
func (d *Desk) MeetingFaults(ctx context.Context, s council.Sitting, day period.Date) ([]fault.Row, error) {
	rows := fields(s.ID, s.Check())
	refuse := func(path, value string, want text.Text) {
		rows = append(rows, fault.Row{File: s.ID, Column: path, Value: value, Expected: want})
	}
	bodies, err := d.Committees(ctx, day)
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(bodies, func(c council.Committee) bool { return c.Key == s.Committee }) {
		refuse("committee", s.Committee, text.T("ein Gremium, das es gibt", "a body that there is"))
	}
	free, err := d.recesses(ctx, day)
	if err != nil {
		return nil, err
	}
	if !s.On.IsZero() && !calendar.IsWorkingDay(s.On) {
		refuse("on", s.On.String(), text.T("ein Werktag, kein Feiertag", "a working day, no holiday"))
	}
	if resting(free, s.On) && s.State != council.Cancelled {
		refuse("on", s.On.String(), text.T("ein Tag außerhalb der sitzungsfreien Zeit", "a day outside the recess"))
	}
	papers, err := d.papers(ctx, day)
	if err != nil {
		return nil, err
	}
	for i, item := range onAgenda(s, papers).Agenda {
		if item.Paper != "" && !slices.ContainsFunc(papers, func(p Stored) bool { return p.ID == item.Paper }) {
			refuse(fmt.Sprintf("agenda[%d].paper", i), item.Paper, wantOne(meantBy(papers, item.Paper, anyPaper), text.T("eine Drucksache, die es gibt, mit Nummer oder Kennwort", "a paper that there is, by number or key")))
		}
	}
	return rows, nil
}

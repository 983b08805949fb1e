// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"time"

	"planraum/internal/city/council"
	desk "planraum/internal/desk/council"
	"planraum/internal/exchange/ical"
	"planraum/internal/text"
)

// feedDays are how long a sitting stays in the calendar after its day.
const feedDays = 366

// sittingsFeed is the calendar of the sittings of the council and its committees, of one
// body or of all. Programs of calendars read it without signing in, so that it holds what
// the public may know, whoever asks: sittings of bodies that sit in public, and the public
// items of agendas that went out.
func (s *server) sittingsFeed(ctx context.Context, r request) (answer, error) {
	all, err := s.Council.Meetings(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	c := ical.Calendar{Name: r.T("Sitzungen, Gemeinderat ", "Sittings, council of ") + r.City, Lang: r.Lang, Method: ical.Publish}
	body, name := r.Query.Get(committeeParam), "sitzungen.ics"
	for _, m := range all {
		if !m.Body.Public || m.Withdrawn || body != "" && m.Committee != body || m.On.Before(r.AsOf.AddDays(-feedDays)) {
			continue
		}
		if body != "" {
			c.Name = m.Body.Name
		}
		c.Events = append(c.Events, s.sittingEvent(m, r))
	}
	return s.calendarFile(c, name)
}

// sittingEvent is a sitting in a calendar. Its end is not known beforehand.
func (s *server) sittingEvent(m desk.Meeting, r request) ical.Event {
	status := map[council.SittingState]ical.Status{council.Planned: ical.Tentative, council.Cancelled: ical.Cancelled}[m.State]
	e := ical.Event{
		UID: "rat-" + m.ID + "@" + s.host(), Sequence: int(m.Version), Stamp: time.Now(), Day: m.On, Begins: m.At,
		Organizer: ical.Party{Name: m.Body.Name, URI: s.reached(r) + sittingsPath + "?" + committeeParam + "=" + url.QueryEscape(m.Committee)},
		Summary:   m.Body.Name, Location: m.Place, URL: s.reached(r) + sittingsPath + "/" + url.PathEscape(m.ID), Status: status,
	}
	if _, err := time.Parse("15:04", m.At); err != nil { // a day without a time, or one that nobody can read
		e.Begins = ""
	}
	var lines []string
	if m.State != council.Planned {
		items := slices.DeleteFunc(slices.Clone(m.Agenda), func(i council.Item) bool { return !i.Public })
		for _, i := range items {
			if line := strings.TrimSpace(i.Number + " " + cmpOr(i.Title, m.Titles[i.Paper])); line != "" {
				lines = append(lines, line)
			}
		}
	}
	if m.Example {
		lines = append(lines, text.T("Diese Sitzung ist ein erfundenes Beispiel.", "This sitting is an invented example.").In(r.Lang))
	}
	e.Description = strings.Join(lines, "\n")
	return e
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"planraum/internal/city/steering"
	desk "planraum/internal/desk/steering"
	"planraum/internal/exchange/ical"
	"planraum/internal/fault"
	"planraum/internal/platform/door"
	"planraum/internal/text"
)

// calendar is the feed of a body's meetings, or of all.
func (s *server) calendar(ctx context.Context, r request) (answer, error) {
	key := r.PathValue("body")
	list, err := s.Steering.Upcoming(ctx, key, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	c := ical.Calendar{Name: r.T("Steuerung ", "Steering ") + r.City, Lang: r.Lang, Method: ical.Publish}
	if key != "" && len(list) > 0 {
		c.Name = list[0].Of.Name
	}
	for _, m := range list {
		c.Events = append(c.Events, s.event(m, r))
	}
	name := "steuerung.ics"
	if key != "" {
		name = key + ".ics"
	}
	return s.calendarFile(c, name)
}

// invitationFile invites to one meeting, or calls it off. Where the members of its body are
// unknown nobody can be invited: the file then only tells of the meeting (RFC 5546, 3.2.1
// and 3.2.2), and that it is cancelled.
func (s *server) invitationFile(ctx context.Context, r request) (answer, error) {
	m, err := s.Steering.Meeting(ctx, r.PathValue("body"), r.PathValue("meeting"), r.AsOf)
	if err != nil {
		return answer{}, err
	}
	c := ical.Calendar{Lang: r.Lang, Method: ical.Request}
	if m.State == steering.Cancelled {
		c.Method = ical.Cancel
	}
	e := s.event(m, r)
	for i, seat := range m.Of.Members {
		e.Attendees = append(e.Attendees, partyOf(seat, fmt.Sprintf("%s#sitz-%d", e.Organizer.URI, i+1)))
	}
	if len(e.Attendees) == 0 {
		c.Method = ical.Publish
	}
	c.Events = []ical.Event{e}
	return s.calendarFile(c, m.Of.Key+"-"+m.Slug()+".ics")
}

// partyOf is a seat in an invitation (RFC 5545, 3.2.16). The chair is CHAIR, of which a
// meeting has one. A deputy comes only instead of the office that it stands in for, and is
// OPT-PARTICIPANT. Members are REQ-PARTICIPANT, among them the deputy chair, who has a seat
// of its own, comes to every meeting and leads it only where the chair is missing, and
// whoever writes the minutes, without whom there are none.
func partyOf(seat steering.Membership, uri string) ical.Party {
	return ical.Party{Name: seat.Office, URI: uri, Chair: seat.Role == steering.Chair, Deputy: seat.Role == steering.Deputy}
}

// event is a meeting in a calendar.
func (s *server) event(m desk.Round, r request) ical.Event {
	status := map[steering.MeetingState]ical.Status{steering.Planned: ical.Tentative, steering.Cancelled: ical.Cancelled}[m.State]
	e := ical.Event{
		UID: strings.ReplaceAll(m.Key(), "/", "-") + "@" + s.host(), Sequence: m.Sequence, Stamp: time.Now(), Modified: m.Changed, Day: m.Day, Begins: m.Begins, Ends: m.Ends,
		Organizer: ical.Party{Name: m.Of.Name, URI: s.reached(r) + bodiesPath + "/" + m.Of.Key}, // the same in every language and as of any day
		Summary:   m.Of.Name, Location: m.Place, URL: s.reached(r) + bodiesPath + "/" + m.Key(), Status: status,
	}
	var agenda []string
	for i, t := range m.Agenda {
		line := fmt.Sprintf("%d. %s (%s)", i+1, t.Title, t.Wish.Label().In(r.Lang))
		if len(t.Papers) > 0 {
			line += ": " + strings.Join(t.Papers, ", ")
		}
		agenda = append(agenda, line)
	}
	if m.Example {
		agenda = append(agenda, text.T("Diese Sitzung ist ein erfundenes Beispiel.", "This meeting is an invented example.").In(r.Lang))
	}
	e.Description = strings.Join(agenda, "\n")
	return e
}

// reached is the address at which others reach these pages.
func (s *server) reached(r request) string {
	if s.BaseURL != "" {
		return strings.TrimSuffix(s.BaseURL, "/")
	}
	return door.Scheme(r.Request) + "://" + r.Host
}

// host names this installation in the identities of meetings. It does not go by the
// request, so that a meeting is the same one whichever way its file was fetched.
func (s *server) host() string {
	if u, err := url.Parse(s.BaseURL); err == nil && u.Hostname() != "" {
		return u.Hostname()
	}
	return "planraum"
}

func (s *server) calendarFile(c ical.Calendar, name string) (answer, error) {
	var out bytes.Buffer
	if err := ical.Write(&out, c); err != nil {
		return answer{}, fault.Wrap("web.calendarFile", err)
	}
	return answer{download: &download{
		name: name, media: "text/calendar; charset=utf-8; method=" + string(c.Method), size: int64(out.Len()),
		write: func(_ context.Context, to io.Writer) error {
			_, err := to.Write(out.Bytes())
			return err
		},
	}}, nil
}

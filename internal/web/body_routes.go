// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import "planraum/internal/method/rights"

// The addresses of the bodies of steering.
const (
	bodiesPath    = "/steuerung/gremien"
	bodyPath      = bodiesPath + "/{body}"
	roundPath     = bodyPath + "/{meeting}"
	decisionsPath = "/steuerung/beschluesse"
	calendarPath  = "/steuerung/kalender.ics"
	// actionPath is where the intake of actions shows one of them.
	actionPath = "/steuerung/auftraege/{action}"
	// newBody stands in an address for a body that is not there yet.
	newBody = "neu"
)

// bodyRoutes are the pages of bodies, meetings, minutes and decisions.
func (s *server) bodyRoutes() map[string]handler {
	return map[string]handler{
		"GET " + bodiesPath:                   s.bodies,
		"GET " + bodyPath:                     s.body,
		"GET " + bodyPath + "/form":           s.bodyForm,
		"POST " + bodyPath + "/form":          s.saveBody,
		"GET " + bodyPath + "/ende":           s.ending,
		"POST " + bodyPath + "/ende":          s.closeBody,
		"GET " + bodyPath + "/sitzung":        s.newRound,
		"POST " + bodyPath + "/sitzung":       s.saveRound,
		"GET " + bodyPath + "/kalender.ics":   s.calendar,
		"GET " + roundPath:                    s.round,
		"POST " + roundPath:                   s.moveRound,
		"GET " + roundPath + "/form":          s.newRound,
		"POST " + roundPath + "/form":         s.saveRound,
		"GET " + minutesPath:                  s.minutes,
		"POST " + minutesPath:                 s.takeMinutes,
		"GET " + roundPath + "/einladung.ics": s.invitationFile,
		"GET " + decisionsPath:                s.decisions,
		"GET " + calendarPath:                 s.calendar,
	}
}

// minutesPath is the page on which minutes are taken.
const minutesPath = roundPath + "/niederschrift"

// bodyNeeds are the rights that they need: offices read, who steers writes.
var bodyNeeds = map[string]right{
	"GET " + bodiesPath:                   wholeOf(rights.Read, rights.Steering),
	"GET " + bodyPath:                     wholeOf(rights.Read, rights.Steering),
	"GET " + bodyPath + "/form":           wholeOf(rights.Plan, rights.Steering),
	"POST " + bodyPath + "/form":          wholeOf(rights.Plan, rights.Steering),
	"GET " + bodyPath + "/ende":           wholeOf(rights.Plan, rights.Steering),
	"POST " + bodyPath + "/ende":          wholeOf(rights.Plan, rights.Steering),
	"GET " + bodyPath + "/sitzung":        wholeOf(rights.Plan, rights.Steering),
	"POST " + bodyPath + "/sitzung":       wholeOf(rights.Plan, rights.Steering),
	"GET " + bodyPath + "/kalender.ics":   wholeOf(rights.Read, rights.Steering),
	"GET " + roundPath:                    wholeOf(rights.Read, rights.Steering),
	"POST " + roundPath:                   wholeOf(rights.Plan, rights.Steering),
	"GET " + roundPath + "/form":          wholeOf(rights.Plan, rights.Steering),
	"POST " + roundPath + "/form":         wholeOf(rights.Plan, rights.Steering),
	"GET " + minutesPath:                  wholeOf(rights.Plan, rights.Steering),
	"POST " + minutesPath:                 wholeOf(rights.Plan, rights.Steering),
	"GET " + roundPath + "/einladung.ics": wholeOf(rights.Read, rights.Steering),
	"GET " + decisionsPath:                wholeOf(rights.Read, rights.Steering),
	"GET " + calendarPath:                 wholeOf(rights.Read, rights.Steering),
}

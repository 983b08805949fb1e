// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"net/url"

	"planraum/internal/method/rights"
)

// Where actions, goals and measures stand.
const (
	boardPath    = "/steuerung"
	actionsPath  = boardPath + "/auftraege"
	goalsPath    = boardPath + "/ziele"
	measuresPath = boardPath + "/massnahmen"
	// newEntry is the address of an entry that is not there yet.
	newEntry = "neu"
	// workFile ends the address of a list as the file that can be imported again.
	workFile = ".csv"
)

// measureRoutes are the pages of what is to be done and what came of it.
func (s *server) measureRoutes() map[string]handler {
	return map[string]handler{
		"GET " + boardPath:                         s.board,
		"GET " + actionsPath:                       s.actions,
		"GET " + actionsPath + workFile:            s.workFile("actions"),
		"GET " + goalsPath + workFile:              s.workFile("goals"),
		"GET " + measuresPath + workFile:           s.workFile("measures"),
		"GET " + actionsPath + "/{action}":         s.action,
		"GET " + actionsPath + "/{action}/form":    s.actionForm,
		"POST " + actionsPath + "/{action}/form":   s.saveAction,
		"GET " + goalsPath:                         s.goals,
		"GET " + goalsPath + "/{goal}":             s.goal,
		"GET " + goalsPath + "/{goal}/form":        s.goalForm,
		"POST " + goalsPath + "/{goal}/form":       s.saveGoal,
		"GET " + measuresPath:                      s.measures,
		"GET " + measuresPath + "/{measure}":       s.measure,
		"GET " + measuresPath + "/{measure}/form":  s.measureForm,
		"POST " + measuresPath + "/{measure}/form": s.saveMeasure,
	}
}

// measureNeeds are the rights that they need.
var measureNeeds = map[string]right{
	"GET " + boardPath:                         wholeOf(rights.Read, rights.Steering),
	"GET " + actionsPath:                       wholeOf(rights.Read, rights.Steering),
	"GET " + actionsPath + workFile:            wholeOf(rights.Read, rights.Steering),
	"GET " + goalsPath + workFile:              wholeOf(rights.Read, rights.Steering),
	"GET " + measuresPath + workFile:           wholeOf(rights.Read, rights.Steering),
	"GET " + actionsPath + "/{action}":         wholeOf(rights.Read, rights.Steering),
	"GET " + actionsPath + "/{action}/form":    wholeOf(rights.Plan, rights.Steering),
	"POST " + actionsPath + "/{action}/form":   wholeOf(rights.Plan, rights.Steering),
	"GET " + goalsPath:                         wholeOf(rights.Read, rights.Steering),
	"GET " + goalsPath + "/{goal}":             wholeOf(rights.Read, rights.Steering),
	"GET " + goalsPath + "/{goal}/form":        wholeOf(rights.Plan, rights.Steering),
	"POST " + goalsPath + "/{goal}/form":       wholeOf(rights.Plan, rights.Steering),
	"GET " + measuresPath:                      wholeOf(rights.Read, rights.Steering),
	"GET " + measuresPath + "/{measure}":       wholeOf(rights.Read, rights.Steering),
	"GET " + measuresPath + "/{measure}/form":  wholeOf(rights.Plan, rights.Steering),
	"POST " + measuresPath + "/{measure}/form": wholeOf(rights.Plan, rights.Steering),
}

// The addresses of entries.
func (r request) actionHref(id string) string { return r.Href(actionsPath + "/" + url.PathEscape(id)) }

func (r request) goalHref(id string) string { return r.Href(goalsPath + "/" + url.PathEscape(id)) }

func (r request) measureHref(id string) string {
	return r.Href(measuresPath + "/" + url.PathEscape(id))
}

// formPath is the address of an entry's form; of one that is not there yet for "neu".
func formPath(list, id string) string { return list + "/" + url.PathEscape(id) + "/form" }

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"

	"planraum/internal/method/rights"
)

// The pages of the council.
const (
	councilPath      = "/rat"
	motionsPath      = "/rat/antraege"
	papersPath       = "/rat/vorlagen"
	councilPaperPath = papersPath + "/{paper}"
	signPath         = councilPaperPath + "/mitzeichnung"
	sittingsPath     = "/rat/sitzungen"
	sittingPath      = sittingsPath + "/{sitting}"
	committeesPath   = "/rat/gremien"
	// sittingsFeedPath is the calendar of the public sittings.
	sittingsFeedPath = "/rat/kalender.ics"
)

// newPaper is the address of a paper or sitting that is not there yet.
const newPaper = "neu"

// councilRoutes are the pages of the council: motions, papers, committees, sittings.
func (s *server) councilRoutes() map[string]handler {
	return map[string]handler{
		"GET " + councilPath:                 s.council,
		"GET " + motionsPath:                 s.motions,
		"GET " + papersPath:                  s.councilPapers,
		"GET " + councilPaperPath:            s.councilPaper,
		"POST " + councilPaperPath:           s.actOnPaper,
		"POST " + signPath:                   s.signPaper,
		"GET " + councilPaperPath + "/form":  s.councilPaperForm,
		"POST " + councilPaperPath + "/form": s.saveCouncilPaper,
		"GET " + sittingsPath:                s.sittings,
		"GET " + sittingsFeedPath:            s.sittingsFeed,
		"GET " + sittingPath:                 s.sitting,
		"GET " + sittingPath + "/form":       s.sittingForm,
		"POST " + sittingPath + "/form":      s.saveSitting,
		"GET " + committeesPath:              s.committees,
	}
}

// councilNeeds are the rights that they need. Lists open to everybody; what they hold
// is cut to what the reader may see. Papers in work are there for offices only.
var councilNeeds = map[string]right{
	"GET " + councilPath:                 somewhereOf(rights.Read, rights.Sitting),
	"GET " + motionsPath:                 somewhereOf(rights.Read, rights.Sitting),
	"GET " + papersPath:                  somewhereOf(rights.Read, rights.Sitting),
	"GET " + councilPaperPath:            {rights.Read, rights.Paper, ofCouncilPaper, true},
	"POST " + councilPaperPath:           {rights.Plan, rights.Paper, ofCouncilPaper, true},
	"POST " + signPath:                   {rights.Sign, rights.Paper, ofSigning, true},
	"GET " + councilPaperPath + "/form":  {rights.Plan, rights.Paper, ofCouncilPaper, true},
	"POST " + councilPaperPath + "/form": {rights.Plan, rights.Paper, ofCouncilPaper, true},
	"GET " + sittingsPath:                somewhereOf(rights.Read, rights.Sitting),
	"GET " + sittingsFeedPath:            somewhereOf(rights.Read, rights.Sitting),
	"GET " + sittingPath:                 somewhereOf(rights.Read, rights.Sitting),
	"GET " + sittingPath + "/form":       wholeOf(rights.Plan, rights.Sitting),
	"POST " + sittingPath + "/form":      wholeOf(rights.Plan, rights.Sitting),
	"GET " + committeesPath:              somewhereOf(rights.Read, rights.Sitting),
}

// ofSigning is the paper of the address with an office of whoever asks; whether it is
// the one that is to co-sign, the desk asks.
func ofSigning(s *server, ctx context.Context, r request) (rights.Resource, error) {
	what, err := ofCouncilPaper(s, ctx, r)
	for _, g := range r.Actor.Grants {
		if what.Holder == "" {
			what.Holder = g.Office()
		}
	}
	return what, err
}

// ofCouncilPaper is the paper of the address; a new one is in work.
func ofCouncilPaper(s *server, ctx context.Context, r request) (rights.Resource, error) {
	id := r.PathValue("paper")
	if id == newPaper {
		return rights.Resource{Kind: rights.Paper}, nil
	}
	what, err := s.Council.Look(ctx, id, r.AsOf)
	what.Kind = rights.Paper
	return what, err
}

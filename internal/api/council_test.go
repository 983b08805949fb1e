// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package api

import (
	"testing"

	noun "planraum/internal/city/council"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/desk/council"
)

// TestCouncil: motions, papers and sittings as of a date, searched and narrowed; drafts
// are for offices only.
func TestCouncil(t *testing.T) {
	c := ruled(t)
	day := period.Day(2015, 11, 27)
	office := identity.With(t.Context(), held(identity.Planner, ""))
	if _, err := c.Council.Save(office, noun.Paper{Type: noun.Report, Title: "Entwurf", Lead: "Sozialamt"}, council.Doing{Day: day, By: "Sozialplanung", Now: day.Time()}); err != nil {
		t.Fatal(err)
	}
	var motions CouncilMotions
	c.as(held(identity.Public, ""), call{path: prefix + "/motions?as_of=2015-11-27"}).into(200, &motions)
	if len(motions.Motions) != 4 || motions.Owed != 4 || motions.AsOf != day || motions.Motions[0].Year != 2015 || motions.Motions[1].Source == "" {
		t.Errorf("%+v", motions)
	}
	c.as(held(identity.Public, ""), call{path: prefix + "/motions?as_of=2024-01-01&search=Obdachlose"}).into(200, &motions)
	if len(motions.Motions) != 1 || motions.Motions[0].Reference != "44/2016" || motions.Motions[0].Score <= 0 {
		t.Errorf("%+v", motions.Motions)
	}
	count := func(role identity.Role) int {
		var papers CouncilPapers
		c.as(held(role, ""), call{path: prefix + "/papers?as_of=2015-11-27"}).into(200, &papers)
		return len(papers.Papers)
	}
	if planner, members, public := count(identity.Planner), count(identity.Council), count(identity.Public); planner != members+1 || members <= public {
		t.Errorf("offices see %d papers, the council %d, the public %d", planner, members, public)
	}
	var sittings CouncilSittings
	c.as(held(identity.Public, ""), call{path: prefix + "/sittings?as_of=2015-11-27&committee=GR"}).into(200, &sittings)
	if len(sittings.Sittings) < 3 || sittings.Sittings[0].ID != "GR-2015-07-16" || sittings.Sittings[0].Agenda[0].Paper != "grdrs-423-2015" {
		t.Errorf("%+v", sittings.Sittings)
	}
	one := func(role identity.Role, path string, status int, into any) {
		c.as(held(role, ""), call{path: prefix + path + "?as_of=2015-11-27"}).into(status, into)
	}
	var motion OneMotion
	one(identity.Public, "/motions/haushaltsantrag-864-2015", 200, &motion)
	if motion.AsOf != day || motion.Motion.Reference != "864/2015" || len(motion.Motion.Asks) == 0 {
		t.Errorf("%+v", motion)
	}
	var sitting OneSitting
	one(identity.Public, "/sittings/GR-2015-07-16", 200, &sitting)
	if len(sitting.Sitting.Agenda) == 0 || sitting.Sitting.Committee != "GR" {
		t.Errorf("%+v", sitting)
	}
	var draft OnePaper
	one(identity.Planner, "/papers/entwurf", 200, &draft)
	if draft.Paper.Title != "Entwurf" {
		t.Errorf("%+v", draft)
	}
	for _, path := range []string{"/papers/entwurf", "/papers/nix", "/papers/haushaltsantrag-864-2015", "/motions/grdrs-423-2015", "/sittings/nix"} {
		one(identity.Public, path, 404, &struct{}{}) // a draft is like one that does not exist
	}
	c.as(held(identity.Public, ""), call{path: prefix + "/motions?gruppe=FDP"}).into(422, &struct{}{})
}

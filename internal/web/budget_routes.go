// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import "planraum/internal/method/rights"

// budgetRoutes are the pages of the staffing plan and the double budget.
func (s *server) budgetRoutes() map[string]handler {
	return map[string]handler{
		"GET " + postPlanPath:  s.postPlan,
		"GET " + bienniumPath:  s.biennium,
		"GET " + postFormPath:  s.postFormPage,
		"POST " + postFormPath: s.savePost,
	}
}

// budgetNeeds are the rights that they need.
var budgetNeeds = map[string]right{
	"GET " + postPlanPath:  wholeOf(rights.Read, rights.Posts),
	"GET " + bienniumPath:  wholeOf(rights.Read, rights.Posts),
	"GET " + postFormPath:  wholeOf(rights.Plan, rights.Posts),
	"POST " + postFormPath: wholeOf(rights.Plan, rights.Posts),
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

// budgetRoutes are the pages of the staffing plan and the double budget.
func (s *server) budgetRoutes() map[string]handler {
	return map[string]handler{}
}

// budgetNeeds are the rights that they need.
var budgetNeeds = map[string]right{}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

// councilRoutes are the pages of the council: motions, papers, committees, sittings.
func (s *server) councilRoutes() map[string]handler {
	return map[string]handler{}
}

// councilNeeds are the rights that they need.
var councilNeeds = map[string]right{}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

// steeringRoutes are the pages of the task force: bodies, meetings, actions, goals and measures.
func (s *server) steeringRoutes() map[string]handler {
	return together(s.bodyRoutes())
}

// steeringNeeds are the rights that they need.
var steeringNeeds = together(bodyNeeds)

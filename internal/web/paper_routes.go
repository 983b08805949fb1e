// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

// paperRoutes are the pages of documents: papers, reports and their templates.
func (s *server) paperRoutes() map[string]handler {
	return map[string]handler{}
}

// paperNeeds are the rights that they need.
var paperNeeds = map[string]right{}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package population names the groups of people that figures and services are
// for. A group is a label of counts, never a list of persons.
package population

import "planraum/internal/text"

// ID is the stable key of a group, such as "all" or "refugees.ukraine".
type ID string

// All is the group of everybody that an indicator counts.
const All ID = "all"

// Group is a target group (Zielgruppe).
type Group struct {
	ID   ID
	Name text.Text
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"strconv"
	"strings"

	"planraum/internal/city/need"
	"planraum/internal/city/plan"
	"planraum/internal/fault"
	"planraum/internal/text"
)

func thresholdFaults(t need.Threshold) []fault.Row {
	var rows []fault.Row
	expect := func(good bool, column, value, de, en string) {
		if !good {
			rows = append(rows, fault.Row{Column: column, Value: value, Expected: text.T(de, en)})
		}
	}
	expect(t.Percent >= 1 && t.Percent <= 99, "percent", strconv.Itoa(t.Percent), "1 bis 99 Prozent", "1 to 99 percent")
	expect(!t.ValidFrom.IsZero(), "valid_from", "", "der Tag, von dem an die Schwelle gilt", "the day from which the threshold holds")
	expect(!t.KnownFrom.IsZero(), "known_from", "", "der Tag des Beschlusses", "the day of the decision")
	expect(strings.TrimSpace(t.Source) != "", "source", "", "die Vorlage oder Niederschrift, in der sie beschlossen ist", "the paper or minutes in which it was decided")
	return rows
}

func method(name, version string) plan.Method { return plan.Method{Name: name, Version: version} }

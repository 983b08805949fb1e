// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package balance

import (
	"cmp"
	"fmt"
	"slices"

	"planraum/internal/city/need"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// unnamed stands for the file in the faults of norms that belong to none.
const unnamed = "Richtwerte"

// UtilisationAt returns the norm that holds on a day: of those that are valid
// by then the one that became valid last, and of these the one known last. It
// answers NotFound where no norm holds, and Invalid where two norms contradict
// each other or the norm is not above 0 % and at most 100 %.
func UtilisationAt(norms []need.Utilisation, day period.Date) (need.Utilisation, error) {
	op := fmt.Sprintf("balance.UtilisationAt(%s)", day)
	rank := func(a, b need.Utilisation) int {
		return cmp.Or(a.ValidFrom.Compare(b.ValidFrom), a.KnownFrom.Compare(b.KnownFrom))
	}
	var best *need.Utilisation
	for i := range norms {
		if n := &norms[i]; !n.ValidFrom.After(day) && (best == nil || rank(*n, *best) > 0) {
			best = n
		}
	}
	if best == nil {
		return need.Utilisation{}, fault.New(fault.NotFound, op,
			"Für den "+day.In(text.De)+" ist kein Richtwert für die Auslastung der Unterkünfte bekannt. Er steht bei den Richtwerten oder im Plan unter places: utilisation.",
			"No norm for the utilisation of accommodation is known for "+day.In(text.En)+". It stands with the norms or in the plan under places: utilisation.")
	}
	same := func(n need.Utilisation) bool { return rank(n, *best) == 0 && n.Share != best.Share }
	if i := slices.IndexFunc(norms, same); i >= 0 {
		return need.Utilisation{}, contradiction(op, *best, norms[i])
	}
	if best.Share <= 0 || best.Share > unit.ShareScale {
		return need.Utilisation{}, fault.Refuse(op, []fault.Row{{
			File: cmp.Or(best.File, unnamed), Line: best.Line, Column: "utilisation", Value: percent(text.De, best.Share),
			Expected: text.T("über 0 % und höchstens 100 %", "above 0% and at most 100%"),
		}})
	}
	return *best, nil
}

func contradiction(op string, a, b need.Utilisation) error {
	if cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Share, b.Share)) > 0 {
		a, b = b, a // the later row is the one at fault
	}
	return fault.Refuse(op, []fault.Row{{
		File: cmp.Or(b.File, unnamed), Line: b.Line, Column: "utilisation", Value: percent(text.De, b.Share),
		Expected: text.T(
			"nur ein Wert ab dem "+b.ValidFrom.In(text.De)+", schon angegeben ist "+percent(text.De, a.Share),
			"only one value from "+b.ValidFrom.In(text.En)+", already given is "+percent(text.En, a.Share)),
	}})
}

// percent writes a share with as many decimals as it has.
func percent(l text.Lang, s unit.Share) string {
	amount, places := int64(s), 7
	for places > 0 && amount%10 == 0 {
		amount, places = amount/10, places-1
	}
	return l.Percent(amount, places)
}

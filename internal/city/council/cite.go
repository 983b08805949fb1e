// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package council

import (
	"slices"
	"strings"
)

// SamePaper reports whether two references mean the same paper of the administration: a
// new version (Neufassung) stands for the one that it replaces.
func SamePaper(a, b string) bool {
	const version = " Neufassung"
	return strings.TrimSuffix(a, version) == strings.TrimSuffix(b, version)
}

// askedWords are how the words begin that stand before the numbers of what the council asks.
var askedWords = []string{"antr", "anträ", "haushaltsantr", "haushaltsanträ", "anfrage"}

// CitesMotion reports whether words such as "Antrag 864/2015" or "Anträge 864/2015 und
// 908/2015" name the motion or inquiry with a number. The administration counts its own
// papers by themselves: "GRDrs 864/2015" is another paper.
func CitesMotion(words, number string) bool {
	list := strings.FieldsFunc(words, func(r rune) bool { return r == ' ' || r == ',' || r == ';' })
	at := slices.Index(list, number)
	if number == "" || at < 0 {
		return false
	}
	before := strings.ToLower(list[0])
	return at == 0 || slices.ContainsFunc(askedWords, func(begin string) bool { return strings.HasPrefix(before, begin) })
}

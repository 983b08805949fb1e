// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package council

import (
	"cmp"
	"strings"
)

// longestKey bounds keys; what is cut off is told apart by whoever gives the key.
const longestKey = 80

// KeyOf makes a key of a reference or a title: "grdrs-1316-2013" of "GRDrs 1316/2013".
// It is empty where there is nothing to make one of.
func KeyOf(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		if plain, ok := umlauts[r]; ok {
			b.WriteString(plain)
			continue
		}
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			b.WriteRune(r)
		} else if k := b.String(); k != "" && !strings.HasSuffix(k, "-") {
			b.WriteByte('-')
		}
	}
	k := b.String()
	if len(k) > longestKey {
		k = k[:longestKey]
	}
	return strings.Trim(k, "-")
}

var umlauts = map[rune]string{'ä': "ae", 'ö': "oe", 'ü': "ue", 'ß': "ss"}

// GroupKey is what ways of writing a group's name have in common: "SÖS LINKE PluS" and
// "SÖS-LINKE-PluS" are one group.
func GroupKey(name string) string { return cmp.Or(KeyOf(name), strings.TrimSpace(name)) }

// NewKey is the key of a paper that has none: of its reference, else of its title. What
// the council asks has numbers that look like others, so that its type stands before.
func (p Paper) NewKey() string {
	k := KeyOf(cmp.Or(p.Reference, p.Title))
	if k != "" && p.Type.Asked() && p.Reference != "" {
		return KeyOf(p.Type.Label().De) + "-" + k
	}
	return k
}

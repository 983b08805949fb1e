// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cityfile

import (
	"regexp"
	"strings"

	"planraum/internal/city/source"
	"planraum/internal/exchange/table"
	"planraum/internal/text"
)

// between divides the beginnings in the column matches.
const between = " | "

// profileKey is what addresses can hold without escaping.
var profileKey = regexp.MustCompile("^[a-z0-9][a-z0-9_-]*$")

// longestDelay is the most days that figures may come late: ten years.
const longestDelay = 3650

// ReadSources reads a file of source profiles in file order. Its error is
// fault.Invalid with all faults, or that of the reader.
func ReadSources(in *table.Reader) ([]source.Profile, error) {
	var list []source.Profile
	seen := newTwice()
	err := each(in, Sources, func(c cells) error {
		p := source.Profile{
			Key: c.text("key"), Name: c.text("name"), Kind: source.Kind(c.oneOf("kind", source.Kinds()...)), Matches: matches(c),
			Office: c.OptText("office"), Licence: c.OptText("licence"), Every: c.OptOneOf("every", source.Rhythms()...),
			URL: address(c), Note: c.OptText("note"), Source: c.text("source"), KnownFrom: c.optDate("known_from"), File: c.file, Line: c.Line,
		}
		if p.Key != "" && !profileKey.MatchString(p.Key) {
			c.Refuse("key", text.T("Kleinbuchstaben, Ziffern, - und _ wie stadt-presse", "lower-case letters, digits, - and _ such as city-press"))
		}
		if strings.TrimSpace(c.Raw("delay_days")) != "" {
			days := int(c.IntAtLeast("delay_days", 0))
			if days > longestDelay {
				c.Refuse("delay_days", text.T("höchstens 3.650 Tage", "at most 3,650 days"))
			}
			p.Delay = &days
		}
		seen.check(c, "key, known_from", p.Key, p.KnownFrom.String())
		list = append(list, p)
		return nil
	}, nil)
	return list, err
}

// matches reads the beginnings by which the source is known.
func matches(c cells) []string {
	var list []string
	for _, m := range strings.Split(c.text("matches"), strings.TrimSpace(between)) {
		if m = strings.TrimSpace(m); m != "" {
			list = append(list, m)
		}
	}
	if len(list) == 0 && !c.missing["matches"] && strings.TrimSpace(c.Raw("matches")) != "" {
		c.Refuse("matches", text.T("Anfänge von Quellenangaben, mit | getrennt", "beginnings of sources, divided by |"))
	}
	return list
}

// address reads a web address that may be left out.
func address(c cells) string {
	s := c.OptText("url")
	if s != "" && !strings.HasPrefix(s, "https://") && !strings.HasPrefix(s, "http://") {
		c.Refuse("url", text.T("eine Adresse, die mit https:// beginnt", "an address that begins with https://"))
	}
	return s
}

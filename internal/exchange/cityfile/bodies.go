// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cityfile

import (
	"slices"
	"strings"

	"planraum/internal/city/steering"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// ReadBodies reads a file of the bodies of steering in file order; rows of the same key
// and another known_from are versions of one. Its error is fault.Invalid with all faults,
// or that of the reader.
func ReadBodies(in *table.Reader) ([]steering.Body, error) {
	var list []steering.Body
	seen := newTwice()
	short := map[string]string{}
	err := each(in, Bodies, func(c cells) error {
		b := steering.Body{
			Key: c.text("key"), Short: c.text("short"), Name: c.text("name"), Kind: steering.BodyKind(c.oneOf("kind", names(steering.BodyKinds())...)),
			Parent: c.OptText("parent"), Lead: c.OptText("lead"), Purpose: c.OptText("purpose"),
			Since: required(c, "since", c.Period), EndReason: c.OptText("end_reason"), Notice: int(c.optWhole("notice")),
			Members: members(c), Note: c.OptText("note"), Source: c.text("source"), Example: c.OptOneOf("example", "yes") == "yes",
			KnownFrom: c.date("known_from"), File: c.file, Line: c.Line,
		}
		if ended, ok := c.OptPeriod("ended"); ok {
			b.Ended = ended
		}
		c.checkBody(b)
		if o, ok := short[b.Short]; !ok {
			short[b.Short] = b.Key
		} else if o != b.Key && b.Short != "" {
			c.Refuse("short", text.T("ein Kurzname, den kein anderes Gremium der Datei hat", "a short name that no other body of the file has"))
		}
		seen.check(c, "key, known_from", b.Key, b.KnownFrom.String())
		list = append(list, b)
		return nil
	}, func() {
		for _, b := range list {
			if there := slices.ContainsFunc(list, func(o steering.Body) bool { return o.Key == b.Parent }); b.Parent != "" && !there {
				in.Faults().Add(fault.Row{Line: b.Line, Column: "parent", Value: b.Parent, Expected: text.T("der Schlüssel eines Gremiums dieser Datei", "the key of a body of this file")})
			}
		}
	})
	return list, err
}

// checkBody refuses what the noun refuses, at the columns of the file.
func (c cells) checkBody(b steering.Body) {
	for _, row := range b.Check() {
		column, _, _ := strings.Cut(row.Column, "[")
		// What is missing or no word of the list has been refused where it was read.
		if (row.Value != "" || column == "members") && !c.missing[column] && column != "kind" {
			c.Refuse(column, row.Expected)
		}
	}
}

// members reads "role: office", divided by |; a deputy names whom it stands in for after
// an arrow: "deputy: Sozialamt > Jugendamt".
func members(c cells) []steering.Membership {
	var list []steering.Membership
	for _, part := range strings.Split(c.OptText("members"), "|") {
		if strings.TrimSpace(part) == "" {
			continue
		}
		role, office, ok := strings.Cut(part, ":")
		office, seat, _ := strings.Cut(office, ">")
		m := steering.Membership{Role: steering.Role(strings.TrimSpace(role)), Office: strings.TrimSpace(office), For: strings.TrimSpace(seat)}
		if !ok {
			c.Refuse("members", text.T("Rolle: Amt, mit | getrennt, etwa chair: Sozialamt | member: Jugendamt", "role: office, divided by |, such as chair: Sozialamt | member: Jugendamt"))
			return nil
		}
		list = append(list, m)
	}
	return list
}

func names[T ~string](list []T) []string {
	all := make([]string, len(list))
	for i, w := range list {
		all[i] = string(w)
	}
	return all
}

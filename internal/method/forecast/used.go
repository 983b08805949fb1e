// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecast

import (
	"fmt"

	"planraum/internal/text"
)

// models names the models that a method used, with their forms: none for a method that
// fits none.
func (l *look) models(method string, m int) []string {
	theta := func(y []float64, name string) string {
		if seasonal(y, m) {
			return name + " with season"
		}
		return name
	}
	logged := " log"
	if l.linear {
		logged = " damped" // the same forms as on logarithms, on the values themselves
	}
	raw, damped := l.raw.String(), l.model.String()+logged
	switch method {
	case Naive, "seasonal-naive", "drift":
		return nil
	case "ses", "holt", "damped", "holt-winters":
		return []string{l.only.String()}
	case "ets":
		return []string{raw}
	case "ets-log":
		return []string{damped}
	case "theta":
		return []string{theta(l.y, "Theta")}
	case "theta-log":
		return []string{theta(l.z, "Theta"+logged)}
	case "mean":
		return []string{raw, theta(l.y, "Theta")}
	}
	return []string{raw, damped, theta(l.z, "Theta")}
}

// simpler says that a series was too short, or had no season, for the form of smoothing
// that was asked for; empty where it was not.
func (l *look) simpler(method string) text.Text {
	switch method {
	case "holt", "damped", "holt-winters":
	default:
		return text.Text{}
	}
	season, trend := l.wanted.Season != NoSeason && l.only.Season == NoSeason, l.wanted.Trend != NoTrend && l.only.Trend == NoTrend
	var without text.Text
	switch {
	case season && trend:
		without = text.T("ohne Jahreszeit und ohne Trend", "without season and without trend")
	case season:
		without = text.T("ohne Jahreszeit", "without season")
	case trend:
		without = text.T("ohne Trend", "without trend")
	default:
		return text.Text{}
	}
	return text.T(
		fmt.Sprintf("Für „%s“ hat die Reihe zu wenige Werte oder keine Jahreszeit: Gerechnet ist die Glättung %s.", method, without.De),
		fmt.Sprintf("For “%s” the series has too few values or no season: what is reckoned is smoothing %s.", method, without.En))
}

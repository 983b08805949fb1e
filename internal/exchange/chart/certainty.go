// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package chart

import "strings"

// kind is the filling of a bar of this certainty: the surer, the fuller.
func (c Certainty) kind() fillKind {
	switch c {
	case InOperation:
		return solid
	case Decided:
		return hatched
	case Planned:
		return dotted
	}
	return outline
}

// dash is the pattern of its edge.
func (c Certainty) dash() string {
	switch c {
	case Decided:
		return "6 3"
	case Planned:
		return "1.5 2.5"
	}
	return ""
}

func (f Frame) certainty(c Certainty) string {
	switch c {
	case InOperation:
		return f.say("in Betrieb", "in operation")
	case Decided:
		return f.say("beschlossen", "decided")
	case Planned:
		return f.say("geplant", "planned")
	}
	return f.say("vorgeschlagen", "proposed")
}

// describe tells all that a row shows in one sentence.
func (d *expiryDrawing) describe(s Tenure) string {
	parts := []string{s.Name}
	if s.Places.Known {
		parts = append(parts, d.Lang.Int(s.Places.Amount)+" "+d.say("Plätze", "places"))
	} else {
		parts = append(parts, d.say("Plätze unbekannt", "places unknown"))
	}
	parts = append(parts, d.certainty(s.Certainty))
	if !s.Opening.IsZero() {
		parts = append(parts, d.say("ab ", "from ")+s.Opening.In(d.Lang))
	}
	end := d.say("ohne Ende", "open-ended")
	if !s.End.IsZero() {
		end = d.say("bis ", "to ") + s.End.In(d.Lang)
	}
	if s.Reason != "" {
		end += " (" + s.Reason + ")"
	}
	return strings.Join(append(parts, end), ", ")
}

// entries explain the certainties that occur and the arrow.
func (d *expiryDrawing) entries() []entry {
	var out []entry
	openEnd := false
	for c := InOperation; c <= Proposed; c++ {
		for _, s := range d.in.Sites {
			openEnd = openEnd || s.End.IsZero()
			if min(max(s.Certainty, InOperation), Proposed) != c {
				continue
			}
			e := surfaceEntry(c.kind(), inkDemand, d.certainty(c))
			if c.dash() != "" {
				e = surfaceEntry(c.kind(), inkDemand, d.certainty(c), "stroke-dasharray", c.dash())
			}
			out = append(out, e)
			break
		}
	}
	if openEnd {
		out = append(out, entry{func(c *canvas, x, y float64) {
			var p path
			p.move(x+10, y)
			p.to(x+20, y+6)
			p.to(x+10, y+12)
			c.void("path", attrs{"d", p.String()}, append(paint(ink{}, inkDemand), "stroke-width", "2")...)
		}, d.say("Ende offen", "open-ended")})
	}
	return out
}

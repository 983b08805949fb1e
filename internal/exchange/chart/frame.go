// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package chart draws the pictures of pages, print and documents as SVG:
// values in, text out. The pictures need no script and no style sheet; a page
// that includes Stylesheet gets them in its own font, in dark mode and in the
// width at hand. The same input always gives the same bytes.
//
// How a line or bar is drawn tells how sure it is: counted is solid, announced
// dashed, assumed dotted, computed thin. Colour never stands alone.
package chart

import (
	"strings"

	"planraum/internal/text"
)

// Widths at which a picture is drawn, in pixels. Labels are set in 13 px at
// these widths; Responsive shows each only where they stay above 12 px.
const (
	Narrow = 300
	Medium = 640
	Wide   = 960
)

// Frame is what every picture has.
type Frame struct {
	// ID is the prefix of all identifiers in the picture; unique on the page.
	ID string
	// Title says what the picture shows, Desc what can be seen in it. Both are
	// for readers who do not see the picture.
	Title, Desc string
	// Lang is the language of axis labels and numbers.
	Lang text.Lang
	// Width is the drawn width in pixels; 0 stands for Wide. The layout
	// follows it: fewer ticks, a legend below instead of labels at the side.
	Width int
}

// width returns the drawn width in pixels, kept within sensible limits.
func (f Frame) width() float64 {
	if f.Width <= 0 {
		return Wide
	}
	return float64(min(max(f.Width, 60), 4000))
}

// narrow reports whether labels at the side would leave too little room.
func (f Frame) narrow() bool { return f.width() < 520 }

// say returns the German or English words.
func (f Frame) say(de, en string) string { return text.T(de, en).In(f.Lang) }

// finish wraps what was drawn on c into an svg element of the given height.
// A picture with links is a group, so that readers can reach the links; any
// other is one image.
func (f Frame) finish(c *canvas, height float64, links bool) string {
	id := identifier(f.ID)
	out := &canvas{}
	role := attrs{"role", "img", "aria-labelledby", id + "-title"}
	if f.Desc != "" {
		role[3] += " " + id + "-desc"
	}
	if links {
		role = attrs{"role", "group", "aria-labelledby", id + "-title"}
		if f.Desc != "" {
			role = append(role, "aria-describedby", id+"-desc")
		}
	}
	w, h := num(f.width()), num(height)
	out.open("svg", attrs{
		"xmlns", "http://www.w3.org/2000/svg", "class", "chart", "lang", string(text.Parse(string(f.Lang))),
		"viewBox", "0 0 " + w + " " + h, "width", w, "height", h,
		"font-family", "system-ui, 'Liberation Sans', Arial, sans-serif", "font-size", "13",
	}, role...)
	out.leaf("title", f.Title, "id", id+"-title")
	if f.Desc != "" {
		out.leaf("desc", f.Desc, "id", id+"-desc")
	}
	c.definePatterns(out)
	out.b.WriteString(c.b.String())
	out.close("svg")
	return out.b.String()
}

// identifier keeps the letters that are safe in an XML id and in url(#id).
func identifier(s string) string {
	clean := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_':
			return r
		}
		return -1
	}, s)
	if clean == "" || (clean[0] >= '0' && clean[0] <= '9') || clean[0] == '-' {
		return "chart" + clean
	}
	return clean
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package chart

import (
	"math"
	"strconv"
	"strings"
)

// attrs are attribute names and values in turn.
type attrs []string

// canvas collects SVG elements.
type canvas struct {
	b        strings.Builder
	id       string // prefix of the pattern identifiers
	patterns []pattern
}

func (f Frame) canvas() *canvas { return &canvas{id: identifier(f.ID)} }

// tag writes a start tag up to, but without, its closing mark.
func (c *canvas) tag(name string, a attrs, more []string) {
	c.b.WriteByte('<')
	c.b.WriteString(name)
	for _, list := range [2][]string{a, more} {
		for i := 0; i+1 < len(list); i += 2 {
			c.b.WriteByte(' ')
			c.b.WriteString(list[i])
			c.b.WriteString("=\"")
			c.b.WriteString(escape(list[i+1]))
			c.b.WriteByte('"')
		}
	}
}

// open writes a start tag, close its end tag, void an element without content
// and leaf an element that holds only text.
func (c *canvas) open(name string, a attrs, more ...string) {
	c.tag(name, a, more)
	c.b.WriteByte('>')
}

func (c *canvas) close(name string) { c.b.WriteString("</" + name + ">") }

func (c *canvas) void(name string, a attrs, more ...string) {
	c.tag(name, a, more)
	c.b.WriteString("/>")
}

func (c *canvas) leaf(name, content string, more ...string) {
	c.open(name, nil, more...)
	c.b.WriteString(escape(content))
	c.close(name)
}

// line draws a straight line, rect a rectangle with its corner at x and y.
func (c *canvas) line(x1, y1, x2, y2 float64, a attrs, more ...string) {
	c.void("line", append(attrs{"x1", num(x1), "y1", num(y1), "x2", num(x2), "y2", num(y2)}, a...), more...)
}

func (c *canvas) rect(x, y, w, h float64, a attrs, more ...string) {
	c.void("rect", append(attrs{"x", num(x), "y", num(y), "width", num(max(w, 0)), "height", num(max(h, 0))}, a...), more...)
}

// style says how a label is set.
type style struct {
	ink    ink
	anchor string // start (also where empty), middle or end
	size   float64
	bold   bool
	halo   bool // a rim in the colour of the paper, for labels over lines
}

// label writes s with its baseline at y.
func (c *canvas) label(x, y float64, s string, st style) {
	if st.ink == (ink{}) {
		st.ink = inkText
	}
	a := attrs{"x", num(x), "y", num(y)}
	if st.halo {
		a = append(a, paint(st.ink, inkPaper)...)
		a = append(a, "stroke-width", "4", "stroke-linejoin", "round", "paint-order", "stroke")
	} else {
		a = append(a, paint(st.ink, ink{})...)
	}
	if st.anchor == "middle" || st.anchor == "end" {
		a = append(a, "text-anchor", st.anchor)
	}
	if st.size > 0 && st.size != fontSize {
		a = append(a, "font-size", num(st.size))
	}
	if st.bold {
		a = append(a, "font-weight", "bold")
	}
	c.leaf("text", s, a...)
}

// path builds the d attribute of a path.
type path struct{ strings.Builder }

func (p *path) move(x, y float64) { p.WriteString("M" + num(x) + " " + num(y)) }
func (p *path) to(x, y float64)   { p.WriteString("L" + num(x) + " " + num(y)) }
func (p *path) shut()             { p.WriteString("Z") }

// ring draws a closed ring in steps of tenths of a pixel, each relative to the
// point before, which keeps maps small. Steps of nothing are left out.
func (p *path) ring(points [][2]float64) {
	var x, y int64
	for i, q := range points {
		nx, ny := tenths(q[0]), tenths(q[1])
		switch {
		case i == 0:
			p.WriteString("M" + tenth(nx) + " " + tenth(ny))
		case nx != x || ny != y:
			p.WriteString("l" + tenth(nx-x))
			if ny >= y {
				p.WriteByte(' ')
			}
			p.WriteString(tenth(ny - y))
		}
		x, y = nx, ny
	}
	p.shut()
}

func tenths(f float64) int64 { return int64(math.Round(f * 10)) }

// tenth writes a number of tenths: 5 is .5, 30 is 3.
func tenth(n int64) string {
	s := strings.TrimSuffix(strconv.FormatInt(n/10, 10)+"."+strconv.FormatInt(max(n, -n)%10, 10), ".0")
	if n < 0 && n > -10 {
		s = "-" + s
	}
	if whole, rest, ok := strings.Cut(s, "0."); ok && (whole == "" || whole == "-") {
		return whole + "." + rest
	}
	return s
}

// num writes a coordinate with at most one decimal. What is no number at all
// becomes 0, so that one odd value cannot break the picture.
func num(f float64) string {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return "0"
	}
	s := strings.TrimSuffix(strconv.FormatFloat(f, 'f', 1, 64), ".0")
	if s == "-0" {
		return "0"
	}
	return s
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\"", "&quot;", "'", "&#39;")

// escape makes s safe as text and as attribute value. Characters that XML 1.0
// does not know become U+FFFD.
func escape(s string) string {
	if harmless(s) {
		return s
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r':
			return ' '
		case r < 0x20 || (r >= 0x7f && r <= 0x9f) || r == 0xfffe || r == 0xffff:
			return '\uFFFD'
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return escaper.Replace(s)
}

// harmless reports whether s is printable ASCII without a mark of SVG, as
// nearly all coordinates and many labels are.
func harmless(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case c < ' ', c > '~', c == '&', c == '<', c == '>', c == '"', c == '\'':
			return false
		}
	}
	return true
}

// link returns href where it is an address within the site or on the web, and
// nothing for anything else, such as javascript:.
func link(href string) string {
	lower := strings.ToLower(href)
	for _, good := range []string{"/", "?", "#", "./", "../", "https://", "http://"} {
		if strings.HasPrefix(lower, good) {
			return href
		}
	}
	return ""
}

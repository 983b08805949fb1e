// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package raster

import (
	"sync"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"
)

// fonts parses the two fonts of labels once.
var fonts = sync.OnceValue(func() [2]*sfnt.Font {
	var out [2]*sfnt.Font
	for i, data := range [2][]byte{goregular.TTF, gobold.TTF} {
		f, err := sfnt.Parse(data)
		if err != nil {
			panic("raster: a font of golang.org/x/image does not parse: " + err.Error())
		}
		out[i] = f
	}
	return out
})

// mostLetters bounds a label.
const mostLetters = 2000

// label sets words as the outlines of their letters.
func label(words string, a *attrs) []ring {
	f := fonts()[0]
	if a.text["font-weight"] == "bold" {
		f = fonts()[1]
	}
	size := min(max(a.number("font-size", 13), 1), 400)
	pen := letters{font: f, scale: size / float64(f.UnitsPerEm()), y: a.number("y", 0)}
	letters := []rune(words)
	letters = letters[:min(len(letters), mostLetters)]
	for _, r := range letters {
		pen.letter(r)
	}
	shift := a.number("x", 0)
	switch a.text["text-anchor"] {
	case "middle":
		shift -= pen.x / 2
	case "end":
		shift -= pen.x
	}
	for _, r := range pen.rings {
		for i := range r.points {
			r.points[i].x += shift
		}
	}
	return pen.rings
}

// letters sets one letter after the other from x = 0.
type letters struct {
	font   *sfnt.Font
	buffer sfnt.Buffer
	scale  float64 // SVG pixels per unit of the font
	x, y   float64
	rings  []ring
}

func (l *letters) letter(r rune) {
	units := fixed.Int26_6(l.font.UnitsPerEm()) << 6
	glyph, err := l.font.GlyphIndex(&l.buffer, r)
	if err != nil {
		return
	}
	if other, known := instead(r); glyph == 0 && known {
		for _, r := range other {
			l.letter(r)
		}
		return
	}
	segments, err := l.font.LoadGlyph(&l.buffer, glyph, units, nil)
	if err != nil {
		return
	}
	for _, s := range segments {
		at := func(i int) point {
			return point{l.x + float64(s.Args[i].X)/64*l.scale, l.y + float64(s.Args[i].Y)/64*l.scale}
		}
		if s.Op == sfnt.SegmentOpMoveTo || len(l.rings) == 0 {
			l.rings = append(l.rings, ring{shut: true})
		}
		r := &l.rings[len(l.rings)-1]
		switch s.Op {
		case sfnt.SegmentOpMoveTo, sfnt.SegmentOpLineTo:
			r.points = append(r.points, at(0))
		case sfnt.SegmentOpQuadTo:
			r.bend(at(0), at(0), at(1))
		case sfnt.SegmentOpCubeTo:
			r.bend(at(0), at(1), at(2))
		}
	}
	if advance, err := l.font.GlyphAdvance(&l.buffer, glyph, units, font.HintingNone); err == nil {
		l.x += float64(advance) / 64 * l.scale
	}
}

// instead is what stands for a letter that the font lacks: its base without marks. The
// full name stands in the table of the picture.
func instead(r rune) (string, bool) {
	switch {
	case r == 'ẞ':
		return "SS", true
	case r >= '\u2010' && r <= '\u2012':
		return "-", true
	case unicode.Is(unicode.Mn, r):
		return "", true
	}
	if parts := norm.NFKD.String(string(r)); parts != string(r) {
		return parts, true
	}
	return "", false
}

// bend adds a curve in straight steps; both handles are the same for a quadratic one.
func (r *ring) bend(h1, h2, to point) {
	if len(r.points) == 0 {
		r.points = append(r.points, h1)
	}
	from := r.points[len(r.points)-1]
	if h1 == h2 { // a quadratic curve
		h1, h2 = between(from, h1, 2.0/3), between(to, h2, 2.0/3)
	}
	const steps = 6
	for i := 1; i <= steps; i++ {
		t := float64(i) / steps
		a, b, c := between(from, h1, t), between(h1, h2, t), between(h2, to, t)
		r.points = append(r.points, between(between(a, b, t), between(b, c, t), t))
	}
}

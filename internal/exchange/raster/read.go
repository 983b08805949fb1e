// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package raster

import (
	"encoding/xml"
	"errors"
	"fmt"
	"image/color"
	"io"
	"math"
	"strings"
)

// drawing is a picture that was read.
type drawing struct {
	width, height float64
	shapes        []shape
	patterns      map[string]pattern
}

// kinds of paint.
const (
	none = iota
	plain
	patterned
)

type paint struct {
	kind    int
	colour  color.RGBA
	pattern string
}

// shape is a surface, a line or a label as rings.
type shape struct {
	rings                      []ring
	fill, stroke               paint
	fillOpacity, strokeOpacity float64
	strokeWidth                float64
	dash                       []float64
	round, roundJoin           bool
	evenOdd                    bool
	halo                       bool // the stroke lies under the fill
}

// The limits of a picture. Those of package chart stay far below.
const (
	mostBytes  = 8 << 20
	mostShapes = 100_000
	mostSide   = 8000.0
	mostDepth  = 16
)

// known are the attributes that are read or that say nothing about how it looks.
var known = map[string]bool{}

func init() {
	for _, name := range strings.Fields(`xmlns class lang viewBox width height font-family font-size role id aria-labelledby aria-describedby aria-hidden
		aria-label x y x1 y1 x2 y2 cx cy r d points fill stroke stroke-width stroke-dasharray stroke-linecap stroke-linejoin stroke-opacity fill-opacity fill-rule
		text-anchor font-weight paint-order pointer-events patternUnits patternTransform href tabindex focusable preserveAspectRatio`) {
		known[name] = true
	}
}

type reader struct {
	drawing
	decoder *xml.Decoder
	into    *[]shape // where shapes go: the picture or a pattern
	count   int
	depth   int
}

// read reads a picture.
func read(svg string) (drawing, error) {
	if len(svg) > mostBytes {
		return drawing{}, errors.New("too long")
	}
	r := reader{drawing: drawing{patterns: map[string]pattern{}}, decoder: xml.NewDecoder(strings.NewReader(svg))}
	r.into = &r.shapes
	for {
		t, err := r.decoder.Token()
		if err != nil {
			return drawing{}, fmt.Errorf("no svg element: %w", err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			if t.Name.Local != "svg" || t.Name.Space != "http://www.w3.org/2000/svg" {
				return drawing{}, fmt.Errorf("element %s", t.Name.Local)
			}
			if err := r.picture(t); err != nil {
				return drawing{}, err
			}
			return r.drawing, r.end()
		case xml.Directive:
			return drawing{}, errors.New("a document type")
		}
	}
}

// end makes sure that nothing follows, and that all patterns are there.
func (r *reader) end() error {
	for {
		t, err := r.decoder.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		if c, blank := t.(xml.CharData); !blank || strings.TrimSpace(string(c)) != "" {
			return errors.New("something after the picture")
		}
	}
	check := func(shapes []shape, inside bool) error {
		for _, s := range shapes {
			for _, p := range []paint{s.fill, s.stroke} {
				if _, there := r.patterns[p.pattern]; p.kind == patterned && (!there || inside) {
					return fmt.Errorf("pattern %s", p.pattern)
				}
			}
		}
		return nil
	}
	for _, p := range r.patterns {
		if err := check(p.shapes, true); err != nil {
			return err
		}
	}
	return check(r.shapes, false)
}

func (r *reader) picture(t xml.StartElement) error {
	a, err := attributes(t)
	if err != nil {
		return err
	}
	r.width, r.height = a.number("width", 0), a.number("height", 0)
	if box := a.numbers("viewBox"); len(box) != 4 || box[0] != 0 || box[1] != 0 || box[2] != r.width || box[3] != r.height {
		return fmt.Errorf("viewBox %q", a.text["viewBox"])
	}
	if !(r.width > 0 && r.height > 0 && r.width <= mostSide && r.height <= mostSide) {
		return fmt.Errorf("size %g x %g", r.width, r.height)
	}
	if a.err != nil {
		return a.err
	}
	return r.children(attrs{text: map[string]string{"font-size": a.text["font-size"]}})
}

// children reads up to the end of the element that is open.
func (r *reader) children(from attrs) error {
	if r.depth++; r.depth > mostDepth {
		return errors.New("too deep")
	}
	defer func() { r.depth-- }()
	for {
		t, err := r.decoder.Token()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if err := r.element(t, from); err != nil {
				return err
			}
		case xml.CharData:
			if strings.TrimSpace(string(t)) != "" {
				return errors.New("text outside a label")
			}
		case xml.EndElement:
			return nil
		case xml.Directive, xml.ProcInst:
			return errors.New("an instruction")
		}
	}
}

func (r *reader) element(t xml.StartElement, from attrs) error {
	if r.count++; r.count > mostShapes {
		return errors.New("too many elements")
	}
	a, err := attributes(t)
	if err != nil {
		return err
	}
	a.inherit(from)
	switch t.Name.Local {
	case "g", "a", "defs":
		return r.children(a)
	case "title", "desc":
		_, err := r.words()
		return err
	case "pattern":
		return r.pattern(a)
	case "text":
		words, err := r.words()
		if err != nil {
			return err
		}
		return r.put(a, label(words, &a))
	case "path", "line", "rect", "circle", "polyline", "polygon":
		rings, err := outlineOf(t.Name.Local, &a)
		if err != nil {
			return err
		}
		if err := r.put(a, rings); err != nil {
			return err
		}
		return r.children(a) // a title at most
	}
	return fmt.Errorf("element %s", t.Name.Local)
}

// words reads the text of an element that holds nothing else.
func (r *reader) words() (string, error) {
	var b strings.Builder
	for {
		t, err := r.decoder.Token()
		if err != nil {
			return "", err
		}
		switch t := t.(type) {
		case xml.CharData:
			b.Write(t)
		case xml.EndElement:
			return b.String(), nil
		case xml.Comment:
		default:
			return "", errors.New("an element within text")
		}
	}
}

func (r *reader) pattern(a attrs) error {
	p := pattern{width: a.number("width", 0), height: a.number("height", 0)}
	if turn := a.text["patternTransform"]; turn != "" {
		degrees, ok := strings.CutPrefix(strings.TrimSuffix(turn, ")"), "rotate(")
		if !ok {
			return fmt.Errorf("patternTransform %q", turn)
		}
		p.angle = a.parse(degrees) * math.Pi / 180
	}
	if a.err != nil {
		return a.err
	}
	if !(p.width >= 1 && p.width <= 64 && p.height >= 1 && p.height <= 64) || a.text["id"] == "" || a.text["patternUnits"] != "userSpaceOnUse" {
		return fmt.Errorf("pattern %q", a.text["id"])
	}
	if len(r.patterns) > 64 || r.into != &r.shapes {
		return errors.New("too many patterns, or one in another")
	}
	r.into = &p.shapes
	err := r.children(attrs{})
	r.into, r.patterns[a.text["id"]] = &r.shapes, p
	return err
}

// put keeps a shape with the paint that its attributes say.
func (r *reader) put(a attrs, rings []ring) error {
	s := shape{
		rings: rings, fillOpacity: a.part("fill-opacity"), strokeOpacity: a.part("stroke-opacity"),
		strokeWidth: a.number("stroke-width", 1), dash: a.numbers("stroke-dasharray"),
		round: a.text["stroke-linecap"] == "round", roundJoin: a.text["stroke-linejoin"] == "round",
		evenOdd: a.text["fill-rule"] == "evenodd", halo: a.text["paint-order"] == "stroke",
	}
	s.fill, s.stroke = a.paint("fill", paint{kind: plain, colour: color.RGBA{A: 255}}), a.paint("stroke", paint{})
	if len(s.dash)%2 == 1 {
		s.dash = append(s.dash, s.dash...)
	}
	for _, d := range s.dash {
		if d < 0 {
			return errors.New("a dash below 0")
		}
	}
	if a.err != nil {
		return a.err
	}
	*r.into = append(*r.into, s)
	return nil
}

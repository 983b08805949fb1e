// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package raster

import (
	"errors"
	"fmt"
	"strings"
)

// outlineOf returns the rings of an element.
func outlineOf(name string, a *attrs) ([]ring, error) {
	switch name {
	case "path":
		return path(a)
	case "line":
		return []ring{{points: []point{{a.number("x1", 0), a.number("y1", 0)}, {a.number("x2", 0), a.number("y2", 0)}}}}, a.err
	case "rect":
		x, y, w, h := a.number("x", 0), a.number("y", 0), a.number("width", 0), a.number("height", 0)
		if w <= 0 || h <= 0 {
			return nil, a.err
		}
		return []ring{{[]point{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}}, true}}, a.err
	case "circle":
		r := a.number("r", 0)
		if r <= 0 {
			return nil, a.err
		}
		return []ring{disc(point{a.number("cx", 0), a.number("cy", 0)}, r)}, a.err
	}
	n := a.numbers("points")
	if len(n)%2 == 1 {
		return nil, errors.New("half a point")
	}
	r := ring{shut: name == "polygon"}
	for i := 0; i < len(n); i += 2 {
		r.points = append(r.points, point{n[i], n[i+1]})
	}
	return []ring{r}, a.err
}

// pen draws a path.
type pen struct {
	rings  []ring
	at     point
	begun  point
	a      *attrs
	rest   string
	drawn  bool // a ring is open
	points int
}

// mostPoints bounds the points of one path.
const mostPoints = 1_000_000

// path reads the straight commands of a path: M, L, H, V and Z, absolute or relative.
func path(a *attrs) ([]ring, error) {
	p := pen{a: a, rest: a.text["d"]}
	var command byte
	for p.blank(); p.rest != ""; p.blank() {
		if c := p.rest[0]; strings.IndexByte("MmLlHhVvZz", c) >= 0 {
			command, p.rest = c, p.rest[1:]
			if c == 'Z' || c == 'z' {
				p.close()
				command = 0
				continue
			}
		}
		if command == 0 || (!p.drawn && len(p.rings) == 0 && command|32 != 'm') {
			return nil, fmt.Errorf("path %.20q", p.rest)
		}
		p.step(command)
		switch command {
		case 'M':
			command = 'L' // more points after a move are lines
		case 'm':
			command = 'l'
		}
		if p.points++; a.err == nil && p.points > mostPoints {
			a.err = errors.New("too many points")
		}
		if a.err != nil {
			return nil, a.err
		}
	}
	return p.rings, nil
}

func (p *pen) step(command byte) {
	to := p.at
	x0, y0 := 0.0, 0.0
	if command >= 'a' {
		x0, y0 = p.at.x, p.at.y
	}
	switch command | 32 {
	case 'h':
		to.x = x0 + p.number()
	case 'v':
		to.y = y0 + p.number()
	default:
		to.x = x0 + p.number()
		to.y = y0 + p.number()
	}
	if to.x > far || to.x < -far || to.y > far || to.y < -far {
		p.a.err = errors.New("a point far off")
		to = point{}
	}
	if command|32 == 'm' || !p.drawn {
		start := to
		if command|32 != 'm' {
			start = p.begun
		}
		p.rings, p.begun, p.drawn = append(p.rings, ring{points: []point{start}}), start, true
	}
	if command|32 != 'm' {
		r := &p.rings[len(p.rings)-1]
		r.points = append(r.points, to)
	}
	p.at = to
}

func (p *pen) close() {
	if p.drawn {
		p.rings[len(p.rings)-1].shut = true
	}
	p.at, p.drawn = p.begun, false
}

func (p *pen) blank() { p.rest = strings.TrimLeft(p.rest, " ,\t\n\r") }

// number reads a number as paths write it: a sign or a second point begins the next.
func (p *pen) number() float64 {
	p.blank()
	n, point := 0, false
	for n < len(p.rest) {
		c := p.rest[n]
		if !(c >= '0' && c <= '9' || (c == '-' || c == '+') && n == 0 || c == '.' && !point) {
			break
		}
		point = point || c == '.'
		n++
	}
	v := p.a.parse(p.rest[:n])
	p.rest = p.rest[n:]
	return v
}

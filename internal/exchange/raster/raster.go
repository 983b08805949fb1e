// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package raster turns the pictures of package chart into PNG for formats that take no
// SVG. It reads the few elements and attributes that those pictures are made of and
// refuses all others, so that what it accepts can stand in a document: it holds no
// script and refers to nothing outside itself. The same picture gives the same bytes.
//
// Labels are set in the Go font. A letter that it lacks loses its marks; one that has
// no base either becomes an empty box.
package raster

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"

	"golang.org/x/image/vector"

	"planraum/internal/fault"
)

// Picture is a rasterised picture with its size on paper in SVG pixels, of which
// 96 make an inch.
type Picture struct {
	PNG           []byte
	Width, Height float64
}

// Resolution is the usual number of points per inch in documents.
const Resolution = 180

// mostPixels bounds the memory of one picture, mostWork its time: the points that are
// painted, each as often as it is. Our largest charts take a tenth of that.
const (
	mostPixels = 40_000_000
	mostWork   = 250_000_000
)

// Draw rasterises a picture at dpi points per inch. The fault is Invalid where the text
// is not such a picture.
func Draw(svg string, dpi int) (Picture, error) {
	const op = "raster.Draw"
	d, err := read(svg)
	if err != nil {
		return Picture{}, refuse(op, err)
	}
	scale := float64(dpi) / 96
	w, h := int(math.Ceil(d.width*scale)), int(math.Ceil(d.height*scale))
	if w < 1 || h < 1 || w*h > mostPixels {
		return Picture{}, refuse(op, fmt.Errorf("a picture of %d x %d points", w, h))
	}
	p := painter{paper: image.NewRGBA(image.Rect(0, 0, w, h)), scale: scale, patterns: d.patterns, tiles: map[string]*tile{}, work: new(int)}
	draw.Draw(p.paper, p.paper.Bounds(), image.White, image.Point{}, draw.Src)
	for _, s := range d.shapes {
		if p.shape(s); *p.work > mostWork {
			return Picture{}, refuse(op, errors.New("too much to paint"))
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, p.paper); err != nil {
		return Picture{}, fault.Wrap(op, err)
	}
	return Picture{out.Bytes(), d.width, d.height}, nil
}

// Size reads a picture and returns its size in SVG pixels. The fault is Invalid where
// the text is not one of package chart's pictures.
func Size(svg string) (width, height float64, err error) {
	d, err := read(svg)
	if err != nil {
		return 0, 0, refuse("raster.Size", err)
	}
	return d.width, d.height, nil
}

func refuse(op string, cause error) error {
	return &fault.Error{Kind: fault.Invalid, Op: op, Cause: cause}
}

// painter draws shapes on the paper, one after the other.
type painter struct {
	paper    *image.RGBA
	scale    float64 // points per SVG pixel
	patterns map[string]pattern
	tiles    map[string]*tile // of patterns that were used
	mask     vector.Rasterizer
	work     *int // points painted so far
}

func (p *painter) shape(s shape) {
	if s.halo {
		p.stroke(s)
	}
	if s.fill.kind != none {
		p.area(s)
	}
	if !s.halo {
		p.stroke(s)
	}
}

// area fills a shape; of rings inside each other every second is left out, where the
// shape asks for that.
func (p *painter) area(s shape) {
	if !s.evenOdd || len(s.rings) < 2 {
		p.cover(s.rings, s.fill, s.fillOpacity)
		return
	}
	box := p.box(s.rings)
	if box.Empty() {
		return
	}
	sum := image.NewAlpha(box)
	for _, r := range s.rings {
		one := p.masked([]ring{r}, box)
		for i, c := range one.Pix {
			a, b := int(sum.Pix[i]), int(c)
			sum.Pix[i] = uint8(a + b - 2*a*b/255)
		}
	}
	p.lay(sum, s.fill, s.fillOpacity)
}

func (p *painter) stroke(s shape) {
	if s.stroke.kind == none || s.strokeWidth <= 0 {
		return
	}
	p.cover(outline(s), s.stroke, s.strokeOpacity)
}

// cover paints all that lies within the rings.
func (p *painter) cover(rings []ring, with paint, opacity float64) {
	if box := p.box(rings); !box.Empty() {
		p.lay(p.masked(rings, box), with, opacity)
	}
}

// box is the smallest box of points that holds the rings, within the paper.
func (p *painter) box(rings []ring) image.Rectangle {
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, r := range rings {
		for _, q := range r.points {
			x0, y0, x1, y1 = min(x0, q.x), min(y0, q.y), max(x1, q.x), max(y1, q.y)
		}
	}
	if x0 > x1 {
		return image.Rectangle{}
	}
	return image.Rect(int(math.Floor(x0*p.scale)), int(math.Floor(y0*p.scale)), int(math.Ceil(x1*p.scale)), int(math.Ceil(y1*p.scale))).Intersect(p.paper.Bounds())
}

// masked says how much of each point of a box the rings cover.
func (p *painter) masked(rings []ring, box image.Rectangle) *image.Alpha {
	*p.work += box.Dx() * box.Dy()
	for _, r := range rings {
		*p.work += len(r.points) * box.Dy() / 8 // a line crosses a part of the rows
	}
	out := image.NewAlpha(box)
	if *p.work > mostWork {
		return out
	}
	p.mask.Reset(box.Dx(), box.Dy())
	p.mask.DrawOp = draw.Src
	at := func(q point) (float32, float32) {
		return float32(q.x*p.scale - float64(box.Min.X)), float32(q.y*p.scale - float64(box.Min.Y))
	}
	for _, r := range rings {
		if len(r.points) < 2 {
			continue
		}
		p.mask.MoveTo(at(r.points[0]))
		for _, q := range r.points[1:] {
			p.mask.LineTo(at(q))
		}
		p.mask.ClosePath()
	}
	p.mask.Draw(out, box, image.Opaque, image.Point{})
	return out
}

// lay puts paint on the paper through a mask.
func (p *painter) lay(mask *image.Alpha, with paint, opacity float64) {
	var from func(x, y int) color.RGBA
	if with.kind == patterned {
		if p.tiles[with.pattern] == nil {
			p.tiles[with.pattern] = p.tile(p.patterns[with.pattern])
		}
		from = p.tiles[with.pattern].at
	}
	box := mask.Bounds()
	for y := box.Min.Y; y < box.Max.Y; y++ {
		row := p.paper.Pix[p.paper.PixOffset(box.Min.X, y):]
		for i, c := range mask.Pix[(y-box.Min.Y)*mask.Stride : (y-box.Min.Y)*mask.Stride+box.Dx()] {
			if c == 0 {
				continue
			}
			k := with.colour
			if from != nil {
				k = from(box.Min.X+i, y)
			}
			blend(row[4*i:4*i+3], k, float64(c)/255*opacity)
		}
	}
}

// blend mixes a colour into a point of the paper; k carries how much of it covers.
func blend(point []uint8, k color.RGBA, much float64) {
	much *= float64(k.A) / 255
	for i, c := range [3]uint8{k.R, k.G, k.B} {
		point[i] = uint8(math.Round(float64(point[i])*(1-much) + float64(c)*much))
	}
}

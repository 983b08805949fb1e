// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package raster

import (
	"image"
	"image/color"
	"math"
)

// pattern is a tile that repeats over a surface, turned by an angle.
type pattern struct {
	width, height float64 // in SVG pixels
	angle         float64 // in radians
	shapes        []shape
}

// tile is a pattern drawn finely enough to be read at any place.
type tile struct {
	colour, cover *image.RGBA // the colour on white and on black: both tell how much shows through
	pattern
	scale, fine float64
}

// fineness is how many points of a tile go into one of the paper, in each direction.
const fineness = 4

// tile draws a pattern once on white and once on black paper: where they differ, it
// is clear.
func (p *painter) tile(of pattern) *tile {
	t := &tile{pattern: of, scale: p.scale, fine: p.scale * fineness}
	w, h := int(math.Ceil(of.width*t.fine)), int(math.Ceil(of.height*t.fine))
	on := func(k color.RGBA) *image.RGBA {
		q := painter{paper: image.NewRGBA(image.Rect(0, 0, w, h)), scale: t.fine, work: p.work}
		for i := 0; i < len(q.paper.Pix); i += 4 {
			copy(q.paper.Pix[i:], []uint8{k.R, k.G, k.B, k.A})
		}
		for _, s := range of.shapes {
			q.shape(s)
		}
		return q.paper
	}
	t.colour, t.cover = on(color.RGBA{255, 255, 255, 255}), on(color.RGBA{0, 0, 0, 255})
	return t
}

// at returns the colour at a point of the paper and how much it covers: the mean of
// several places within the point.
func (t *tile) at(px, py int) color.RGBA {
	var r, g, b, a float64
	sin, cos := math.Sincos(-t.angle)
	for i := range fineness * fineness {
		x := (float64(px) + (float64(i%fineness)+0.5)/fineness) / t.scale
		y := (float64(py) + (float64(i/fineness)+0.5)/fineness) / t.scale
		x, y = x*cos-y*sin, x*sin+y*cos
		x, y = x-t.width*math.Floor(x/t.width), y-t.height*math.Floor(y/t.height)
		bounds := t.colour.Bounds()
		at := t.colour.PixOffset(min(int(x*t.fine), bounds.Dx()-1), min(int(y*t.fine), bounds.Dy()-1))
		white, black := t.colour.Pix[at:at+3], t.cover.Pix[at:at+3]
		much := 1 - (float64(white[0])-float64(black[0]))/255
		r, g, b, a = r+float64(black[0]), g+float64(black[1]), b+float64(black[2]), a+much
	}
	if a == 0 {
		return color.RGBA{}
	}
	mean := func(sum float64) uint8 { return uint8(min(math.Round(sum/a), 255)) }
	return color.RGBA{mean(r), mean(g), mean(b), uint8(min(math.Round(a/(fineness*fineness)*255), 255))}
}

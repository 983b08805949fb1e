// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package raster

import (
	"bytes"
	"fmt"
	"image/png"

	"planraum/internal/city/document"
)

// Of returns a document's picture as PNG: the one that it carries, or its SVG drawn at
// Resolution. PNG is nil where it has neither. The fault is Invalid where it cannot
// be read.
func Of(p document.Picture) (Picture, error) {
	switch {
	case len(p.PNG) > 0:
		head, err := png.DecodeConfig(bytes.NewReader(p.PNG))
		if err != nil {
			return Picture{}, refuse("raster.Of("+p.Caption+")", err)
		}
		if head.Width < 1 || head.Height < 1 || head.Width > mostPixels/head.Height {
			return Picture{}, refuse("raster.Of("+p.Caption+")", fmt.Errorf("%d x %d points", head.Width, head.Height))
		}
		out := Picture{p.PNG, float64(head.Width) * 96 / Resolution, float64(head.Height) * 96 / Resolution}
		if p.SVG != "" {
			if out.Width, out.Height, err = Size(p.SVG); err != nil {
				return Picture{}, err
			}
		}
		return out, nil
	case p.SVG != "":
		return Draw(p.SVG, Resolution)
	}
	return Picture{}, nil
}

// DrawAll gives every picture of a document that has an SVG its PNG, so that writers of
// several formats need not each draw it.
func DrawAll(d *document.Document) error {
	one := func(p *document.Picture) error {
		if p == nil || p.SVG == "" || len(p.PNG) > 0 {
			return nil
		}
		drawn, err := Draw(p.SVG, Resolution)
		p.PNG = drawn.PNG
		return err
	}
	for i := range d.Blocks {
		if err := one(d.Blocks[i].Picture); err != nil {
			return err
		}
	}
	var first error
	d.Fields(func(_ string, f *document.Field) {
		if f.Value != nil && first == nil {
			first = one(f.Value.Picture)
		}
	})
	return first
}

// Within returns the size of a picture made to fit a room, its sides in proportion. It
// is never made larger.
func (p Picture) Within(width, height float64) (wide, high float64) {
	f := min(1, width/p.Width, height/p.Height)
	return p.Width * f, p.Height * f
}

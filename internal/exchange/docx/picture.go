// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package docx

import (
	"fmt"

	"planraum/internal/city/document"
	"planraum/internal/exchange/raster"
)

// perPixel are the units of drawings (EMU) per SVG pixel: 914,400 make an inch.
const perPixel = 914400 / 96

// The room that a picture may take, in SVG pixels: the width of the text, and most of
// the height.
const (
	mostWidth  = textWidth / 15.0
	mostHeight = 780.0
)

// picture writes a picture with its alternative text and its caption below.
func (w *writer) picture(e document.Exhibit, before string) error {
	p, err := raster.Of(*e.Picture)
	if err != nil {
		return err
	}
	if p.PNG == nil { // nothing to be seen: the words stand for it
		w.caption(e, before)
		w.paragraph("BodyText", "", w.words(e.Picture.Told))
		w.below(e.Picture.Notes, e.Picture.Sources)
		return nil
	}
	w.caption(e, before)
	w.pictures = append(w.pictures, p.PNG)
	n := len(w.pictures)
	wide, high := p.Within(mostWidth, mostHeight)
	cx, cy := int(wide*perPixel), int(high*perPixel)
	told := escape(e.Picture.Told)
	keep := ""
	if len(e.Picture.Notes)+len(e.Picture.Sources) > 0 {
		keep = `<w:keepNext/>`
	}
	w.paragraph("Picture", keep, fmt.Sprintf(`<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="%d" cy="%d"/><wp:docPr id="%d" name="%s" descr="%s"/>`+
		`<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">`+
		`<pic:pic><pic:nvPicPr><pic:cNvPr id="%d" name="image%d.png" descr="%s"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="image%d"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>`+
		`<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%d" cy="%d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`,
		cx, cy, n, escape(e.Label), told, n, n, told, n, cx, cy))
	w.below(e.Picture.Notes, e.Picture.Sources)
	return nil
}

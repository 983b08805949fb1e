// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package raster_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"
	"strings"
	"testing"

	"planraum/internal/city/document"
	"planraum/internal/city/period"
	"planraum/internal/exchange/chart"
	"planraum/internal/exchange/papertest"
	. "planraum/internal/exchange/raster"
	"planraum/internal/fault"
	"planraum/internal/text"
)

func picture(inside string) string {
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50" width="100" height="50">` + inside + `</svg>`
}

// draw draws at two points per SVG pixel.
func draw(t *testing.T, svg string) image.Image {
	t.Helper()
	p, err := Draw(svg, 192)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(p.PNG))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// at is the colour at a place in SVG pixels.
func at(img image.Image, x, y float64) color.RGBA {
	return color.RGBAModel.Convert(img.At(int(x*2), int(y*2))).(color.RGBA)
}

// ink is how much of a picture is not white, in square SVG pixels.
func ink(img image.Image) float64 {
	sum := 0.0
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			g := color.GrayModel.Convert(img.At(x, y)).(color.Gray)
			sum += 1 - float64(g.Y)/255
		}
	}
	return sum / 4
}

var (
	black = color.RGBA{0, 0, 0, 255}
	white = color.RGBA{255, 255, 255, 255}
	blue  = color.RGBA{0x00, 0x57, 0x9c, 255}
)

// TestAreas: what geometry says of surfaces and strokes is what is drawn, to 1 %.
func TestAreas(t *testing.T) {
	for name, c := range map[string]struct {
		svg  string
		want float64
	}{
		"rectangle":        {`<rect x="10" y="10" width="40" height="20"/>`, 800},
		"circle":           {`<circle cx="50" cy="25" r="20"/>`, math.Pi * 400},
		"triangle":         {`<path d="M10 10H50V50Z"/>`, 800},
		"relative":         {`<path d="M10 10l40 0 0 20-40 0Z"/>`, 800},
		"short numbers":    {`<path d="M10 10l.5-.5.5.5-.5.5Z"/>`, 0.5},
		"hole":             {`<path fill-rule="evenodd" d="M10 10H50V40H10ZM20 20H30V30H20Z"/>`, 1100},
		"line":             {`<line x1="10" y1="25" x2="90" y2="25" stroke="#000000" stroke-width="4"/>`, 320},
		"slanted line":     {`<line x1="10" y1="10" x2="50" y2="40" stroke="#000000" stroke-width="4"/>`, 200},
		"round ends":       {`<line x1="20" y1="25" x2="80" y2="25" stroke="#000000" stroke-width="10" stroke-linecap="round"/>`, 600 + math.Pi*25},
		"dashes":           {`<line x1="10" y1="25" x2="90" y2="25" stroke="#000000" stroke-width="4" stroke-dasharray="6 4"/>`, 192},
		"frame":            {`<rect x="10" y="10" width="40" height="20" fill="none" stroke="#000000" stroke-width="2"/>`, 42*22 - 38*18},
		"mitre":            {`<path d="M10 40V10H50" fill="none" stroke="#000000" stroke-width="4"/>`, 4*30 + 4*40 - 4 + 4},
		"round join":       {`<path d="M10 40V10H50" fill="none" stroke="#000000" stroke-width="4" stroke-linejoin="round"/>`, 4*30 + 4*40 - 4 + math.Pi},
		"opacity":          {`<rect x="10" y="10" width="40" height="20" fill-opacity="0.25"/>`, 200},
		"inherited":        {`<g fill="none"><rect x="10" y="10" width="40" height="20"/></g>`, 0},
		"off the paper":    {`<rect x="-50" y="-50" width="100" height="100"/>`, 2500},
		"nothing":          {`<rect x="5" y="5" width="0" height="9"/><path d="" fill="#000000"/><circle r="0"/>`, 0},
		"turned the other": {`<path d="M10 10V30H50V10Z"/>`, 800},
	} {
		got := ink(draw(t, picture(c.svg)))
		if math.Abs(got-c.want) > 0.01*c.want+0.7 {
			t.Errorf("%s: %.1f, want %.1f", name, got, c.want)
		}
	}
}

// TestPlaces: colours stand where they belong, later ones above earlier ones.
func TestPlaces(t *testing.T) {
	img := draw(t, picture(`<rect x="10" y="10" width="40" height="20" fill="#00579c"/><circle cx="30" cy="20" r="5"/>`))
	for _, c := range []struct {
		x, y float64
		want color.RGBA
	}{{5, 5, white}, {12, 12, blue}, {48, 28, blue}, {51, 20, white}, {30, 20, black}, {37, 20, blue}} {
		if got := at(img, c.x, c.y); got != c.want {
			t.Errorf("%v,%v: %v, want %v", c.x, c.y, got, c.want)
		}
	}
	if b := img.Bounds(); b.Dx() != 200 || b.Dy() != 100 {
		t.Errorf("%v", b)
	}
}

// TestPattern: a hatch of strokes 2 wide every 6 covers a third, at its tint too; turned
// by 45 degrees its strokes rise from right to left.
func TestPattern(t *testing.T) {
	const hatch = `<defs><pattern id="h" width="6" height="6" patternUnits="userSpaceOnUse"%><path fill="none" stroke="#000000" d="M1.5 0V6" stroke-width="2"/></pattern></defs><rect width="96" height="48" fill="url(#h)"/>`
	img := draw(t, picture(strings.Replace(hatch, "%", "", 1)))
	if got := ink(img); math.Abs(got-96*48/3) > 20 {
		t.Errorf("%.0f, want %d", got, 96*48/3)
	}
	if at(img, 1.5, 20) != black || at(img, 4.5, 20) != white || at(img, 7.5, 20) != black {
		t.Error("the strokes do not stand where they belong")
	}
	img = draw(t, picture(strings.Replace(hatch, "%", ` patternTransform="rotate(45)"`, 1)))
	if got := ink(img); math.Abs(got-96*48/3) > 60 {
		t.Errorf("turned: %.0f, want %d", got, 96*48/3)
	}
	// A stroke runs along x + y = const: its points lie at distance 1.5 from the diagonal through 0.
	on := 1.5 * math.Sqrt2
	for _, y := range []float64{10, 20, 30} {
		k := 6 * math.Sqrt2 * 6
		if x := on + k - y; at(img, x, y).R > 60 {
			t.Errorf("no stroke at %.1f,%.1f: %v", x, y, at(img, x, y))
		}
	}
}

// TestLabels: a label begins, ends or has its middle at its place, bold is heavier, and
// the rim lies under the letters.
func TestLabels(t *testing.T) {
	edges := func(svg string) (from, to float64) {
		img := draw(t, picture(svg))
		from, to = 1000, -1
		for y := range 100 {
			for x := range 200 {
				if color.GrayModel.Convert(img.At(x, y)).(color.Gray).Y < 128 {
					from, to = min(from, float64(x)/2), max(to, float64(x)/2)
				}
			}
		}
		return from, to
	}
	for anchor, want := range map[string]func(from, to float64) float64{
		"start": func(from, _ float64) float64 { return from - 50 }, "end": func(_, to float64) float64 { return to - 50 }, "middle": func(from, to float64) float64 { return (from+to)/2 - 50 },
	} {
		if from, to := edges(`<text x="50" y="30" text-anchor="` + anchor + `">HAUS</text>`); math.Abs(want(from, to)) > 1.6 || to-from < 25 {
			t.Errorf("%s: from %v to %v", anchor, from, to)
		}
	}
	plain, bold := ink(draw(t, picture(`<text x="10" y="30">HAUS</text>`))), ink(draw(t, picture(`<text x="10" y="30" font-weight="bold">HAUS</text>`)))
	if bold < 1.15*plain || plain < 50 {
		t.Errorf("plain %.0f, bold %.0f", plain, bold)
	}
	const over = `<rect width="100" height="50" fill="#00579c"/><text x="10" y="30" fill="#000000" stroke="#ffffff" stroke-width="4" stroke-linejoin="round" paint-order="stroke" font-size="30">I</text>`
	img := draw(t, picture(over))
	row := map[color.RGBA]bool{}
	for x := range 200 {
		row[color.RGBAModel.Convert(img.At(x, 50)).(color.RGBA)] = true
	}
	if !row[black] || !row[white] || !row[blue] {
		t.Error("a letter with its rim on blue shows black, white and blue")
	}
}

// TestLettersThatTheFontLacks stand without their marks, never as a box.
func TestLettersThatTheFontLacks(t *testing.T) {
	for lacked, plain := range map[string]string{"Ḁnh": "Anh", "STRAẞE": "STRASSE", "e\u0302": "e", "a\u2011b": "a-b", "Việt": "Viet"} {
		a, errA := Draw(picture(`<text x="10" y="30">`+lacked+`</text>`), 96)
		b, errB := Draw(picture(`<text x="10" y="30">`+plain+`</text>`), 96)
		if errA != nil || errB != nil || !bytes.Equal(a.PNG, b.PNG) {
			t.Errorf("%s is not drawn as %s", lacked, plain)
		}
	}
}

// TestRefuses: what is not of our charts is refused: script, styles, references to
// elsewhere, foreign elements, endless sizes.
func TestRefuses(t *testing.T) {
	for _, inside := range []string{
		`<script>alert(1)</script>`, `<rect onclick="x"/>`, `<rect style="fill:url(http://example.org)"/>`, `<image href="http://example.org/x.png"/>`, `<use href="#a"/>`,
		`<foreignObject/>`, `<a href="javascript:alert(1)"><circle r="3"/></a>`, `<rect fill="url(#none)" width="9" height="9"/>`, `<rect fill="url(http://example.org#a)"/>`, `<rect fill="red"/>`,
		`<path d="M0 0C1 1 2 2 3 3"/>`, `<path d="L1 1"/>`, `<path d="M1"/>`, `<path d="M1e9 0"/>`, `<text>a<tspan>b</tspan></text>`, `words`, `<rect width="NaN" height="1"/>`,
		`<pattern id="p" width="0.001" height="5" patternUnits="userSpaceOnUse"/>`, `<rect stroke-dasharray="-1 2"/>`, strings.Repeat("<g>", 30) + strings.Repeat("</g>", 30), `<rect`, `</svg><svg>`,
		`<pattern id="p" width="5" height="5" patternUnits="userSpaceOnUse"><rect width="5" height="5" fill="url(#p)"/></pattern>`, `<animate/>`, `<rect xmlns:xlink="http://www.w3.org/1999/xlink"/>`,
	} {
		if _, err := Draw(picture(inside), 96); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", inside, err)
		}
	}
	for _, svg := range []string{
		"", "<svg/>", `<!DOCTYPE svg [<!ENTITY a "b">]>` + picture(""), picture("") + "x", `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9e9 9" width="9e9" height="9"/>`,
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8000 8000" width="8000" height="8000"/>`, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="5 5 9 9" width="9" height="9"/>`,
	} {
		if _, err := Draw(svg, Resolution); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", svg, err)
		}
	}
}

// charts are our own pictures of several kinds.
func charts() []string {
	f := func(title string) chart.Frame {
		return chart.Frame{ID: "t", Title: title, Desc: "<&>", Lang: text.De, Width: chart.Medium}
	}
	v := 3.5
	return []string{
		papertest.Capacity("c").SVG, chart.Capacity{Frame: f("leer")}.SVG(), chart.Expiry{Frame: f("leer")}.SVG(),
		chart.Choropleth{Frame: f("Karte"), Unit: "je 1.000", Regions: []chart.Region{
			{Name: "A", Number: "1", Value: &v, Href: "/a", Schematic: true, Rings: [][][2]float64{{{9, 48}, {9.1, 48}, {9.1, 48.1}, {9, 48.1}}, {{9.02, 48.02}, {9.05, 48.02}, {9.05, 48.05}}}},
			{Name: "B", Rings: [][][2]float64{{{9.1, 48}, {9.2, 48}, {9.2, 48.1}, {9.1, 48.1}}}},
		}}.SVG(),
		chart.Sparkline{Frame: f("klein"), Points: []chart.Point{{Month: period.MonthOf(2016, 1), Value: 3}, {Month: period.MonthOf(2016, 2), Value: 7}}}.SVG(),
	}
}

// TestOurCharts: charts are drawn, always as the same bytes, in the size that they say.
func TestOurCharts(t *testing.T) {
	for i, svg := range charts() {
		a, err := Draw(svg, Resolution)
		if err != nil {
			t.Errorf("%d: %v", i, err)
			continue
		}
		b, _ := Draw(svg, Resolution)
		w, h, err := Size(svg)
		if !bytes.Equal(a.PNG, b.PNG) || err != nil || w != a.Width || h != a.Height {
			t.Errorf("%d: %v, %v x %v and %v x %v", i, err, w, h, a.Width, a.Height)
		}
		if head, err := png.DecodeConfig(bytes.NewReader(a.PNG)); err != nil || head.Width != int(math.Ceil(a.Width*Resolution/96)) {
			t.Errorf("%d: %v %v", i, head, err)
		}
	}
}

// TestOf: a document's picture comes as its PNG or drawn, and a wrong one is refused.
func TestOf(t *testing.T) {
	drawn, err := Of(document.Picture{SVG: papertest.Dot})
	if err != nil || drawn.Width != 40 || drawn.Height != 20 {
		t.Fatalf("%v %v", drawn.Width, err)
	}
	kept, err := Of(document.Picture{PNG: drawn.PNG})
	if err != nil || !bytes.Equal(kept.PNG, drawn.PNG) || math.Abs(kept.Width-40) > 0.5 {
		t.Errorf("%v %v", kept.Width, err)
	}
	if w, h := drawn.Within(20, 100); w != 20 || h != 10 {
		t.Errorf("%v x %v", w, h)
	}
	if none, err := Of(document.Picture{}); err != nil || none.PNG != nil {
		t.Errorf("%v", err)
	}
	if _, err := Of(document.Picture{PNG: []byte("x")}); fault.KindOf(err) != fault.Invalid {
		t.Error(err)
	}
	d := papertest.Paper()
	if err := DrawAll(&d); err != nil {
		t.Fatal(err)
	}
	for _, b := range d.Blocks {
		if b.Field != nil && b.Field.Value.Picture != nil && len(b.Field.Value.Picture.PNG) == 0 {
			t.Error("a picture was left out")
		}
	}
}

// FuzzDraw: no text makes it fail otherwise than by a fault, or take long.
func FuzzDraw(f *testing.F) {
	for _, svg := range charts() {
		f.Add(svg)
	}
	f.Add(picture(`<path d="M0 0l.5-.5-3 2Z" stroke="#000000" stroke-dasharray="0 .2" stroke-linecap="round"/>`))
	f.Fuzz(func(t *testing.T, svg string) {
		p, err := Draw(svg, 48)
		if err != nil {
			if fault.KindOf(err) != fault.Invalid {
				t.Fatal(err)
			}
			return
		}
		if _, err := png.DecodeConfig(bytes.NewReader(p.PNG)); err != nil {
			t.Fatal(err)
		}
	})
}

func BenchmarkDraw(b *testing.B) {
	svg := papertest.Capacity("b").SVG
	for b.Loop() {
		if _, err := Draw(svg, Resolution); err != nil {
			b.Fatal(err)
		}
	}
}

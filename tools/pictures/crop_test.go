// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

// page draws a white page with one dark line and, at its right edge, more
// shades than a palette has.
func page(t *testing.T, file string, w, h int) {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.Set(x, y, color.White)
		}
		m.Set(10, y, color.RGBA{0, 40, 80, 255})
		m.Set(w-1, y, color.RGBA{uint8(y), uint8(y / 256), 7, 255})
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestCrop(t *testing.T) {
	from, to := filepath.Join(t.TempDir(), "full.png"), filepath.Join(t.TempDir(), "cropped.png")
	page(t, from, 60, height+300)
	size, err := crop(from, to)
	if err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(to)
	if err != nil {
		t.Fatal(err)
	}
	if int64(len(content)) != size {
		t.Errorf("crop says %d bytes, the file has %d", size, len(content))
	}
	got, err := png.Decode(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	if want := image.Rect(0, 0, 60, height); got.Bounds() != want {
		t.Errorf("cropped to %v, want %v", got.Bounds(), want)
	}
	// What a page is made of keeps its colour, whatever is rare at its edges.
	for _, c := range []struct {
		x    int
		want color.RGBA
	}{{5, color.RGBA{255, 255, 255, 255}}, {10, color.RGBA{0, 40, 80, 255}}} {
		if is := color.RGBAModel.Convert(got.At(c.x, 700)).(color.RGBA); is != c.want {
			t.Errorf("colour at %d is %v, want %v", c.x, is, c.want)
		}
	}
	if p, ok := got.(*image.Paletted); !ok || len(p.Palette) > 256 {
		t.Errorf("the picture has no palette of 256 colours: %T", got)
	}
}

func TestCropKeepsAShortPage(t *testing.T) {
	if got, want := upper(image.Rect(0, 0, width, 400)), image.Rect(0, 0, width, 400); got != want {
		t.Errorf("a short page is cropped to %v, want %v", got, want)
	}
}

func TestCropRefusesWhatIsNoPicture(t *testing.T) {
	from := filepath.Join(t.TempDir(), "full.png")
	if err := os.WriteFile(from, []byte("no picture"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := crop(from, filepath.Join(t.TempDir(), "out.png")); err == nil {
		t.Error("a file that is no picture was cropped")
	}
}

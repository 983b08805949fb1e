// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"cmp"
	"image"
	"image/color"
	"image/png"
	"maps"
	"os"
	"slices"
)

// crop writes the upper part of a picture, in at most 256 colours, and returns
// the size of the new file in bytes.
func crop(from, to string) (int64, error) {
	in, err := os.Open(from)
	if err != nil {
		return 0, err
	}
	defer in.Close()
	full, err := png.Decode(in)
	if err != nil {
		return 0, err
	}
	out, err := os.Create(to)
	if err != nil {
		return 0, err
	}
	defer out.Close()
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(out, paletted(full, upper(full.Bounds()))); err != nil {
		return 0, err
	}
	info, err := out.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), out.Close()
}

// upper returns the part of a page that a picture shows.
func upper(whole image.Rectangle) image.Rectangle {
	whole.Max.Y = min(whole.Max.Y, whole.Min.Y+height)
	return whole
}

// paletted draws part of a picture with its 256 most frequent colours; the
// others, rare shades at the edges of letters, become the nearest of these.
// The order among equally frequent colours is fixed, so that the same page
// gives the same file.
func paletted(from image.Image, part image.Rectangle) *image.Paletted {
	counts := map[color.RGBA]int{}
	at := func(x, y int) color.RGBA {
		return color.RGBAModel.Convert(from.At(x, y)).(color.RGBA)
	}
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			counts[at(x, y)]++
		}
	}
	order := slices.SortedFunc(maps.Keys(counts), func(a, b color.RGBA) int {
		return cmp.Or(counts[b]-counts[a], number(a)-number(b))
	})
	var palette color.Palette
	for _, c := range order[:min(len(order), 256)] {
		palette = append(palette, c)
	}
	nearest := make(map[color.RGBA]uint8, len(order))
	for _, c := range order {
		nearest[c] = uint8(palette.Index(c))
	}
	picture := image.NewPaletted(image.Rect(0, 0, part.Dx(), part.Dy()), palette)
	for y := range part.Dy() {
		for x := range part.Dx() {
			picture.SetColorIndex(x, y, nearest[at(part.Min.X+x, part.Min.Y+y)])
		}
	}
	return picture
}

func number(c color.RGBA) int { return int(c.R)<<16 | int(c.G)<<8 | int(c.B) }

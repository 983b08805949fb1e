// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package chart

import (
	"math"
	"strconv"
	"strings"
	"testing"
)

// linear returns the linear red, green and blue of #rrggbb.
func linear(hex string) (rgb [3]float64) {
	for i := range rgb {
		n, _ := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
		v := float64(n) / 255
		if rgb[i] = v / 12.92; v > 0.04045 {
			rgb[i] = math.Pow((v+0.055)/1.055, 2.4)
		}
	}
	return rgb
}

// contrast is the ratio of WCAG 2.2.
func contrast(a, b string) float64 {
	luminance := func(hex string) float64 {
		c := linear(hex)
		return 0.2126*c[0] + 0.7152*c[1] + 0.0722*c[2]
	}
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestContrast(t *testing.T) {
	if got := contrast("#000000", "#ffffff"); math.Abs(got-21) > 1e-9 {
		t.Fatalf("black on white is %v, want 21", got)
	}
	for _, k := range append([]ink{inkText, inkMuted}, data[:]...) {
		if c := contrast(k.light, inkPaper.light); c < 4.5 {
			t.Errorf("%s on light paper: %.2f, want 4.5", k.name, c)
		}
		if c := contrast(k.dark, inkPaper.dark); c < 4.5 {
			t.Errorf("%s on dark paper: %.2f, want 4.5", k.name, c)
		}
	}
	for i, k := range classes {
		label := inkOnLight
		if i >= 3 {
			label = inkOnDark
		}
		if c := contrast(k.light, label.light); c < 4.5 {
			t.Errorf("label on class %s: %.2f, want 4.5", k.name, c)
		}
		if i > 0 && contrast(k.light, inkPaper.light) <= contrast(classes[i-1].light, inkPaper.light) {
			t.Errorf("class %s is not darker than the one before", k.name)
		}
	}
	for _, k := range []ink{inkAxis, inkBorder} {
		if c := contrast(k.light, inkPaper.light); c < 3 {
			t.Errorf("%s on paper: %.2f, want 3", k.name, c)
		}
	}
}

// How the colours look with protanopia, deuteranopia and tritanopia: matrices
// on linear RGB by Machado, Oliveira and Fernandes (2009), severity 1.
var blindness = map[string][3][3]float64{
	"full vision":  {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	"protanopia":   {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
	"deuteranopia": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
	"tritanopia":   {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
}

// lab returns CIE L*a*b* (D65) of a linear colour.
func lab(c [3]float64) [3]float64 {
	f := func(t float64) float64 {
		if t > 216.0/24389 {
			return math.Cbrt(t)
		}
		return (24389.0/27*t + 16) / 116
	}
	x := f((0.4124564*c[0] + 0.3575761*c[1] + 0.1804375*c[2]) / 0.95047)
	y := f(0.2126729*c[0] + 0.7151522*c[1] + 0.0721750*c[2])
	z := f((0.0193339*c[0] + 0.1191920*c[1] + 0.9503041*c[2]) / 1.08883)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

func seen(hex string, m [3][3]float64) [3]float64 {
	c := linear(hex)
	var out [3]float64
	for i := range out {
		out[i] = min(max(m[i][0]*c[0]+m[i][1]*c[1]+m[i][2]*c[2], 0), 1)
	}
	return lab(out)
}

// Every two colours of the data stay apart for every reader: a difference of
// 12 in CIE76 is several times what can just be seen.
func TestColoursForColourBlindReaders(t *testing.T) {
	for name, m := range blindness {
		for i := range data {
			for j := range i {
				for _, pair := range [][2]string{{data[i].light, data[j].light}, {data[i].dark, data[j].dark}} {
					a, b := seen(pair[0], m), seen(pair[1], m)
					if d := math.Sqrt((a[0]-b[0])*(a[0]-b[0]) + (a[1]-b[1])*(a[1]-b[1]) + (a[2]-b[2])*(a[2]-b[2])); d < 12 {
						t.Errorf("%s: %s and %s are %.1f apart", name, pair[0], pair[1], d)
					}
				}
			}
		}
	}
}

func TestLooksDifferWithoutColour(t *testing.T) {
	kinds := map[fillKind]bool{}
	for _, l := range looks {
		kinds[l.kind] = true
	}
	if len(kinds) != len(looks) {
		t.Error("two series of columns have the same pattern")
	}
}

func TestStylesheetKnowsEveryClass(t *testing.T) {
	css := Stylesheet()
	for _, k := range inks() {
		for _, want := range []string{".chart-fill-" + k.name + "{fill:var(--chart-" + k.name + "," + k.light, ".chart-stroke-" + k.name + "{stroke:var("} {
			if !strings.Contains(css, want) {
				t.Errorf("no rule %s", want)
			}
		}
	}
	if !strings.Contains(DarkProperties(), "--chart-paper:"+inkPaper.dark) {
		t.Error("dark mode keeps white paper")
	}
}

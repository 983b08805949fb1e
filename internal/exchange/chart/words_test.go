// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package chart

import (
	"math"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestEscape(t *testing.T) {
	for in, want := range map[string]string{
		"<a href='x'>&\"": "&lt;a href=&#39;x&#39;&gt;&amp;&quot;",
		"Plätze\n2016":    "Plätze 2016",
		"\x00\x1b":        "\uFFFD\uFFFD",
		"\xff":            "\uFFFD",
	} {
		if got := escape(in); got != want {
			t.Errorf("escape(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestNum(t *testing.T) {
	for in, want := range map[float64]string{1: "1", 1.25: "1.2", -0.01: "0", 12.96: "13", math.Inf(1): "0", -3.5: "-3.5"} {
		if got := num(in); got != want {
			t.Errorf("num(%v) = %s, want %s", in, got, want)
		}
	}
	if got := num(math.NaN()); got != "0" {
		t.Errorf("num(NaN) = %s", got)
	}
}

func TestTenth(t *testing.T) {
	for in, want := range map[int64]string{0: "0", 5: ".5", -5: "-.5", 30: "3", -31: "-3.1", 105: "10.5", -100: "-10"} {
		if got := tenth(in); got != want {
			t.Errorf("tenth(%d) = %s, want %s", in, got, want)
		}
	}
	var p path
	p.ring([][2]float64{{1, 2}, {3.5, 2}, {3.52, 2}, {3.5, 1.7}})
	if got := p.String(); got != "M1 2l2.5 0l0-.3Z" {
		t.Errorf("ring %s", got)
	}
}

func TestLink(t *testing.T) {
	for _, good := range []string{"/gebiete/01", "?stichtag=2015-11-27", "#tabelle", "../x", "https://example.org/"} {
		if link(good) != good {
			t.Errorf("%s is refused", good)
		}
	}
	for _, bad := range []string{"javascript:alert(1)", " javascript:x", "data:text/html,x", ""} {
		if link(bad) != "" {
			t.Errorf("%q is taken", bad)
		}
	}
}

func TestWrap(t *testing.T) {
	if got := wrap("Ab März 2016 fehlen Plätze", textWidth("Ab März 2016", 13)+1, 13); !slices.Equal(got, []string{"Ab März 2016", "fehlen Plätze"}) {
		t.Errorf("%q", got)
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		limit := rapid.Float64Range(40, 400).Draw(t, "limit")
		for _, line := range wrap(s, limit, 13) {
			if w := textWidth(line, 13); w > limit {
				t.Fatalf("%q is %v wide, limit %v", line, w, limit)
			}
			if utf8.ValidString(s) && !utf8.ValidString(line) {
				t.Fatalf("%q cut within a letter", line)
			}
		}
	})
}

func TestLabelsAtTheEndDoNotTouch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 5).Draw(t, "labels")
		labels, order := make([]endLabel, n), make([]int, n)
		for i := range labels {
			order[i] = i
			labels[i] = endLabel{y: rapid.Float64Range(0, 300).Draw(t, "y"), lines: strings.Fields("eins zwei")}
		}
		slices.SortFunc(order, func(a, b int) int {
			if labels[a].y < labels[b].y {
				return -1
			}
			return 1
		})
		tops := spread(order, labels, 0, 300)
		for i, top := range tops {
			if top < 0 || top+2*lineHeight > 300.001 || (i > 0 && top < tops[i-1]+2*lineHeight) {
				t.Fatalf("labels at %v touch or leave the plot", tops)
			}
		}
	})
}

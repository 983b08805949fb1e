// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package chart

import "strings"

// ink is a colour by its role: name is the end of its class and of the custom
// property that a page may set, light the colour on white paper, dark the one
// proposed on a dark page.
type ink struct{ name, light, dark string }

// The colours. The five of the data keep a contrast of 4.5:1 to the paper, so
// that labels can carry them, and stay apart for colour-blind readers.
var (
	inkText  = ink{"text", "#1b2733", "#eef2f6"}
	inkMuted = ink{"muted", "#505c68", "#b4bec8"} // axis labels
	inkGrid  = ink{"grid", "#d5dbe1", "#3a444e"}  // quiet grid
	inkAxis  = ink{"axis", "#6b7681", "#8d98a3"}  // base line
	inkPaper = ink{"paper", "#ffffff", "#14191f"}

	data = [5]ink{
		{"1", "#00579c", "#4ea3ee"}, // blue
		{"2", "#c24a00", "#ffa970"}, // vermilion
		{"3", "#00805f", "#60e8c0"}, // green
		{"4", "#4f1d63", "#eac4f7"}, // plum
		{"5", "#505050", "#858585"}, // grey
	}

	// The classes of a map, light to dark. They stay as they are on a dark page,
	// therefore the labels on them have inks of their own.
	classes = [5]ink{
		{"q1", "#e4eef8", "#e4eef8"},
		{"q2", "#b5d2ea", "#b5d2ea"},
		{"q3", "#76add6", "#76add6"},
		{"q4", "#2a72ae", "#2a72ae"},
		{"q5", "#083d73", "#083d73"},
	}
	inkOnLight = ink{"onlight", "#1b2733", "#1b2733"}
	inkOnDark  = ink{"ondark", "#ffffff", "#ffffff"}
	inkBorder  = ink{"border", "#505c68", "#505c68"} // borders of areas
)

// The inks of the roles that most pictures share.
var (
	inkDemand   = data[0]
	inkShortage = data[1]
	inkCapacity = inkText
)

func inks() []ink {
	all := []ink{inkText, inkMuted, inkGrid, inkAxis, inkPaper, inkOnLight, inkOnDark, inkBorder}
	return append(append(all, data[:]...), classes[:]...)
}

// paint returns class, fill and stroke; the zero ink stands for none. The
// attributes make the picture stand alone in a file, the classes let a page
// override them, because a style sheet outranks presentation attributes.
func paint(fill, stroke ink) attrs {
	names := []string{}
	a := attrs{"class", "", "fill", "none"}
	if fill.name != "" {
		names = append(names, "chart-fill-"+fill.name)
		a[3] = fill.light
	}
	if stroke.name != "" {
		names = append(names, "chart-stroke-"+stroke.name)
		a = append(a, "stroke", stroke.light)
	}
	if a[1] = strings.Join(names, " "); a[1] == "" {
		return a[2:]
	}
	return a
}

// Stylesheet returns the CSS rules for the page that shows pictures: its font,
// its width, and each colour as a custom property --chart-NAME that the page
// may set anywhere, for example for dark mode (see DarkProperties). Responsive
// needs these rules too.
func Stylesheet() string {
	var b strings.Builder
	b.WriteString(".chart{display:block;max-width:100%;height:auto;font-family:inherit}\n.chart-set .chart{width:100%}\n")
	for _, k := range inks() {
		b.WriteString(".chart-fill-" + k.name + "{fill:var(--chart-" + k.name + "," + k.light + ")}\n")
		b.WriteString(".chart-stroke-" + k.name + "{stroke:var(--chart-" + k.name + "," + k.light + ")}\n")
	}
	b.WriteString(".chart a:hover .chart-area,.chart a:focus-visible .chart-area{stroke:var(--chart-2," + data[1].light + ");stroke-width:6}\n")
	b.WriteString(".chart a:hover text,.chart a:focus-visible text{text-decoration:underline}\n")
	b.WriteString(responsiveRules())
	return b.String()
}

// DarkProperties returns the custom properties for a dark page, to be put
// between the braces of the rule by which the page turns dark.
func DarkProperties() string {
	var b strings.Builder
	for _, k := range inks() {
		if k.light != k.dark {
			b.WriteString("--chart-" + k.name + ":" + k.dark + ";")
		}
	}
	return b.String()
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package geojson

import (
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"strings"
)

// degrees matches the names of reference systems in degrees that are read:
// WGS 84, and ETRS89, which differs by less than a metre.
var degrees = regexp.MustCompile(`(?i)(CRS84|EPSG:[^:]*:?(4326|4258)|^WGS ?84)$`)

// checkCRS refuses a reference system other than WGS 84, which older files
// name in a member "crs".
func (in *reader) checkCRS(raw []byte, line int) {
	if string(raw) == "null" {
		return
	}
	var crs struct{ Properties struct{ Name, Href string } }
	if len(raw) > 10_000 || json.Unmarshal(raw, &crs) != nil || !degrees.MatchString(strings.TrimSpace(crs.Properties.Name)) {
		named := crs.Properties.Name + crs.Properties.Href
		in.fault(line, "crs", named,
			"Koordinaten in Grad (WGS 84, EPSG:4326); bitte das Koordinatensystem der Datei umrechnen"+hint(named, "de"),
			"coordinates in degrees (WGS 84, EPSG:4326); please convert the file's reference system"+hint(named, "en"))
	}
}

func hint(named, lang string) string {
	for code, name := range map[string][2]string{
		"25832": {"UTM, Zone 32", "UTM zone 32"}, "25833": {"UTM, Zone 33", "UTM zone 33"},
		"31466": {"Gauß-Krüger, Streifen 2", "Gauß-Krüger zone 2"}, "31467": {"Gauß-Krüger, Streifen 3", "Gauß-Krüger zone 3"},
		"31468": {"Gauß-Krüger, Streifen 4", "Gauß-Krüger zone 4"}, "3857": {"Web-Mercator", "Web Mercator"},
	} {
		if strings.HasSuffix(named, ":"+code) {
			return " (" + name[map[string]int{"de": 0, "en": 1}[lang]] + ")"
		}
	}
	return ""
}

// onEarth reports whether a position is in degrees.
func onEarth(p []float64) bool {
	return len(p) >= 2 && math.Abs(p[0]) <= 180 && math.Abs(p[1]) <= 90
}

// outside notes a position that is in no degrees, with the system that German
// offices use and that it probably has.
func (in *reader) outside(line int, p []float64) {
	de, en := "", ""
	if name := system(p); name != "" {
		de, en = "; dies sieht aus wie "+name, "; this looks like "+name
	}
	in.fault(line, geometryColumn, fmt.Sprint(p[:min(len(p), 3)]),
		"Länge von -180 bis 180 und Breite von -90 bis 90 Grad (WGS 84); Dateien in anderen Koordinaten (UTM wie EPSG:25832, Gauß-Krüger wie EPSG:31467) bitte zuerst umrechnen"+de,
		"longitude from -180 to 180 and latitude from -90 to 90 degrees (WGS 84); please convert files in other coordinates (UTM such as EPSG:25832, Gauß-Krüger such as EPSG:31467) first"+en)
}

// system names the reference system in which a position would lie in or near
// Germany, "" where there is none.
func system(p []float64) string {
	if len(p) < 2 {
		return ""
	}
	x, y := p[0], p[1]
	north := y > 5_200_000 && y < 6_150_000
	switch {
	case x > 500_000 && x < 1_700_000 && y > 5_950_000 && y < 7_400_000 && (y > 6_150_000 || x > 950_000):
		return "Web-Mercator (EPSG:3857)"
	case north && x > 100_000 && x < 950_000:
		return "ETRS89/UTM (EPSG:25832 / 25833)"
	case north && x > 2_400_000 && x < 5_700_000:
		return fmt.Sprintf("Gauß-Krüger (EPSG:%d)", 31464+int(x/1e6))
	case north && x > 32_000_000 && x < 34_000_000:
		return map[int]string{32: "ETRS89/UTM (EPSG:4647)", 33: "ETRS89/UTM (EPSG:5650)"}[int(x/1e6)]
	}
	return ""
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package table

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

// germanTexts are what an office's file may hold beyond ASCII: much or little
// of it.
var germanTexts = map[string]string{
	"many umlauts":      "Bezirk;Träger;Plätze\nMühlhausen;Ökumenische Hilfe;12\nMöhringen;Jugendämter für Größe;13\nStraße;Übergang;Äußeres\n",
	"one small umlaut":  "Ort;Zahl\nKöln;2\n",
	"umlaut at start":   "Ort;Zahl\nüber 65;2\n",
	"umlaut at end":     "Ort;Zahl\nMenü;2\n",
	"only sharp s":      "Ort;Zahl\nGroßbottwar;2\nWeiß;3\n",
	"only capitals":     "ORT;ZAHL\nÄMTER;2\nÖPNV;3\nÜBERLINGEN;4\n",
	"capital in front":  "Ort;Zahl\nÄmter;2\nÖffnung;3\nÜbergang;4\n",
	"all capitals":      "STRASSE;TRÄGER\nSÜD;MÖHRINGEN\n",
	"square metres":     "Ort;Fläche in m²\nA;12\n",
	"paragraph":         "Recht;Zahl\n§ 53 AsylG;2\nGemäß § 3;4\n",
	"degree and umlaut": "Ort;Zahl\nNördlich 48° Süd;2\n",
	"french names":      "Ort;Zahl\nRené Müller;2\nCafé;3\nFrançois;4\n",
}

// TestEveryEncoding writes every text in every encoding and reads it back.
func TestEveryEncoding(t *testing.T) {
	for name, german := range germanTexts {
		for e, codec := range codecs {
			if e == UTF16LE || e == UTF16BE || e == UTF8 {
				continue
			}
			checkEncoding(t, name, german, e, codec)
		}
	}
	for name, s := range map[string]string{"euro after a number": "Ort;Kosten\nA;12 €\nB;13 €\n", "euro in the header": "Ort;Kosten in €\nA;12\n", "euro before a number": "Ort;Kosten\nA;€ 12\n", "only the sign": "Ort;Einheit\nA;€\n"} {
		checkEncoding(t, name, s, CP1252, charmap.Windows1252)
		checkEncoding(t, name, s, ISO885915, charmap.ISO8859_15)
	}
}

func checkEncoding(t *testing.T, name, german string, e Encoding, codec encoding.Encoding) {
	t.Helper()
	raw, err := codec.NewEncoder().String(german)
	if err != nil {
		t.Fatalf("%s cannot be written in %s: %v", name, e, err)
	}
	got, err := Read("x.csv", strings.NewReader(raw))
	if err != nil {
		t.Errorf("%s in %s: %v", name, e, err)
		return
	}
	want, err := Read("x.csv", strings.NewReader(german))
	if err != nil {
		t.Fatal(err)
	}
	if show(got) != show(want) || len(got.Remarks()) > 0 {
		t.Errorf("%s in %s was read in %s as %s, remarks %v", name, e, got.Encoding, show(got), got.Remarks())
	}
}

// TestDoubtIsStated: what the bytes do not decide is said, and the option sets it.
func TestDoubtIsStated(t *testing.T) {
	for name, raw := range map[string]string{
		"the currency sign or the euro, beside each other": "a;b\n\xa4;1\nx\xa4x\xa4;1\n",
		"a letter alone": "a;b\n\xc5;1\n",
	} {
		got, err := Read("x.csv", strings.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		remarks := got.Remarks()
		if len(remarks) != 1 || !strings.Contains(remarks[0].De, string(got.Encoding)) || !strings.Contains(remarks[0].De, "nicht sicher") {
			t.Errorf("%s: read as %s, remarks %v", name, got.Encoding, remarks)
		}
		got, err = Read("x.csv", strings.NewReader(raw), InEncoding(CP850))
		if err != nil || got.Encoding != CP850 || len(got.Remarks()) != 0 {
			t.Errorf("%s, declared: %s, %v, %v", name, got.Encoding, got.Remarks(), err)
		}
	}
	if got, err := Read("x.csv", strings.NewReader("a;b\nfür;1\n")); err != nil || len(got.Remarks()) != 0 {
		t.Errorf("UTF-8 is in doubt: %v %v", got.Remarks(), err)
	}
}

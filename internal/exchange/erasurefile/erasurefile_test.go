// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package erasurefile_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"planraum/internal/city/privacy"
	"planraum/internal/exchange/erasurefile"
	"planraum/internal/fault"
)

func anErasure(t *rapid.T) privacy.Erasure {
	return privacy.Erasure{
		Object: rapid.SampledFrom([]string{"account", "contact"}).Draw(t, "object"), Key: rapid.StringN(1, 12, 40).Draw(t, "key"),
		At: time.Unix(rapid.Int64Range(1, 4e9).Draw(t, "at"), 0).UTC(), ByHand: rapid.IntRange(0, 3).Draw(t, "by hand"),
	}
}

// TestWhatIsWrittenIsRead: line by line, and as it is printed; what a program
// that was killed has left of its last line is left out.
func TestWhatIsWrittenIsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfN(rapid.Custom(anErasure), 0, 5).Draw(t, "list")
		content := []byte(erasurefile.Head)
		for _, e := range list {
			content = append(content, erasurefile.Line(e)...)
		}
		got, err := erasurefile.Read("f", content)
		if err != nil || !slices.Equal(got, list) {
			t.Fatalf("%+v is read as %+v (%v)", list, got, err)
		}
		printed, err := json.Marshal(list)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := erasurefile.Read("f", printed); err != nil || !slices.Equal(got, list) {
			t.Fatalf("%s is read as %+v (%v)", printed, got, err)
		}
		whole := len(content)
		content = append(content, erasurefile.Line(rapid.Custom(anErasure).Draw(t, "torn"))...)
		cut := rapid.IntRange(whole, len(content)-1).Draw(t, "cut")
		if got, err := erasurefile.Read("f", content[:cut]); err != nil || !slices.Equal(got, list) {
			t.Fatalf("cut off after %d bytes: %+v (%v)", cut-whole, got, err)
		}
	})
}

// TestEveryFaultIsNamed with its line.
func TestEveryFaultIsNamed(t *testing.T) {
	good := string(erasurefile.Line(privacy.Erasure{Object: "account", Key: "1", At: time.Unix(9, 0)}))
	for content, want := range map[string][]int{
		"kein JSON":        {1},
		"kein JSON\n":      {1},
		"\n" + good:        {1},
		good + good:        {1},
		"[1,2":             {0},
		`[{"object":"x"}]`: {0},
		erasurefile.Head + good + "x\n" + good + `{"object":"account"}` + "\n":          {3, 5},
		erasurefile.Head + `{"object":"account","key":"1","at":"gestern"}` + "\n":       {2},
		erasurefile.Head + strings.Repeat("\xff", 300) + "\n":                           {2},
		erasurefile.Head + `{"object":"","key":"1","at":"2026-01-01T00:00:00Z"}` + "\n": {2},
	} {
		_, err := erasurefile.Read("f", []byte(content))
		var lines []int
		for _, r := range fault.RowsOf(err) {
			lines = append(lines, r.Line)
			if r.File != "f" || r.Expected.En == "" {
				t.Errorf("%q: %+v", content, r)
			}
		}
		if !slices.Equal(lines, want) {
			t.Errorf("%q: faults in the lines %v, want %v (%v)", content, lines, want, err)
		}
	}
	for _, none := range []string{"", erasurefile.Head, "[]", erasurefile.Head[:9]} {
		if list, err := erasurefile.Read("f", []byte(none)); err != nil || len(list) != 0 {
			t.Errorf("%q: %v, %v", none, list, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(erasurefile.Head + `{"object":"account","key":"1","at":"2026-01-01T00:00:00Z"}` + "\n"))
	f.Add([]byte(`[{"object":"contact","key":"haus","at":"2026-01-01T00:00:00Z","copies_until":"2026-02-01T00:00:00Z"}]`))
	f.Fuzz(func(t *testing.T, content []byte) {
		list, err := erasurefile.Read("f", content)
		if err != nil {
			return
		}
		again := bytes.NewBufferString(erasurefile.Head)
		for _, e := range list {
			again.Write(erasurefile.Line(e))
		}
		if back, err := erasurefile.Read("f", again.Bytes()); err != nil || len(back) != len(list) {
			t.Errorf("%q gives %+v, which is not read back: %+v, %v", content, list, back, err)
		}
	})
}

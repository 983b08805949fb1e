// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package table

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"planraum/internal/fault"
)

// memoryLimit is what the package comment states, for a process that reads one
// file and does nothing else.
const memoryLimit = 384 // MiB

// greedyFiles demand as much memory as the limits allow; each writes a file.
var greedyFiles = map[string]func(t *testing.T, w io.Writer){
	"150 MB of CSV.csv": func(_ *testing.T, w io.Writer) {
		_, _ = io.Copy(w, io.MultiReader(strings.NewReader("a;b;c\n"), &repeated{line: "2015-11-27;Bad Cannstatt;1.234\n", times: 5_000_000}))
	},
	"faults only.csv": func(_ *testing.T, w io.Writer) {
		_, _ = io.Copy(w, io.MultiReader(strings.NewReader("a;b;c\n"), &repeated{line: "1;2\n", times: 2_000_000}))
	},
	"one line of delimiters.csv": func(_ *testing.T, w io.Writer) {
		_, _ = io.WriteString(w, "a;b\n"+strings.Repeat(";", recordBytes-1<<17)+"\n")
	},
	"one cell.csv": func(_ *testing.T, w io.Writer) {
		_, _ = io.WriteString(w, "a;b\n1;")
		_, _ = io.Copy(w, &repeated{line: strings.Repeat("x", 1<<16), times: 1600})
	},
	"as many texts as may be.xlsx": func(t *testing.T, w io.Writer) {
		zipped(t, w, func(sheet, texts io.Writer) {
			for i := range maxTexts - 1 {
				_, _ = fmt.Fprintf(texts, "<si><t>%s%d</t></si>", noise(24), i)
			}
			_, _ = io.WriteString(sheet, `<row><c t="s"><v>1</v></c></row>`)
		})
	},
	"many cells.xlsx": func(t *testing.T, w io.Writer) {
		zipped(t, w, func(sheet, _ io.Writer) {
			_, _ = io.WriteString(sheet, `<row>`+header10()+`</row>`)
			for i := range 100_000 {
				_, _ = fmt.Fprintf(sheet, `<row>%s</row>`, strings.Repeat(fmt.Sprintf("<c><v>%d</v></c>", i), 10))
			}
		})
	},
	"64 MiB that do not shrink.xlsx": func(t *testing.T, w io.Writer) {
		z := zip.NewWriter(w)
		for _, p := range bookParts() {
			part, _ := z.Create(p[0])
			_, _ = io.WriteString(part, p[1])
		}
		part, _ := z.CreateHeader(&zip.FileHeader{Name: "xl/media/a.png", Method: zip.Store})
		_, _ = io.WriteString(part, noiseBytes(63<<20))
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
	},
}

// zipped writes a workbook with a large sheet and shared texts.
func zipped(t *testing.T, w io.Writer, fill func(sheet, texts io.Writer)) {
	var sheet, texts strings.Builder
	fill(&sheet, &texts)
	_, err := io.WriteString(w, bookOf(t, "xl/worksheets/sheet1.xml", sheetOf(sheet.String()), "xl/sharedStrings.xml", "<sst>"+texts.String()+"</sst>",
		"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>`))
	if err != nil {
		t.Fatal(err)
	}
}

// TestMemory reads each file in a process of its own, whose largest resident
// set the operating system tells (VmHWM; ru_maxrss would count the parent's too).
func TestMemory(t *testing.T) {
	if name := os.Getenv("PLANRAUM_READ"); name != "" {
		readToEnd(t, name)
		return
	}
	if testing.Short() {
		t.Skip("writes files of hundreds of megabytes")
	}
	for name, write := range greedyFiles {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), name)
			f, err := os.Create(file)
			if err != nil {
				t.Fatal(err)
			}
			write(t, f)
			if err := f.Close(); err != nil {
				t.Fatal(err)
			}
			// On a busy machine the collector comes late, which is not the reader's doing:
			// the smallest of three peaks counts.
			var out []byte
			size := 0
			for range 3 {
				child := exec.Command(os.Args[0], "-test.run=^TestMemory$", "-test.v")
				child.Env = append(os.Environ(), "PLANRAUM_READ="+file)
				var err error
				if out, err = child.CombinedOutput(); err != nil {
					t.Fatalf("%v: %s", err, out)
				}
				if peaked := peak(t, string(out)); size == 0 || peaked < size {
					size = peaked
				}
				if size <= memoryLimit {
					break
				}
			}
			if size == 0 {
				t.Skip("this system does not tell the memory of a process")
			}
			t.Logf("%d MiB; %s", size, firstLine(string(out)))
			if size > memoryLimit {
				t.Errorf("%d MiB of memory", size)
			}
		})
	}
}

func firstLine(s string) string {
	for line := range strings.Lines(s) {
		if strings.Contains(line, " rows, ") {
			return strings.TrimSpace(line)
		}
	}
	return ""
}

func readToEnd(t *testing.T, name string) {
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }() // reading only
	rows := 0
	in, err := Open(filepath.Base(name), f)
	for err == nil {
		if _, err = in.Next(); err == nil {
			rows++
		}
	}
	if !errors.Is(err, io.EOF) && fault.KindOf(err) != fault.Invalid {
		t.Fatal(err)
	}
	tellPeak(t)
	t.Logf("%d rows, %d faults", rows, len(fault.RowsOf(err)))
}

// tellPeak logs the largest resident set of this process.
func tellPeak(t *testing.T) {
	status, err := os.ReadFile("/proc/self/status")
	if err == nil {
		t.Log(string(regexp.MustCompile(`VmHWM:\s+\d+ kB`).Find(status)))
	}
}

// peak reads what tellPeak logged, in MiB; 0 for nothing.
func peak(t *testing.T, out string) int {
	t.Helper()
	m := regexp.MustCompile(`VmHWM:\s+(\d+) kB`).FindStringSubmatch(out)
	if m == nil {
		return 0
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		t.Fatal(err)
	}
	return n >> 10
}

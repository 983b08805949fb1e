// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data_test

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"planraum/internal/desk/data"
	"planraum/internal/fault"
	"planraum/internal/store/citytest"
)

// TestReceivedFile: a file is kept without its folder, can be looked at, tried
// and imported from any machine, and is gone then.
func TestReceivedFile(t *testing.T) {
	city := town(t)
	content := figureHead + row("2015-12-31", "100", "counted", "2016-01-14", "Amt")
	u, err := city.Data.Receive(t.Context(), `C:\Zahlen\figures.csv`, "Sozialplanung", citytest.Now, strings.NewReader(content))
	if err != nil || u.Name != "figures.csv" || u.Size != int64(len(content)) {
		t.Fatalf("%+v, %v", u, err)
	}
	open, err := city.Data.OpenReceived(t.Context(), u.ID)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(open); err != nil || string(got) != content {
		t.Errorf("%q, %v", got, err)
	}
	in := data.Incoming{By: "Sozialplanung", Now: citytest.Now, DryRun: true}
	if out, err := city.Data.ImportReceived(t.Context(), u.ID, in); err != nil || out.New != 1 || out.Stored {
		t.Errorf("%+v, %v", out, err)
	}
	if list, err := city.Data.Waiting(t.Context()); err != nil || len(list) != 1 || list[0] != u {
		t.Errorf("%+v, %v", list, err)
	}
	in.DryRun = false
	if out, err := city.Data.ImportReceived(t.Context(), u.ID, in); err != nil || !out.Stored {
		t.Errorf("%+v, %v", out, err)
	}
	if _, err := city.Data.ImportReceived(t.Context(), u.ID, in); fault.KindOf(err) != fault.NotFound {
		t.Errorf("imported again: %v", err)
	}
	if figures, err := city.Data.Figures(t.Context(), allFigures); err != nil || len(figures) != 1 || figures[0].File != "figures.csv" {
		t.Errorf("%+v, %v", figures, err)
	}
}

// TestRefusedFileStays: what is refused is kept, so that it can be read by
// another mapping; after a day it is gone.
func TestRefusedFileStays(t *testing.T) {
	city := town(t)
	u, err := city.Data.Receive(t.Context(), "strange.csv", "Amt", citytest.Now, strings.NewReader("a,b\n1,2\n"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := city.Data.ImportReceived(t.Context(), u.ID, data.Incoming{Now: citytest.Now}); fault.KindOf(err) != fault.Invalid {
		t.Error(err)
	}
	for _, c := range []struct {
		after time.Duration
		gone  bool
	}{{data.Kept - time.Second, false}, {data.Kept + time.Second, true}} {
		next, err := city.Data.Receive(t.Context(), "next.csv", "Amt", citytest.Now.Add(c.after), strings.NewReader("x"))
		if err != nil || city.Data.Discard(t.Context(), next.ID) != nil {
			t.Fatal(err)
		}
		if _, err := city.Data.Received(t.Context(), u.ID); (fault.KindOf(err) == fault.NotFound) != c.gone || err != nil && !c.gone {
			t.Errorf("after %s: %v", c.after, err)
		}
	}
}

// endless is a stream without end that counts what is read of it.
type endless struct{ read int64 }

func (e *endless) Read(p []byte) (int, error) {
	e.read += int64(len(p))
	return copy(p, bytes.Repeat([]byte("1,"), len(p)/2+1)), nil
}

// TestAdministratorsLimit: a file over the limit is refused in one sentence
// while it streams, uploaded or imported; the administrator sets the limit.
func TestAdministratorsLimit(t *testing.T) {
	city := town(t)
	for _, c := range []struct {
		setting string
		limit   int64
		says    string
	}{{"", 200 << 20, "größer als 200 MB"}, {"3", 3 << 20, "größer als 3 MB"}} {
		if c.setting != "" {
			city.Import(t, "settings.csv", "key,value,source\nmax_upload_mb,"+c.setting+",Verwaltung\n")
		}
		stream := &endless{}
		_, err := city.Data.Receive(t.Context(), "groß.csv", "Amt", citytest.Now, stream)
		if say := fault.SayOf(err).De; fault.KindOf(err) != fault.Invalid || !strings.Contains(say, c.says) || !strings.Contains(say, "groß.csv") || strings.Count(say, ".") > 2 {
			t.Errorf("%v", err)
		}
		if stream.read < c.limit || stream.read > c.limit+2<<20 {
			t.Errorf("%d bytes were read for a limit of %d", stream.read, c.limit)
		}
	}
	if list, err := city.Data.Waiting(t.Context()); err != nil || len(list) > 0 {
		t.Errorf("%+v stays, %v", list, err)
	}
	large := figureHead + strings.Repeat("# "+strings.Repeat("x", 1000)+"\n", 4000)
	out, err := city.Try(t, "groß.csv", large)
	if !strings.Contains(fault.SayOf(err).De, "größer als 3 MB") || out.Stored {
		t.Errorf("%+v, %v", out, err)
	}
	for _, wrong := range []string{"0", "-1", "viel", "1e3", "99999999999"} {
		if _, err := city.Try(t, "settings.csv", "key,value,source\nmax_upload_mb,"+wrong+",Verwaltung\n"); len(fault.RowsOf(err)) != 1 {
			t.Errorf("a limit of %s: %v", wrong, err)
		}
	}
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package telemetry_test

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/url"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"planraum/internal/fault"
	"planraum/internal/platform/telemetry"
	"planraum/internal/text"
)

// names are of people who do not exist, with letters of DIN 91379 and without.
var names = []string{"Ḧëlmut", "Ǆorđe", "Jaṉa", "Łucja", "M’Bala", "Ñuñez", "Öz-Şahin", "ẞchmidt", "Æsa", "c̆hi", "Zzyzxmann"}

// TestPlainErrors: an error in the log says where and what, and nothing that
// somebody typed.
func TestPlainErrors(t *testing.T) {
	_, number := strconv.Atoi("Zzyzxmann")
	_, address := url.Parse("http://[" + names[len(names)-1] + "/")
	for _, c := range []struct {
		err  error
		want string
	}{
		{fault.New(fault.NotFound, "web.nowhere(/melden/zzyzx)", "Zzyzxmann fehlt", "there is no Zzyzxmann"), "web.nowhere: not found"},
		{fault.Wrap("store.Write figures Zzyzxmann.csv", fault.Wrap("store.SQLite", errors.New("disk I/O error (10)"))), "store.Write < store.SQLite: internal: disk I/O error (10)"},
		{fault.Refuse("cityfile.Read", []fault.Row{{File: "Zzyzxmann.csv", Value: "Zzyzxmann", Expected: text.T("x", "x")}}), "cityfile.Read: invalid"},
		{fault.Wrap("a.B", number), "a.B: internal: strconv.Atoi: parsing …: invalid syntax"},
		{fault.Wrap("a.B", address), "a.B: internal: parse: missing … in host"},
		{fault.Wrap("a.B", &fs.PathError{Op: "open", Path: "/tmp/Zzyzxmann", Err: fs.ErrPermission}), "a.B: internal: open: permission denied"},
		{fmt.Errorf("twice: %w", fault.Wrap("a.B Zzyzxmann", context.Canceled)), "a.B: internal: context canceled"},
		{&net.OpError{Op: "dial", Net: "tcp", Addr: &net.TCPAddr{IP: net.IPv4(192, 0, 2, 7), Port: 5432}, Err: errors.New("connection refused")}, "dial tcp: connection refused"},
		{errors.New("duplicate key value violates unique constraint \"Zzyzxmann\" (SQLSTATE 23505)"), "duplicate key value violates unique constraint … (SQLSTATE 23505)"},
		{errors.New("read tcp 192.0.2.7:80->[2001:db8::1]:443: reset"), "read tcp …->…: reset"},
		{errors.New("mail to zzyzx@example.org refused"), "mail to … refused"},
		{errors.New("unknown name Łucja in https://example.org/melden/abc?x"), "unknown name … in …"},
		{sql.ErrNoRows, "sql: no rows in result set"},
		{os.ErrDeadlineExceeded, "i/o timeout"},
	} {
		if got := telemetry.Plain(c.err); got != c.want {
			t.Errorf("%v\n is written %q\n      want %q", c.err, got, c.want)
		}
	}
}

// TestNoNameInTheLog: wherever a name stands in what is logged by the rules of
// the house (quoted in errors; said to the reader; in rows; in arguments of
// operations; in attributes for addresses), it is not in the line.
func TestNoNameInTheLog(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom(names).Draw(t, "name")
		var out bytes.Buffer
		log := telemetry.NewLog(&out, telemetry.Settings{JSON: rapid.Bool().Draw(t, "json")}, &telemetry.Tally{})
		if rapid.Bool().Draw(t, "group") {
			log = log.WithGroup("g").With("user", name)
		}
		quoting := rapid.SampledFrom([]string{"%q", "„%s“", "“%s”", "'%s'", "`%s`", "«%s»", "\"%s\""}).Draw(t, "quoting")
		quoted := fmt.Errorf("constraint failed: "+quoting, strings.ReplaceAll(name, "’", ""))
		err := fault.Wrap("store.Write "+name, &fault.Error{
			Kind: fault.Internal, Op: "x.Y(" + name + ")", Say: text.T(name, name), Cause: quoted,
			Rows: []fault.Row{{File: name, Column: name, Value: name}},
		})
		log.Error("request failed", "path", "/x/"+name, "query", name, "error", err, "address", name, "user", name,
			"value", struct{ Name string }{name}, "inner", slog.GroupValue(slog.String("url", name), slog.Any("error", err)))
		log.With("cookie", name, "error", err).Warn("again", "text", quoted.Error())
		if strings.Contains(out.String(), strings.ReplaceAll(name, "’", "")) || strings.Contains(out.String(), name) {
			t.Fatalf("%s is in the log:\n%s", name, out.String())
		}
		if !strings.Contains(out.String(), "store.Write < x.Y: internal: constraint failed: …") {
			t.Fatalf("the log does not say what happened:\n%s", out.String())
		}
	})
}

// TestTally counts errors by what was said and their kind, and nothing else.
func TestTally(t *testing.T) {
	var tally telemetry.Tally
	log := telemetry.NewLog(io.Discard, telemetry.Settings{}, &tally)
	for range 3 {
		log.Error("request failed", "error", fault.New(fault.Unavailable, "a.B", "Zzyzxmann", "Zzyzxmann"))
	}
	log.Error("request failed", "error", errors.New("x"))
	log.Warn("not counted")
	log.Error("no error given")
	for i := range 1000 {
		log.Error("made up " + strconv.Itoa(i))
	}
	got := tally.Faults()
	if len(got) > 102 || got[0].Last.Before(got[len(got)-1].Last) {
		t.Errorf("%d kinds are told apart: %+v", len(got), got[:3])
	}
	count := map[string]int64{}
	for _, f := range got {
		count[f.What+"/"+f.Kind] += f.Count
		if time.Since(f.Last) > time.Minute {
			t.Errorf("last %v", f.Last)
		}
	}
	if count["request failed/unavailable"] != 3 || count["request failed/internal"] != 1 || count["no error given/"] != 1 || count["not counted/"] != 0 || count["others/"] != 903 {
		t.Errorf("counted %v", count)
	}
}

// TestFormats: a line is JSON or text, with the number of its request.
func TestFormats(t *testing.T) {
	ctx := telemetry.WithRequest(t.Context(), "abc")
	var out bytes.Buffer
	telemetry.NewLog(&out, telemetry.Settings{JSON: true}, nil).InfoContext(ctx, "hello", "n", 1, "when", time.Unix(0, 0).UTC(), "none", nil)
	var line map[string]any
	if err := json.Unmarshal(out.Bytes(), &line); err != nil || line["request"] != "abc" || line["n"] != 1.0 || line["when"] != "1970-01-01T00:00:00Z" || line["none"] != "none" {
		t.Errorf("%s: %v", out.String(), err)
	}
	out.Reset()
	log := telemetry.NewLog(&out, telemetry.Settings{Level: slog.LevelWarn}, nil)
	log.InfoContext(ctx, "quiet")
	log.WarnContext(ctx, "loud")
	if got := out.String(); strings.Contains(got, "quiet") || !strings.Contains(got, "level=WARN msg=loud request=abc") {
		t.Errorf("%q", got)
	}
}

// FuzzPlain: no error makes the log panic, none is written over several
// megabytes, and what stands between quotation marks is gone.
func FuzzPlain(f *testing.F) {
	f.Add("a \"b\" c", "secretsecret")
	f.Add("\"", "'")
	f.Add("1.2.3.4:5", "[::1]")
	f.Fuzz(func(t *testing.T, around, inner string) {
		if got := telemetry.Plain(errors.New(around)); len(got) > 3*2100 {
			t.Errorf("%d bytes", len(got))
		}
		word := strings.Map(func(r rune) rune {
			if r < 'a' || r > 'z' {
				return -1
			}
			return r
		}, inner)
		if len(word) < 12 || strings.Contains(around, word) || strings.ContainsAny(around, "\"'`„“”»«‚‘’") {
			return
		}
		if got := telemetry.Plain(fmt.Errorf("%s %q", around, word)); strings.Contains(got, word) {
			t.Errorf("%q is in %q", word, got)
		}
	})
}

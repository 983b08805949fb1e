// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package docscheck

import (
	"bytes"
	"context"
	"io"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"planraum/internal/city/period"
	"planraum/internal/cli"
	"planraum/internal/desk/approval"
	"planraum/internal/desk/capacity"
	"planraum/internal/desk/data"
	"planraum/internal/desk/planning"
	"planraum/internal/desk/staffing"
	"planraum/internal/desk/steering"
	"planraum/internal/store"
	"planraum/internal/text"
)

// today is the day on which the tour is made; nothing shown hangs on it.
func today() period.Date { return period.Day(2026, 1, 2) }

func openHouse(ctx context.Context, database string, _ io.Writer) (*cli.House, error) {
	s, err := store.Open(ctx, database)
	if err != nil {
		return nil, err
	}
	if err := s.Migrate(ctx, func(int, int, string) {}); err != nil {
		return nil, err
	}
	release := approval.New(s, s, s, nil)
	ledger := release.Ledger()
	return &cli.House{
		Data: data.New(ledger, s, s, s), Capacity: capacity.New(ledger, s), Planning: planning.New(ledger, s, s, today),
		Staffing: staffing.New(s), Steering: steering.New(s), Approval: release, Close: s.Close,
	}, nil
}

// Every command that the README shows is run over a new database, one after
// the other, and says what the README says it does.
func TestTourOfTheReadme(t *testing.T) {
	readme := paper(t, "README.md").Text
	t.Setenv("PLANRAUM_DATABASE", filepath.Join(t.TempDir(), "planraum.db"))
	t.Setenv("PLANRAUM_LANG", "en")
	t.Chdir(root)
	calls := 0
	for _, block := range regexp.MustCompile("(?ms)^```\n(\\$ .*?)^```$").FindAllStringSubmatch(readme, -1) {
		for _, step := range strings.Split("\n"+block[1], "\n$ ")[1:] {
			call, shown, _ := strings.Cut(step, "\n")
			args, ok := strings.CutPrefix(call, "bin/planraum ")
			if !ok {
				t.Errorf("the tour shows a call that cannot be checked: %s", call)
				continue
			}
			calls++
			var out bytes.Buffer
			cli.Run(t.Context(), cli.Outside{
				In: strings.NewReader(""), Out: &out, Err: &out, Lang: text.En,
				Today: today, Version: "test", Open: openHouse,
			}, strings.Fields(args))
			if missing := notShown(shown, out.String()); missing != "" {
				t.Errorf("$ %s\nsays\n%s\nthe README shows\n%s", call, out.String(), missing)
			}
		}
	}
	if calls < 5 {
		t.Errorf("only %d calls seen", calls)
	}
}

// notShown returns the first part of shown that said does not have in its
// place; "" if it has them all. Parts are divided by the mark for what is left
// out.
func notShown(shown, said string) string {
	said = strings.ReplaceAll(said, "\r\n", "\n") // files end lines with CR LF
	said = strings.ReplaceAll(said, "\n\n", "\n")
	for _, part := range strings.Split(strings.TrimRight(shown, "\n"), "…") {
		part = strings.Trim(part, "\n")
		_, after, found := strings.Cut(said, part)
		if !found {
			return part
		}
		said = after
	}
	return ""
}

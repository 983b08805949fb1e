// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package backup_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"planraum/internal/city/backup"
)

func TestDifferences(t *testing.T) {
	was := backup.Contents{Schema: 7, Position: 10, Tables: []backup.Table{{"a", 1, "x"}, {"b", 2, "y"}, {"c", 3, "z"}}}
	is := backup.Contents{Schema: 7, Position: 10, Tables: []backup.Table{{"a", 1, "x"}, {"b", 2, "Y"}, {"d", 4, "z"}}}
	want := []backup.Difference{{"b", 2, 2}, {"c", 3, -1}, {"d", -1, 4}}
	if diff := cmp.Diff(want, was.Differences(is)); diff != "" {
		t.Error(diff)
	}
	if got := was.Differences(was); got != nil || was.Rows() != 6 {
		t.Error(got, was.Rows())
	}
}

// TestDigest: whatever differs changes the digest.
func TestDigest(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range []backup.Contents{
		{},
		{Schema: 1},
		{Position: 1},
		{Tables: []backup.Table{{"a", 1, "x"}}},
		{Tables: []backup.Table{{"a", 2, "x"}}},
		{Tables: []backup.Table{{"a", 1, "y"}}},
		{Tables: []backup.Table{{"b", 1, "x"}}},
		{Tables: []backup.Table{{"a", 1, "x"}, {"b", 1, "x"}}},
	} {
		if d := c.Digest(); seen[d] || len(d) != 64 {
			t.Errorf("%+v has the digest %s", c, d)
		} else {
			seen[d] = true
		}
	}
}

// TestAged: a copy goes on its day and not before; the newest, those made by
// hand and those that nobody can read stay.
func TestAged(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2026, 3, n, 2, 0, 0, 0, time.UTC) }
	s := backup.Schedule{Keep: 3}
	scheduled := func(n int) backup.Copy {
		return backup.Copy{Path: day(n).String(), Manifest: backup.Manifest{TakenAt: day(n), AgesOut: s.AgesOut(day(n))}}
	}
	byHand := backup.Copy{Path: "hand", Manifest: backup.Manifest{TakenAt: day(1)}}
	unreadable := backup.Copy{Path: "?", Unreadable: errors.New("damaged")}
	all := []backup.Copy{scheduled(3), scheduled(2), byHand, scheduled(1), unreadable}
	for at, want := range map[time.Time][]string{
		day(4).Add(-time.Second): nil,
		day(4):                   {scheduled(1).Path},
		day(5):                   {scheduled(2).Path, scheduled(1).Path},
		day(25):                  {scheduled(2).Path, scheduled(1).Path},
	} {
		var got []string
		for _, c := range backup.Aged(all, at) {
			got = append(got, c.Path)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("on %s: %s", at, diff)
		}
	}
}

func TestNamesSortByTime(t *testing.T) {
	early := backup.Manifest{TakenAt: time.Date(2026, 9, 30, 23, 59, 59, 0, time.UTC), Contents: backup.Contents{Position: 999}}
	late := backup.Manifest{TakenAt: time.Date(2026, 10, 1, 0, 0, 0, 0, time.FixedZone("CEST", 0)), Contents: backup.Contents{Position: 5}}
	if early.Name() >= late.Name() || early.Name() != "planraum-2026-09-30-235959-p999.db.gz" {
		t.Error(early.Name(), late.Name())
	}
}

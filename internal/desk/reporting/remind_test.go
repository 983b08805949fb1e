// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package reporting_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"planraum/internal/city/period"
	"planraum/internal/desk/reporting"
	"planraum/internal/fault"
	"planraum/internal/store"
)

type outbox struct {
	err           error
	to, body, sub string
}

func (o *outbox) Send(_ context.Context, to, subject, body string) error {
	o.to, o.sub, o.body = to, subject, body
	return o.err
}

// A reminder carries a link that works; the one before it does not any more.
func TestRemind(t *testing.T) {
	each(t, func(t *testing.T, d *reporting.Desk, s *store.Store) {
		old := issue(t, d, october)
		list, err := d.Month(t.Context(), october, period.Day(2016, 11, 20))
		if err != nil || len(list) != 1 {
			t.Fatal(list, err)
		}
		box := outbox{}
		late := now.AddDate(0, 0, 17)
		if err := d.Remind(t.Context(), list[0], &box, func(s string) string { return "https://stadt.example/melden/" + s }, "Sozialplanung", late); err != nil {
			t.Fatal(err)
		}
		if box.to != "haus@beispiel.de" || !strings.Contains(box.sub, "Oktober 2016") || !strings.Contains(box.body, "war am 10.11.2016 fällig") {
			t.Errorf("%+v", box)
		}
		_, rest, _ := strings.Cut(box.body, "/melden/")
		secret, _, _ := strings.Cut(rest, "\n")
		if _, err := d.Open(t.Context(), secret, period.OfTime(late)); err != nil {
			t.Errorf("the link of the reminder: %v", err)
		}
		_, err = d.Open(t.Context(), old, period.OfTime(late))
		wantKind(t, err, fault.NotFound)
		list, err = d.Month(t.Context(), october, period.OfTime(late))
		if err != nil || list[0].Link.Reminded != period.OfTime(late) {
			t.Errorf("%+v, %v: the day of the reminder is not noted", list[0].Link, err)
		}
		box.err = errors.New("down")
		if err := d.Remind(t.Context(), list[0], &box, func(s string) string { return s }, "Sozialplanung", late); err == nil {
			t.Error("a mail that was not sent counts as sent")
		}
	})
}

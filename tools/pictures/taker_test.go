// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"strings"
	"testing"
)

func TestTakerEndsAtTheFirstFailure(t *testing.T) {
	var order []string
	take := func() (err error) {
		var p taker
		defer p.close(&err)
		p.Cleanup(func() { order = append(order, "first") })
		p.Cleanup(func() { order = append(order, "second") })
		p.Skipf("no %s", "browser")
		order = append(order, "never")
		return nil
	}
	err := take()
	if err == nil || err.Error() != "no browser" {
		t.Errorf("error %v, want “no browser”", err)
	}
	if got := strings.Join(order, " "); got != "second first" {
		t.Errorf("cleanups ran as %q, want the last one first and nothing after the failure", got)
	}
}

func TestListenFindsTheAddress(t *testing.T) {
	found := make(chan string, 1)
	said := "Datenbank einrichten\nPlanraum läuft: http://127.0.0.1:41234/\nhttp://127.0.0.1:9/\n"
	if err := listen(strings.NewReader(said), found); err != nil {
		t.Fatal(err)
	}
	if got := <-found; got != "http://127.0.0.1:41234/" {
		t.Errorf("address %q", got)
	}
}

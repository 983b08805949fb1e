// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package citytest

import (
	"bufio"
	"os"
	"os/exec"
	"testing"
	"time"
)

// Killed runs the test program as the child that a variable with a database makes of it.
// Once it has said so many lines that count it is killed, a rest later; everything that it
// said is returned, also what came meanwhile.
func Killed(t testing.TB, variable, url string, lines int, rest time.Duration, counts func(line string) bool) []string {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), variable+"="+url)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	var said []string
	for in := bufio.NewScanner(out); in.Scan(); {
		said = append(said, in.Text())
		if counts(in.Text()) {
			if lines--; lines == 0 {
				time.Sleep(rest)
				_ = child.Process.Kill() // and reads on what it said before
			}
		}
	}
	_ = child.Wait()
	return said
}

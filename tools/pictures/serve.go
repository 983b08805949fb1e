// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"time"
)

// patience is how long the program may take to serve its first page.
const patience = 60 * time.Second

// address finds the address that the program names when it is ready.
var address = regexp.MustCompile(`http://[0-9.]+:[0-9]+/`)

// served is the running program.
type served struct {
	address string
	command *exec.Cmd
	ended   <-chan error
}

// start starts the program with the example city in a new database and waits
// until it serves. Its error holds what the program said.
func start(ctx context.Context, program, database string) (*served, error) {
	command := exec.CommandContext(ctx, program, "serve", "--demo", "--lang", "de", "--database", database, "--listen", "127.0.0.1:0")
	command.Cancel = func() error { return command.Process.Signal(os.Interrupt) }
	said, err := command.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := command.Start(); err != nil {
		return nil, fmt.Errorf("%w (make build)", err)
	}
	found, ended := make(chan string, 1), make(chan error, 1)
	go func() {
		ended <- errors.Join(listen(said, found), command.Wait())
	}()
	s := &served{command: command, ended: ended}
	select {
	case s.address = <-found:
		return s, nil
	case err := <-ended:
		return nil, fmt.Errorf("%s ended before it served: %w", program, err)
	case <-time.After(patience):
		s.stop()
		return nil, fmt.Errorf("%s does not serve after %s", program, patience)
	}
}

// listen reads what the program says until it ends, passes it on, and hands
// over the first address in it.
func listen(said io.Reader, found chan<- string) error {
	lines := bufio.NewScanner(said)
	for lines.Scan() {
		fmt.Fprintln(os.Stderr, "  "+lines.Text())
		if a := address.FindString(lines.Text()); a != "" {
			select {
			case found <- a:
			default:
			}
		}
	}
	return lines.Err()
}

// stop asks the program to end and waits for it.
func (s *served) stop() {
	_ = s.command.Process.Signal(os.Interrupt)
	select {
	case <-s.ended:
	case <-time.After(patience):
		_ = s.command.Process.Kill()
	}
}

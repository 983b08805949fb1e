// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// program is the program to measure, with its database.
type program struct {
	path, database string
}

// usage is what one call of the program took.
type usage struct {
	Took    time.Duration
	CPU     time.Duration // of the process, in user and system mode
	PeakMiB int64         // most memory held at once (resident set)
}

func (p program) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, p.path, append([]string{"--lang=en", "--database=" + p.database}, args...)...)
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = 30 * time.Second
	return cmd
}

// run calls the program and waits for it.
func (p program) run(ctx context.Context, args ...string) (usage, error) {
	return p.refused(ctx, false, args...)
}

// refused is run for a call that is to be refused, where it is.
func (p program) refused(ctx context.Context, want bool, args ...string) (usage, error) {
	cmd := p.command(ctx, args...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	start := time.Now()
	err := cmd.Run()
	var exit *exec.ExitError
	if want && err == nil {
		return usage{}, fmt.Errorf("planraum %s was not refused\n%s", strings.Join(args, " "), out.Bytes())
	}
	if err != nil && (!want || !errors.As(err, &exit) || exit.ExitCode() != 1) {
		return usage{}, fmt.Errorf("planraum %s: %w\n%s", strings.Join(args, " "), err, out.Bytes())
	}
	u := usage{Took: time.Since(start), CPU: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()}
	if r, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		u.PeakMiB = r.Maxrss >> 10 // Linux counts KiB
	}
	return u, nil
}

// server is the program while it serves.
type server struct {
	cmd   *exec.Cmd
	pid   int
	base  string        // http://127.0.0.1:PORT
	ready time.Duration // from the start until it listened
	// jar holds the session of a planner: most pages are not the public's.
	jar http.CookieJar
}

var address = regexp.MustCompile(`http://127\.0\.0\.1:\d+`)

// serve starts the program on a free port and returns when it answers.
func (p program) serve(ctx context.Context) (*server, error) {
	cmd := p.command(ctx, "serve", "--listen", "127.0.0.1:0")
	said, err := cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	var log strings.Builder
	lines := bufio.NewScanner(said)
	for lines.Scan() {
		fmt.Fprintln(&log, lines.Text())
		if found := address.FindString(lines.Text()); found != "" {
			go func() { _, _ = io.Copy(io.Discard, said) }()
			s := &server{cmd: cmd, pid: cmd.Process.Pid, base: found, ready: time.Since(start)}
			s.jar, err = p.signIn(ctx, found)
			return s, err
		}
	}
	return nil, errors.Join(fmt.Errorf("planraum serve named no address:\n%s", log.String()), cmd.Wait())
}

// signIn makes a planner's account by command and signs in with it.
func (p program) signIn(ctx context.Context, base string) (http.CookieJar, error) {
	name := fmt.Sprintf("bench-%d@stadt.example", time.Now().UnixNano())
	said, err := p.command(ctx, "account", "invite", name, "--role=planner", "--base-url="+base).Output()
	if err != nil {
		return nil, fmt.Errorf("planraum account invite: %w", err)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	link := regexp.MustCompile(`http\S+/einladung/\S+`).FindString(string(said))
	client := http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	form := strings.NewReader(url.Values{"kennwort": {"a planner of the bench"}}.Encode())
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, link, form)
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer, err := client.Do(r)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusSeeOther {
		return nil, fmt.Errorf("the planner of the bench is not signed in: %s", answer.Status)
	}
	return jar, nil
}

// peakMiB is the most memory that the server has held so far, 0 where the
// operating system does not tell.
func (s *server) peakMiB() int64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if kib, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			n, _ := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(kib), " kB"), 10, 64)
			return n >> 10
		}
	}
	return 0
}

// stop asks the server to end and waits for it.
func (s *server) stop() error {
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	return s.cmd.Wait()
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"errors"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// program is the real program, serving in a process of its own.
type program struct {
	*exec.Cmd
	address string // of the pages, without a slash at the end
	mu      sync.Mutex
	said    bytes.Buffer // on standard error
	ended   chan error
}

// Said is what the program has written so far.
func (p *program) Said() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.said.String()
}

// serving starts the program and waits until it listens.
func serving(t *testing.T, environment []string, args ...string) *program {
	t.Helper()
	p := &program{Cmd: exec.Command(os.Args[0]), ended: make(chan error, 1)}
	args = append([]string{"--lang=de", "serve", "--listen=127.0.0.1:0"}, args...)
	p.Env = append(append(os.Environ(), childVariable+"="+strings.Join(args, "\n")), environment...)
	out, err := p.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Process.Kill() })
	listens := make(chan string, 1)
	go func() {
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			p.mu.Lock()
			p.said.WriteString(lines.Text() + "\n")
			p.mu.Unlock()
			if address, ok := strings.CutPrefix(lines.Text(), "Planraum läuft: "); ok {
				listens <- strings.TrimSuffix(address, "/")
			}
		}
		p.ended <- p.Wait()
	}()
	select {
	case p.address = <-listens:
	case err := <-p.ended:
		t.Fatalf("it ended before it listened: %v\n%s", err, p.Said())
	case <-time.After(time.Minute):
		t.Fatal("it does not listen after a minute")
	}
	return p
}

// end waits for the program's end and returns its exit code.
func (p *program) end(t *testing.T, within time.Duration) int {
	t.Helper()
	select {
	case err := <-p.ended:
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			return exit.ExitCode()
		}
		return 0
	case <-time.After(within):
		t.Fatalf("it has not ended within %v\n%s", within, p.Said())
		return 0
	}
}

func (p *program) signal(t *testing.T) {
	t.Helper()
	if err := p.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
}

// status is the status of a page; 0 where nobody listens any more.
func status(address string) int {
	answer, err := (&http.Client{Timeout: 5 * time.Second}).Get(address)
	if err != nil {
		return 0
	}
	_ = answer.Body.Close()
	return answer.StatusCode
}

// TestStopsGracefully: told to stop, the program is no longer ready but still
// answers; a request under way comes to its end, then the program ends with 0
// and leaves no journal beside the database. The service manager hears of both
// ends.
func TestStopsGracefully(t *testing.T) {
	database := filepath.Join(t.TempDir(), "p.db")
	socket := filepath.Join(t.TempDir(), "n")
	manager, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: socket, Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	defer manager.Close()
	hears := func() string {
		_ = manager.SetReadDeadline(time.Now().Add(10 * time.Second))
		b := make([]byte, 100)
		n, err := manager.Read(b)
		if err != nil {
			t.Error(err)
		}
		return string(b[:n])
	}
	p := serving(t, []string{"NOTIFY_SOCKET=" + socket}, "--demo", "--database="+database, "--drain=1s")
	if got := hears(); got != "READY=1" {
		t.Errorf("the manager hears %q", got)
	}
	if got := status(p.address + "/readyz"); got != http.StatusOK {
		t.Errorf("ready says %d", got)
	}
	body, arrives := io.Pipe()
	answered := make(chan int, 1)
	go func() {
		r, _ := http.NewRequest(http.MethodPost, p.address+"/daten/einlesen", body)
		r.Header.Set("Content-Type", "multipart/form-data; boundary=xxx")
		client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
		answer, err := client.Do(r)
		if err != nil {
			t.Error("the request under way: ", err)
			answered <- 0
			return
		}
		_ = answer.Body.Close()
		answered <- answer.StatusCode
	}()
	if _, err := io.WriteString(arrives, "--xxx\r\nContent-Disposition: form-data; name=\"datei\"; filename=\"a.csv\"\r\n\r\ncode,name_de,name_en,unit_de,unit_en,decimals,kind\n"); err != nil {
		t.Fatal(err)
	}
	time.Sleep(200 * time.Millisecond) // until it is being read
	p.signal(t)
	if got := hears(); got != "STOPPING=1" {
		t.Errorf("the manager hears %q", got)
	}
	if got, live := status(p.address+"/readyz"), status(p.address+"/healthz"); got != http.StatusServiceUnavailable || live != http.StatusOK {
		t.Errorf("while stopping ready says %d and live %d", got, live)
	}
	time.Sleep(1500 * time.Millisecond)
	if got := status(p.address + "/healthz"); got != 0 {
		t.Errorf("after the drain a new request is answered with %d", got)
	}
	if _, err := io.WriteString(arrives, "a.b,A,A,Personen,persons,0,stock\n\r\n--xxx--\r\n"); err != nil {
		t.Error(err)
	}
	_ = arrives.Close()
	if got := <-answered; got != http.StatusSeeOther {
		t.Errorf("the request under way is answered with %d", got)
	}
	if code := p.end(t, 20*time.Second); code != 0 {
		t.Errorf("it ended with %d\n%s", code, p.Said())
	}
	for _, beside := range []string{"-wal", "-shm"} {
		if _, err := os.Stat(database + beside); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s is left: %v", beside, err)
		}
	}
}

// TestSecondSignalEndsAtOnce: also while a request is under way.
func TestSecondSignalEndsAtOnce(t *testing.T) {
	p := serving(t, nil, "--database="+filepath.Join(t.TempDir(), "p.db"))
	conn, err := net.Dial("tcp", strings.TrimPrefix(p.address, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, "POST /daten/einlesen HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 1000\r\n\r\n--x"); err != nil {
		t.Fatal(err)
	}
	time.Sleep(300 * time.Millisecond)
	p.signal(t)
	time.Sleep(500 * time.Millisecond)
	select {
	case err := <-p.ended:
		t.Fatalf("it did not wait for the request: %v", err)
	default:
	}
	p.signal(t)
	if code := p.end(t, 2*time.Second); code == 0 {
		t.Error("it says that all went well")
	}
}

// once runs a command of the real program.
func once(t *testing.T, args ...string) (code int, said string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, os.Args[0])
	cmd.Env = append(os.Environ(), childVariable+"="+strings.Join(append([]string{"--lang=de"}, args...), "\n"))
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), string(out)
}

// TestStartSaysWhatIsWrong: where the database cannot be used, the start ends
// with one sentence.
func TestStartSaysWhatIsWrong(t *testing.T) {
	database := filepath.Join(t.TempDir(), "p.db")
	if code, said := once(t, "demo", "--database="+database); code != 0 {
		t.Fatal(said)
	}
	refused := func(name string, wantCode int, want string) {
		t.Helper()
		code, said := once(t, "serve", "--listen=127.0.0.1:0", "--database="+database)
		if code != wantCode || strings.Count(said, "\n") != 1 || !strings.Contains(said, want) {
			t.Errorf("%s: code %d, %q", name, code, said)
		}
	}
	holding(t, database, "PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT", func() {
		refused("locked", 69, "wird gerade von einem anderen Programm benutzt")
	})
	holding(t, database, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)", func() {})
	refused("too new", 1, "gehört zu einem neueren Planraum (Stand 9999")
	if code, said := once(t, "serve", "--listen=192.0.2.1:80", "--database="+filepath.Join(t.TempDir(), "x.db")); code != 1 || !strings.Contains(said, "keine Adresse dieses Rechners") {
		t.Errorf("another machine's address: %d %q", code, said)
	}
}

// holding calls fn while another program has done something to the database
// and keeps it open.
func holding(t *testing.T, database, statement string, fn func()) {
	t.Helper()
	db, err := sql.Open("sqlite", database)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(statement); err != nil {
		t.Fatal(err)
	}
	fn()
}

// TestSlowAndLongClients: who sends headers drop by drop is given up, and who
// sends too many of them is refused.
func TestSlowAndLongClients(t *testing.T) {
	quiet(t)
	s := bounded(http.NotFoundHandler())
	if s.ReadHeaderTimeout > 10*time.Second || s.ReadTimeout == 0 || s.WriteTimeout == 0 || s.IdleTimeout == 0 {
		t.Errorf("a time is not limited: %+v", s)
	}
	s.ReadHeaderTimeout /= 50
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = s.Serve(listener) }()
	defer s.Close()
	dial := func(text string) (net.Conn, string) {
		t.Helper()
		conn, err := net.Dial("tcp", listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		_ = conn.SetDeadline(time.Now().Add(20 * time.Second))
		_, _ = io.WriteString(conn, text) // the server may hang up before its end
		line, _ := bufio.NewReader(conn).ReadString('\n')
		return conn, line
	}
	began := time.Now()
	slow, line := dial("GET / HTTP/1.1\r\nHost: localhost\r\nX: ")
	defer slow.Close()
	if took := time.Since(began); took > 10*time.Second || strings.Contains(line, "200") {
		t.Errorf("a slow client is heard for %v: %q", took, line)
	}
	long, line := dial("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + strings.Repeat("x", 80<<10) + "\r\n\r\n")
	defer long.Close()
	if !strings.Contains(line, "431") {
		t.Errorf("80 KiB of headers: %q", line)
	}
}

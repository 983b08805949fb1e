// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package pgtest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// cluster is a running PostgreSQL with its data in dir.
type cluster struct {
	dir    string
	keeper *exec.Cmd
	leash  io.Closer // the keeper ends when this pipe closes
}

// keep runs postgres and waits for its standard input to end, which happens
// when the test process ends, however it ends. Then it stops the server and
// removes the data. SIGINT is PostgreSQL's fast shutdown. dir is $1, bin is $2.
const keep = `
trap '' INT TERM HUP
"$2/postgres" -D "$1/data" -k "$1" -c listen_addresses= -c max_connections=60 >"$1/log" 2>&1 &
server=$!
cat >/dev/null
kill -INT "$server" 2>/dev/null
wait "$server"
rm -rf "$1"
`

// binaries returns the folder of PostgreSQL's server programs, the newest
// version that Debian's folders hold, else what pg_config names, else "".
func binaries() string {
	dirs, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	slices.SortFunc(dirs, func(a, b string) int { return version(b) - version(a) })
	if out, err := exec.Command("pg_config", "--bindir").Output(); err == nil {
		dirs = append(dirs, strings.TrimSpace(string(out)))
	}
	for _, dir := range dirs {
		if isFile(filepath.Join(dir, "initdb")) && isFile(filepath.Join(dir, "postgres")) {
			return dir
		}
	}
	return ""
}

// version reads 15 from /usr/lib/postgresql/15/bin.
func version(bin string) int {
	n, _ := strconv.Atoi(filepath.Base(filepath.Dir(bin)))
	return n
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// startCluster creates a cluster with PostgreSQL's own settings, fsync among
// them, and waits until it answers.
func startCluster(bin string) (*cluster, error) {
	// A socket's path has at most 107 bytes, so a long TMPDIR will not do.
	dir, err := os.MkdirTemp("/tmp", "planraum-pg-")
	if err != nil {
		return nil, err
	}
	c, err := startIn(dir, bin)
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return c, nil
}

func startIn(dir, bin string) (*cluster, error) {
	who, err := serverUser(dir)
	if err != nil {
		return nil, err
	}
	initdb := exec.Command(filepath.Join(bin, "initdb"), "-D", filepath.Join(dir, "data"), "-U", superuser,
		"-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions")
	initdb.Dir = dir
	initdb.SysProcAttr = &syscall.SysProcAttr{Credential: who}
	if out, err := initdb.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w\n%s", err, out)
	}
	c := &cluster{dir: dir, keeper: exec.Command("/bin/sh", "-c", keep, "planraum-pg", dir, bin)}
	c.keeper.Dir = dir
	// A group of its own: an interrupt at the terminal must not end the keeper before the server.
	c.keeper.SysProcAttr = &syscall.SysProcAttr{Credential: who, Setpgid: true}
	if c.leash, err = c.keeper.StdinPipe(); err != nil {
		return nil, err
	}
	if err := c.keeper.Start(); err != nil {
		return nil, err
	}
	if err := c.ready(); err != nil {
		log, _ := os.ReadFile(filepath.Join(dir, "log"))
		c.stop()
		return nil, fmt.Errorf("%w\n%s", err, bytes.TrimSpace(log))
	}
	return c, nil
}

// serverUser hands dir to the user that the server runs as. PostgreSQL refuses
// to run as root; then that is the package's user, or else nobody.
func serverUser(dir string) (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		if u, err = user.Lookup("nobody"); err != nil {
			return nil, err
		}
	}
	uid, err := strconv.Atoi(u.Uid)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.Atoi(u.Gid)
	if err != nil {
		return nil, err
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, os.Chown(dir, uid, gid)
}

// ready waits until the server answers, at most 30 seconds.
func (c *cluster) ready() error {
	var err error
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if err = c.exec("SELECT 1"); err == nil {
			return nil
		}
	}
	return fmt.Errorf("the server does not answer: %w", err)
}

// stop ends the server and waits until its data is gone.
func (c *cluster) stop() {
	c.leash.Close()
	_ = c.keeper.Wait()
}

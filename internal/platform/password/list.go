// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package password

import (
	"bufio"
	"bytes"
	"crypto/sha1"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"sort"
	"strings"

	"planraum/internal/fault"
)

// List is a file of passwords that became known. It is not read into memory.
// Two forms are known by their first line: SHA-1 values in hexadecimal, sorted,
// one a line, perhaps with ":count" behind (as Have I Been Pwned gives them), in
// which is searched by halves; or passwords, one a line, in any order, which is
// read through.
type List struct {
	path   string
	hashed bool
}

const hexSHA1 = 40

// OpenList looks at a file and tells its form.
func OpenList(path string) (*List, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	defer f.Close()
	line, err := bufio.NewReaderSize(f, 4096).ReadSlice('\n')
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
		return nil, unreadable(path, err)
	}
	_, isHash := hashOf(line)
	l := &List{path: path, hashed: isHash}
	if isHash {
		return l, l.checkOrder(f)
	}
	return l, nil
}

func unreadable(path string, err error) error {
	return fault.New(fault.Invalid, "password.OpenList: "+err.Error(),
		"Die Liste bekannt gewordener Kennwörter „"+path+"“ lässt sich nicht lesen.", "The list of known passwords “"+path+"” cannot be read.")
}

// hashOf reads the SHA-1 value at the beginning of a line.
func hashOf(line []byte) (string, bool) {
	value, _, _ := bytes.Cut(bytes.TrimRight(line, "\r\n"), []byte(":"))
	if len(value) != hexSHA1 {
		return "", false
	}
	s := strings.ToUpper(string(value))
	_, err := hex.DecodeString(s)
	return s, err == nil
}

// checkOrder looks at some places of the file, so that one that is not sorted is
// found out when the program starts.
func (l *List) checkOrder(f *os.File) error {
	const places = 1000
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return unreadable(l.path, err)
	}
	last := ""
	for i := range int64(places) {
		value, err := lineAt(f, size*i/places, size)
		if err != nil {
			return unreadable(l.path, err)
		}
		if value < last && value != "" {
			return fault.New(fault.Invalid, "password.checkOrder", "Die Liste „"+l.path+"“ ist nicht nach den SHA-1-Werten sortiert.", "The list “"+l.path+"” is not sorted by its SHA-1 values.")
		}
		last = value
	}
	return nil
}

// Holds reports whether a password is in the list.
func (l *List) Holds(password string) (bool, error) {
	f, err := os.Open(l.path)
	if err != nil {
		return false, unreadable(l.path, err)
	}
	defer f.Close()
	if l.hashed {
		sum := sha1.Sum([]byte(password))
		return search(f, strings.ToUpper(hex.EncodeToString(sum[:])))
	}
	return scan(f, password)
}

// search looks for a value by halves of the file.
func search(f *os.File, want string) (bool, error) {
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return false, err
	}
	var failed error
	// The first place from which on the next whole line is not below want.
	at := sort.Search(int(size), func(i int) bool {
		value, err := lineAt(f, int64(i), size)
		if err != nil {
			failed = err
		}
		return value == "" || value >= want
	})
	if failed != nil {
		return false, failed
	}
	value, err := lineAt(f, int64(at), size)
	return value == want, err
}

// lineAt is the value of the first line that begins at a place or behind it;
// empty at the end.
func lineAt(f *os.File, at, size int64) (string, error) {
	const longest = 128 // a value with its count, twice
	from := max(at-1, 0)
	buffer := make([]byte, min(2*longest, size-from))
	if _, err := f.ReadAt(buffer, from); err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	if at > 0 { // unless the line before ends right here, the rest of it goes
		_, rest, found := bytes.Cut(buffer, []byte("\n"))
		if !found {
			return "", nil
		}
		buffer = rest
	}
	line, _, _ := bytes.Cut(buffer, []byte("\n"))
	if len(bytes.TrimSpace(line)) == 0 {
		return "", nil
	}
	value, ok := hashOf(line)
	if !ok {
		return "", errors.New("password: a line of the list is no SHA-1 value")
	}
	return value, nil
}

// scan reads passwords line by line.
func scan(f io.Reader, password string) (bool, error) {
	lines := bufio.NewScanner(f)
	lines.Buffer(make([]byte, 64<<10), 1<<20)
	for lines.Scan() {
		if strings.TrimSuffix(lines.Text(), "\r") == password {
			return true, nil
		}
	}
	return false, lines.Err()
}

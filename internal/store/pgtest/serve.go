// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package pgtest

import "errors"

// ErrAbsent says that PostgreSQL is not installed here.
var ErrAbsent = errors.New("PostgreSQL's initdb and postgres were not found")

// Serve is Start for programs that are no tests: it starts a server of its own
// and returns the address of an empty database. stop ends the server and
// removes its files; they are also removed when the program ends.
func Serve() (address string, stop func(), err error) {
	bin := binaries()
	if bin == "" {
		return "", nil, ErrAbsent
	}
	c, err := startCluster(bin)
	if err != nil {
		return "", nil, err
	}
	const name = "measured"
	if err := c.exec("CREATE DATABASE " + name + " TEMPLATE template0"); err != nil {
		c.stop()
		return "", nil, err
	}
	return c.address(name), c.stop, nil
}

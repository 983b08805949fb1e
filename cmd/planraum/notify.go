// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"log/slog"
	"net"
	"os"
)

// notify tells systemd how far the program is, by the protocol of sd_notify(3):
// one datagram to the socket that it names in the environment. Without such a
// socket nobody wants to know.
func notify(state string) {
	name := os.Getenv("NOTIFY_SOCKET")
	if name == "" {
		return
	}
	conn, err := net.DialUnix("unixgram", nil, &net.UnixAddr{Name: name, Net: "unixgram"}) // @name is an abstract socket here too
	if err == nil {
		_, err = conn.Write([]byte(state))
		_ = conn.Close()
	}
	if err != nil {
		slog.Warn("the service manager cannot be told", "state", state, "error", err)
	}
}

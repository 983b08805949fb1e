// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

//go:build !linux

package office

import "os/exec"

// apart does nothing: only Linux can give a program a network of its own here. The
// profile keeps links from being followed.
func apart(*exec.Cmd, bool) {}

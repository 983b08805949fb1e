// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

//go:build linux || darwin || freebsd

package telemetry

import (
	"os"
	"syscall"
)

// FreeSpace returns how many bytes a program without special rights may still
// write to the disk of a folder; of that of temporary files where it is empty.
func FreeSpace(folder string) (int64, error) {
	if folder == "" {
		folder = os.TempDir()
	}
	var s syscall.Statfs_t
	if err := syscall.Statfs(folder, &s); err != nil {
		return 0, err
	}
	return int64(s.Bavail) * int64(s.Bsize), nil
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"os"
	"runtime"
	"strconv"
	"strings"
)

// machine is what the figures depend on.
type machine struct {
	CPU      string
	Cores    int
	MemGiB   int64
	System   string
	Go       string
	Postgres string // empty: not measured
}

func thisMachine() machine {
	m := machine{CPU: "unknown", Cores: runtime.NumCPU(), System: runtime.GOOS + "/" + runtime.GOARCH, Go: runtime.Version()}
	if v := procValue("/proc/cpuinfo", "model name"); v != "" {
		m.CPU = v
	}
	kib, _ := strconv.ParseInt(strings.TrimSuffix(procValue("/proc/meminfo", "MemTotal"), " kB"), 10, 64)
	m.MemGiB = (kib + 1<<19) >> 20
	if v := strings.Trim(osRelease(), `"`); v != "" {
		m.System = v + ", " + m.System
	}
	return m
}

// procValue returns what follows "name:" in a file of /proc; empty without it.
func procValue(path, name string) string {
	content, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(content)) {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

func osRelease() string {
	content, err := os.ReadFile("/etc/os-release")
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(content)) {
		if v, ok := strings.CutPrefix(line, "PRETTY_NAME="); ok {
			return strings.TrimSpace(v)
		}
	}
	return ""
}

// busy is the load average of the last minute: above 0.3 before the start,
// other programs share the machine and the figures say less. False where the
// operating system does not tell.
func busy() (float64, bool) {
	content, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return 0, false
	}
	first, _, _ := strings.Cut(string(content), " ")
	v, err := strconv.ParseFloat(first, 64)
	return v, err == nil
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Command assets bundles the style sheet, the script and the icon of the web
// pages into internal/web/assets/dist, under names that carry a hash of their
// content. The result is committed, so that building Planraum needs no Node.js.
//
//	go run ./tools/assets          writes dist
//	go run ./tools/assets -check   fails if dist is not what a build gives
//
// It runs at the repository's root, after `npm ci` in internal/web/assets.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

const root = "internal/web/assets"

// manifestName is the file that tells package assets the name of each built file.
const manifestName = "manifest.json"

func main() {
	check := flag.Bool("check", false, "compare with what is there instead of writing it")
	flag.Parse()
	if err := run(*check); err != nil {
		fmt.Fprintln(os.Stderr, "assets:", err)
		os.Exit(1)
	}
}

func run(check bool) error {
	files, err := build(root)
	if err != nil {
		return err
	}
	if files[manifestName], err = manifest(files); err != nil {
		return err
	}
	dist := filepath.Join(root, "dist")
	if check {
		return compare(dist, files)
	}
	return replace(dist, files)
}

// manifest maps planraum.css to planraum-HASH.css, and so on, as JSON.
func manifest(files map[string][]byte) ([]byte, error) {
	names := map[string]string{}
	for name := range files {
		ext := filepath.Ext(name)
		stem, _, found := strings.Cut(strings.TrimSuffix(name, ext), "-")
		if !found {
			return nil, fmt.Errorf("%s has no hash in its name", name)
		}
		names[stem+ext] = name
	}
	data, err := json.MarshalIndent(names, "", "  ")
	return append(data, '\n'), err
}

// replace makes dist hold exactly the files.
func replace(dist string, files map[string][]byte) error {
	if err := os.RemoveAll(dist); err != nil {
		return err
	}
	if err := os.MkdirAll(dist, 0o755); err != nil {
		return err
	}
	for _, name := range sorted(files) {
		if err := os.WriteFile(filepath.Join(dist, name), files[name], 0o644); err != nil {
			return err
		}
		fmt.Printf("%8d  %s\n", len(files[name]), name)
	}
	return nil
}

// compare returns every difference between dist and the files.
func compare(dist string, files map[string][]byte) error {
	var faults []error
	for _, name := range sorted(files) {
		there, err := os.ReadFile(filepath.Join(dist, name))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			faults = append(faults, fmt.Errorf("%s is missing", name))
		case err != nil:
			faults = append(faults, err)
		case !bytes.Equal(there, files[name]):
			faults = append(faults, fmt.Errorf("%s has another content", name))
		}
	}
	entries, err := os.ReadDir(dist)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if _, known := files[e.Name()]; !known {
			faults = append(faults, fmt.Errorf("%s is left over", e.Name()))
		}
	}
	if len(faults) > 0 {
		return fmt.Errorf("%s is not up to date (make assets):\n%w", dist, errors.Join(faults...))
	}
	return nil
}

func sorted(files map[string][]byte) []string {
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

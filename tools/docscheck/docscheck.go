// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package docscheck keeps what the papers say true: its tests look whether links
// lead somewhere, whether commands, packages and names exist, and whether the
// examples of files can be imported.
package docscheck

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// Paper is one Markdown file of the tree.
type Paper struct {
	Path string // from the root, with slashes
	Text string
}

// left are folders that hold no papers of ours.
var left = map[string]bool{".git": true, "node_modules": true, "bin": true, "build": true, "var": true, "testdata": true}

// Papers reads all Markdown files below root.
func Papers(root string) ([]Paper, error) {
	var list []Paper
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != root && left[d.Name()]:
			return filepath.SkipDir
		case d.IsDir() || filepath.Ext(path) != ".md":
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(root, path)
		list = append(list, Paper{filepath.ToSlash(name), string(text)})
		return err
	})
	return list, err
}

var (
	fence   = regexp.MustCompile("(?ms)^```.*?^```$")
	span    = regexp.MustCompile("`[^`\n]+`")
	link    = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	source  = regexp.MustCompile(`\bsrc="([^"]+)"|\bhref="([^"]+)"`)
	heading = regexp.MustCompile(`(?m)^#+ +(.+)$`)
)

// Links returns the targets of links and pictures in running text.
func (p Paper) Links() []string {
	prose := span.ReplaceAllString(fence.ReplaceAllString(p.Text, ""), "")
	var list []string
	for _, m := range link.FindAllStringSubmatch(prose, -1) {
		list = append(list, m[1])
	}
	for _, m := range source.FindAllStringSubmatch(prose, -1) {
		list = append(list, m[1]+m[2])
	}
	return list
}

// Anchors returns the names by which headings can be linked.
func (p Paper) Anchors() map[string]bool {
	anchors := map[string]bool{}
	for _, m := range heading.FindAllStringSubmatch(fence.ReplaceAllString(p.Text, ""), -1) {
		anchors[anchor(m[1])] = true
	}
	return anchors
}

var notInAnchor = regexp.MustCompile(`[^\p{L}\p{N} _-]`)

// anchor is the name that code forges make of a heading.
func anchor(heading string) string {
	return strings.ReplaceAll(notInAnchor.ReplaceAllString(strings.ToLower(heading), ""), " ", "-")
}

// Spans returns what stands in backquotes in running text, without them.
func (p Paper) Spans() []string {
	var list []string
	for _, s := range span.FindAllString(fence.ReplaceAllString(p.Text, ""), -1) {
		list = append(list, strings.Trim(s, "`"))
	}
	return list
}

// Table returns the cells of all table rows below the heading, up to the next
// heading, without the heads.
func (p Paper) Table(title string) [][]string {
	_, rest, found := strings.Cut(p.Text, "\n"+title+"\n")
	if !found {
		return nil
	}
	rest, _, _ = strings.Cut(rest, "\n#")
	var rows [][]string
	head := true
	for line := range strings.Lines(rest) {
		line = strings.TrimSpace(line)
		switch {
		case !strings.HasPrefix(line, "|"):
			head = true
		case strings.HasPrefix(line, "| ---"):
			head = false
		case !head:
			var row []string
			for _, cell := range strings.Split(strings.Trim(line, "|"), "|") {
				row = append(row, strings.TrimSpace(cell))
			}
			rows = append(rows, row)
		}
	}
	return rows
}

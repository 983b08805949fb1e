// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"

	"planraum/internal/city/backup"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Backups makes, reads and restores copies of databases that are not open here.
type Backups interface {
	// Make backs up a database into a folder or a new file.
	Make(ctx context.Context, database, to string, tell Telling) (backup.Copy, error)
	Verify(ctx context.Context, file string, tell Telling) (backup.Manifest, error)
	List(folder string) ([]backup.Copy, error)
	// Restore returns where the database lies that was there before; empty:
	// there was none.
	Restore(ctx context.Context, file, database string, replace bool, tell Telling) (m backup.Manifest, aside string, err error)
	// Manifest reads a whole database; with dump it also has pg_dump write what
	// is there at the same moment into that file.
	Manifest(ctx context.Context, database, dump string, tell Telling) (backup.Manifest, error)
}

// Telling is called with how far a stage of the work is.
type Telling func(stage text.Text, done, total int64)

type backupCommand struct {
	Make     backupMakeCommand     `cmd:"" default:"withargs" help:"help.backupmake"`
	Verify   backupVerifyCommand   `cmd:"" help:"help.backupverify"`
	List     backupListCommand     `cmd:"" help:"help.backuplist"`
	Manifest backupManifestCommand `cmd:"" help:"help.backupmanifest"`
}

type backupMakeCommand struct {
	To   string `help:"help.backupto" default:"." env:"PLANRAUM_BACKUP_TO" complete:"file"`
	JSON bool   `name:"json" help:"help.json"`
}

// Run backs up the database.
func (c backupMakeCommand) Run(s scope) error {
	if missing(s.database) {
		return noDatabase(s)
	}
	tell, stop := stages(s)
	made, err := s.Backups.Make(s.ctx, s.database, c.To, tell)
	stop()
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(s, copyFileOf(made))
	}
	fmt.Fprintf(s.Out, "%s\n", made.Path)
	printManifest(s, made.Manifest)
	return nil
}

type backupVerifyCommand struct {
	File     string `arg:"" optional:"" help:"help.backupfile" complete:"file"`
	Manifest string `help:"help.backupcompare" complete:"file"`
	JSON     bool   `name:"json" help:"help.json"`
}

// Run checks a backup, or a database.
func (c backupVerifyCommand) Run(s scope) error {
	if c.File != "" && c.Manifest != "" {
		return fault.New(fault.Invalid, "cli.verify", "Entweder eine Sicherung oder --manifest, nicht beides: Eine Sicherung enthält ihr Verzeichnis.",
			"Either a backup or --manifest, not both: a backup holds its manifest.")
	}
	tell, stop := stages(s)
	m, err := c.verified(s, tell)
	stop()
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(s, m)
	}
	fmt.Fprintln(s.Out, s.say("In Ordnung.", "In order."))
	printManifest(s, m)
	return nil
}

func (c backupVerifyCommand) verified(s scope, tell Telling) (backup.Manifest, error) {
	if c.File != "" {
		return s.Backups.Verify(s.ctx, c.File, tell)
	}
	if missing(s.database) {
		return backup.Manifest{}, noDatabase(s)
	}
	var want backup.Manifest
	if c.Manifest != "" {
		var err error
		if want, err = readManifest(c.Manifest); err != nil {
			return want, err
		}
	}
	seen, err := s.Backups.Manifest(s.ctx, s.database, "", tell)
	if err == nil && c.Manifest != "" {
		err = compared(s, want, seen)
	}
	return seen, err
}

// compared refuses a database that is not as its manifest says, table by table.
func compared(s scope, want, seen backup.Manifest) error {
	if want.Schema == seen.Schema && want.Contents.Digest() == seen.Contents.Digest() {
		return nil
	}
	rows := []fault.Row{}
	for _, d := range want.Differences(seen.Contents) {
		rows = append(rows, fault.Row{File: s.base(), Column: d.Table, Value: fmt.Sprint(max(d.Seen, 0)), Expected: expectedRows(d)})
	}
	if want.Position != seen.Position {
		rows = append(rows, fault.Row{File: s.base(), Column: "position", Value: fmt.Sprint(seen.Position), Expected: text.Same(fmt.Sprint(want.Position))})
	}
	return &fault.Error{Kind: fault.Invalid, Op: "cli.compared", Rows: rows, Say: text.T(
		"Die Datenbank enthält etwas anderes, als das Verzeichnis sagt.", "The database holds something else than the manifest says.")}
}

// base names the database without what may be secret in its address.
func (s scope) base() string {
	if strings.Contains(s.database, "://") {
		return "PostgreSQL"
	}
	return filepath.Base(s.database)
}

func expectedRows(d backup.Difference) text.Text {
	switch {
	case d.Expected < 0:
		return text.T("keine solche Tabelle", "no such table")
	case d.Expected == d.Seen:
		return text.T("dieselbe Zahl von Zeilen, aber anderer Inhalt", "as many rows, but with other content")
	}
	return text.T(fmt.Sprintf("%d Zeilen", d.Expected), fmt.Sprintf("%d rows", d.Expected))
}

type backupListCommand struct {
	To   string `help:"help.backupfolder" default:"." env:"PLANRAUM_BACKUP_TO" complete:"file"`
	JSON bool   `name:"json" help:"help.json"`
}

// Run lists the backups of a folder.
func (c backupListCommand) Run(s scope) error {
	all, err := s.Backups.List(c.To)
	if err != nil {
		return err
	}
	if c.JSON {
		list := make([]copyFile, len(all))
		for i, b := range all {
			list[i] = copyFileOf(b)
		}
		return printJSON(s, list)
	}
	newest, _ := backup.Newest(all)
	for _, b := range all {
		if b.Unreadable != nil {
			fmt.Fprintf(s.Out, "%s\t%s\n", filepath.Base(b.Path), fault.SayOf(b.Unreadable).In(s.Lang))
			continue
		}
		fmt.Fprintf(s.Out, "%s\t%s\t%s\t%s\t%s\n", filepath.Base(b.Path), clock(b.TakenAt),
			s.say("Stand ", "position ")+s.Lang.Int(b.Position), megabytes(s.Lang, b.Bytes), agesOut(s, b, b.Path == newest.Path))
	}
	return nil
}

// agesOut says when a backup goes.
func agesOut(s scope, b backup.Copy, newest bool) string {
	switch {
	case b.AgesOut.IsZero():
		return s.say("bleibt, bis jemand sie löscht", "stays until somebody deletes it")
	case newest:
		return s.say("läuft aus am ", "ages out on ") + clock(b.AgesOut) + s.say(", sobald es eine neuere gibt", ", once there is a newer one")
	}
	return s.say("läuft aus am ", "ages out on ") + clock(b.AgesOut)
}

func clock(at time.Time) string { return at.UTC().Format("2006-01-02 15:04 UTC") }

func megabytes(l text.Lang, n int64) string { return l.Decimal((n+99_999)/100_000, 1) + "\u00a0MB" }

// noDatabase is the refusal of a database that is not there.
func noDatabase(s scope) error {
	_, err := s.existing()
	return err
}

// stages draws a bar for each stage on a terminal.
func stages(s scope) (tell Telling, stop func()) {
	var bar *progressbar.ProgressBar
	var now text.Text
	stop = func() {
		if bar != nil {
			_ = bar.Finish()
		}
	}
	return func(stage text.Text, done, total int64) {
		if bar == nil || stage != now {
			stop()
			bar, now = progress(s, total, stage), stage
		}
		_ = bar.Set64(done)
	}, stop
}

// printManifest says what a backup holds.
func printManifest(s scope, m backup.Manifest) {
	fmt.Fprintln(s.Out, s.say("Stand: ", "position: ")+s.Lang.Int(m.Position)+", "+clock(m.TakenAt))
	fmt.Fprintln(s.Out, s.say("Inhalt: ", "content: ")+s.count(int64(len(m.Tables)), text.T("Tabelle", "table"), text.T("Tabellen", "tables"))+", "+
		s.count(m.Rows(), text.T("Zeile", "row"), text.T("Zeilen", "rows")))
	fmt.Fprintln(s.Out, s.say("Prüfsumme: ", "digest: ")+m.Contents.Digest())
	fmt.Fprintf(s.Out, "%s%s, %s %d\n", s.say("Programm: ", "program: "), m.Program, s.say("Datenbankstand", "schema"), m.Schema)
}

// copyFile is a backup as JSON.
type copyFile struct {
	Path  string      `json:"path"`
	Bytes int64       `json:"bytes"`
	Error *text.Text  `json:"error,omitempty"`
	What  *fileHolder `json:"manifest,omitempty"`
}

type fileHolder struct {
	backup.Manifest
	Digest string `json:"digest"`
}

func copyFileOf(c backup.Copy) copyFile {
	f := copyFile{Path: c.Path, Bytes: c.Bytes}
	if c.Unreadable != nil {
		say := fault.SayOf(c.Unreadable)
		f.Error = &say
		return f
	}
	f.What = &fileHolder{c.Manifest, c.Contents.Digest()}
	return f
}

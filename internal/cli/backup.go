// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"context"
	"fmt"
	"os"

	"github.com/schollz/progressbar/v3"

	"planraum/internal/city/audit"
	"planraum/internal/city/backup"
	"planraum/internal/desk/safekeeping"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Backups makes, reads and restores copies of databases that are not open here.
type Backups interface {
	// Make backs up a database into a folder or a new file.
	Make(ctx context.Context, database, to string, tell Telling) (backup.Copy, error)
	Verify(ctx context.Context, file string, tell Telling) (backup.Manifest, error)
	List(folder string) ([]backup.Copy, error)
	Restore(ctx context.Context, file, database string, replace bool, tell Telling) (Restored, error)
	// Settle does for a database that other tools have restored what Restore does
	// before anybody can read one: it brings it to the program's state, erases
	// again what was erased since the copy was made, and records the restore.
	Settle(ctx context.Context, database string, from backup.Copy) (Restored, error)
	// Record takes down in a database what was done with its copies. A database
	// that is not there, or older than the record, takes nothing down.
	Record(ctx context.Context, database string, e audit.Event) error
	// Manifest reads a whole database; with dump it also has pg_dump write what
	// is there at the same moment into that file.
	Manifest(ctx context.Context, database, dump string, tell Telling) (backup.Manifest, error)
}

// Restored is what a restore has done.
type Restored struct {
	backup.Manifest
	Aside string // where the database lies that was there before; empty: there was none
	// Erased is how many erasures were done again that came after the copy, by the
	// lists that were found among those looked for.
	Erased        int
	Found, Looked []string
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
	made, err := staged(s, func(tell Telling) (backup.Copy, error) { return s.Backups.Make(s.ctx, s.database, c.To, tell) })
	s.record(safekeeping.Made(made, err))
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

// record takes down what was done with a copy. Where that fails it says so: the
// copy is as good as it is.
func (s scope) record(e audit.Event) {
	if s.ctx.Err() != nil {
		return // it was broken off
	}
	if err := s.Backups.Record(s.ctx, s.database, e); err != nil {
		fmt.Fprintln(s.Err, s.say("Im Protokoll steht das nicht: ", "The record does not say so: ")+fault.SayOf(err).In(s.Lang))
	}
}

// noDatabase is the refusal of a database that is not there.
func noDatabase(s scope) error {
	_, err := s.existing()
	return err
}

// staged does work that tells its stages, and draws a bar for each on a terminal.
func staged[T any](s scope, work func(Telling) (T, error)) (T, error) {
	var bar *progressbar.ProgressBar
	var now text.Text
	stop := func() {
		if bar != nil {
			_ = bar.Finish()
		}
	}
	defer stop()
	return work(func(stage text.Text, done, total int64) {
		if bar == nil || stage != now {
			stop()
			bar, now = progress(s, total, stage), stage
		}
		_ = bar.Set64(done)
	})
}

// copyAt is a copy in a file, by its manifest.
func copyAt(file string, m backup.Manifest) backup.Copy {
	c := backup.Copy{Path: file, Manifest: m}
	if info, err := os.Stat(file); err == nil {
		c.Bytes = info.Size()
	}
	return c
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

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"fmt"
	"path/filepath"
	"time"

	"planraum/internal/city/backup"
	"planraum/internal/fault"
	"planraum/internal/text"
)

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

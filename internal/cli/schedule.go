// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"time"

	"planraum/internal/city/backup"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// scheduleFlags say when the serving program backs up its database.
type scheduleFlags struct {
	BackupTo    string        `name:"backup-to" help:"help.scheduleto" env:"PLANRAUM_BACKUP_TO" complete:"file"`
	BackupEvery time.Duration `name:"backup-every" help:"help.scheduleevery" default:"24h" env:"PLANRAUM_BACKUP_EVERY"`
	BackupKeep  int           `name:"backup-keep" help:"help.schedulekeep" default:"14" env:"PLANRAUM_BACKUP_KEEP"`
}

// follow hands the schedule to the desk.
func (c scheduleFlags) follow(_ scope, house *House, workers int) error {
	if c.BackupTo == "" {
		return nil
	}
	if !house.Workers.Alone() || workers == 0 {
		return fault.New(fault.Invalid, "cli.follow", "--backup-to gilt nur für SQLite. PostgreSQL wird mit pg_dump gesichert (siehe docs/operations.md).",
			"--backup-to is for SQLite only. PostgreSQL is backed up with pg_dump (see docs/operations.md).")
	}
	return house.Safekeeping.Follow(backup.Schedule{To: c.BackupTo, Every: c.BackupEvery, Keep: c.BackupKeep})
}

// watch has the desk order backups until the function that it returns is called.
func (c scheduleFlags) watch(s scope, house *House) (stop func()) {
	if c.BackupTo == "" {
		return func() {}
	}
	return meanwhile(s, text.T("Sicherung: ", "backup: "), house.Safekeeping.Watch)
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package health

import (
	"context"
	"fmt"
	"time"

	"planraum/internal/text"
)

// Trouble is a reason why the program is not ready for requests.
type Trouble struct {
	Key string    // such as database
	Say text.Text // one sentence
}

// looks is for how long what was found holds: whoever asks often does not make
// the database work.
const looks = time.Second

// patience is how long the database may take to answer.
const patience = 3 * time.Second

// Troubles returns why the program is not ready; none where it is.
func (d *Desk) Troubles(ctx context.Context) []Trouble {
	switch d.Phase() {
	case Starting:
		return []Trouble{{"starting", text.T("Das Programm startet noch.", "The program is still starting.")}}
	case Stopping:
		return []Trouble{{"stopping", text.T("Das Programm wird beendet.", "The program is stopping.")}}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if now := d.Now(); now.Sub(d.looked) >= looks || now.Before(d.looked) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
		defer cancel()
		d.found, d.looked = d.look(ctx), d.Now()
	}
	return d.found
}

func (d *Desk) look(ctx context.Context) []Trouble {
	var found []Trouble
	db, err := d.Store.Condition(ctx)
	switch {
	case err != nil:
		found = append(found, Trouble{"database", text.T("Die Datenbank antwortet nicht.", "The database does not answer.")})
	case db.Schema != db.Newest:
		found = append(found, Trouble{"schema", text.T("Die Datenbank hat einen anderen Stand als das Programm.", "The database is of another version than the program.")})
	case db.RecordStuck:
		found = append(found, Trouble{"record", text.T("Das Protokoll lässt sich nicht fortsetzen: Sein Ende fehlt, oder dahinter wurde etwas eingefügt. Nichts kann geändert werden, auch keine Anmeldung. „planraum audit verify“ sagt, was.",
			"The record of what was done cannot be continued: its end is gone, or something was inserted behind it. Nothing can be changed, nobody can sign in. “planraum audit verify” says what.")})
	}
	if d.needs.Load() && !d.Workers.Working() {
		found = append(found, Trouble{"workers", text.T("Vorgänge werden nicht abgearbeitet.", "Jobs are not being worked.")})
	}
	if free, failed := d.Free(db.Folder); err == nil && failed == nil && free < d.minimum.Load() {
		found = append(found, Trouble{"disk", text.T(
			fmt.Sprintf("Auf dem Datenträger sind nur noch %d MB frei, mindestens %d sollen es sein.", free>>20, d.minimum.Load()>>20),
			fmt.Sprintf("Only %d MB are free on the disk; at least %d are wanted.", free>>20, d.minimum.Load()>>20))})
	}
	return found
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package safekeeping

import (
	"context"
	"encoding/json"
	"path/filepath"
	"time"

	"planraum/internal/city/audit"
	"planraum/internal/city/backup"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Record takes down what was done.
type Record interface {
	Note(ctx context.Context, e audit.Event) error
}

// Object is the kind of object that a copy is in the record; its key is the name
// of the file, without its folder.
const Object = "backup"

// facts are what the record says of a copy.
type facts struct {
	Act      string     `json:"act"`
	Bytes    int64      `json:"bytes,omitempty"`  // of the file
	Digest   string     `json:"digest,omitempty"` // of what the copy holds, as “backup verify” prints it
	SHA256   string     `json:"sha256,omitempty"` // of the database file in the copy
	Position int64      `json:"position,omitempty"`
	TakenAt  time.Time  `json:"taken_at,omitzero"`
	AgesOut  time.Time  `json:"ages_out,omitzero"`
	Why      *text.Text `json:"why,omitempty"` // of a failure
	// Of a restore: how many erasures that came after the copy were done again,
	// and by which lists; none were found where there is none.
	Erased *int     `json:"erased_again,omitempty"`
	Lists  []string `json:"lists,omitempty"`
}

// said makes an event of what happened to a copy.
func said(kind audit.Kind, c backup.Copy, f facts, err error) audit.Event {
	e := audit.Event{Kind: kind, Object: audit.Object{Kind: Object}}
	if c.Path != "" {
		e.Object.Key = filepath.Base(c.Path)
	}
	switch {
	case err != nil: // what the copy says of itself is not to be believed then
		why := fault.SayOf(err)
		e.Outcome, f.Why = audit.Failed, &why
	case !c.TakenAt.IsZero():
		f.Bytes, f.Digest, f.SHA256, f.Position, f.TakenAt, f.AgesOut = c.Bytes, c.Contents.Digest(), c.SHA256, c.Position, c.TakenAt, c.AgesOut
	}
	body, _ := json.Marshal(f) // texts, numbers and times always can be written
	e.After = string(body)
	return e
}

// Made is what the record says of a copy that was made, or, with the error, was
// not.
func Made(c backup.Copy, err error) audit.Event {
	return said(audit.Backup, c, facts{Act: "backed up"}, err)
}

// Verified is what the record says of a copy that was read and found sound, or,
// with the error, was not.
func Verified(c backup.Copy, err error) audit.Event {
	return said(audit.Backup, c, facts{Act: "verified"}, err)
}

// Restored is what a restored database says of the copy from which it came, of
// how many erasures were done again, and by which lists.
func Restored(c backup.Copy, erased int, lists []string) audit.Event {
	f := facts{Act: "restored", Erased: &erased}
	for _, name := range lists {
		f.Lists = append(f.Lists, filepath.Base(name))
	}
	return said(audit.Restore, c, f, nil)
}

// agedOut is what the record says of a copy that was deleted because its time
// was over.
func agedOut(c backup.Copy) audit.Event {
	return said(audit.Retention, c, facts{Act: "aged out"}, nil)
}

func (d *Desk) note(ctx context.Context, e audit.Event) error {
	if d.record == nil {
		return nil
	}
	return fault.Wrap("safekeeping.note", d.record.Note(ctx, e))
}

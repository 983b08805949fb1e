// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"context"
	"io"
	"path"
	"strings"
	"time"

	"planraum/internal/fault"
	"planraum/internal/text"
)

// Upload is a file that was brought in and is kept until it is imported or
// expires.
type Upload struct {
	ID     string // UUIDv7
	Name   string // without its folder
	Size   int64  // bytes
	Digest string // SHA-256, hexadecimal
	By     string // role or office
	At     time.Time
}

// Uploads keeps files on their way in, where every machine of the installation
// finds them.
type Uploads interface {
	AddUpload(ctx context.Context, u Upload, content io.Reader, limit int64) (Upload, error)
	Upload(ctx context.Context, id string) (Upload, error)
	Uploads(ctx context.Context) ([]Upload, error)
	OpenUpload(ctx context.Context, id string) (io.ReadSeeker, error)
	DropUpload(ctx context.Context, id string) error
	DropUploadsBefore(ctx context.Context, moment time.Time) (int, error)
}

// Kept is how long a file is kept that is not imported.
const Kept = 24 * time.Hour

// Receive keeps a file that is brought in. It reads content to its end; a file
// over the administrator's limit is refused while it streams. Files that were
// kept too long are removed on this occasion.
func (d *Desk) Receive(ctx context.Context, name, by string, now time.Time, content io.Reader) (Upload, error) {
	const op = "data.Receive"
	settings, err := d.Settings(ctx)
	if err != nil {
		return Upload{}, fault.Wrap(op, err)
	}
	if _, err := d.Expire(ctx, now); err != nil {
		return Upload{}, err
	}
	u, err := d.intake.AddUpload(ctx, Upload{Name: plainName(name), By: by, At: now.UTC()}, content, settings.MaxUpload)
	return u, fault.Wrap(op, err)
}

// plainName is a file's name without folders, of either system.
func plainName(name string) string {
	return path.Base(strings.ReplaceAll(name, `\`, "/"))
}

// Expire removes the files that were kept longer than Kept, and says how many.
func (d *Desk) Expire(ctx context.Context, now time.Time) (int, error) {
	n, err := d.intake.DropUploadsBefore(ctx, now.Add(-Kept))
	return n, fault.Wrap("data.Expire", err)
}

// Received returns a file that is kept; NotFound where it is no more.
func (d *Desk) Received(ctx context.Context, id string) (Upload, error) {
	u, err := d.intake.Upload(ctx, id)
	return u, fault.Wrap("data.Received", err)
}

// Waiting lists the files that are kept, newest first.
func (d *Desk) Waiting(ctx context.Context) ([]Upload, error) {
	list, err := d.intake.Uploads(ctx)
	return list, fault.Wrap("data.Waiting", err)
}

// OpenReceived opens a file that is kept, for a look at its first rows.
func (d *Desk) OpenReceived(ctx context.Context, id string) (io.ReadSeeker, error) {
	content, err := d.intake.OpenUpload(ctx, id)
	return content, fault.Wrap("data.OpenReceived", err)
}

// Discard removes a file that was kept.
func (d *Desk) Discard(ctx context.Context, id string) error {
	return fault.Wrap("data.Discard", d.intake.DropUpload(ctx, id))
}

// ImportReceived imports a file that is kept, as in says; Name and Content of in
// are the file's. Once it is in the ledger it is kept no longer.
func (d *Desk) ImportReceived(ctx context.Context, id string, in Incoming) (Outcome, error) {
	const op = "data.ImportReceived"
	u, err := d.Received(ctx, id)
	if err != nil {
		return Outcome{}, fault.Wrap(op, err)
	}
	if in.Content, err = d.OpenReceived(ctx, id); err != nil {
		return Outcome{}, fault.Wrap(op, err)
	}
	in.Name = u.Name
	out, err := d.Import(ctx, in)
	if err == nil && !in.DryRun {
		err = d.Discard(ctx, id)
	}
	return out, fault.Wrap(op, err)
}

// TooLarge is the refusal of a file over the administrator's limit, in bytes.
func TooLarge(name string, limit int64) error {
	size := func(l text.Lang) string { return l.Int(limit >> 20) }
	return fault.New(fault.Invalid, "data.TooLarge("+name+")",
		"Die Datei „"+name+"“ ist größer als "+size(text.De)+" MB, das Höchstmaß dieser Installation (Einstellung max_upload_mb); es wurde nichts gespeichert.",
		"The file “"+name+"” is larger than "+size(text.En)+" MB, the limit of this installation (setting max_upload_mb); nothing was stored.")
}

// Limited reads at most limit bytes of content; where there is more, it fails
// with TooLarge while it streams.
func Limited(name string, content io.Reader, limit int64) io.Reader {
	return &limited{content: content, name: name, limit: limit, left: limit}
}

type limited struct {
	content     io.Reader
	name        string
	limit, left int64
}

func (l *limited) Read(p []byte) (int, error) {
	n, err := l.content.Read(p)
	if l.left -= int64(n); l.left < 0 {
		return 0, TooLarge(l.name, l.limit)
	}
	return n, err
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package job

import (
	"context"
	"encoding/json"
	"io"

	"planraum/internal/text"
)

// Kind is a kind of long work. Desks offer kinds; workers know them by name.
type Kind struct {
	Name  string // a word of lower-case letters
	Label text.Text
	// Run does the work and returns its result, which must be JSON. It may be
	// called again for the same job, after a crash or an error that may pass:
	// what it stores has to be one transaction, or what Task.Keep has kept must
	// tell it what is done. It ends soon after ctx does and then leaves nothing.
	Run func(ctx context.Context, t Task) (result any, err error)
}

// Task is a job under way, as the work sees it.
type Task struct {
	ID      string
	By      string
	Attempt int // 1 at first
	Args    json.RawMessage
	// Report tells how far the work is; total is 0 where it is not known. It
	// never waits.
	Report func(done, total int64)
	// Create begins the file that the job hands out; it is whole when it was
	// closed, and goes where the work fails. A second one replaces the first.
	Create func(ctx context.Context, name, media string) (io.WriteCloser, error)
	// Checkpoint is what an earlier attempt has kept last; nil: nothing.
	Checkpoint json.RawMessage
	// Keep keeps a checkpoint.
	Keep func(ctx context.Context, checkpoint any) error
}

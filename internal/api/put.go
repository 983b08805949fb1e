// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package api

import (
	"context"
	"fmt"
	"net/http"

	"planraum/internal/fault"
)

// putting is a request that changes or makes something that has versions.
type putting struct {
	op  string
	tag string // begins the ETags of what is changed
	id  string
	// overtaken says, with the key in place of %s, that the thing does not have the version
	// that the request names.
	overtaken [2]string // German, English
}

// put saves what save does over the version that the client has seen, and returns whether
// it is new and the ledger's position after it. What somebody else has changed since is
// answered with 412, and nothing of it is overwritten.
func (f *face) put(ctx context.Context, in *Seen, p putting, save func(base int64) error) (isNew bool, position int64, err error) {
	base, err := in.base(p.tag)
	if err != nil {
		return false, 0, err
	}
	err = save(base)
	if fault.KindOf(err) == fault.Conflict {
		return false, 0, protocol(http.StatusPreconditionFailed, fault.Conflict, p.op, fmt.Sprintf(p.overtaken[0], p.id), fmt.Sprintf(p.overtaken[1], p.id))
	}
	if err != nil {
		return false, 0, fault.Wrap(p.op, err)
	}
	position, err = f.Data.Position(ctx)
	return base == 0, position, fault.Wrap(p.op, err)
}

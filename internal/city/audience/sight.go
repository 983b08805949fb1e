// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package audience

import "context"

// Sight says up to which running number of the ledger an audience sees: what
// was recorded later is not protected for it yet.
type Sight interface {
	// UpTo returns the number, 0 where nothing is kept from the audience and -1
	// where it sees nothing yet. The answer of one Sight never changes; the first
	// one may take a moment.
	UpTo(a Audience) int64
}

type sightKey struct{}

// Seeing returns a context under which desks show what the sight reaches.
func Seeing(ctx context.Context, s Sight) context.Context {
	return context.WithValue(ctx, sightKey{}, s)
}

// SightOf returns the sight of a context; nil where none was set.
func SightOf(ctx context.Context) Sight {
	s, _ := ctx.Value(sightKey{}).(Sight)
	return s
}

// Through returns the lens of a context with how far it reaches: answers that
// are kept for later are kept under it.
func Through(ctx context.Context) Lens {
	l := Of(ctx)
	if s := SightOf(ctx); s != nil {
		l.UpTo = s.UpTo(l.Audience)
		if l.Scope != "" {
			l.AlsoUpTo = s.UpTo(Office)
		}
	}
	return l
}

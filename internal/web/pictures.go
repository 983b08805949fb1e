// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"planraum/internal/city/audience"
	"planraum/internal/web/view"
)

// pictures keeps drawn charts. A chart follows from the ledger's position and
// what the request says, so that it is drawn once for all who look at the same
// as-of date; drawing is the larger part of a page with hundreds of sites.
type pictures struct {
	mu       sync.Mutex // guards all that follows
	position int64      // of the ledger from which they were drawn
	drawn    map[string]string
	bytes    int // of all drawn
}

// mostPictures bounds the memory of the kept charts, in bytes: some dozen
// as-of dates.
const mostPictures = 16 << 20

// picture returns a chart by its name on the page, drawn now or before.
func (s *server) picture(ctx context.Context, r request, name string, draw func() string) string {
	position, err := s.Data.Position(ctx)
	if err != nil {
		return draw() // the page's own questions have been answered
	}
	// Addresses in a chart leave out the as-of date where it is the default;
	// what it shows hangs on whose eyes look, on which figures, and on whether
	// plans may be seen and which sites may be opened.
	seen := audience.Through(ctx)
	key := strings.Join([]string{name, string(r.Lang), r.AsOf.String(), r.Default.String(), strings.Join(r.Query[view.AllParam], " "), string(r.Lens.Audience), string(r.Lens.Scope), strconv.FormatBool(r.Released), strconv.FormatBool(r.Allowed("GET /plaene")), fmt.Sprintf("%q", r.Actor.Grants), fmt.Sprint(seen.UpTo, seen.AlsoUpTo)}, "|")
	if svg, ok := s.pictures.get(position, key); ok {
		return svg
	}
	svg := draw()
	s.pictures.put(position, key, svg)
	return svg
}

func (p *pictures) get(position int64, key string) (string, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	svg, ok := p.drawn[key]
	return svg, ok && p.position == position
}

func (p *pictures) put(position int64, key, svg string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.position != position || p.bytes+len(svg) > mostPictures || p.drawn == nil {
		p.position, p.drawn, p.bytes = position, map[string]string{}, 0
	}
	p.bytes += len(svg) - len(p.drawn[key])
	p.drawn[key] = svg
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package door

import (
	"container/list"
	"math"
	"net/http"
	"net/netip"
	"strconv"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"planraum/internal/text"
)

// Pace bounds how often one address may do something, such as try to sign in.
// It remembers the addresses that were last seen; those of one IPv6 network
// (/64) count as one, because one household has them all.
type Pace struct {
	every time.Duration
	burst int
	most  int

	mu    sync.Mutex // guards what follows
	seen  map[netip.Addr]*list.Element
	order *list.List // of *paced, last seen first
}

type paced struct {
	address netip.Addr
	limiter *rate.Limiter
}

// NewPace allows burst attempts at once and then one in every span, for each
// of the most addresses that were last seen.
func NewPace(every time.Duration, burst, most int) *Pace {
	return &Pace{every: every, burst: burst, most: most, seen: map[netip.Addr]*list.Element{}, order: list.New()}
}

// Allow counts an attempt of an address. Where it comes too soon, it is not
// allowed and does not count, and wait is how long to wait for the next.
func (p *Pace) Allow(a netip.Addr, now time.Time) (ok bool, wait time.Duration) {
	a = network(a)
	p.mu.Lock()
	defer p.mu.Unlock()
	e := p.seen[a]
	if e == nil {
		e = p.order.PushFront(&paced{a, rate.NewLimiter(rate.Every(p.every), p.burst)})
		p.seen[a] = e
		p.forget()
	}
	p.order.MoveToFront(e)
	r := e.Value.(*paced).limiter.ReserveN(now, 1)
	if wait = r.DelayFrom(now); wait > 0 {
		r.CancelAt(now)
		return false, wait
	}
	return true, 0
}

// forget lets go of the address that was not seen for longest.
func (p *Pace) forget() {
	for p.order.Len() > p.most {
		oldest := p.order.Back()
		delete(p.seen, oldest.Value.(*paced).address)
		p.order.Remove(oldest)
	}
}

// network is what counts as one address.
func network(a netip.Addr) netip.Addr {
	a = a.Unmap().WithZone("")
	if a.Is6() {
		if n, err := a.Prefix(64); err == nil {
			return n.Addr()
		}
	}
	return a
}

// paced refuses whoever asks too much, and says when to ask again.
func (c Config) paced(next http.Handler) http.Handler {
	if c.Pace == nil {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if from := Address(r); from.IsValid() && !from.IsLoopback() {
			if ok, wait := c.Pace.Allow(from, time.Now()); !ok {
				w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Seconds()))))
				refuse(w, r, http.StatusTooManyRequests, text.T("Zu viele Anfragen von dieser Adresse. Bitte gleich noch einmal.", "Too many requests from this address. Please try again in a moment."))
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import "sync"

// cached keeps one value for the ledger's position at which it was read.
type cached[T any] struct {
	mu       sync.Mutex // guards all that follows
	known    bool
	position int64
	value    T
}

// get returns the kept value, or reads it anew where the ledger has grown.
func (c *cached[T]) get(position int64, read func() (T, error)) (T, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.known && c.position == position {
		return c.value, nil
	}
	value, err := read()
	if err == nil {
		c.known, c.position, c.value = true, position, value
	}
	return value, err
}

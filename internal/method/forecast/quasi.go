// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecast

import "math"

// quasi minimises a function with a gradient by the method of Broyden,
// Fletcher, Goldfarb and Shanno, with halving steps. It keeps its memory.
type quasi struct {
	x, g, nx, ng, dir, diff, hy []float64
	inverse                     []float64 // of the matrix of second derivatives, row by row
}

func (o *quasi) size(n int) {
	if cap(o.x) < n {
		all := make([]float64, 7*n+n*n)
		for i, s := range []*[]float64{&o.x, &o.g, &o.nx, &o.ng, &o.dir, &o.diff, &o.hy} {
			*s = all[i*n : i*n+n : i*n+n]
		}
		o.inverse = all[7*n:]
	}
	for _, s := range []*[]float64{&o.x, &o.g, &o.nx, &o.ng, &o.dir, &o.diff, &o.hy} {
		*s = (*s)[:n]
	}
	o.inverse = o.inverse[:n*n]
}

func (o *quasi) reset(n int) {
	clear(o.inverse)
	for i := range n {
		o.inverse[i*n+i] = 1
	}
}

// problem is what quasi minimises: value and gradient at x, and the value
// alone. gradient is called right after value at the same x.
type problem interface {
	value(x []float64) float64
	gradient(x, g []float64)
}

// minimise starts at o.x and leaves the best point there. It ends after rounds
// steps, or when two steps in a row gain less than enough.
func (o *quasi) minimise(f problem, rounds int, enough float64) float64 {
	n := len(o.x)
	o.reset(n)
	now := f.value(o.x)
	if now >= worst {
		return now
	}
	f.gradient(o.x, o.g)
	small, fresh := 0, true
	for range rounds {
		down := o.direction(n)
		if down >= 0 {
			if fresh {
				break
			}
			o.reset(n)
			fresh = true
			continue
		}
		next, ok := o.step(f, now, down, fresh)
		if !ok {
			if fresh {
				break
			}
			o.reset(n)
			fresh = true
			continue
		}
		f.gradient(o.nx, o.ng)
		fresh = !o.update(n, fresh) && fresh
		copy(o.x, o.nx)
		copy(o.g, o.ng)
		if now-next < enough {
			if small++; small == 2 {
				return next
			}
		} else {
			small = 0
		}
		now = next
	}
	return now
}

// direction sets the way down and returns its slope; no step moves a
// coordinate by more than 2.
func (o *quasi) direction(n int) float64 {
	longest := 0.0
	for i := range n {
		d, row := 0.0, o.inverse[i*n:i*n+n]
		for j, v := range row {
			d -= v * o.g[j]
		}
		o.dir[i] = d
		longest = max(longest, math.Abs(d))
	}
	down := 0.0
	shorten := 1.0
	if longest > 2 {
		shorten = 2 / longest
	}
	for i, g := range o.g {
		o.dir[i] *= shorten
		down += o.dir[i] * g
	}
	if !(math.Abs(down) < worst) {
		return 0
	}
	return down
}

// step halves the way until it gains enough (Armijo).
func (o *quasi) step(f problem, now, down float64, fresh bool) (float64, bool) {
	length := 1.0
	if fresh {
		longest := 0.0
		for _, d := range o.dir {
			longest = max(longest, math.Abs(d))
		}
		if longest > 0.5 {
			length = 0.5 / longest
		}
	}
	for range 25 {
		for i, d := range o.dir {
			o.nx[i] = o.x[i] + length*d
		}
		if next := f.value(o.nx); next <= now+1e-4*length*down {
			return next, true
		}
		length *= 0.4
	}
	return now, false
}

// update learns the curvature from the last step and reports whether it could.
func (o *quasi) update(n int, first bool) bool {
	along, size := 0.0, 0.0
	for i := range n {
		s, y := o.nx[i]-o.x[i], o.ng[i]-o.g[i]
		o.dir[i], o.diff[i] = s, y
		along += s * y
		size += y * y
	}
	if !(along > 1e-12) {
		return false
	}
	if first {
		for i := range n {
			o.inverse[i*n+i] = along / size
		}
	}
	bend := 0.0
	for i := range n {
		h := 0.0
		for j, v := range o.inverse[i*n : i*n+n] {
			h += v * o.diff[j]
		}
		o.hy[i] = h
		bend += h * o.diff[i]
	}
	a, c := (along+bend)/(along*along), 1/along
	for i := range n {
		si, hi := o.dir[i], o.hy[i]
		row := o.inverse[i*n : i*n+n]
		for j := range row {
			row[j] += a*si*o.dir[j] - c*(hi*o.dir[j]+si*o.hy[j])
		}
	}
	return true
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cohort

// leaveOrMove draws for each bin, stretch by stretch of bins to which the same may
// happen.
func (w *walker) leaveOrMove(t int) int {
	left := 0
	for k, steps := range w.leave {
		end := w.old + t
		first := min(w.pool(k, t), end)
		for i := range steps {
			st := &steps[i]
			// Bin b has been there for t + old - 1 - b months.
			from := first
			if i+1 < len(steps) {
				from = max(first, w.old+t-steps[i+1].from)
			}
			for _, br := range st.then {
				if to := end - st.from; from < to {
					left += w.happen(t, k, br, from, to)
				}
			}
		}
	}
	w.arrive(t)
	return left
}

// happen draws for the bins from one up to another how many leave, and returns how
// many did, or move; those who move are kept apart, so that nobody does both or
// moves twice.
func (w *walker) happen(t, k int, br branch, from, to int) int {
	bins, gone := w.stock[k][from:to], w.gone[:to-from]
	n := br.share.take(bins, gone, w.draws)
	w.sums[k] -= n
	if br.to < 0 {
		return n
	}
	for i, x := range gone {
		w.moves[br.to][from+i] += x
	}
	w.moved[br.to][t] += n
	return 0
}

// arrive puts those who moved where they moved to.
func (w *walker) arrive(t int) {
	for k, into := range w.into {
		if !into || w.moved[k][t] == 0 {
			continue
		}
		stock := w.stock[k]
		for b, n := range w.moves[k][:w.old+t] {
			stock[b] += n
		}
		clear(w.moves[k][:w.old+t])
		w.sums[k] += w.moved[k][t]
	}
}

// pool puts those who were there at the start and for whom nothing changes any
// more with the months into one bin, the newest of them, and returns it: they are
// alike in all that is drawn, so that one draw does for all.
func (w *walker) pool(k, t int) int {
	stock, longest := w.stock[k], w.leave[k][len(w.leave[k])-1].from
	last := min(t+w.old-1-longest, w.old-1)
	if last <= 0 {
		return 0
	}
	sum := int32(0)
	for b, n := range stock[:last+1] {
		sum += n
		stock[b] = 0
	}
	stock[last] = sum
	return last
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package disclosure

import "fmt"

// Witness proves that cells are protected. Adding Signs t times to Cells gives,
// for every t from -Down to Up, another table that agrees with everything that
// is shown; so each of the cells has at least Up + Down + 1 possible values.
type Witness struct {
	Cells    []int
	Signs    []int8
	Up, Down int64
}

// bound is the range of steps that a cell allows in one direction.
type bound struct{ up, down int64 }

// unlimited stands for as many steps as anybody asks for.
const unlimited = int64(1) << 40

// room returns how far the value of a cell may go up and down without
// contradicting what an attacker sees of it. Where zeros are shown, a hidden
// count is taken to be known not to be 0, also where other zeros had to be
// hidden: the proof then holds against whoever assumes it and whoever does not.
func room(c Cell, state State, rule Rule) bound {
	switch {
	case c.Rest:
		return bound{unlimited, c.Value}
	case state.IsHidden() && c.Before == Shown:
		return bound{}
	case state.IsHidden() && c.Before == Rounded:
		return roundedRoom(c, rule)
	case state.IsHidden() && c.Signed:
		return bound{unlimited, unlimited}
	case state.IsHidden():
		lowest := int64(1)
		if rule.HideZeros || c.Value == 0 {
			lowest = 0
		}
		return bound{unlimited, c.Value - lowest}
	case state == Rounded:
		return roundedRoom(c, rule)
	}
	return bound{}
}

// roundedRoom keeps a rounded cell within what rounds to the same, and a count
// at or above the threshold, because a smaller one would have been hidden.
func roundedRoom(c Cell, rule Rule) bound {
	if c.Value == 0 || c.Before == Shown || c.Known {
		return bound{}
	}
	at := Round5(c.Value)
	low, high := at-2, at+2
	if c.Value > 0 {
		low = max(low, rule.Threshold, 1)
	} else {
		high = min(high, -max(rule.Threshold, 1))
	}
	return bound{high - c.Value, c.Value - low}
}

// Audit checks a pattern from nothing but the system, the rule and the
// witnesses: every small cell is hidden, every hidden cell that is not exposed
// has a witness of at least the rule's width, and every witness keeps all
// relations and contradicts nothing that is shown. It computes in whole
// numbers, so that no rounding error can pass for protection.
func Audit(s System, rule Rule, p Pattern) error {
	if len(p.States) != len(s.Cells) {
		return fmt.Errorf("disclosure.Audit: %d states for %d cells", len(p.States), len(s.Cells))
	}
	excused := map[int]bool{}
	for _, i := range p.Exposed {
		excused[i] = true
	}
	proven, err := checkWitnesses(s, rule, p)
	if err != nil {
		return err
	}
	for i, c := range s.Cells {
		hidden := p.States[i].IsHidden()
		switch {
		case rule.small(c.Value) && !c.Known && !hidden:
			return fmt.Errorf("disclosure.Audit: cell %d is small and shown", i)
		case c.Rest && !rule.small(c.Value), excused[i], !hidden:
		case !proven[i]:
			return fmt.Errorf("disclosure.Audit: cell %d has no witness", i)
		}
	}
	return nil
}

func checkWitnesses(s System, rule Rule, p Pattern) ([]bool, error) {
	of := relationsOf(s)
	proven := make([]bool, len(s.Cells))
	sum := map[int]int{}
	for n, w := range p.Witnesses {
		clear(sum)
		for k, i := range w.Cells {
			b := room(s.Cells[i], p.States[i], rule)
			if w.Signs[k] < 0 {
				b.up, b.down = b.down, b.up
			}
			if w.Up > b.up || w.Down > b.down {
				return nil, fmt.Errorf("disclosure.Audit: witness %d takes cell %d too far", n, i)
			}
			for _, t := range of[i] {
				sum[t.relation] += int(t.sign) * int(w.Signs[k])
			}
			if w.Up+w.Down+1 >= rule.Width {
				proven[i] = true
			}
		}
		for r, v := range sum {
			if v != 0 {
				return nil, fmt.Errorf("disclosure.Audit: witness %d breaks relation %d", n, r)
			}
		}
	}
	return proven, nil
}

// place is where a cell stands in a relation.
type place struct {
	relation int
	sign     int8
}

func relationsOf(s System) [][]place {
	of := make([][]place, len(s.Cells))
	for r, terms := range s.Relations {
		for _, t := range terms {
			of[t.Cell] = append(of[t.Cell], place{r, t.Sign})
		}
	}
	return of
}

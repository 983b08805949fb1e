// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package chart

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"planraum/internal/city/period"
)

// TestShortageOfStocksLiesInTheMonthOfItsEnd: demand of 100 at the end of January and 200
// at the end of February passes 150 places in the middle of February; what is short begins
// there and reaches the end of February. Drawn at the middles of the months it would begin
// with February.
func TestShortageOfStocksLiesInTheMonthOfItsEnd(t *testing.T) {
	january := period.MonthOf(2016, 1)
	points := []Point{{Month: january, Value: 100}, {Month: january + 1, Value: 200}}
	for ends, from := range map[bool]float64{true: float64(january) + 1.5, false: float64(january) + 1} {
		got := gaps(points, stairs{{january, 150}}, ends)
		if len(got) != 1 {
			t.Fatalf("%v", got)
		}
		upper := got[0].upper
		if first, last := upper[0], upper[len(upper)-1]; first != [2]float64{from, 150} || last[1] != 200 || last[0] != from+0.5 {
			t.Errorf("ends %t: short from %v to %v, want from %g", ends, first, last, from)
		}
	}
}

// TestFansSayWhereTheirValuesStand: every picture of a forecast in the program says whether
// its values are stocks, which stand at the end of their months, or sums of them; one that
// says nothing would draw a stock half a month too early.
func TestFansSayWhereTheirValuesStand(t *testing.T) {
	found := 0
	err := filepath.WalkDir("../..", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			literal, is := n.(*ast.CompositeLit)
			if !is {
				return true
			}
			kind, is := literal.Type.(*ast.SelectorExpr)
			if !is || kind.Sel.Name != "Fan" {
				return true
			}
			found++
			for _, element := range literal.Elts {
				if pair, is := element.(*ast.KeyValueExpr); is && pair.Key.(*ast.Ident).Name == "Stock" {
					return true
				}
			}
			t.Errorf("%s does not say where its values stand", files.Position(literal.Pos()))
			return true
		})
		return nil
	})
	if err != nil || found < 8 {
		t.Errorf("%d pictures, %v", found, err)
	}
}

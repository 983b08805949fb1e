// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package example_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"planraum/internal/city/area"
	"planraum/internal/city/register"
	"planraum/internal/example"
	"planraum/internal/exchange/cityfile"
)

// nouns returns everything of the example that a register holds.
func (c city) nouns() []any {
	var all []any
	for _, list := range []any{
		c.sites, c.norms, c.utilisation, c.leadTimes, c.staffingKeys, c.pay, c.flatRates, c.postCases, c.packages, c.weights, c.settings, c.scenarios, c.projections, c.bodies,
	} {
		v := reflect.ValueOf(list)
		for i := range v.Len() {
			all = append(all, v.Index(i).Interface())
		}
	}
	return all
}

// TestRecordsKeepTheNoun: the body of a record gives the noun back, and no two
// rows of the example are the same version of the same entry.
func TestRecordsKeepTheNoun(t *testing.T) {
	type version struct {
		kind       register.Kind
		key, known string
	}
	seen := map[version]int{}
	for _, noun := range load(t).nouns() {
		r, err := cityfile.ToRecord(noun)
		if err != nil {
			t.Fatal(err)
		}
		back := reflect.New(reflect.TypeOf(noun))
		if err := json.Unmarshal(r.Body, back.Interface()); err != nil {
			t.Fatalf("%s %s: %v", r.Kind, r.Key, err)
		}
		if !reflect.DeepEqual(back.Elem().Interface(), noun) {
			t.Errorf("%s %s: got %+v, want %+v", r.Kind, r.Key, back.Elem(), noun)
		}
		v := version{r.Kind, r.Key, r.KnownFrom.String()}
		if line, double := seen[v]; double {
			t.Errorf("%v of line %d is in line %d already", v, r.Line, line)
		}
		seen[v] = r.Line
	}
}

// TestSettingsNameWhatIsThere: the city and the edition of the settings exist.
func TestSettingsNameWhatIsThere(t *testing.T) {
	c := load(t)
	setting := func(key string) string {
		i := slices.IndexFunc(c.settings, func(s cityfile.Setting) bool { return s.Key == key })
		if i < 0 {
			t.Fatalf("no setting %s", key)
		}
		return c.settings[i].Value
	}
	if !slices.ContainsFunc(c.areas, func(a area.Area) bool { return string(a.ID) == setting("city") && a.Level == area.City }) {
		t.Errorf("the city %s is no area", setting("city"))
	}
	if c.editions[0].ID != setting("default_edition") {
		t.Errorf("the edition is %s, the setting says %s", c.editions[0].ID, setting("default_edition"))
	}
}

func TestPlansAreThere(t *testing.T) {
	plans := example.Plans()
	if len(plans) == 0 {
		t.Fatal("the example has no plan")
	}
	for _, p := range plans {
		if !strings.HasSuffix(p.Name, ".yaml") || len(p.Content) == 0 {
			t.Errorf("plan %q with %d bytes", p.Name, len(p.Content))
		}
	}
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package steering

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Offices are the offices, units, roles and seats that the city knows (Ämter und
// Funktionen): who may own an action. A person's name is none of them.
type Offices struct {
	names []string          // in order of name
	of    map[string]string // folded name -> name
	seats map[string]string // name of a seat, such as "Leitung Task Force" -> its office
}

// OfficesSetting is the key of the setting that lists the city's offices, divided by |.
const OfficesSetting = "offices"

// ReadOffices gathers the offices known on a day: those of the setting, the units of
// the staffing plan, the bodies at work with their lead and their seats, and the roles
// of this program. records returns the newest records of a register known on a day;
// settings are asked for as they are now.
func ReadOffices(day period.Date, records func(register.Kind, period.Date) ([]register.Record, error)) (Offices, error) {
	o := Offices{of: map[string]string{}, seats: map[string]string{}}
	for _, r := range []identity.Role{identity.Planner, identity.Coordinator, identity.Steward, identity.TaskForce, identity.Administrator} {
		o.add(r.Label().De)
	}
	for _, from := range []struct {
		kind register.Kind
		read func(Offices, register.Record, period.Date) error
	}{{register.Setting, Offices.ofSetting}, {register.Post, Offices.ofPost}, {register.Body, Offices.ofBody}} {
		asOf := day
		if from.kind == register.Setting {
			asOf = period.Date{}
		}
		list, err := records(from.kind, asOf)
		if err != nil {
			return o, err
		}
		for _, r := range list {
			if err := from.read(o, r, day); err != nil {
				return o, fmt.Errorf("steering.ReadOffices(%s %s): %w", r.Kind, r.Key, err)
			}
		}
	}
	for _, name := range o.of {
		o.names = append(o.names, name)
	}
	slices.SortFunc(o.names, func(a, b string) int { return strings.Compare(folded(a), folded(b)) })
	return o, nil
}

func (o Offices) ofSetting(r register.Record, _ period.Date) error {
	var s struct{ Value string }
	if r.Key != OfficesSetting {
		return nil
	}
	err := json.Unmarshal(r.Body, &s)
	for _, name := range strings.Split(s.Value, "|") {
		o.add(name)
	}
	return err
}

func (o Offices) ofPost(r register.Record, _ period.Date) error {
	var p struct{ Unit string }
	err := json.Unmarshal(r.Body, &p)
	o.add(p.Unit)
	return err
}

func (o Offices) ofBody(r register.Record, day period.Date) error {
	var b Body
	err := json.Unmarshal(r.Body, &b)
	if err != nil || !day.IsZero() && !b.Running(day) {
		return err
	}
	o.add(b.Name)
	o.add(b.Lead)
	for _, m := range b.Members {
		o.add(m.Office)
		if m.Role == Chair || m.Role == DeputyChair || m.Role == MinuteTaker {
			seat := m.Role.Label().De + " " + b.Name
			o.add(seat)
			o.seats[seat] = m.Office
		}
	}
	return nil
}

func (o Offices) add(name string) {
	name = strings.Join(strings.Fields(name), " ")
	if _, there := o.of[folded(name)]; name != "" && !there && !NamesPerson(name) {
		o.of[folded(name)] = name
	}
}

// folded is a name without regard to capitals and to ways of writing umlauts.
func folded(s string) string {
	return strings.NewReplacer("ß", "ss", "ä", "ae", "ö", "oe", "ü", "ue").Replace(strings.ToLower(strings.Join(strings.Fields(s), " ")))
}

// Names lists the offices in order of name.
func (o Offices) Names() []string { return o.names }

// Find returns the name of the office that was meant: its name in any letters, an
// English name of a role, or a beginning of at least three letters that only one office
// has. It reports false where no office or more than one was meant.
func (o Offices) Find(typed string) (string, bool) {
	want := folded(typed)
	if name, ok := o.of[want]; ok {
		return name, true
	}
	for _, r := range identity.Roles() {
		if name, ok := o.of[folded(r.Label().De)]; ok && folded(r.Label().En) == want {
			return name, true
		}
	}
	const least = 3
	found := o.like(want)
	if len([]rune(want)) < least || len(found) != 1 {
		return "", false
	}
	return found[0], true
}

func (o Offices) like(beginning string) []string {
	var list []string
	for _, name := range o.names {
		if strings.HasPrefix(folded(name), beginning) {
			list = append(list, name)
		}
	}
	return list
}

// shownOffices is how many offices a refusal lists.
const shownOffices = 40

// Check returns what is wrong with an office that was typed; false where nothing is.
func (o Offices) Check(column, typed string) (fault.Row, bool) {
	if _, ok := o.Find(typed); ok || strings.TrimSpace(typed) == "" {
		return fault.Row{}, false
	}
	near := o.names
	if like := o.like(folded(typed)); len(like) > 1 {
		near = like
	}
	list := strings.Join(near[:min(len(near), shownOffices)], ", ")
	if len(near) > shownOffices {
		list += " …"
	}
	return fault.Row{Column: column, Value: typed, Expected: text.T(
		"ein bekanntes Amt, eine Stelle oder ein Sitz in einem Gremium, keine Person: "+list+". Bekannt wird ein Amt durch seinen Sitz in einem Gremium oder die Einstellung „"+OfficesSetting+"“",
		"a known office, unit or seat of a body, not a person: "+list+". An office becomes known by its seat in a body or by the setting “"+OfficesSetting+"”")}, true
}

// Mine lists the offices in whose name somebody acts: the roles that are held, and the
// seats of bodies that belong to them.
func (o Offices) Mine(p identity.Principal) []string {
	var list []string
	for _, g := range p.Grants {
		if name := g.Role.Label().De; g.Role != identity.Public && !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	roles := len(list)
	for _, name := range o.names {
		if slices.ContainsFunc(list[:roles], func(role string) bool { return folded(role) == folded(o.seats[name]) }) {
			list = append(list, name)
		}
	}
	return list
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package rights

import (
	"context"
	"encoding/json"
	"fmt"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/area"
	"planraum/internal/city/audience"
	"planraum/internal/city/council"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/reporting"
	"planraum/internal/fault"
)

// Books are the dated records under the desk's.
type Books interface {
	Records(ctx context.Context, kind register.Kind, asOf period.Date) ([]register.Record, error)
	Versions(ctx context.Context, kind register.Kind, key string) ([]register.Record, error)
	Record(ctx context.Context, id int64) (register.Record, error)
}

// Registers are the dated records through the lens of each question's context.
// Where a role is held for some areas or topics only, sites elsewhere are those
// that anybody may know of, without what is nobody else's business; reporters
// elsewhere are not there; other records are those of the role's topics, and
// those that everybody plans by.
type Registers struct {
	desk  *Desk
	below Books
}

// Registers returns the dated records through the lens.
func (d *Desk) Registers(b Books) *Registers { return &Registers{d, b} }

// Records returns the newest version of each entry that was known on asOf.
func (r *Registers) Records(ctx context.Context, kind register.Kind, asOf period.Date) ([]register.Record, error) {
	found, err := r.below.Records(ctx, kind, asOf)
	if err != nil {
		return nil, err
	}
	return r.shown(ctx, found)
}

// Versions returns all versions of an entry, oldest first.
func (r *Registers) Versions(ctx context.Context, kind register.Kind, key string) ([]register.Record, error) {
	found, err := r.below.Versions(ctx, kind, key)
	if err != nil {
		return nil, err
	}
	return r.shown(ctx, found)
}

// Record returns the record with a running number; one that may not be seen is
// not there.
func (r *Registers) Record(ctx context.Context, id int64) (register.Record, error) {
	one, err := r.below.Record(ctx, id)
	if err != nil {
		return one, err
	}
	list, err := r.shown(ctx, []register.Record{one})
	if err != nil {
		return register.Record{}, err
	}
	// Lists of plans are read for what everybody is warned of; one plan is not.
	if scope := audience.Of(ctx).Scope; scope != "" && one.Kind == register.Plan {
		c, err := r.desk.now(ctx)
		if err != nil {
			return register.Record{}, err
		}
		if !(reach{c, scope.Parts()}).covers("", identity.TopicOfRegister(one.Kind), "") {
			list = nil
		}
	}
	if len(list) == 0 {
		return register.Record{}, fault.New(fault.NotFound, fmt.Sprintf("rights.Record(%d)", id),
			fmt.Sprintf("Unter dem, was Sie sehen dürfen, gibt es keinen Eintrag mit der Nummer %d.", id),
			fmt.Sprintf("Among what you may see there is no entry with the number %d.", id))
	}
	return list[0], nil
}

// shown are the records as the lens shows them.
func (r *Registers) shown(ctx context.Context, found []register.Record) ([]register.Record, error) {
	scope := audience.Of(ctx).Scope
	if scope == "" || len(found) == 0 {
		return found, nil
	}
	c, err := r.desk.now(ctx)
	if err != nil {
		return nil, err
	}
	reach := reach{c, scope.Parts()}
	kept := make([]register.Record, 0, len(found))
	for _, one := range found {
		shown, ok, err := reach.show(one)
		if err != nil {
			return nil, fault.Wrap("rights.shown("+one.Key+")", err)
		}
		if ok {
			kept = append(kept, shown)
		}
	}
	return kept, nil
}

// reach are the parts of which a reader sees more.
type reach struct {
	city  *city
	parts []audience.Part
}

// covers reports whether something lies in one of the parts.
func (r reach) covers(in area.ID, t identity.Topic, holder string) bool {
	for _, p := range r.parts {
		if t.Within(identity.Topic(p.Topic)) && (p.Holder == "" || p.Holder == holder) && r.city.lies(in, p.Area) {
			return true
		}
	}
	return false
}

// lies reports whether an area is another one or lies in it.
func (c *city) lies(in, around area.ID) bool {
	if around == "" || in == around {
		return true
	}
	for _, up := range c.above(in) {
		if up == around {
			return true
		}
	}
	return false
}

// common are the registers that everybody plans by: names, norms, settings.
var common = map[register.Kind]bool{
	register.Setting: true, register.Source: true, register.Citation: true, register.Dataset: true, register.Crosswalk: true, register.Break: true, register.Release: true,
	register.Norm: true, register.Utilisation: true, register.LeadTime: true, register.Mapping: true, register.Package: true,
	register.Threshold: true, register.Projection: true, register.Stays: true,
	// Of council work the desk shows what the reader may see.
	register.Committee: true, register.Sitting: true, register.Paper: true, register.Holiday: true,
	register.Plan: true, // what follows from the leading plan warns everybody; the pages of plans are for the rules
}

// show returns a record as the reader may see it; false where it is not for
// the reader at all.
func (r reach) show(one register.Record) (register.Record, bool, error) {
	switch {
	case one.Kind == register.Site:
		return r.site(one)
	case one.Kind == register.Reporter:
		ok, err := r.reporter(one)
		return one, ok, err
	case common[one.Kind]:
		return one, true, nil
	case one.Kind == register.Document && issued(one): // which everybody reads
		return one, true, nil
	}
	return one, r.covers("", identity.TopicOfRegister(one.Kind), ""), nil
}

// site shows a site elsewhere only when it is decided or in operation, without
// cost and notes.
func (r reach) site(one register.Record) (register.Record, bool, error) {
	var s accommodation.Site
	if err := json.Unmarshal(one.Body, &s); err != nil {
		return one, false, err
	}
	if r.covers(s.Area, identity.Sites, r.city.siteHolder[s.ID]) {
		return one, true, nil
	}
	if s.Certainty != accommodation.InOperation && s.Certainty != accommodation.Decided {
		return one, false, nil
	}
	s.Cost, s.Note = 0, ""
	body, err := json.Marshal(s)
	one.Body = body
	return one, true, err
}

// reporter shows reporters and links of the reader's own.
func (r reach) reporter(one register.Record) (bool, error) {
	var entry struct {
		Reporter *reporting.Reporter `json:"reporter"`
		Link     *reporting.Link     `json:"link"`
	}
	if err := json.Unmarshal(one.Body, &entry); err != nil {
		return false, err
	}
	if entry.Reporter != nil {
		return r.covers(entry.Reporter.District, TopicOfReports(entry.Reporter.Kind), entry.Reporter.Organization), nil
	}
	if entry.Link == nil {
		return false, nil
	}
	place := area.PlaceID(r.city.root, entry.Link.Reporter)
	for name, h := range r.city.holders {
		if h.places[place] {
			return r.covers(place, "", name) || r.covers(place, identity.Services, name) || r.covers(place, identity.Sites, name), nil
		}
	}
	return r.covers(place, identity.Services, "") || r.covers(place, identity.Sites, ""), nil
}

// TopicOfReports is the topic of a reporter.
func TopicOfReports(k reporting.Kind) identity.Topic {
	if k == reporting.Service {
		return identity.Services
	}
	return identity.Sites
}

// issued reports whether a text was issued.
func issued(one register.Record) bool {
	var text struct {
		State council.PaperState `json:"state"`
	}
	return json.Unmarshal(one.Body, &text) == nil && text.State == council.Issued
}

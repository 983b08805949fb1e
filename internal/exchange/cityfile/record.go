// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cityfile

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/area"
	"planraum/internal/city/council"
	"planraum/internal/city/dataset"
	"planraum/internal/city/figure"
	"planraum/internal/city/need"
	"planraum/internal/city/projection"
	"planraum/internal/city/register"
	"planraum/internal/city/source"
	"planraum/internal/city/staffing"
	"planraum/internal/city/steering"
	"planraum/internal/fault"
)

// ToRecord returns the register's record of a noun. Its key holds what tells
// entries apart, so that a later row with the same key is a new version of it:
// for what is valid in a span the first day belongs to the key, because an
// expired key, norm or pay row stays true of its time. Pay and flat rates are
// known from the day they are valid. It fails (fault.Internal) for a type that
// has no register.
func ToRecord(noun any) (register.Record, error) {
	r, ok := recordOf(noun)
	if !ok {
		return register.Record{}, fault.Wrap("cityfile.ToRecord", fmt.Errorf("%T has no register", noun))
	}
	body, err := json.Marshal(noun)
	if err != nil {
		return register.Record{}, fault.Wrap("cityfile.ToRecord", err)
	}
	r.Body = body
	return r, nil
}

func recordOf(noun any) (register.Record, bool) {
	switch n := noun.(type) {
	case accommodation.Site:
		return register.Record{Kind: register.Site, Key: n.ID, KnownFrom: n.KnownFrom, File: n.File, Line: n.Line}, true
	case need.Norm:
		return register.Record{Kind: register.Norm, Key: join(n.Field, n.Name, n.ValidFrom), KnownFrom: n.KnownFrom, File: n.File, Line: n.Line}, true
	case need.Utilisation:
		return register.Record{Kind: register.Utilisation, Key: n.ValidFrom.String(), KnownFrom: n.KnownFrom, File: n.File, Line: n.Line}, true
	case need.LeadTime:
		return register.Record{Kind: register.LeadTime, Key: join(n.Kind, n.ValidFrom), KnownFrom: n.KnownFrom, File: n.File, Line: n.Line}, true
	case need.Threshold:
		return register.Record{Kind: register.Threshold, Key: n.ValidFrom.String(), KnownFrom: n.KnownFrom, File: n.File, Line: n.Line}, true
	case figure.Break:
		return register.Record{Kind: register.Break, Key: n.Key(), KnownFrom: n.KnownFrom, File: n.File, Line: n.Line}, true
	case staffing.Key:
		return register.Record{Kind: register.StaffingKey, Key: join(n.ID, n.Accommodation, n.ValidFrom), KnownFrom: n.KnownFrom, File: n.File, Line: n.Line}, true
	case staffing.Pay:
		return register.Record{Kind: register.Pay, Key: join(n.Grade, strconv.Itoa(n.Step), n.ValidFrom), KnownFrom: n.ValidFrom, File: n.File, Line: n.Line}, true
	case staffing.FlatRate:
		return register.Record{Kind: register.FlatRate, Key: join(n.Name, n.ValidFrom), KnownFrom: n.ValidFrom, File: n.File, Line: n.Line}, true
	case staffing.Case:
		return register.Record{Kind: register.PostCase, Key: join(n.Paper, n.Content), KnownFrom: n.KnownFrom, File: n.File, Line: n.Line}, true
	case staffing.PostChange:
		return register.Record{Kind: register.Post, Key: n.ID, KnownFrom: n.KnownFrom, File: n.File, Line: n.Line}, true
	case Package:
		return register.Record{Kind: register.Package, Key: n.ID, KnownFrom: n.KnownFrom, File: n.File, Line: n.Line}, true
	case Weight:
		return register.Record{Kind: register.Apportion, Key: join(n.Key, n.Part, n.ValidFrom), KnownFrom: n.KnownFrom, File: n.File, Line: n.Line}, true
	case dataset.Dataset:
		return register.Record{Kind: register.Dataset, Key: n.Key, KnownFrom: n.KnownFrom, File: n.File, Line: n.Line}, true
	case source.Profile:
		return register.Record{Kind: register.Source, Key: n.Key, KnownFrom: n.KnownFrom, File: n.File, Line: n.Line}, true
	case source.Citation:
		return register.Record{Kind: register.Citation, Key: n.Key(), KnownFrom: n.Known, File: n.File, Line: n.Line}, true
	case area.Link:
		return register.Record{Kind: register.Crosswalk, Key: join(n.FromEdition, n.From, n.ToEdition, n.To), KnownFrom: n.KnownFrom, File: n.File, Line: n.Line}, true
	case projection.Set:
		return register.Record{Kind: register.Projection, Key: n.ID, KnownFrom: n.KnownFrom, File: n.File, Line: n.Line}, true
	case projection.Stays:
		return register.Record{Kind: register.Stays, Key: n.ID, KnownFrom: n.KnownFrom, File: n.File, Line: n.Line}, true
	case Scenario:
		return register.Record{Kind: register.Scenario, Key: n.ID, KnownFrom: n.KnownFrom, File: n.File, Line: n.Line}, true
	case Action:
		return register.Record{Kind: register.Action, Key: n.ID, KnownFrom: n.KnownFrom, File: n.File, Line: n.Line}, true
	case Goal:
		return register.Record{Kind: register.Goal, Key: n.ID, KnownFrom: n.KnownFrom, File: n.File, Line: n.Line}, true
	case Measure:
		return register.Record{Kind: register.Measure, Key: n.ID, KnownFrom: n.KnownFrom, File: n.File, Line: n.Line}, true
	case steering.Body:
		return register.Record{Kind: register.Body, Key: n.Key, KnownFrom: n.KnownFrom, File: n.File, Line: n.Line}, true
	case Dated[council.Paper]:
		return register.Record{Kind: register.Paper, Key: n.Noun.ID, KnownFrom: n.KnownFrom, File: n.File, Line: n.Line}, true
	case Dated[council.Committee]:
		return register.Record{Kind: register.Committee, Key: n.Noun.Key, KnownFrom: n.KnownFrom, File: n.File, Line: n.Line}, true
	case Dated[council.Sitting]:
		return register.Record{Kind: register.Sitting, Key: n.Noun.ID, KnownFrom: n.KnownFrom, File: n.File, Line: n.Line}, true
	case Dated[council.Recess]:
		return register.Record{Kind: register.Holiday, Key: n.Noun.Key, KnownFrom: n.KnownFrom, File: n.File, Line: n.Line}, true
	case Setting:
		return register.Record{Kind: register.Setting, Key: n.Key, KnownFrom: n.KnownFrom, File: n.File, Line: n.Line}, true
	}
	return register.Record{}, false
}

// join makes one key of several parts; empty parts keep their place.
func join(parts ...any) string {
	words := make([]string, len(parts))
	for i, p := range parts {
		words[i] = fmt.Sprint(p)
	}
	return strings.Join(words, "|")
}

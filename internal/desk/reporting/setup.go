// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package reporting

import (
	"context"
	"net/mail"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/reporting"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// places is the edition that all places stand in.
var places = area.Edition{
	ID: area.Places, Name: "Meldende Standorte", ValidFrom: period.Day(1900, 1, 1), Source: "Meldestellen",
}

// SetUp adds a reporter, or changes name, organization, due day, first and last
// month of one; kind and place of a reporter stay. contact is where reminders
// go; "" for none. Every fault is named by its column.
func (d *Desk) SetUp(ctx context.Context, r reporting.Reporter, contact, by string, now time.Time) error {
	const op = "reporting.SetUp"
	b, err := d.book(ctx)
	if err != nil {
		return fault.Wrap(op, err)
	}
	areas, err := d.ledger.Areas(ctx, "")
	if err != nil {
		return fault.Wrap(op, err)
	}
	contact = strings.TrimSpace(contact)
	if faults := check(r, contact, areas); len(faults) > 0 {
		return fault.Refuse(op, faults)
	}
	before, err := b.reporter(r.Key)
	switch {
	case err == nil:
		r.Kind, r.Site, r.Place = before.Kind, before.Site, before.Place
		err = d.keep(ctx, reporterKey(r.Key), entry{Reporter: &r}, b.versions[reporterKey(r.Key)], by, now)
	case fault.KindOf(err) == fault.NotFound:
		r.Place = area.PlaceID(cityOf(areas), r.Key)
		err = d.add(ctx, r, areas, by, now)
	}
	if err != nil {
		return fault.Wrap(op, err)
	}
	return fault.Wrap(op, d.contacts.SetContact(ctx, r.Key, contact))
}

// add records a new reporter with the place where its figures are kept.
func (d *Desk) add(ctx context.Context, r reporting.Reporter, areas []area.Area, by string, now time.Time) error {
	rec, err := record(reporterKey(r.Key), entry{Reporter: &r}, period.OfTime(now))
	if err != nil {
		return err
	}
	place := area.Area{ID: r.Place, Level: area.Place, Number: r.Key, Name: r.Name, Parent: r.District, Source: "Meldestelle"}
	for _, a := range areas {
		if a.ID == r.District {
			place.Centre = a.Centre
		}
	}
	batch := figure.Batch{Kind: string(register.Reporter), File: r.Key, By: by, RecordedAt: now}
	return d.intake.Take(ctx, batch, func(to Recorder) (int, error) {
		if err := to.PutIndicators(ctx, reporting.Indicators()); err != nil {
			return 0, err
		}
		if err := to.AddAreas(ctx, places, []area.Area{place}); err != nil {
			return 0, err
		}
		return 1, to.AddRecords(ctx, []register.Record{rec})
	})
}

func cityOf(areas []area.Area) area.ID {
	for _, a := range areas {
		if a.Level == area.City {
			return a.ID
		}
	}
	return ""
}

// longestName is the most characters of a name.
const longestName = 200

func check(r reporting.Reporter, contact string, areas []area.Area) []fault.Row {
	var faults []fault.Row
	refuse := func(ok bool, column, value, de, en string) {
		if !ok {
			faults = append(faults, fault.Row{File: "Meldestelle", Column: column, Value: value, Expected: text.T(de, en)})
		}
	}
	short := func(s string) bool { return utf8.RuneCountInString(s) <= longestName }
	refuse(keyOK(r.Key), "key", r.Key, "eine Kennung aus Kleinbuchstaben, Ziffern und Bindestrichen, höchstens 60 Zeichen", "a key of small letters, digits and hyphens, at most 60 characters")
	refuse(reporting.FieldsOf(r.Kind) != nil, "kind", string(r.Kind), "Unterkunft (site) oder Angebot (service)", "site or service")
	refuse(strings.TrimSpace(r.Name) != "" && short(r.Name), "name", r.Name, "ein Name, höchstens 200 Zeichen", "a name of at most 200 characters")
	refuse(short(r.Organization), "organization", r.Organization, "höchstens 200 Zeichen", "at most 200 characters")
	known := slices.ContainsFunc(areas, func(a area.Area) bool { return a.ID == r.District && a.Level != area.Place })
	refuse(known, "district", string(r.District), "ein Gebiet der Stadt", "an area of the city")
	refuse(r.DueDay >= 1 && r.DueDay <= 31, "due_day", text.De.Int(int64(r.DueDay)), "ein Tag des Folgemonats von 1 bis 31", "a day of the following month from 1 to 31")
	refuse(r.Since != 0, "since", "", "ein erster Monat wie 2016-01", "a first month such as 2016-01")
	refuse(r.Until == 0 || r.Until >= r.Since, "until", r.Until.String(), "ein Monat nicht vor dem ersten", "a month not before the first")
	if contact != "" {
		parsed, err := mail.ParseAddress(contact)
		refuse(err == nil && parsed.Address == contact && short(contact), "contact", contact, "eine E-Mail-Adresse wie haus@beispiel.de, am besten die der Stelle, nicht einer Person", "an e-mail address such as house@example.org, best that of the office, not of a person")
	}
	return faults
}

func keyOK(key string) bool {
	if key == "" || len(key) > 60 {
		return false
	}
	for _, c := range key {
		if !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-') {
			return false
		}
	}
	return true
}

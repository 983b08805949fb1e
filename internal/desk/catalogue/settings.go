// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package catalogue

import (
	"context"
	"encoding/json"

	"planraum/internal/city/area"
	"planraum/internal/city/dataset"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/fault"
)

// Settings are what the installation says of the catalogue as a whole.
type Settings struct {
	City        string // name; empty where no city is set up
	Key         area.ID
	Base        string // address under which the pages are reached; empty: the request's
	Office      string // who publishes and answers, such as "Stadt Stuttgart, Sozialplanung"
	Email       string
	Licence     dataset.Licence // of data sets that name none
	Attribution string          // whom to name
	AsOf        period.Date     // as-of date without a choice; zero: today
	Example     bool
}

// Settings reads the catalogue's settings.
func (d *Desk) Settings(ctx context.Context) (Settings, error) {
	const op = "catalogue.Settings"
	records, err := d.registers.Records(ctx, register.Setting, period.Date{})
	if err != nil {
		return Settings{}, fault.Wrap(op, err)
	}
	values := make(map[string]string, len(records))
	for _, r := range records {
		var entry struct{ Value string }
		if err := json.Unmarshal(r.Body, &entry); err != nil {
			return Settings{}, fault.Wrap(op, err)
		}
		values[r.Key] = entry.Value
	}
	s := Settings{
		Key: area.ID(values["city"]), Base: values["base_url"], Office: values["catalogue_office"], Email: values["catalogue_email"],
		Licence: dataset.Licence(values["catalogue_licence"]), Attribution: values["catalogue_attribution"], Example: values["example"] == "yes",
	}
	if day := values["default_as_of"]; day != "" {
		if s.AsOf, err = period.ParseDate(day); err != nil {
			return Settings{}, fault.Wrap(op, err)
		}
	}
	areas, err := d.names.Areas(ctx, "")
	if err != nil {
		return Settings{}, fault.Wrap(op, err)
	}
	return s.complete(areas), nil
}

// complete fills in what nobody has set from the name of the city.
func (s Settings) complete(areas []area.Area) Settings {
	for _, a := range areas {
		if a.Level == area.City && (s.Key == "" || a.ID == s.Key) {
			s.City, s.Key = a.Name, a.ID
		}
	}
	if s.Office == "" {
		s.Office = "Sozialplanung"
		if s.City != "" {
			s.Office = "Stadt " + s.City + ", Sozialplanung"
		}
	}
	if s.Licence == "" {
		s.Licence = dataset.Attribute
	}
	if s.Attribution == "" {
		s.Attribution = s.Office
	}
	return s
}

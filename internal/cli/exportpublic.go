// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"bytes"
	"cmp"
	"fmt"
	"strings"

	"planraum/internal/city/audience"
	"planraum/internal/city/period"
	"planraum/internal/desk/catalogue"
	"planraum/internal/exchange/dcat"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// localBase stands in the catalogue's addresses where no base_url is set.
const localBase = "http://localhost:8080"

// exportPublic writes the public catalogue or one of its data sets, as anybody
// may have them.
func (c exportCommand) exportPublic(s scope, house *House, format string, asOf period.Date) error {
	var out bytes.Buffer
	var err error
	if c.Kind == "dataset" {
		err = c.exportDataset(s, house, format, asOf, &out)
	} else {
		err = c.exportCatalogue(s, house, format, asOf, &out)
	}
	if err != nil {
		return err
	}
	return put(s, c.Output, out.Bytes())
}

func (c exportCommand) exportDataset(s scope, house *House, format string, asOf period.Date, out *bytes.Buffer) error {
	if c.ID != "" {
		if _, err := house.Catalogue.Write(s.ctx, out, catalogue.File{Key: c.ID, Format: format, AsOf: asOf, Lang: s.Lang}); err != nil {
			return err
		}
		// A data set is made for the public, whoever writes the file.
		ctx := audience.With(s.ctx, audience.Lens{Audience: audience.Public, Released: true})
		return house.Protect.Record(ctx, s.say("Befehlszeile", "command line"), "export dataset "+c.ID, format, "")
	}
	l, err := house.Catalogue.Listing(s.ctx, asOf)
	if err != nil {
		return err
	}
	keys := make([]string, len(l.Entries))
	for i, e := range l.Entries {
		keys[i] = e.Key
	}
	list := strings.Join(keys, ", ")
	return fault.New(fault.Invalid, "cli.exportDataset",
		"Welcher Datensatz? Bitte seinen Schlüssel nennen, wie in „planraum export dataset SCHLÜSSEL“: "+list+".",
		"Which data set? Please name its key, as in “planraum export dataset KEY”: "+list+".")
}

func (c exportCommand) exportCatalogue(s scope, house *House, format string, asOf period.Date, out *bytes.Buffer) error {
	l, err := house.Catalogue.Listing(s.ctx, asOf)
	if err != nil {
		return err
	}
	l.Base = cmp.Or(l.Base, strings.TrimSuffix(house.BaseURL, "/"))
	if l.Base == "" {
		fmt.Fprintf(s.Err, s.say("Die Einstellung base_url fehlt; die Adressen des Katalogs beginnen mit %s.\n", "The setting base_url is missing; the catalogue’s addresses begin with %s.\n"), localBase)
	}
	described := l.Described(cmp.Or(l.Base, localBase), "", 0)
	switch format {
	case "ttl":
		return dcat.WriteTurtle(out, described)
	case "jsonld":
		return dcat.WriteJSONLD(out, described)
	}
	return fault.Refuse("cli.exportCatalogue", []fault.Row{{
		File: "catalogue", Column: "format", Value: format, Expected: text.T("ttl oder jsonld", "ttl or jsonld"),
	}})
}

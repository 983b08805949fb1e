// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"bytes"
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"planraum/internal/city/audience"
	"planraum/internal/city/period"
	"planraum/internal/desk/data"
	"planraum/internal/fault"
	"planraum/internal/text"
)

type exportCommand struct {
	Kind   string `arg:"" enum:"figures,sites,packages,areas,goals,measures,actions,plan,catalogue,dataset" help:"help.exportkind"`
	ID     string `arg:"" optional:"" help:"help.exportid"`
	Format string `enum:"csv,xlsx,json,geojson,yaml,ttl,jsonld," default:"" help:"help.exportformat"`
	AsOf   string `name:"as-of" help:"help.asof"`
	Output string `short:"o" complete:"file" help:"help.exportoutput"`
	// Released leaves out the figures that are not released.
	Released bool `help:"help.exportreleased"`
}

// Run writes what the ledger knew on the as-of date.
func (c exportCommand) Run(s scope) error {
	asOf, err := dayOf(s, c.AsOf)
	if err != nil {
		return err
	}
	format, err := c.format()
	if err != nil {
		return err
	}
	house, err := s.existing()
	if err != nil {
		return err
	}
	err = c.export(s, house, format, asOf)
	return errors.Join(err, house.Close())
}

func (c exportCommand) export(s scope, house *House, format string, asOf period.Date) error {
	if c.Kind == "plan" && c.ID == "" {
		return whichPlan(s, house, asOf)
	}
	if c.Kind == "catalogue" || c.Kind == "dataset" {
		return c.exportPublic(s, house, format, asOf)
	}
	var out bytes.Buffer
	ctx := s.ctx
	if c.Released {
		ctx = audience.With(ctx, audience.Lens{Audience: audience.Owner, Released: true})
	}
	err := house.Data.Export(ctx, data.Outgoing{Kind: c.Kind, ID: c.ID, Format: format, AsOf: asOf, Lang: s.Lang, To: &out})
	if err != nil {
		return err
	}
	return put(s, c.Output, out.Bytes())
}

// formats are what export writes, as --format and as endings of file names.
var formats = []string{"csv", "xlsx", "json", "geojson", "yaml", "ttl", "jsonld"}

// format is the one asked for, else told by the target's ending, else the
// usual one of the kind. An ending that is no format is refused: a file must
// not hold something else than its name says.
func (c exportCommand) format() (string, error) {
	ending := strings.ToLower(strings.TrimPrefix(filepath.Ext(c.Output), "."))
	switch {
	case c.Format != "":
		return c.Format, nil
	case ending == "yml":
		return "yaml", nil
	case slices.Contains(formats, ending):
		return ending, nil
	case ending != "":
		known := "." + strings.Join(formats, ", .")
		return "", fault.New(fault.Invalid, "cli.format",
			"Das Format von „"+c.Output+"“ ist nicht bekannt: Die Endung ist eine von "+known+", oder --format nennt es.",
			"The format of “"+c.Output+"” is not known: its ending is one of "+known+", or --format names it.")
	case c.Kind == "plan":
		return "yaml", nil
	case c.Kind == "catalogue":
		return "ttl", nil
	}
	return "csv", nil
}

// mostNamed is how many plans a sentence names; more are a list.
const mostNamed = 10

// whichPlan asks for the plan that was not named.
func whichPlan(s scope, house *House, asOf period.Date) error {
	plans, err := house.Planning.Plans(s.ctx, asOf)
	if err != nil {
		return err
	}
	keys := make([]string, len(plans))
	for i, p := range plans {
		keys[i] = p.ID
	}
	list := text.Same(strings.Join(keys, ", ") + ".")
	switch {
	case len(keys) == 0:
		list = text.T("In der Datenbank ist noch keiner.", "The database holds none yet.")
	case len(keys) > mostNamed:
		list = text.T("„planraum plan list“ zeigt alle.", "“planraum plan list” shows all.")
	}
	return fault.New(fault.Invalid, "cli.whichPlan",
		"Welcher Plan? Bitte seine Kennung nennen, wie in „planraum export plan KENNUNG“: "+list.De,
		"Which plan? Please name its key, as in “planraum export plan KEY”: "+list.En)
}

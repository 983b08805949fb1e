// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package example_test

import (
	"bytes"
	"testing"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/area"
	"planraum/internal/city/council"
	"planraum/internal/city/dataset"
	"planraum/internal/city/figure"
	"planraum/internal/city/need"
	"planraum/internal/city/population"
	"planraum/internal/city/projection"
	"planraum/internal/city/source"
	"planraum/internal/city/staffing"
	"planraum/internal/city/steering"
	"planraum/internal/example"
	"planraum/internal/exchange/cityfile"
	"planraum/internal/exchange/table"
)

// city is the example city as the importer reads it.
type city struct {
	editions     []area.Edition
	areas        []area.Area
	indicators   []figure.Indicator
	groups       []population.Group
	settings     []cityfile.Setting
	figures      []figure.Figure
	breaks       []figure.Break
	choices      []cityfile.Chosen
	sites        []accommodation.Site
	packages     []cityfile.Package
	norms        []need.Norm
	utilisation  []need.Utilisation
	leadTimes    []need.LeadTime
	staffingKeys []staffing.Key
	pay          []staffing.Pay
	flatRates    []staffing.FlatRate
	postCases    []staffing.Case
	postChanges  []staffing.PostChange
	weights      []cityfile.Weight
	sources      []source.Profile
	datasets     []dataset.Dataset
	scenarios    []cityfile.Scenario
	projections  []projection.Set
	actions      []cityfile.Action
	goals        []cityfile.Goal
	measures     []cityfile.Measure
	bodies       []steering.Body
	committees   []cityfile.Dated[council.Committee]
	citations    []source.Citation
	recess       []cityfile.Dated[council.Recess]
	sittings     []cityfile.Dated[council.Sitting]
	motions      []cityfile.Dated[council.Paper]
	papers       []cityfile.Dated[council.Paper]
}

// load reads every file of the example in import order and fails on any fault.
func load(t *testing.T) city {
	t.Helper()
	var c city
	for _, f := range example.Files() {
		in, err := table.Open(f.Name, bytes.NewReader(f.Content))
		if err != nil {
			t.Fatal(err)
		}
		kind, ok := cityfile.Detect(in.Columns)
		if !ok {
			t.Fatalf("%s: kind not detected from %v", f.Name, in.Columns)
		}
		if err := c.read(in, kind); err != nil {
			t.Errorf("%s (%s): %v", f.Name, kind, err)
		}
	}
	return c
}

func (c *city) read(in *table.Reader, kind cityfile.Kind) (err error) {
	known := cityfile.NewCatalogue(c.areas, c.indicators, c.groups)
	switch kind {
	case cityfile.Areas:
		c.editions, c.areas, err = cityfile.ReadAreas(in)
	case cityfile.Indicators:
		c.indicators, err = cityfile.ReadIndicators(in)
	case cityfile.Groups:
		c.groups, err = cityfile.ReadGroups(in)
	case cityfile.Settings:
		c.settings, err = cityfile.ReadSettings(in)
	case cityfile.Sources:
		c.sources, err = cityfile.ReadSources(in)
	case cityfile.Figures:
		_, err = cityfile.ReadFigures(in, known, func(f []figure.Figure) error {
			c.figures = append(c.figures, f...)
			return nil
		})
	case cityfile.Breaks:
		c.breaks, err = cityfile.ReadBreaks(in, known)
	case cityfile.Choices:
		c.choices, err = cityfile.ReadChoices(in, known)
	case cityfile.Sites:
		c.sites, err = cityfile.ReadSites(in, known)
	case cityfile.Packages:
		c.packages, err = cityfile.ReadPackages(in)
	case cityfile.Norms:
		c.norms, err = cityfile.ReadNorms(in)
	case cityfile.Utilisation:
		c.utilisation, err = cityfile.ReadUtilisation(in)
	case cityfile.LeadTimes:
		c.leadTimes, err = cityfile.ReadLeadTimes(in)
	case cityfile.StaffingKeys:
		c.staffingKeys, err = cityfile.ReadStaffingKeys(in)
	case cityfile.Pay:
		c.pay, err = cityfile.ReadPay(in)
	case cityfile.FlatRates:
		c.flatRates, err = cityfile.ReadFlatRates(in)
	case cityfile.PostCases:
		c.postCases, err = cityfile.ReadPostCases(in)
	case cityfile.PostChanges:
		c.postChanges, err = cityfile.ReadPostChanges(in)
	case cityfile.Bodies:
		c.bodies, err = cityfile.ReadBodies(in)
	case cityfile.Scenarios:
		c.scenarios, err = cityfile.ReadScenarios(in)
	case cityfile.Actions:
		c.actions, err = cityfile.ReadActions(in, cityfile.Catalogue{})
	case cityfile.Goals:
		c.goals, err = cityfile.ReadGoals(in, known)
	case cityfile.Measures:
		c.measures, err = cityfile.ReadMeasures(in, known)
	case cityfile.Committees:
		c.committees, err = cityfile.ReadCommittees(in, known)
	case cityfile.Citations:
		c.citations, err = cityfile.ReadCitations(in)
	case cityfile.Recess:
		c.recess, err = cityfile.ReadRecess(in)
	case cityfile.Sittings:
		c.sittings, err = cityfile.ReadSittings(in)
	case cityfile.Motions:
		c.motions, err = cityfile.ReadMotions(in)
	case cityfile.Papers:
		c.papers, err = cityfile.ReadPapers(in)
	case cityfile.Projection:
		c.projections, err = cityfile.ReadProjection(in, known)
	case cityfile.Apportion:
		c.weights, err = cityfile.ReadApportion(in, known)
	case cityfile.Datasets:
		c.datasets, err = cityfile.ReadDatasets(in, known)
	}
	return err
}

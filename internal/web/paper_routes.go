// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"

	"planraum/internal/method/rights"
)

// reportsPath is where papers and reports stand.
const reportsPath = "/berichte"

// paperRoutes are the pages of documents: papers, reports and their templates.
func (s *server) paperRoutes() map[string]handler {
	return map[string]handler{
		"GET " + reportsPath:                              s.papers,
		"GET " + reportsPath + "/{report}":                s.paper,
		"GET " + reportsPath + "/{report}/datei/{format}": s.paperFile,
		"POST " + reportsPath + "/{report}/pdf":           s.orderPaperPDF,
		"POST " + reportsPath + "/{report}/ausgabe":       s.issuePaper,
		"GET " + reportsPath + "/{report}/bearbeiten":     s.editPaper,
		"POST " + reportsPath + "/{report}/bearbeiten":    s.changePaper,
		"POST " + reportsPath:                             s.beginPaper,
	}
}

// paperNeeds are the rights that they need.
var paperNeeds = map[string]right{
	"GET " + reportsPath:                              {rights.Read, rights.Document, ofIssued, false},
	"GET " + reportsPath + "/{report}":                {rights.Read, rights.Document, ofPaper, false},
	"GET " + reportsPath + "/{report}/datei/{format}": {rights.Read, rights.Document, ofPaper, false},
	"POST " + reportsPath + "/{report}/pdf":           wholeOf(rights.Export, rights.Document),
	"POST " + reportsPath + "/{report}/ausgabe":       wholeOf(rights.Issue, rights.Document),
	"GET " + reportsPath + "/{report}/bearbeiten":     wholeOf(rights.Plan, rights.Document),
	"POST " + reportsPath + "/{report}/bearbeiten":    wholeOf(rights.Plan, rights.Document),
	"POST " + reportsPath:                             wholeOf(rights.Plan, rights.Document),
}

// ofIssued is what was issued: the list of it is for everybody.
func ofIssued(*server, context.Context, request) (rights.Resource, error) {
	return rights.Resource{Kind: rights.Document, Released: true}, nil
}

// ofPaper is the text of the address: an issued one where the city has issued it by the
// as-of date, else a draft.
func ofPaper(s *server, ctx context.Context, r request) (rights.Resource, error) {
	if s.Report == nil {
		return rights.Resource{Kind: rights.Document}, nil
	}
	list, err := s.issues(ctx, r)
	return rights.Resource{Kind: rights.Document, Released: len(list) > 0}, err
}

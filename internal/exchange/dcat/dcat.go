// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package dcat writes a catalogue of data sets as DCAT-AP.de 3.0, the German
// profile of the W3C's Data Catalog Vocabulary, in two spellings: Turtle and
// JSON-LD. Both are made of the same statements.
package dcat

import (
	"planraum/internal/city/area"
	"planraum/internal/city/dataset"
	"planraum/internal/city/period"
	"planraum/internal/text"
)

// Catalogue is a page of a catalogue, or all of it. Addresses are full ones.
type Catalogue struct {
	URI, Homepage      string
	Title, Description text.Text
	Publisher          Agent
	Licence            dataset.Licence
	Modified           period.Date
	Datasets           []Dataset
	Services           []Service
	Page               *Page // nil: the whole catalogue
}

// Agent is who publishes.
type Agent struct{ URI, Name, Page string }

// Contact is the office that answers questions; Page where there is no Email.
type Contact struct{ URI, Name, Email, Page string }

// Page says which part of the catalogue this is (hydra:PartialCollectionView).
type Page struct {
	URI, First, Previous, Next, Last string // empty: there is none
	Total                            int    // data sets of the whole catalogue
}

// Dataset is one data set with its files.
type Dataset struct {
	URI, Key, Page     string
	Title, Description text.Text
	Keywords           []text.Text
	Theme              dataset.Theme
	Periodicity        dataset.Periodicity
	Issued, Modified   period.Date
	First, Last        period.Date // days of which it speaks; zero: unknown
	Municipality       string      // official key of the city (AGS)
	Box                *area.Box   // of its areas
	Contact            Contact
	Files              []File
}

// File is one of the forms in which a data set can be had.
type File struct {
	URI, Address string
	Title        text.Text
	Format       Format
	Licence      dataset.Licence
	Attribution  string
	Modified     period.Date
	Service      string // address of the service that gives it, if one does
}

// Format is a file format: its codes in the European list of file types and in
// the registry of media types.
type Format struct{ Type, Media string }

// The formats of files.
var (
	CSV     = Format{"CSV", "text/csv"}
	XLSX    = Format{"XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
	JSON    = Format{"JSON", "application/json"}
	GeoJSON = Format{"GEOJSON", "application/geo+json"}
)

// Service is an interface over which data sets can be asked.
type Service struct {
	URI, Endpoint, Description string
	Title, About               text.Text
	Licence                    dataset.Licence
	Contact                    Contact
	Theme                      dataset.Theme
	Serves                     []string // addresses of data sets
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package document holds the text of papers and reports: headings, paragraphs,
// lists, tables, pictures and live fields. A field names a number, table or chart of
// the ledger or a run; while the text is a draft it is looked up anew each time, once
// the paper is issued it is frozen with its derivation. A document says what its parts
// mean and never how they look.
package document

import (
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/text"
)

// Document is a text in one language.
type Document struct {
	Title    string      `json:"title"`
	Subtitle string      `json:"subtitle,omitempty"`
	Lang     text.Lang   `json:"lang"`
	AsOf     period.Date `json:"as_of,omitzero"` // what the fields rest on; zero: as of the reading
	// Contents asks for a list of the headings of level 1 and 2 at the beginning.
	Contents bool `json:"contents,omitempty"`
	// Plain asks for notes and sources in plain words, for readers who are no officials.
	Plain bool `json:"plain,omitempty"`
	// Head is the head of a paper: names and values such as the reference number.
	Head   []Pair  `json:"head,omitempty"`
	Blocks []Block `json:"blocks"`
}

// Pair is a name with its value.
type Pair struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Block is one part of the text. Exactly one of its fields is set.
type Block struct {
	Heading   *Heading   `json:"heading,omitempty"`
	Paragraph *Paragraph `json:"paragraph,omitempty"`
	List      *List      `json:"list,omitempty"`
	Table     *Table     `json:"table,omitempty"`
	Picture   *Picture   `json:"picture,omitempty"`
	// Field stands for a table or picture that is looked up.
	Field *Field `json:"field,omitempty"`
	// Break begins a new page.
	Break bool `json:"break,omitempty"`
}

// Heading is a title of level 1 to 4. A level may follow the one before it or a higher
// one only: none is left out.
type Heading struct {
	Level int    `json:"level"`
	Text  string `json:"text"`
}

// Paragraph is a paragraph.
type Paragraph struct {
	Runs []Run `json:"runs"`
	// Numbered paragraphs are those of a resolution: "1.", "1.1", by Level from 1.
	Level int `json:"level,omitempty"`
}

// List is a list of paragraphs, with numbers or dots.
type List struct {
	Ordered bool        `json:"ordered,omitempty"`
	Items   []Paragraph `json:"items"`
}

// Run is a piece of a paragraph in one manner. Text and Field exclude each other.
type Run struct {
	Text   string `json:"text,omitempty"`
	Strong bool   `json:"strong,omitempty"`
	Emph   bool   `json:"emph,omitempty"`
	Link   string `json:"link,omitempty"` // an address on the web
	Field  *Field `json:"field,omitempty"`
}

// Kind says what a field stands for.
type Kind string

// The kinds of fields.
const (
	Number Kind = "number" // a number with its derivation, in running text
	Words  Kind = "words"  // a sentence or name, such as the month of the first shortage
	Rows   Kind = "rows"   // a table
	Chart  Kind = "chart"  // a picture, with its table below or in the annex
	Map    Kind = "map"    // a map, with its table below or in the annex
)

// Field is a live reference. Ref is the address of a number, table or chart as pages
// use it for derivations, such as "run/4f0c.../needed/2016-12".
type Field struct {
	Kind Kind   `json:"kind"`
	Ref  string `json:"ref"`
	// Value is what was looked up; nil: not looked up, or not to be found.
	Value *Value `json:"value,omitempty"`
}

// Value is what a field stands for at one time.
type Value struct {
	Written    string             `json:"written,omitempty"` // of numbers and words, as it stands in the text
	Derivation *figure.Derivation `json:"derivation,omitempty"`
	Table      *Table             `json:"table,omitempty"`
	Picture    *Picture           `json:"picture,omitempty"`
	// Draft says that it rests on something that is not released or that has changed
	// since; such a paper cannot be issued.
	Draft text.Text `json:"draft,omitzero"`
}

// Table is a table with its caption. Every row has as many cells as there are columns.
type Table struct {
	Caption string   `json:"caption"`
	Columns []Column `json:"columns"`
	Rows    []Row    `json:"rows"`
	Notes   []string `json:"notes,omitempty"`
	Sources []string `json:"sources,omitempty"`
}

// Column is the head of a column.
type Column struct {
	Name    string `json:"name"`
	Unit    string `json:"unit,omitempty"`
	Numeric bool   `json:"numeric,omitempty"` // stands right-aligned
}

// Row is a row of a table, the first cell of which names it.
type Row struct {
	Cells []string `json:"cells"`
	Total bool     `json:"total,omitempty"`
	// Refs are the addresses of the derivations of the cells, empty where a cell is no
	// number; nil: no cell has one.
	Refs []string `json:"refs,omitempty"`
}

// Picture is a picture with what it shows in words, for readers who do not see it.
type Picture struct {
	Caption string `json:"caption"`
	Told    string `json:"told"` // alternative text
	SVG     string `json:"svg,omitempty"`
	// PNG is the same for formats that take no SVG, with its size in pixels.
	PNG           []byte `json:"png,omitempty"`
	Width, Height int    `json:"-"`
	// Table holds the values of the picture. It is not repeated where the text has a
	// table of the same caption.
	Table *Table `json:"table,omitempty"`
	// Below has the table stand right below the picture however long it is, since the
	// picture cannot be read without it: a map names its areas by number.
	Below bool `json:"below,omitempty"`
	// Notes and Sources stand below the picture.
	Notes   []string `json:"notes,omitempty"`
	Sources []string `json:"sources,omitempty"`
}

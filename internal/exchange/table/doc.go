// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package table is the one way in which tabular files enter and leave: CSV in
// the encodings that German offices produce, and XLSX. A file with faults is
// read to its end, and every fault is reported with file, row, column, value
// and what was expected.
//
// # What is read
//
// A CSV file may begin with comment lines ("# ...") and a line "sep=;"; then
// comes the header, then rows. Comment lines are recognised before the header
// only. Empty lines and rows without any content are skipped, wherever they
// stand. XLSX and XLSM files give the first sheet that is shown or a named one
// (Sheets lists them); their dates arrive as 2015-11-27, their months as
// 2015-11, their percentages with the percent sign, and their numbers with a
// decimal point. Merged cells have their value in the first cell, or with
// WithMergedCells in all. Macros, formulas and links to other files are not
// read; of a formula the stored result is. OpenPasted reads what was copied
// into a form, OpenRecords what another reader has taken apart. What a person
// should know about the reading is told by Remarks.
//
// # Encoding
//
// The encoding is that of a byte order mark, else UTF-8 if most of the bytes
// beyond ASCII are that, else the one of Windows-1252, ISO-8859-15 and code
// page 850 that makes the best German: letters by their frequency and
// neighbours. One umlaut or ß in a word decides, and so does one €. It cannot
// be decided where such bytes stand alone or in names of other languages only;
// then Remarks says what was taken and what it might be, and InEncoding sets
// it. Windows-1252 and ISO-8859-15 differ in eight signs only (€ Š š Ž ž Œ œ Ÿ).
//
// # Limits and memory
//
// CSV is streamed: memory does not grow with the file. Of an XLSX file the
// packed bytes (Limits.Packed) and its texts (1.5 million, together 64 MiB) are
// held; its sheet is streamed. A process that reads the greediest file which
// the default limits allow stays under 384 MiB (TestMemory; measured: 355 MiB
// for texts, 230 MiB for one row of delimiters, 60 MiB for CSV of any size).
// A row of CSV has at most 4 MiB. Only what Read gives, a whole table, is held
// in memory as a whole, of CSV at most 64 MiB.
//
// # Hostile files
//
// What is no CSV and no XLSX is told by its first bytes and refused with one
// sentence that says what to do: .xls, .xlsb, .ods, PDF, pictures, web pages
// named .xls, archives, workbooks with a password, a name with the ending of
// another format. Of an archive all names, sizes and places are checked before
// anything is unpacked: no more than 200 times its size (and 512 MiB) unpacked,
// 10,000 parts, no part twice, none over another, no .. or \ in names. A DOCTYPE
// or ENTITY in any XML part refuses the file. Nothing is ever written to disk
// or fetched.
//
// # Numbers
//
// See ParseDecimal and ParseWhole for the rule. A number that may mean two
// things is refused, not guessed.
//
// # What is written
//
// CSV is UTF-8 with a byte order mark, lines end with CR LF. German has
// semicolon and decimal comma, English comma and decimal point; dates are
// 2015-11-27 in both, without thousands marks. Comment lines before the header
// hold title, notes and the decimal mark, so that Read needs no setting. R
// reads it with read.csv2(file, comment.char = "#", fileEncoding =
// "UTF-8-BOM"). XLSX has the header in the first row of its first sheets, and
// title and notes in a last sheet "Angaben", so that filters, pivot tables and
// R's readxl work at once. Unknown is an empty cell, never 0.
//
// # Formula injection
//
// Text that begins with = + - @ # or a tab or line break (or their full-width
// forms), or with apostrophes followed by one of these, gets one apostrophe in
// front in CSV, also behind blanks; reading takes it away again. In XLSX such text is stored as
// text, which no spreadsheet executes. Line breaks within text are written as
// LF, other control characters as a space.
package table

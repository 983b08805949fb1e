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
// stand. The encoding is that of a byte order mark, else UTF-8 if the bytes
// are that, else the one of Windows-1252, ISO-8859-15 and code page 850 that
// makes the best German. XLSX files give their first sheet or a named one;
// its dates arrive as 2015-11-27, its months as 2015-11, its percentages with
// the percent sign, and its numbers with a decimal point.
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
// front in CSV; reading takes it away again. In XLSX such text is stored as
// text, which no spreadsheet executes. Line breaks within text are written as
// LF, other control characters as a space.
package table

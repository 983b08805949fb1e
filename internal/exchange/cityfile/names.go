// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cityfile

import (
	"net/mail"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"planraum/internal/city/dataset"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/steering"
	"planraum/internal/exchange/table"
	"planraum/internal/text"
)

// Codes of indicators, groups and settings.
var (
	code     = regexp.MustCompile(`^[a-z0-9_]+(\.[a-z0-9_]+)*$`)
	wantCode = text.T("Kleinbuchstaben, Ziffern, _ und Punkte wie accommodation.persons", "lower-case letters, digits, _ and dots such as accommodation.persons")
)

func (c cells) code(column string) string {
	s := c.text(column)
	if s != "" && !code.MatchString(s) {
		c.Refuse(column, wantCode)
	}
	return s
}

// maxPlaces is the most decimals an indicator may have; a value of 18 digits
// then still has 12 before the mark.
const maxPlaces = 6

// ReadIndicators reads a file of indicators in file order. Its error is
// fault.Invalid with all faults, or that of the reader.
func ReadIndicators(in *table.Reader) ([]figure.Indicator, error) {
	var list []figure.Indicator
	seen := newTwice()
	err := each(in, Indicators, func(c cells) error {
		i := figure.Indicator{
			Code:   c.code("code"),
			Name:   text.T(c.text("name_de"), c.text("name_en")),
			Unit:   text.T(c.text("unit_de"), c.text("unit_en")),
			Places: int(c.atLeast("decimals", 0)),
			Kind:   figure.Kind(c.oneOf("kind", string(figure.Stock), string(figure.Flow), string(figure.Rate))),
		}
		if i.Places > maxPlaces {
			c.Refuse("decimals", text.T("höchstens 6 Nachkommastellen", "at most 6 decimals"))
		}
		seen.check(c, "code", i.Code)
		list = append(list, i)
		return nil
	}, nil)
	return list, err
}

// ReadGroups reads a file of target groups in file order. Its error is
// fault.Invalid with all faults, or that of the reader.
func ReadGroups(in *table.Reader) ([]population.Group, error) {
	var list []population.Group
	seen := newTwice()
	err := each(in, Groups, func(c cells) error {
		g := population.Group{ID: population.ID(c.code("id")), Name: text.T(c.text("name_de"), c.text("name_en"))}
		seen.check(c, "id", string(g.ID))
		list = append(list, g)
		return nil
	}, nil)
	return list, err
}

// Setting is one of the installation's settings.
type Setting struct {
	Key       string      `json:"key"` // such as "default_as_of"
	Value     string      `json:"value"`
	KnownFrom period.Date `json:"known_from,omitzero"`
	Source    string      `json:"source"`
	File      string      `json:"file,omitempty"`
	Line      int         `json:"line,omitempty"`
}

// settingKeys are the settings that there are: the city's key, the as-of date
// and edition without a choice, whether the data are an example, on which figures
// pages rest, the size of the largest file that is taken in, in megabytes, the
// address under which the pages are reached, and what the public catalogue says
// of itself, and the city's offices.
var settingKeys = []string{"city", asOfSetting, "default_edition", "example", figuresUsed, sizeSetting, baseSetting, officeSetting, mailSetting, licenceSetting, "catalogue_attribution", steering.OfficesSetting}

// The settings whose values have a form.
const (
	sizeSetting    = "max_upload_mb"
	baseSetting    = "base_url"
	licenceSetting = "catalogue_licence"
)

// maxMegabytes bounds the size: a larger number is a slip of the pen.
const maxMegabytes = 1 << 20

// pagesAddress is the form of an address of pages: a host and perhaps a path.
var pagesAddress = regexp.MustCompile(`^https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~-]+)*$`)

// mailSetting and officeSetting are what the public catalogue says of whom to
// ask: a plain address, and one line.
const (
	mailSetting   = "catalogue_email"
	officeSetting = "catalogue_office"
)

// plainMail reports whether s is an e-mail address alone, without a name and
// brackets around it.
func plainMail(s string) bool {
	parsed, err := mail.ParseAddress(s)
	return err == nil && parsed.Name == "" && parsed.Address == s && isLine(s)
}

// isLine reports whether s is one line without control characters.
func isLine(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' })
}

// figuresUsed is the setting that says on which figures pages rest without a
// choice.
const figuresUsed = "figures_used"

// asOfSetting is the setting whose value is a day.
const asOfSetting = "default_as_of"

// ReadSettings reads a file of settings in file order. Its error is
// fault.Invalid with all faults, or that of the reader.
func ReadSettings(in *table.Reader) ([]Setting, error) {
	var list []Setting
	seen := newTwice()
	err := each(in, Settings, func(c cells) error {
		s := Setting{
			Key: c.code("key"), Value: c.text("value"), KnownFrom: c.optDate("known_from"),
			Source: c.text("source"), File: c.file, Line: c.Line,
		}
		switch {
		case s.Key == asOfSetting:
			s.Value = c.date("value").String()
		case s.Key == licenceSetting:
			s.Value = c.oneOf("value", dataset.Words(dataset.Licences)...)
		case s.Key == baseSetting:
			if !pagesAddress.MatchString(s.Value) {
				c.Refuse("value", text.T("eine Adresse wie https://planraum.example.org, ohne Schrägstrich am Ende", "an address such as https://planraum.example.org, without a slash at its end"))
			}
		case s.Key == mailSetting:
			if s.Value != "" && !plainMail(s.Value) {
				c.Refuse("value", text.T("eine E-Mail-Adresse allein wie sozialplanung@example.org, ohne Namen davor", "an e-mail address alone such as planning@example.org, without a name before it"))
			}
		case s.Key == officeSetting:
			if !isLine(s.Value) {
				c.Refuse("value", text.T("eine Zeile wie „Stadt Musterstadt, Sozialplanung“, ohne Umbruch", "one line such as “City of Musterstadt, social planning”, without a break"))
			}
		case s.Key == steering.OfficesSetting:
			for _, name := range strings.Split(s.Value, "|") {
				if strings.TrimSpace(name) == "" || steering.NamesPerson(strings.TrimSpace(name)) {
					c.Refuse("value", text.T("Ämter und Stellen, mit | getrennt, keine Personen: Sozialamt | Jugendamt", "offices and units, divided by |, no persons: Sozialamt | Jugendamt"))
					break
				}
			}
		case s.Key == sizeSetting:
			if n, err := strconv.Atoi(s.Value); s.Value != "" && (err != nil || n < 1 || n > maxMegabytes) {
				c.Refuse("value", text.T("eine Zahl von Megabyte wie 200, von 1 bis 1.048.576", "a number of megabytes such as 200, from 1 to 1,048,576"))
			}
		case s.Key == figuresUsed:
			s.Value = c.oneOf("value", "released", "all")
		case s.Key != "" && !slices.Contains(settingKeys, s.Key):
			list := strings.Join(settingKeys, ", ")
			c.Refuse("key", text.T("eine bekannte Einstellung: "+list, "a known setting: "+list))
		}
		seen.check(c, "key, known_from", s.Key, s.KnownFrom.String())
		list = append(list, s)
		return nil
	}, nil)
	return list, err
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package view holds the parts that all pages are made of: the frame with the
// as-of control and the loop's navigation, tables, key figures, derivations,
// refusals. Parts render what they are given and reckon nothing.
package view

import (
	"net/url"
	"slices"
	"strings"

	"planraum/internal/city/period"
	"planraum/internal/text"
)

// AsOfParam is the query parameter of the as-of date, in every address.
const AsOfParam = "stand"

// FiguresParam is the query parameter that says on which figures a page rests,
// in every address: AllFigures or ReleasedFigures.
const (
	FiguresParam    = "werte"
	AllFigures      = "alle"
	ReleasedFigures = "freigegeben"
)

// Page is what the frame around every page needs.
type Page struct {
	Lang text.Lang
	// Answer is the heading: what the page answers, in one sentence.
	Answer text.Text
	// Name is the page's name in the navigation and the window title.
	Name  text.Text
	Facts []text.Text // small, below the heading: plan, release, audience
	City  string
	Path  string // without language prefix, such as /plaetze
	Query url.Values

	// Release and Protection say for files which figures were chosen and what
	// was done to keep small cells secret; empty: what holds without either.
	// Licence names the terms of use and whom to name, where they are known.
	Release    text.Text
	Protection text.Text
	Licence    text.Text

	AsOf    period.Date
	Default period.Date // as-of date without a choice
	Today   period.Date
	Demo    bool
	Version string
	// Bare pages are for people without an account: no as-of control, no
	// navigation, no way to any other page.
	Bare bool

	// Timeless pages show nothing of the city: what they say holds now, whatever
	// date and figures were chosen, and there is nothing to choose on them.
	Timeless bool

	// Refresh is after how many seconds the page loads itself again where no
	// script brings it up to date; 0: it stays as it is.
	Refresh int
	// Released says that the page rests on released figures only, and
	// ReleasedDefault whether it does without a choice.
	Released, ReleasedDefault bool
	// Waiting is how many known figures are not released.
	Waiting int
	// Protecting says how much is left out because it is not protected yet.
	Protecting text.Text
	// Public says that anybody may see the page: there is nothing to choose.
	Public bool
	// Limits says what the page leaves out because of the reader's rights, and Why
	// is the address at which that is explained; empty: nothing is left out.
	Limits text.Text
	Why    string
	// WhyHere explains in the same way why a list of the page may be shorter: by the
	// rule for what it lists.
	WhyHere string
	// May says whether the reader may use a route, such as "GET /daten", and Asks
	// whether the derivation that an address names; nil: every one.
	May, Asks func(string) bool
	// Cite writes a source out in the page's language; nil: sources stand as typed.
	Cite func(source string) string
	// Role is the key of who acts, Roles whom a demonstration lets one be; none
	// outside of it.
	Role  string
	Roles []Choice
	// Trial says that this is a demonstration, Account how whoever is signed in
	// wants to be called, MaySignIn that one can, Administers that accounts can
	// be administered.
	Trial, SignedIn, MaySignIn, Administers bool
	Account                                 string
}

// Choice is one of several things to choose from.
type Choice struct {
	Key  string
	Name text.Text
}

// Cited is a source as the page writes it.
func (p Page) Cited(source string) string {
	if p.Cite == nil || source == "" {
		return source
	}
	return p.Cite(source)
}

// figures is the value of FiguresParam that says what the page shows.
func (p Page) figures() string {
	if p.Released {
		return ReleasedFigures
	}
	return AllFigures
}

// QuietParam is the query parameter of a reader who wants no page to load
// itself again.
const QuietParam = "ruhig"

// T returns the sentence of the page's language.
func (p Page) T(de, en string) string { return text.T(de, en).In(p.Lang) }

// In returns t in the page's language.
func (p Page) In(t text.Text) string { return t.In(p.Lang) }

// Past reports whether the page shows the city as it was known on another day
// than today.
func (p Page) Past() bool { return p.AsOf != p.Today && !p.Timeless && !p.Bare }

// Href is the address of another page in the same language, under the same
// as-of date and over the same figures. pairs are further parameters: name, value, name, value.
func (p Page) Href(path string, pairs ...string) string {
	if len(pairs) == 0 && p.Released == p.ReleasedDefault { // as most of the thousands of addresses of a page
		if p.AsOf == p.Default {
			return prefix(p.Lang) + path
		}
		return prefix(p.Lang) + path + "?" + AsOfParam + "=" + p.AsOf.String()
	}
	if len(pairs) == 0 {
		if p.AsOf == p.Default {
			return prefix(p.Lang) + path + "?" + FiguresParam + "=" + p.figures()
		}
		return prefix(p.Lang) + path + "?" + AsOfParam + "=" + p.AsOf.String() + "&" + FiguresParam + "=" + p.figures()
	}
	q := url.Values{}
	if p.AsOf != p.Default {
		q.Set(AsOfParam, p.AsOf.String())
	}
	if p.Released != p.ReleasedDefault {
		q.Set(FiguresParam, p.figures())
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		q.Set(pairs[i], pairs[i+1])
	}
	return prefix(p.Lang) + path + query(q)
}

// Here is the address of this page with some parameters changed; an empty
// value takes the parameter away.
func (p Page) Here(pairs ...string) string {
	q := url.Values{}
	for name, values := range p.Query {
		q[name] = values
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		q.Set(pairs[i], pairs[i+1])
		if pairs[i+1] == "" {
			q.Del(pairs[i])
		}
	}
	return prefix(p.Lang) + p.Path + query(q)
}

// Other is the address of this page in the other language.
func (p Page) Other() (text.Lang, string) {
	l := text.En
	if p.Lang == text.En {
		l = text.De
	}
	return l, prefix(l) + p.Path + query(p.Query)
}

// Ask is the address of a number's derivation.
func (p Page) Ask(ref string) string { return p.Href("/herleitung/" + ref) }

// MayAsk reports whether the reader may see the derivation of a number.
func (p Page) MayAsk(ref string) bool { return p.Asks == nil || p.Asks(ref) }

// Allowed reports whether the reader may use a route.
func (p Page) Allowed(route string) bool { return p.May == nil || p.May(route) }

// File is the address of a table of this page as a file: csv, xlsx,
// json or, of a table on areas, geojson.
func (p Page) File(table, format string) string {
	return p.Here("tabelle", table, "format", format)
}

func prefix(l text.Lang) string {
	if l == text.En {
		return "/en"
	}
	return ""
}

func query(q url.Values) string {
	if len(q) == 0 {
		return ""
	}
	return "?" + q.Encode()
}

// Hidden lists the parameters of the page that a form must carry on, without
// the given ones.
func (p Page) Hidden(without ...string) []Pair {
	var pairs []Pair
	for name, values := range p.Query {
		if strings.Contains(" "+strings.Join(without, " ")+" ", " "+name+" ") {
			continue
		}
		for _, v := range values {
			pairs = append(pairs, Pair{name, v})
		}
	}
	sortPairs(pairs)
	return pairs
}

// Pair is a name with a value.
type Pair struct{ Name, Value string }

// Station is a desk in the navigation, which is the loop of the work.
type Station struct {
	Path string
	Name text.Text
}

// Stations lists the desks that are built, in the order of the loop.
var Stations = []Station{
	{"/", text.T("Lagebild", "Situation")},
	{"/plaetze", text.T("Plätze", "Places")},
	{"/prognosen", text.T("Prognosen", "Forecasts")},
	{"/plaene", text.T("Pläne", "Plans")},
	{"/personal", text.T("Personal", "Staff")},
	{"/steuerung", text.T("Steuerung", "Steering")},
	{"/rat", text.T("Rat", "Council")},
	{"/berichte", text.T("Berichte", "Reports")},
	{"/daten", text.T("Daten", "Data")},
}

// Administration is what runs the installation: no desk of the loop, and shown to
// those who keep its accounts.
var Administration = []Station{
	{"/verwaltung/zustand", text.T("Zustand", "State")},
	{"/verwaltung/konten", text.T("Konten", "Accounts")},
	{"/verwaltung/rechte", text.T("Rechte", "Rights")},
	{"/prognosen/warnungen/schwelle", text.T("Warnschwelle", "Threshold")},
	{"/verwaltung/protokoll", text.T("Protokoll", "Record")},
	{"/verwaltung/datenschutz", text.T("Datenschutz", "Privacy")},
}

// Stations lists the desks that the reader may see.
func (p Page) Stations() []Station {
	all := slices.Clone(Stations)
	if p.May != nil && p.May("GET /verwaltung/konten") {
		all = append(all, Administration...)
	}
	return slices.DeleteFunc(all, func(s Station) bool { return s.Path != "/" && !p.Allowed("GET "+s.Path) })
}

// beside are the pages of a station that stand at an address of their own.
var beside = map[string][]string{"/prognosen": {"/szenarien"}}

// Current reports whether the station is the page's own.
func (p Page) Current(s Station) bool {
	below := func(path string) bool { return p.Path == path || (path != "/" && strings.HasPrefix(p.Path, path+"/")) }
	return below(s.Path) || slices.ContainsFunc(beside[s.Path], below)
}

// here names the desk of the page after a colon, for the line that opens the menu; empty
// where it is on none.
func (p Page) here() string {
	for _, s := range p.Stations() {
		if p.Current(s) {
			return ": " + p.In(s.Name)
		}
	}
	return ""
}

// playing is whom a visitor of the demonstration is.
func (p Page) playing() string {
	for _, r := range p.Roles {
		if r.Key == p.Role {
			return p.In(r.Name)
		}
	}
	return ""
}

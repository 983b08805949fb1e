// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"planraum/internal/city/council"
	"planraum/internal/city/document"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// The posts of a council paper are typed in its form; its text proposes posts in its own
// words. Where the two differ, the council would decide on one and read the other.

// The words of a sentence that proposes posts: "1,0 Stelle in EG 13", "zum 1. Januar 2016",
// "unbefristet", "Ein kw-Vermerk wird nicht angebracht".
var (
	proposes   = regexp.MustCompile(`geschaffen|zu schaffen|schafft|vorgeschlagen|schlägt|beantragt`)
	postsInA   = regexp.MustCompile(`([0-9]+(?:,[0-9]{1,2})?)[ \x{a0}]Stellen? in (?:(?:Entgelt|Besoldungs)gruppe )?((?:EG|E|S|A)[ \x{a0}]?[0-9]{1,2}[a-z]?)`)
	firstDay   = regexp.MustCompile(`(bis )?(?:zum|ab dem|ab)` + someDay)
	phaseOut   = regexp.MustCompile(`kw-Vermerk(?: (?:bis|zum|ab|auf|den|dem))*` + someDay)
	noPhaseOut = regexp.MustCompile(`unbefristet|kein(?:en)? kw-Vermerk|kw-Vermerk(?:e)? (?:wird|werden|ist|sind) nicht|ohne kw-Vermerk`)
)

// someDay is a day behind a word: 1. Januar 2016, 01.01.2016.
const someDay = `[ \x{a0}]([0-9]{1,2})\.[ \x{a0}]?(\p{L}+|[0-9]{1,2}\.)[ \x{a0}]?([0-9]{4})`

// proposal is what a sentence of a text says of the posts that it proposes.
type proposal struct {
	share unit.FTE // 0: not said
	grade string
	from  period.Date // zero: not said
	keeps bool        // the posts get no phase-out note
	out   period.Date // the day of their phase-out note; zero: not said
	part  int
	place text.Text
}

// proposals are what the paragraphs of a text say of posts, in their order.
func proposals(doc document.Document) (list []proposal) {
	for i, b := range doc.Blocks {
		var lines []document.Paragraph
		switch {
		case b.Paragraph != nil:
			lines = []document.Paragraph{*b.Paragraph}
		case b.List != nil:
			lines = b.List.Items
		}
		for _, p := range lines {
			at := fmt.Sprintf("blocks[%d]", i)
			list = append(list, proposalsIn(wordsOf(p), proposal{part: i + 1, place: place(doc, at)})...)
		}
	}
	return list
}

// wordsOf is a paragraph as it is read.
func wordsOf(p document.Paragraph) string {
	var b strings.Builder
	for _, r := range p.Runs {
		b.WriteString(r.Text)
		if r.Field != nil && r.Field.Value != nil {
			b.WriteString(r.Field.Value.Written)
		}
	}
	return b.String()
}

func proposalsIn(words string, at proposal) (list []proposal) {
	keeps, out := noPhaseOut.MatchString(words), period.Date{}
	if d := phaseOut.FindStringSubmatch(words); d != nil {
		out = dayOf(d[1], d[2], d[3])
	}
	if !proposes.MatchString(words) || !postsInA.MatchString(words) {
		if strings.Contains(words, "kw-Vermerk") && (keeps || !out.IsZero()) {
			at.keeps, at.out = keeps, out
			list = append(list, at)
		}
		return list
	}
	for _, m := range postsInA.FindAllStringSubmatch(words, -1) {
		one := at
		one.share, one.grade, one.keeps, one.out = shareOf(m[1]), plainGrade(m[2]), keeps, out
		for _, d := range firstDay.FindAllStringSubmatch(phaseOut.ReplaceAllString(words, ""), -1) {
			if one.from.IsZero() && d[1] == "" {
				one.from = dayOf(d[2], d[3], d[4])
			}
		}
		list = append(list, one)
	}
	return list
}

// shareOf reads posts as German texts write them: 1,0, 0,75, 2.
func shareOf(s string) unit.FTE {
	whole, part, _ := strings.Cut(s, ",")
	n, _ := strconv.ParseInt(whole+(part + "00")[:2], 10, 64)
	return unit.FTE(n)
}

// plainGrade is a pay grade as the pay tables write it: "EG 13" also of "E 13" and "EG13".
func plainGrade(s string) string {
	s = strings.TrimSpace(strings.ReplaceAll(s, "\u00a0", " "))
	i := strings.IndexFunc(s, func(r rune) bool { return r >= '0' && r <= '9' })
	if i <= 0 {
		return s
	}
	group := strings.ToUpper(strings.TrimSpace(s[:i]))
	if group == "E" {
		group = "EG"
	}
	return group + " " + s[i:]
}

// dayOf reads a day with a month in words or digits; zero where it is none.
func dayOf(day, month, year string) period.Date {
	d, _ := strconv.Atoi(day)
	y, _ := strconv.Atoi(year)
	m, err := strconv.Atoi(strings.TrimSuffix(month, "."))
	if err != nil {
		m = 1 + slices.Index(germanMonths, month)
	}
	on, err := period.ParseDate(fmt.Sprintf("%04d-%02d-%02d", y, m, d))
	if err != nil {
		return period.Date{}
	}
	return on
}

var germanMonths = []string{"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"}

// postsApart lists what a text proposes of posts otherwise than the paper's posts say:
// grade, share, first day, phase-out note, each once with both values.
func postsApart(p council.Paper, said []proposal) (rows []fault.Row) {
	if len(p.Posts) == 0 {
		return nil
	}
	seen := map[string]bool{}
	add := func(a proposal, typed, wants text.Text) {
		if key := typed.De + "\n" + wants.De; !seen[key] {
			seen[key] = true
			rows = append(rows, fault.Row{File: p.Title, Column: "posts", Value: typed.De, Field: a.place, Part: a.part, Expected: text.T(
				wants.De+", wie es der Text vorschlägt, oder im Text dasselbe wie in der Vorlage", wants.En+", as the text proposes, or in the text the same as in the paper")})
		}
	}
	for _, a := range said {
		same := slices.DeleteFunc(slices.Clone(p.Posts), func(q council.PostRequest) bool { return plainGrade(q.Grade) != a.grade })
		if a.grade != "" && len(same) == 0 {
			add(a, typedPosts(p.Posts, func(q council.PostRequest) string { return q.Grade }), text.Same(a.grade))
		}
		if len(same) == 0 {
			same = p.Posts
		}
		if sum := sharesOf(same); a.share != 0 && sum != a.share {
			add(a, text.Same(text.De.Decimal(int64(sum), 2)+" Stellen"), text.Same(text.De.Decimal(int64(a.share), 2)+" Stellen"))
		}
		if !a.from.IsZero() && slices.ContainsFunc(same, func(q council.PostRequest) bool { return q.From != a.from }) {
			add(a, typedPosts(same, func(q council.PostRequest) string {
				return "ab " + cmp.Or(dayIn(q.From), "einem Tag, der nicht genannt ist")
			}), text.Same("ab "+a.from.In(text.De)))
		}
		noted := func(q council.PostRequest) string {
			if q.PhaseOut.IsZero() {
				return "kein kw-Vermerk"
			}
			return "kw-Vermerk zum " + dayIn(q.PhaseOut)
		}
		if !a.out.IsZero() && slices.ContainsFunc(same, func(q council.PostRequest) bool { return q.PhaseOut != a.out }) {
			add(a, typedPosts(same, noted), text.Same("kw-Vermerk zum "+dayIn(a.out)))
		}
		if a.keeps && slices.ContainsFunc(same, func(q council.PostRequest) bool { return !q.PhaseOut.IsZero() }) {
			add(a, typedPosts(same, noted), text.T("kein kw-Vermerk", "no phase-out note"))
		}
	}
	return rows
}

func dayIn(d period.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.In(text.De)
}

// typedPosts joins what posts of a paper say, each once.
func typedPosts(list []council.PostRequest, says func(council.PostRequest) string) text.Text {
	var all []string
	for _, q := range list {
		all = appendNew(all, says(q))
	}
	return text.Same(strings.Join(all, ", "))
}

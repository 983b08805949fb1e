// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package council_test

import (
	"slices"
	"strings"
	"testing"

	"planraum/internal/city/council"
	"planraum/internal/fault"
)

// TestLengths: each text of a paper and of a sitting has an end: as many letters as it may
// have are good, one more is refused with the field, the length and the limit.
func TestLengths(t *testing.T) {
	paper := func(put func(*council.Paper, string)) func(string) []council.Problem {
		return func(s string) []council.Problem {
			p := council.Paper{
				By: []string{""}, Asks: []council.Ask{{}}, Signers: []council.Signer{{}}, Effects: []council.Effect{{}}, Posts: []council.PostRequest{{}}, Attachments: []council.Attachment{{}},
			}
			put(&p, s)
			return p.Check()
		}
	}
	sitting := func(put func(*council.Sitting, string)) func(string) []council.Problem {
		return func(s string) []council.Problem {
			m := council.Sitting{Agenda: []council.Item{{}}}
			put(&m, s)
			return m.Check()
		}
	}
	lines := map[string]func(string) []council.Problem{
		"title": paper(func(p *council.Paper, s string) { p.Title = s }), "lead": paper(func(p *council.Paper, s string) { p.Lead = s }), "source": paper(func(p *council.Paper, s string) { p.Source = s }),
		"by[0]": paper(func(p *council.Paper, s string) { p.By[0] = s }), "signers[0].office": paper(func(p *council.Paper, s string) { p.Signers[0].Office = s }),
		"effects[0].line": paper(func(p *council.Paper, s string) { p.Effects[0].Line = s }), "effects[0].text": paper(func(p *council.Paper, s string) { p.Effects[0].Text = s }),
		"posts[0].unit": paper(func(p *council.Paper, s string) { p.Posts[0].Unit = s }), "attachments[0].title": paper(func(p *council.Paper, s string) { p.Attachments[0].Title = s }),
		"place": sitting(func(m *council.Sitting, s string) { m.Place = s }), "agenda[0].title": sitting(func(m *council.Sitting, s string) { m.Agenda[0].Title = s }),
		"agenda[0].votes": sitting(func(m *council.Sitting, s string) { m.Agenda[0].Votes = s }),
	}
	texts := map[string]func(string) []council.Problem{
		"summary": paper(func(p *council.Paper, s string) { p.Summary = s }), "asks[0].text": paper(func(p *council.Paper, s string) { p.Asks[0].Text = s }),
		"asks[0].reply": paper(func(p *council.Paper, s string) { p.Asks[0].Reply = s }), "posts[0].reason": paper(func(p *council.Paper, s string) { p.Posts[0].Reason = s }),
		"agenda[0].resolution": sitting(func(m *council.Sitting, s string) { m.Agenda[0].Resolution = s }), "attachments[0].link": paper(func(p *council.Paper, s string) { p.Attachments[0].Link = s }),
	}
	for _, c := range []struct {
		fields        map[string]func(string) []council.Problem
		most          int
		limit, length string
	}{{lines, fault.LongestTitle, "500", "501"}, {texts, fault.LongestText, "10.000", "10.001"}} {
		for path, put := range c.fields {
			told := func(n int) bool {
				return slices.ContainsFunc(put(strings.Repeat("ö", n)), func(p council.Problem) bool {
					return p.Path == path && strings.Contains(p.Expected.De, "höchstens "+c.limit+" Zeichen; es sind "+c.length) && len([]rune(p.Value)) < 100
				})
			}
			if told(c.most) || !told(c.most+1) {
				t.Errorf("%s: %v, %v", path, told(c.most), told(c.most+1))
			}
		}
	}
}

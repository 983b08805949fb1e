// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"planraum/internal/city/document"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/staffing"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// A plan is of its own day. What has become known since may speak against it in two ways:
// the counts have left it behind, or other staffing keys hold by now. A paper with its
// numbers is not issued then before there is a newer plan, and says which it is.

// refuted says that the counts have left the leading plan behind; empty where they have
// not.
func (c *city) refuted() (text.Text, error) {
	if c.against == nil {
		why, err := c.Plans.Refuted(c.ctx, *c.run, c.asOf)
		if err != nil {
			return text.Text{}, fault.Wrap("report.refuted", err)
		}
		if why != (text.Text{}) {
			p := c.run.Inputs.Plan
			why = text.T("ein neuer Plan: „"+p.Name+"“ (Stand "+p.AsOf.In(text.De)+") ist veraltet. "+why.De+" Legen Sie unter „Pläne“ einen mit dem heutigen Stand an, oder nehmen Sie die Stelle aus dem Text",
				"a new plan: “"+p.Name+"” (as of "+p.AsOf.In(text.En)+") is out of date. "+why.En+" Make one as of today under “Plans”, or take the place out of the text")
		}
		c.against = &why
	}
	return *c.against, nil
}

// otherKeys says that posts of the leading plan rest on staffing keys that do not hold on
// the as-of date; empty where they do.
func (c *city) otherKeys() (text.Text, error) {
	de, err := c.keysApart(text.De)
	if err != nil || len(de) == 0 {
		return text.Text{}, err
	}
	en, err := c.keysApart(text.En)
	p := c.run.Inputs.Plan
	return text.T("ein neuer Plan: „"+p.Name+"“ rechnet mit den Stellenschlüsseln vom "+p.AsOf.In(text.De)+", und am "+c.asOf.In(text.De)+" gelten andere ("+strings.Join(de, "; ")+"). Legen Sie unter „Pläne“ einen mit dem heutigen Stand an, oder nehmen Sie die Stelle aus dem Text",
		"a new plan: “"+p.Name+"” reckons with the staffing keys of "+p.AsOf.In(text.En)+", and on "+c.asOf.In(text.En)+" others hold ("+strings.Join(en, "; ")+"). Make one as of today under “Plans”, or take the place out of the text"), err
}

// keysApart lists the keys that the plan has otherwise than they hold on the as-of date,
// task by task: other persons or places for a post, and tasks without a key in the plan.
// A key that the plan sets of its own is its assumption and stands in no contrast.
func (c *city) keysApart(l text.Lang) ([]string, error) {
	if !c.run.Inputs.Plan.Staffing.FromLedger {
		return nil, nil
	}
	hold, err := c.keys()
	if err != nil {
		return nil, err
	}
	var list []string
	for _, e := range hold {
		k := e.noun
		if of(c.run.Inputs.Plan.Staffing.Keys, k) != nil {
			continue
		}
		was := of(c.planKeys(), k)
		switch {
		case was == nil:
			list = append(list, fmt.Sprintf(text.T("%s: 1:%s, im Plan kein Schlüssel", "%s: 1:%s, no key in the plan").In(l), k.Task.In(l), l.Int(k.Per)))
		case was.Per != k.Per || was.Base != k.Base:
			list = append(list, fmt.Sprintf(text.T("%s: 1:%s, im Plan 1:%s", "%s: 1:%s, in the plan 1:%s").In(l), k.Task.In(l), l.Int(k.Per), l.Int(was.Per)))
		}
	}
	return list, nil
}

// of is the key for the same task and type of accommodation; nil where there is none.
func of(keys []staffing.Key, k staffing.Key) *staffing.Key {
	for i := range keys {
		if keys[i].ID == k.ID && keys[i].Accommodation == k.Accommodation {
			return &keys[i]
		}
	}
	return nil
}

// planKeys are the keys with which the plan reckons its last month.
func (c *city) planKeys() []staffing.Key {
	last := c.run.Inputs.Plan.To.Last()
	list := slices.DeleteFunc(slices.Clone(c.run.Inputs.Keys), func(k staffing.Key) bool { return !k.Valid(last) })
	slices.SortStableFunc(list, func(a, b staffing.Key) int {
		return cmp.Or(c.lang.Compare(a.Task.In(c.lang), b.Task.In(c.lang)), strings.Compare(a.Accommodation, b.Accommodation))
	})
	return list
}

// planKeysSaid is the sentence that names the keys with which the plan reckons, and why
// these; then those that it knows and does not reckon with, since it does not plan what
// they measure, and those that hold otherwise on the as-of date.
func (c *city) planKeysSaid() (*document.Value, error) {
	if c.run == nil {
		return nil, nil
	}
	var named, left []string
	for _, k := range c.planKeys() {
		if said := k.Task.In(c.lang) + " 1:" + c.lang.Int(k.Per); c.sums(k.ID) {
			named = append(named, said)
		} else {
			left = append(left, said)
		}
	}
	day := c.run.Inputs.Plan.AsOf.In(c.lang)
	v := &document.Value{Written: fmt.Sprintf(c.say("Der Plan rechnet mit den Schlüsseln, die an seinem Stand (%s) bekannt waren: %s.", "The plan reckons with the keys that were known as of its day (%s): %s."), day, strings.Join(named, "; "))}
	if len(named) == 0 {
		v.Written = fmt.Sprintf(c.say("Mit keinem der Schlüssel, die an seinem Stand (%s) bekannt waren, kann der Plan Stellen ausrechnen.", "With none of the keys that were known as of its day (%s) can the plan reckon posts."), day)
	}
	if len(left) > 0 {
		v.Written += " " + fmt.Sprintf(c.say("Bekannt waren auch Schlüssel, mit denen er nicht rechnet: %s. Die Stellen dafür sind in seiner Summe nicht enthalten.", "Keys were known as well with which it does not reckon: %s. Its sum does not hold the posts for them."), strings.Join(left, "; "))
	}
	apart, err := c.keysApart(c.lang)
	if err != nil {
		return nil, err
	}
	if len(apart) > 0 {
		v.Written += " " + fmt.Sprintf(c.say("Am %s gelten andere: %s. Mit ihnen rechnet erst ein neuer Plan.", "On %s others hold: %s. A new plan only reckons with them."), c.asOf.In(c.lang), strings.Join(apart, "; "))
	}
	v.Derivation = c.keysDerived(apart)
	return v, nil
}

// sums reports whether the plan reckons posts by a key in its last month.
func (c *city) sums(key string) bool {
	months := c.run.Result.Months
	return len(months) > 0 && slices.ContainsFunc(months[len(months)-1].Posts, func(p plan.Posts) bool { return p.Key == key && p.FTE != nil })
}

// keysDerived shows the keys of the plan with their sources.
func (c *city) keysDerived(apart []string) *figure.Derivation {
	d := &figure.Derivation{
		Name: text.T("Stellenschlüssel, die der Plan kennt", "staffing keys that the plan knows"), Value: text.Same(c.lang.Int(int64(len(c.planKeys())))), Basis: figure.Reported, When: c.asOf.In(c.lang),
		Rule: text.T("Die Schlüssel, die am Stand des Plans bekannt waren, neben denen, nach denen er Stellen ausrechnet, und denen, die am Stand dieses Textes gelten.", "The keys known as of the day of the plan, beside those by which it reckons posts and those that hold as of this text."),
	}
	for _, k := range c.planKeys() {
		d.From = append(d.From, figure.Derivation{Name: k.Task, Value: text.T("1:"+text.De.Int(k.Per), "1:"+text.En.Int(k.Per)), Basis: figure.Reported, KnownFrom: k.KnownFrom, Source: k.Source})
	}
	hold, _ := c.keys()
	for _, e := range hold {
		if was := of(c.planKeys(), e.noun); len(apart) > 0 && (was == nil || was.Per != e.noun.Per) {
			d.From = append(d.From, figure.Derivation{Name: e.noun.Task, Value: text.T("1:"+text.De.Int(e.noun.Per), "1:"+text.En.Int(e.noun.Per)), Basis: figure.Reported, KnownFrom: e.noun.KnownFrom, Source: e.noun.Source, Ref: recordRef(e.record)})
		}
	}
	return d
}

// planMonth is the last month of the leading plan.
func (c *city) planMonth() period.Month { return c.run.Inputs.Plan.To }

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package identity

import (
	"strings"

	"planraum/internal/city/register"
	"planraum/internal/text"
)

// The topics. A role may be held for one of them, or for something below it.
const (
	Accommodation Topic = "accommodation" // sites, places, who lives there
	Sites         Topic = "accommodation/sites"
	Intake        Topic = "accommodation/intake" // arrivals, departures, allocation
	Homelessness  Topic = "accommodation/homelessness"
	Population    Topic = "population"
	Housing       Topic = "population/housing"
	Services      Topic = "services" // offers of organizations
	Children      Topic = "services/children"
	Language      Topic = "services/language"
	Volunteers    Topic = "services/volunteers"
	Staffing      Topic = "staffing"
	Money         Topic = "money"
)

var topics = []struct {
	topic Topic
	label text.Text
	// indicators are the beginnings of the codes of its indicators.
	indicators []string
}{
	{Accommodation, text.T("Unterbringung", "accommodation"), []string{"accommodation.", "structure."}},
	{Sites, text.T("Unterkünfte", "accommodation sites"), []string{"site."}},
	{Intake, text.T("Zugang und Abgang", "arrivals and departures"), []string{"intake."}},
	{Homelessness, text.T("Wohnungsnotfallhilfe", "homeless help"), []string{"homeless."}},
	{Population, text.T("Bevölkerung", "population"), []string{"population.", "area."}},
	{Housing, text.T("Wohnen", "housing"), []string{"housing."}},
	{Services, text.T("Angebote", "services"), []string{"service."}},
	{Children, text.T("Kinder", "children"), []string{"childcare."}},
	{Language, text.T("Sprache", "language"), []string{"language."}},
	{Volunteers, text.T("Ehrenamt", "volunteers"), []string{"volunteers."}},
	{Staffing, text.T("Personal", "staff"), []string{"staffing."}},
	{Money, text.T("Geld", "money"), []string{"cost."}},
}

// Topics lists the topics, each before those below it.
func Topics() []Topic {
	list := make([]Topic, len(topics))
	for i, t := range topics {
		list[i] = t.topic
	}
	return list
}

// ParseTopic reads a topic; "" is all topics.
func ParseTopic(s string) (Topic, bool) {
	if s == "" {
		return "", true
	}
	for _, t := range topics {
		if string(t.topic) == s {
			return t.topic, true
		}
	}
	return "", false
}

// Label names the topic; the key of one that is not in the list.
func (t Topic) Label() text.Text {
	if t == "" {
		return text.T("alle Themen", "all topics")
	}
	for _, known := range topics {
		if known.topic == t {
			return known.label
		}
	}
	return text.Same(string(t))
}

// Above lists the topic and what it is part of, nearest first; what is part of
// nothing else belongs to all topics, "".
func (t Topic) Above() []Topic {
	list := []Topic{t}
	for s := string(t); s != ""; {
		s = s[:max(0, strings.LastIndexByte(s, '/'))]
		list = append(list, Topic(s))
	}
	return list
}

// Within reports whether the topic is around or part of it.
func (t Topic) Within(around Topic) bool {
	return around == "" || t == around || strings.HasPrefix(string(t), string(around)+"/")
}

// TopicOf is the topic of an indicator, told by the beginning of its code; ""
// where none is known for it, so that only who may see all topics sees it.
func TopicOf(indicator string) Topic {
	for _, t := range topics {
		for _, start := range t.indicators {
			if strings.HasPrefix(indicator, start) {
				return t.topic
			}
		}
	}
	return ""
}

// TopicOfRegister is the topic of a register's records; "" where they concern
// all topics.
func TopicOfRegister(k register.Kind) Topic {
	switch k {
	case register.Site, register.Package, register.LeadTime, register.Utilisation:
		return Sites
	case register.Norm, register.Plan, register.Apportion, register.Threshold, register.Warning, register.Scenario, register.Projection, register.Stays, register.Replay:
		return Accommodation
	case register.StaffingKey, register.Pay, register.FlatRate, register.PostCase, register.Post:
		return Staffing
	}
	return ""
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"planraum/internal/city/figure"
	"planraum/internal/city/need"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/text"
)

// NoForesight is said wherever an outlook is: it knows no more than the counts.
var NoForesight = text.T(
	"Die Rechnung schreibt fort, was gezählt ist. Sie sieht weder einen plötzlichen Anstieg noch sein Ende voraus; was einer hieße, zeigt ein Szenario.",
	"The reckoning carries on what was counted. It foresees neither a surge nor its end; what one would mean a scenario shows.")

// Notes say what an outlook rests on and what was assumed.
func (o Outlook) Notes() []text.Text {
	list := append([]text.Text{NoForesight}, o.Demand.Notes()...)
	return append(list, o.Supply.notes(o.From)...)
}

// Notes say what the demand rests on.
func (d Demand) Notes() []text.Text {
	p := d.Past
	list := []text.Text{p.filledNote()}
	for _, c := range p.Contradicting {
		list = append(list, c.note())
	}
	list = append(list, d.arrivalsNote(), d.leavingNote())
	for _, s := range d.Scenarios {
		list = append(list, text.T("Darüber liegt das Szenario „"+s.Name+"“.", "The scenario “"+s.Name+"” is laid over it."))
	}
	return list
}

func (p Past) filledNote() text.Text {
	return both(func(l text.Lang) string {
		said := ""
		if last, ok := p.LastCount(); ok {
			said = fmt.Sprintf(text.T("Letzter bekannter Bestand: %s Personen, %s. ", "Last known stock: %s persons, %s. ").In(l), last.Written(l), last.Period.In(l))
		}
		if p.Filled == 0 {
			return said + text.T("Jeder Monat der Vergangenheit ist gezählt.", "Every month of the past is counted.").In(l)
		}
		return said + fmt.Sprintf(text.T("%s von %s Monaten hat niemand gezählt; sie sind gerechnet, mit breiterem Bereich: %s.",
			"Nobody counted %s of %s months; they are reckoned, with a wider range: %s.").In(l), l.Int(int64(p.Filled)), l.Int(int64(len(p.Arrivals))), p.gaps(l))
	})
}

// gaps names the months that nobody counted.
func (p Past) gaps(l text.Lang) string {
	var names []string
	for _, s := range p.NotCounted() {
		if s[0] == s[1] {
			names = append(names, s[0].In(l))
			continue
		}
		names = append(names, fmt.Sprintf(text.T("%s bis %s", "%s to %s").In(l), s[0].In(l), s[1].In(l)))
	}
	return strings.Join(names, ", ")
}

var contradictionNames = map[string]text.Text{
	Persons: text.T("Bestand", "stock"), Arrivals: text.T("Zugänge", "arrivals"), Departures: text.T("Abgänge", "departures"),
}

func (c Contradiction) note() text.Text {
	return both(func(l text.Lang) string {
		when := c.First.In(l)
		if c.Last != c.First {
			when = fmt.Sprintf(text.T("%s bis %s", "%s to %s").In(l), c.First.In(l), c.Last.In(l))
		}
		return fmt.Sprintf(text.T("Andere Zählungen widersprechen dieser: %s %s, gezählt %s, mit den anderen verträglich %s. Gerechnet ist mit dem Ausgleich.",
			"Other counts contradict this one: %s %s, counted %s, in agreement with the others %s. The compromise is reckoned with.").In(l),
			contradictionNames[c.Of].In(l), when, l.Int(int64(math.Round(c.Counted))), l.Int(int64(math.Round(c.Counted-c.By))))
	})
}

func (d Demand) arrivalsNote() text.Text {
	return both(func(l text.Lang) string {
		said := fmt.Sprintf(text.T("Zugänge: Verfahren „%s“ (%s). %s", "Arrivals: method “%s” (%s). %s").In(l), d.Arrivals.Method, strings.Join(d.Arrivals.Models, ", "), d.Arrivals.Why.In(l))
		if b := d.Arrivals.Back; b.Origins > 0 {
			said += fmt.Sprintf(text.T(" An %s früheren Tagen geprüft: Im Bereich von 80 %% lagen %s der Werte.", " Tried on %s earlier days: %[2]s of the values lay in the range of 80%%.").In(l),
				l.Int(int64(b.Origins)), l.Percent(int64(math.Round(100*b.Coverage80)), 0))
		}
		return said
	})
}

func (d Demand) leavingNote() text.Text {
	return both(func(l text.Lang) string {
		return fmt.Sprintf(text.T("Auszüge: im Monat %s des Bestands, in acht von zehn Verläufen zwischen %s und %s. Wo Auszüge nicht gezählt sind, gilt die Annahme 2,5 %% ± 1,25 %%, solange die Zählungen nichts anderes zeigen.",
			"Leaving: %s of the stock a month, in eight of ten paths between %s and %s. Where nobody counted departures 2.5%% ± 1.25%% is assumed as long as counts do not show otherwise.").In(l),
			tenths(d.Leaving.Middle, l), tenths(d.Leaving.Low, l), tenths(d.Leaving.High, l))
	})
}

func (s Supply) notes(from period.Month) []text.Text {
	var list []text.Text
	dates, reckoned, all := 0, unit.Headcount(0), unit.Headcount(0)
	for _, site := range s.Sites {
		if site.Opening.Basis == figure.Assumed || !site.End.Date.IsZero() && site.End.Basis == figure.Assumed {
			dates++
		}
		if site.OpenOn(from.Last()) {
			all += site.Usable()
			if site.Basis == figure.Computed {
				reckoned += site.Usable()
			}
		}
	}
	list = append(list, both(func(l text.Lang) string {
		said := fmt.Sprintf(text.T("Plätze: %s Standorte, die es gibt oder die beschlossen sind, mit ihren geplanten Enden.", "Places: %s sites that exist or are decided, with their planned ends.").In(l), l.Int(int64(len(s.Sites))))
		if dates > 0 {
			said += fmt.Sprintf(text.T(" Bei %s davon ist der Tag der Öffnung oder des Endes angenommen.", " Of %s of them the day of opening or end is assumed.").In(l), l.Int(int64(dates)))
		}
		return said
	}))
	if reckoned > 0 {
		list = append(list, both(func(l text.Lang) string {
			return fmt.Sprintf(text.T("%s der %s nutzbaren Plätze zu Beginn sind nicht gezählt, sondern aus den untergebrachten Personen zurückgerechnet.",
				"%s of the %s usable places at the start are not counted but reckoned backwards from the persons accommodated.").In(l), l.Int(int64(reckoned)), l.Int(int64(all)))
		}))
	}
	return append(list, s.leadNotes()...)
}

func (s Supply) leadNotes() []text.Text {
	if len(s.LeadTimes) == 0 {
		return []text.Text{text.T("Es sind keine Vorlaufzeiten bekannt; „planraum import lead_times.csv“ liest sie ein.", "No lead times are known; “planraum import lead_times.csv” imports them.")}
	}
	var assumed []need.LeadTime
	for _, lead := range s.LeadTimes {
		if lead.Quality == need.Assumption {
			assumed = append(assumed, lead)
		}
	}
	if len(assumed) == 0 {
		return nil
	}
	return []text.Text{both(func(l text.Lang) string {
		var names []string
		for _, lead := range assumed {
			if name := kindLabel(lead.Kind, l); !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
		return fmt.Sprintf(text.T("Die Vorlaufzeit ist bei diesen Arten eine Annahme ohne Beleg: %s.", "The lead time of these kinds is an assumption without evidence: %s.").In(l), strings.Join(names, ", "))
	})}
}

// ThresholdNote says how large the threshold is and who set it.
func ThresholdNote(t need.Threshold) text.Text {
	return both(func(l text.Lang) string {
		percent := l.Percent(int64(t.Percent), 0)
		if t.Source == "" {
			return fmt.Sprintf(text.T("Warnschwelle: %s, vom Programm vorgegeben, solange der Gemeinderat keine beschließt", "threshold: %s, the program's own until the council sets one").In(l), percent)
		}
		paper := t.Decision
		if paper == "" {
			paper = t.Source
		}
		return fmt.Sprintf(text.T("Warnschwelle: %s, gilt ab %s (%s)", "threshold: %s, holds from %s (%s)").In(l), percent, t.ValidFrom.In(l), paper)
	})
}

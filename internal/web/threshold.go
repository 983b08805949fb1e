// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"planraum/internal/city/need"
	"planraum/internal/city/period"
	"planraum/internal/desk/outlook"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// thresholdForm is what somebody types who records a council's threshold.
type thresholdForm struct {
	Fields  []view.Field
	Version int64  // the newest record of its first day that was seen
	Seen    string // fingerprint of what the preview showed
	Effect  []text.Text
	Refused error
}

// threshold shows from which probability on is warned, who set it, and the form.
func (s *server) threshold(ctx context.Context, r request) (answer, error) {
	return s.thresholdAnswer(ctx, r, newThresholdForm(url.Values{"decided_on": {r.AsOf.String()}}, r))
}

func (s *server) thresholdAnswer(ctx context.Context, r request, f thresholdForm) (answer, error) {
	list, err := s.Outlook.Thresholds(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	held, err := s.Outlook.Threshold(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	table := thresholdTable(list)
	a := answer{
		name: text.T("Warnschwelle", "Threshold of warnings"), answer: thresholdSentence(held), tables: []*view.Table{&table},
		body: func(p view.Page) templ.Component { return thresholdBody(p, f, table) },
	}
	if f.Refused != nil {
		a.status = fault.KindOf(f.Refused).Status()
	}
	return a, nil
}

func thresholdSentence(t need.Threshold) text.Text {
	return say(func(l text.Lang) string {
		percent := l.Percent(int64(t.Percent), 0)
		if t.Source == "" {
			return fmt.Sprintf(text.T("Gewarnt wird ab %s Wahrscheinlichkeit; der Gemeinderat hat noch keine Schwelle gesetzt.", "There is a warning from a probability of %s on; the council has not set a threshold yet.").In(l), percent)
		}
		return fmt.Sprintf(text.T("Gewarnt wird ab %s Wahrscheinlichkeit, seit dem %s.", "There is a warning from a probability of %s on, since %s.").In(l), percent, t.ValidFrom.In(l))
	})
}

func thresholdTable(list []outlook.SetOnce) view.Table {
	t := view.Table{
		ID: "schwellen", Caption: text.T("Welche Schwelle wann galt", "Which threshold held when"), Sorted: "valid_from",
		Empty: text.T("Bis zu diesem Stand hat der Gemeinderat keine Schwelle gesetzt. Das Programm nimmt 50 %, ohne dass jemand das beschlossen hätte. „planraum import thresholds.csv“ liest Schwellen ein.",
			"The council has not set a threshold as of this date. The program takes 50%, which nobody has decided. “planraum import thresholds.csv” imports thresholds."),
		Columns: []view.Column{
			{Key: "valid_from", Name: text.T("gilt ab", "holds from"), Kind: view.Date},
			{Key: "percent", Name: text.T("Schwelle", "threshold"), Kind: view.Percent},
			{Key: "standing", Name: text.T("Geltung", "standing")},
			{Key: "decided_on", Name: text.T("beschlossen am", "decided on"), Kind: view.Date},
			{Key: "known_from", Name: text.T("dem Programm bekannt seit", "known to the program since"), Kind: view.Date},
			{Key: "decision", Name: text.T("Vorlage", "paper")},
			{Key: "source", Name: text.T("Quelle", "source")},
			{Key: "by", Name: text.T("erfasst von", "recorded by")},
		},
	}
	for _, e := range list {
		standing := text.T("gilt später", "holds later")
		switch {
		case e.Held:
			standing = text.T("gilt", "holds")
		case e.Past:
			standing = text.T("abgelöst", "replaced")
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			view.Day(e.ValidFrom), view.Num(10*e.Percent, recordRef(e.Record)), view.Say(standing), dayOrUnknown(e.DecidedOn), view.Day(e.KnownFrom), named(e.Decision), view.Say(text.Same(e.Source)), named(e.By),
		}})
	}
	return t
}

// dayOrUnknown is a day; unknown where it is not told.
func dayOrUnknown(d period.Date) view.Cell {
	if d.IsZero() {
		return view.Cell{}
	}
	return view.Day(d)
}

func newThresholdForm(v url.Values, r request) thresholdForm {
	version, _ := strconv.ParseInt(v.Get("version"), 10, 64)
	return thresholdForm{Version: version, Seen: v.Get("gesehen"), Fields: []view.Field{
		{Name: "percent", Label: r.T("Schwelle in Prozent", "Threshold in percent"), Value: v.Get("percent"), Numeric: true, Hint: r.T("Ab dieser Wahrscheinlichkeit fehlender Plätze wird gewarnt. Niedriger heißt: früher und öfter warnen, eher Plätze leer stehen lassen.", "From this probability of missing places on there is a warning. Lower means: warn earlier and more often, rather keep places empty.")},
		{Name: "valid_from", Label: r.T("Gilt ab", "Holds from"), Value: v.Get("valid_from"), Type: "date"},
		{Name: "decided_on", Label: r.T("Beschlossen am", "Decided on"), Value: v.Get("decided_on"), Type: "date", Hint: r.T("Bekannt ist die Schwelle dem Programm von heute an. Was an früheren Tagen gesagt wurde, und jede Rückschau darauf, bleibt, wie es war.", "The program knows the threshold from today on. What was said on earlier days, and every replay of them, stays as it was.")},
		{Name: "decision", Label: r.T("Vorlage", "Paper"), Value: v.Get("decision"), Hint: r.T("Nummer der Vorlage; leer, wenn es keine gibt.", "Number of the paper; empty if there is none.")},
		{Name: "source", Label: r.T("Quelle", "Source"), Value: v.Get("source"), Hint: r.T("Die Niederschrift oder Vorlage, in der die Schwelle beschlossen ist.", "The minutes or the paper in which the threshold was decided.")},
	}}
}

func (f thresholdForm) get(name string) string {
	for _, field := range f.Fields {
		if field.Name == name {
			return strings.TrimSpace(field.Value)
		}
	}
	return ""
}

// read reads what was typed; what cannot be read stays zero and is refused with all
// else that is wrong.
func (f thresholdForm) read() (need.Threshold, []fault.Row) {
	t := need.Threshold{Decision: f.get("decision"), Source: f.get("source")}
	var rows []fault.Row
	t.Percent, _ = strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(f.get("percent"), "%")))
	day := func(name string) period.Date {
		d, err := period.ParseDate(f.get(name))
		if err != nil && f.get(name) != "" {
			rows = append(rows, fault.Row{Column: name, Value: f.get(name), Expected: text.T("ein Datum wie 01.07.2016 oder 2016-07-01", "a date such as 01.07.2016 or 2016-07-01")})
		}
		return d
	}
	t.ValidFrom, t.DecidedOn = day("valid_from"), day("decided_on")
	return t, rows
}

// setThreshold previews what a threshold changes and records it in a second step.
func (s *server) setThreshold(ctx context.Context, r request) (answer, error) {
	r.Body = http.MaxBytesReader(nil, r.Body, 1<<16)
	if err := r.ParseForm(); err != nil {
		return answer{}, fault.New(fault.Invalid, "web.setThreshold: "+err.Error(), "Das Formular ist zu groß oder unvollständig angekommen.", "The form is too large or arrived incomplete.")
	}
	f := newThresholdForm(r.PostForm, r)
	t, rows := f.read()
	for _, row := range fault.RowsOf(outlook.CheckThreshold(t, r.Today)) {
		row.Value = f.get(row.Column) // as it was typed
		if !alreadyFaulty(rows, row.Column) {
			rows = append(rows, row)
		}
	}
	if len(rows) > 0 {
		f.refuse(fault.Refuse("web.setThreshold", rows), r)
		return s.thresholdAnswer(ctx, r, f)
	}
	if seen := f.fingerprint(); r.PostForm.Get("schritt") != "speichern" || f.Seen != seen {
		// What was typed after the preview is shown again before it is saved.
		var err error
		if f.Version, err = s.Outlook.ThresholdSeen(ctx, t.ValidFrom); err != nil {
			return answer{}, err
		}
		f.Seen = seen
		if f.Effect, err = s.thresholdEffect(ctx, r, t); err != nil {
			return answer{}, err
		}
		return s.thresholdAnswer(ctx, r, f)
	}
	if err := s.Outlook.SetThreshold(ctx, t, outlook.Change{Base: f.Version, Day: r.Today, By: r.By(), Now: time.Now().UTC()}); err != nil {
		if kind := fault.KindOf(err); kind == fault.Internal || kind == fault.Unavailable {
			return answer{}, err
		}
		f.refuse(err, r)
		return s.thresholdAnswer(ctx, r, f)
	}
	// Before today it is not known: the page after saving shows it.
	return answer{redirect: r.Href(thresholdPath, "stand", r.Today.String()) + "#schwellen"}, nil
}

func alreadyFaulty(rows []fault.Row, column string) bool {
	for _, r := range rows {
		if r.Column == column {
			return true
		}
	}
	return false
}

// thresholdEffect says what changes, to those who may see warnings with what it
// means for them.
func (s *server) thresholdEffect(ctx context.Context, r request, t need.Threshold) ([]text.Text, error) {
	list := []text.Text{say(func(l text.Lang) string {
		return fmt.Sprintf(text.T("Die Schwelle von %s gilt ab %s. Beschlossen am %s, bekannt ist sie dem Programm ab heute (%s): Warnungen und Rückschauen zu früheren Ständen ändern sich nicht.",
			"The threshold of %s holds from %s. Decided on %s, it is known to the program from today on (%s): warnings and replays as of earlier dates do not change.").In(l), l.Percent(int64(t.Percent), 0), t.ValidFrom.In(l), t.DecidedOn.In(l), r.Today.In(l))
	})}
	if !r.Allowed("GET " + warningsPath) {
		return append(list, text.T("Was das für Warnungen heißt, sehen nur, die Warnungen lesen dürfen.", "What that means for warnings only those see who may read them.")), nil
	}
	o, err := s.Outlook.Look(ctx, r.AsOf, asked)
	if kind := fault.KindOf(err); err != nil && kind != fault.Invalid && kind != fault.NotFound {
		return nil, err
	}
	if err != nil {
		return append(list, fault.SayOf(err)), nil
	}
	effect, err := o.ThresholdEffect(t)
	return append(list, effect), err
}

// refuse puts what is wrong beside its fields and keeps it for the top.
func (f *thresholdForm) refuse(err error, r request) {
	f.Refused, f.Seen = err, ""
	for _, row := range fault.RowsOf(err) {
		for i := range f.Fields {
			if f.Fields[i].Name == row.Column {
				f.Fields[i].Error = r.In(row.Expected)
			}
		}
	}
}

// fingerprint tells whether what is saved is what the preview showed.
func (f thresholdForm) fingerprint() string {
	var typed []string
	for _, field := range f.Fields {
		typed = append(typed, field.Value)
	}
	return fmt.Sprintf("%q", typed)
}

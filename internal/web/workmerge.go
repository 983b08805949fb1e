// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"net/url"
	"strconv"

	"planraum/internal/city/period"
	"planraum/internal/desk/measures"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// saver is who made the newest version of an entry, and when it became known.
type saver struct {
	version int64
	by, why string
	from    period.Date
}

// overtake joins what was typed with what somebody else has saved meanwhile: seen is the
// version that was changed here, theirs the newest. A field that was not changed here
// takes their entry; one that both changed keeps what was typed, and theirs stands
// beside it. Nothing typed is lost; saving goes on from the newest version.
func (f *workForm) overtake(r request, theirs, seen url.Values, by saver) {
	f.theirs, f.taken = map[string]string{}, map[string]bool{}
	for name := range theirs {
		was, their, mine := keptText(seen.Get(name)), keptText(theirs.Get(name)), f.get(name)
		if name == versionField {
			continue
		}
		value, taken, beside := mergeText(was, mine, their)
		if taken {
			f.values.Set(name, value)
			f.taken[name] = true
		}
		if beside {
			f.theirs[name] = their
		}
	}
	f.values.Set(versionField, strconv.FormatInt(by.version, 10))
	f.values.Del("gesehen")
	f.refused = overtakenBy(r, by, text.T("Inzwischen hat jemand anderes gespeichert", "Somebody else has saved meanwhile"))
}

// overtakenBy tells who changed what a form changes, and how it goes on.
func overtakenBy(r request, by saver, begins text.Text) error {
	say := func(l text.Lang) string {
		s := begins.In(l)
		if by.by != "" {
			s += " (" + by.by
			if by.why != "" {
				s += ": " + by.why
			}
			s += ")"
		}
		s += text.T(". Was Sie geschrieben haben, steht noch im Formular; wo beide etwas anderes schrieben, steht der andere Text darunter. Felder, die Sie nicht geändert haben, zeigen den neuen Stand. Ihre Änderung wird jetzt auf der neuesten Fassung gespeichert: Bitte prüfen Sie die Angaben und lassen Sie sich die Wirkung noch einmal zeigen.",
			". What you wrote still stands in the form; where both wrote something else, the other text stands below. Fields that you have not changed show what is new. Your change is now saved on the newest version: please check the entries and show the effect once more.").In(l)
		if by.from.After(r.AsOf) {
			s += text.T(" Die neueste Fassung ist erst ab "+by.from.In(l)+" bekannt, Ihre dann auch.", " The newest version is known from "+by.from.In(l)+" only, and so will yours be.").In(l)
		}
		return s
	}
	return fault.New(fault.Conflict, "web.overtake", say(text.De), say(text.En))
}

// versionField holds the number of the version that a form changes.
const versionField = "version"

// overtaken says what was saved meanwhile where a form does not change the newest
// version of an entry any more.
func overtaken[T any](f *workForm, r request, last, seen measures.Kept[T], values func(measures.Kept[T]) url.Values) bool {
	if f.isNew || last.Version == f.version() {
		return false
	}
	by := saver{version: last.Version, from: last.KnownFrom}
	shown := values(last)
	by.by, by.why = shown.Get(byField), shown.Get(whyBefore)
	shown.Del(byField)
	shown.Del(whyBefore)
	f.overtake(r, shown, values(seen), by)
	return true
}

// Values of a version that its form does not show: who made it, and why.
const (
	byField   = "by"
	whyBefore = "why_before"
)

// saved is what a field was saved with meanwhile, as its form shows it.
func (f *workForm) saved(w workField, l text.Lang) string {
	value, changed := f.theirs[w.name]
	if !changed {
		return ""
	}
	for _, o := range w.options {
		if o.Value == value {
			return o.Name
		}
	}
	if d, err := period.ParseDate(value); err == nil && w.kind == "date" {
		return d.In(l)
	}
	if value == "" {
		return text.T("(leer)", "(empty)").In(l)
	}
	return value
}

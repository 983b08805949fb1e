// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"planraum/internal/city/document"
	"planraum/internal/desk/report"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// mostSought is how many numbers the form lists at once.
const mostSought = 40

// sought are the numbers that an editor asked for.
type sought struct {
	List []report.Choice
	All  int
}

// takesNumbers reports whether the part in the form is written in the notation, so that
// a number can be put into it.
func (c *paperEdit) takesNumbers() bool { return c.Kind == linesPart || c.Kind == listPart }

// hole is where a number is to stand; without one it is put where the cursor was, else at
// the end of the last sentence.
const hole = "{{?}}"

// putNumber puts the address of a number into what was typed.
func (c *paperEdit) putNumber(ref string) {
	typed, field := strings.ReplaceAll(c.values.Get("text"), "\r\n", "\n"), "{{"+ref+"}}"
	if strings.Contains(typed, hole) {
		c.values.Set("text", strings.Replace(typed, hole, field, 1))
		return
	}
	before, after := c.parted(typed)
	if before != "" && !strings.ContainsAny(before[len(before)-1:], " \n(") && !strings.HasSuffix(before, "„") && !strings.HasSuffix(before, "“") {
		field = " " + field
	}
	if first, _ := utf8.DecodeRuneInString(after); after != "" && (unicode.IsLetter(first) || unicode.IsDigit(first) || strings.ContainsRune("{*[(„", first)) {
		field += " "
	}
	c.values.Set("text", before+field+after)
	c.values.Set("stelle", strconv.Itoa(len(utf16.Encode([]rune(before+field)))))
}

// parted parts what was typed where a number is to stand: at the cursor, whose place the
// browser counts in UTF-16 units and lines as one sign each; without one, or within the
// brackets of another number, before the full stop of the last sentence.
func (c *paperEdit) parted(typed string) (before, after string) {
	units := utf16.Encode([]rune(typed))
	if at, err := strconv.Atoi(c.values.Get("stelle")); err == nil && at >= 0 && at <= len(units) {
		before, after = string(utf16.Decode(units[:at])), string(utf16.Decode(units[at:]))
		if strings.LastIndex(before, "{{") <= strings.LastIndex(before, "}}") && before+after == typed {
			return before, after
		}
	}
	before = strings.TrimRight(typed, " \n")
	if end := strings.TrimRight(before, ".!?"); end != "" && !strings.HasSuffix(end, "}") || strings.HasSuffix(end, "}}") {
		return end, before[len(end):]
	}
	return before, ""
}

// seekNumber lists the numbers that were asked for; what was typed stays in the form.
func (s *server) seekNumber(ctx context.Context, r request, c paperEdit) (answer, error) {
	if err := s.seek(ctx, r, &c); err != nil {
		if !c.refuse(err) {
			return answer{}, err
		}
	}
	return c.answer(r), nil
}

func (s *server) seek(ctx context.Context, r request, c *paperEdit) error {
	list, all, err := s.Report.Choices(ctx, report.Wanted{Words: c.get("suche"), Area: c.get("gebiet"), On: c.day("tag"), Most: mostSought}, r.AsOf)
	if err != nil {
		return err
	}
	if c.faulty("web.seek") {
		return nil
	}
	c.Sought = &sought{list, all}
	return nil
}

// soughtSaid says how many numbers were found.
func soughtSaid(p view.Page, s sought) string {
	switch {
	case s.All == 0:
		return p.T("Zu dieser Suche gibt es keine Zahl. Versuchen Sie weniger Worte oder ein anderes Gebiet.", "There is no such number. Try fewer words or another area.")
	case s.All == 1:
		return p.T("Eine Zahl gefunden.", "One number found.")
	case s.All > len(s.List):
		return fmt.Sprintf(p.T("%s Zahlen gefunden, die ersten %s stehen hier. Weitere Worte oder ein Tag grenzen ein.", "%s numbers found, the first %s stand here. More words or a day narrow them."), p.Lang.Int(int64(s.All)), p.Lang.Int(int64(len(s.List))))
	}
	return fmt.Sprintf(p.T("%s Zahlen gefunden.", "%s numbers found."), p.Lang.Int(int64(s.All)))
}

// choiceSaid is what is said of a number beside its value.
func choiceSaid(p view.Page, n report.Choice) string {
	said := n.When.In(p.Lang)
	if (n.How != text.Text{}) {
		said += ", " + p.In(n.How)
	}
	if (n.Bar != text.Text{}) {
		said += ", " + p.In(n.Bar)
	}
	if n.Live {
		said += p.T(", folgt dem Stand", ", follows the as-of date")
	}
	if n.Source != "" {
		said += ", " + p.T("Quelle: ", "source: ") + n.Source
	}
	return said
}

// unchanged reports whether a text is the one that is stored.
func (c *paperEdit) unchanged(doc document.Document) bool {
	was, err := report.Plain(c.Stored.Document)
	is, wrong := report.Plain(doc)
	return err == nil && wrong == nil && was == is
}

// effectSaid says what saving does to the numbers of the text.
func effectSaid(p view.Page, e report.Effect) (list []string) {
	for _, s := range e.Added {
		list = append(list, p.T("kommt dazu: ", "comes in: ")+s)
	}
	for _, s := range e.Twice {
		list = append(list, fmt.Sprintf(p.T("„%s“ trägt seine Einheit schon. Sie ist dahinter noch einmal getippt und steht darum nur einmal im Text.", "“%s” has its unit already. It is typed behind it once more, and therefore stands in the text once only."), s))
	}
	for _, s := range e.Removed {
		list = append(list, p.T("fällt weg: ", "goes: ")+s)
	}
	for i, d := range e.Changed {
		if i == mostChanged {
			list = append(list, fmt.Sprintf(p.T("und %s weitere Angaben mit anderem Wert", "and %s more statements with another value"), p.Lang.Int(int64(len(e.Changed)-i))))
			break
		}
		what := d.Ref
		if d.Row != "" {
			what = d.Sentence + ", " + d.Row
		}
		list = append(list, fmt.Sprintf(p.T("anderer Wert als in der letzten Fassung: %s: %s statt %s", "another value than in the last version: %s: %s instead of %s"), what, d.New, d.Old))
	}
	if n := len(e.Open); n > 0 {
		list = append(list, fmt.Sprintf(p.T("Stellen, die gegen die Ausgabe stehen: %s", "places that stand against issuing: %s"), p.Lang.Int(int64(n))))
	}
	if len(list) == 0 {
		list = append(list, p.T("An den Zahlen des Textes ändert sich nichts.", "Nothing changes in the numbers of the text."))
	}
	return list
}

// mostChanged is how many changed values the preview names one by one.
const mostChanged = 12

// openAt are the faults and open places of one part.
func (c paperEdit) openAt(i int) []fault.Row {
	if c.Shown || c.refused != nil { // they stand above, and are of the text as it would be
		return nil
	}
	at := fmt.Sprintf("blocks[%d]", i)
	return slices.DeleteFunc(slices.Clone(c.Open), func(r fault.Row) bool { return !strings.HasPrefix(r.Column, at) })
}

// openSaid says what is missing in a part.
func openSaid(p view.Page, row fault.Row) string {
	return row.Value + " – " + p.T("es fehlt: ", "what is missing: ") + p.In(row.Expected)
}

// faultAnchor leads to the part that holds a fault; to the form where it is of the form.
func faultAnchor(row fault.Row) string {
	var n int
	if _, err := fmt.Sscanf(row.Column, "blocks[%d]", &n); err != nil {
		return "#teil"
	}
	return fmt.Sprintf("#teil-%d", n+1)
}

// missingSaid says once what many places miss.
func missingSaid(c fault.Cause, l text.Lang) string {
	return fmt.Sprintf(text.T("Es fehlt: %s. Das betrifft %s Stellen:", "What is missing: %s. It concerns %s places:").In(l), strings.TrimSuffix(c.Expected.In(l), "."), l.Int(int64(len(c.Rows))))
}

// openHref leads to the part of a text in which something is open: to the form of the
// part where the reader may write, else to the part as it is read. It is empty for what is
// no part of a text.
func openHref(p view.Page, name string, row fault.Row) string {
	switch {
	case row.Part == 0 || name == "":
		return ""
	case p.Allowed("GET " + reportsPath + "/{report}/bearbeiten"):
		return p.Href(editPath(name), "teil", strconv.Itoa(row.Part)) + "#teil"
	}
	return p.Href(paperPath(name)) + "#stelle-" + strconv.Itoa(row.Part)
}

// firstPart reports whether a part of a page is the first of its block, where a link to
// the block leads.
func (t shownText) firstPart(i int) bool {
	return t.Parts[i].Block > 0 && (i == 0 || t.Parts[i-1].Block != t.Parts[i].Block)
}

// placeSaid is the place of a fault in words; empty where it has none.
func placeSaid(row fault.Row, l text.Lang) string {
	if row.Field == (text.Text{}) {
		return ""
	}
	return row.Field.In(l) + ": "
}

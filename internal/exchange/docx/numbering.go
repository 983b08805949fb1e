// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package docx

import "fmt"

// The lists: dots, numbers, and the paragraphs of a resolution. A numbered list has
// an instance of its own, so that it begins with 1.
const (
	dots       = 1
	numbers    = 2
	resolution = 3
	firstOwn   = 10 // the first instance of a single list
)

// numbering describes the lists.
func (w *writer) numbering() string {
	var b buffer
	b.put(declaration, `<w:numbering `, spaces, `>`)
	b.put(`<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="hybridMultilevel"/>`, level(0, "bullet", "•", "ListBullet", 425, 425), `</w:abstractNum>`)
	b.put(`<w:abstractNum w:abstractNumId="2"><w:multiLevelType w:val="hybridMultilevel"/>`, level(0, "decimal", "%1.", "ListNumber", 425, 425), `</w:abstractNum>`)
	b.put(`<w:abstractNum w:abstractNumId="3"><w:multiLevelType w:val="multilevel"/>`)
	for i, format := range []string{"%1.", "%1.%2", "%1.%2.%3", "%1.%2.%3.%4"} {
		style := ""
		if i == 0 {
			style = "Resolution"
		}
		left := []int{567, 1134, 1871, 2778}[i]
		b.put(level(i, "decimal", format, style, left, []int{567, 567, 737, 907}[i]))
	}
	b.put(`</w:abstractNum>`)
	for _, id := range []int{dots, numbers, resolution} {
		fmt.Fprintf(&b, `<w:num w:numId="%d"><w:abstractNumId w:val="%d"/></w:num>`, id, id)
	}
	for i := range w.ordered {
		fmt.Fprintf(&b, `<w:num w:numId="%d"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>`, firstOwn+i)
	}
	b.put(`</w:numbering>`)
	return b.String()
}

// level is one level of a list: how it counts, what stands there, how far it is set in.
func level(i int, format, words, style string, left, hanging int) string {
	named := ""
	if style != "" {
		named = `<w:pStyle w:val="` + style + `"/>`
	}
	return fmt.Sprintf(`<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val="%s"/>%s<w:lvlText w:val="%s"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="%d" w:hanging="%d"/></w:pPr></w:lvl>`,
		i, format, named, words, left, hanging)
}

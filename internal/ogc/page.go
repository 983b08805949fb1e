// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package ogc

import (
	_ "embed"
	"html/template"
	"io"
	"net/http"
)

//go:embed page.html
var pageSource string

//go:embed style.css
var styleSource []byte

// pageTemplate shows a document as a simple page; it escapes what it is given.
var pageTemplate = template.Must(template.New("page").Parse(pageSource))

func page(w io.Writer, r *request, d *document) error {
	return pageTemplate.Execute(w, map[string]any{
		"Lang": string(r.lang), "Title": d.title, "Said": d.said, "Links": d.links, "Lists": d.lists, "Columns": d.columns, "Rows": d.rows,
		"LinksTitle": r.t("Von hier aus", "From here"), "TableTitle": r.t("Angaben", "Facts"), "Home": r.t("Anfang der Schnittstelle", "start of the API"),
		"Root": r.base + "?f=html", "Pages": r.pages() + "/daten/katalog", "Catalogue": r.t("Datenkatalog", "data catalogue"), "Style": root + "/style.css",
		"Nav": r.t("Wege", "ways"),
	})
}

func style(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	_, _ = w.Write(styleSource)
}

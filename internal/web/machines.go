// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"planraum/internal/city/audience"
	"planraum/internal/desk/catalogue"
	"planraum/internal/exchange/dcat"
	"planraum/internal/fault"
	"planraum/internal/platform/door"
	"planraum/internal/text"
)

// delivery is an answer for machines: bytes of a media type, perhaps to be
// saved under a name, or another address to go to.
type delivery struct {
	media, name string
	body        []byte
	redirect    string
}

// machines is the table of addresses that answer machines with what is public.
func (s *server) machines() map[string]func(ctx context.Context, r request) (delivery, error) {
	return map[string]func(ctx context.Context, r request) (delivery, error){
		"/katalog":        s.anyCatalogue,
		"/katalog.ttl":    s.turtle,
		"/katalog.jsonld": s.jsonld,
		"/katalog/{file}": s.datasetFile,
	}
}

// machine answers a machine. What it gives is public, so that pages of any
// other site may read it too.
func (s *server) machine(lang text.Lang, pattern string, h func(context.Context, request) (delivery, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, hr *http.Request) {
		r, err := s.request(hr, lang)
		var d delivery
		if err == nil {
			err = s.allow(r.Context(), r, pattern)
		}
		if err == nil {
			if late := s.turns.do(hr.Context(), func() { d, err = h(r.Context(), r) }); late != nil {
				err = fault.Wrap("web.machine", late)
			}
		}
		if err != nil {
			s.fail(w, r, err)
			return
		}
		head := w.Header()
		head.Set("Vary", "Accept")
		head.Set("Access-Control-Allow-Origin", "*")
		head.Set("Cache-Control", "no-cache")
		if d.redirect != "" {
			http.Redirect(w, hr, d.redirect, http.StatusSeeOther)
			return
		}
		if d.name != "" {
			head.Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", d.name))
		}
		head.Set("Content-Type", encoded(d.media))
		head.Set("Content-Length", strconv.Itoa(len(d.body)))
		_, _ = w.Write(d.body)
	})
}

// encoded names the encoding of a text's media type where it is not named.
func encoded(media string) string {
	if strings.HasPrefix(media, "text/") && !strings.Contains(media, "charset=") {
		return media + "; charset=utf-8"
	}
	return media
}

// anyCatalogue gives the catalogue in the spelling that the client likes best;
// a browser is led to the page.
func (s *server) anyCatalogue(ctx context.Context, r request) (delivery, error) {
	switch accepted(r.Header.Values("Accept"), "text/turtle", "application/ld+json", "text/html") {
	case "text/html":
		return delivery{redirect: r.Href("/daten/katalog")}, nil
	case "application/ld+json":
		return s.jsonld(ctx, r)
	}
	return s.turtle(ctx, r)
}

func (s *server) turtle(ctx context.Context, r request) (delivery, error) {
	return s.described(ctx, r, "/katalog.ttl", "text/turtle; charset=utf-8", func(b *bytes.Buffer, c dcat.Catalogue) error { return dcat.WriteTurtle(b, c) })
}

func (s *server) jsonld(ctx context.Context, r request) (delivery, error) {
	return s.described(ctx, r, "/katalog.jsonld", "application/ld+json", func(b *bytes.Buffer, c dcat.Catalogue) error { return dcat.WriteJSONLD(b, c) })
}

// described gives one page of the catalogue; page=2 and so on where it has more.
func (s *server) described(ctx context.Context, r request, path, media string, write func(*bytes.Buffer, dcat.Catalogue) error) (delivery, error) {
	l, err := s.Catalogue.Listing(ctx, r.AsOf)
	if err != nil {
		return delivery{}, err
	}
	page := 1
	if asked := r.Query.Get("page"); asked != "" {
		if page, err = strconv.Atoi(asked); err != nil || page < 1 || page > l.Pages() {
			return delivery{}, fault.Refuse("web.described", []fault.Row{{
				File: r.T("Adresse", "address"), Column: "page", Value: asked,
				Expected: text.T(fmt.Sprintf("eine Seite von 1 bis %d", l.Pages()), fmt.Sprintf("a page from 1 to %d", l.Pages())),
			}})
		}
	}
	var b bytes.Buffer
	err = write(&b, l.Described(s.base(l.Settings, r.Request), path, page))
	return delivery{media: media, body: b.Bytes()}, err
}

// base is the address under which the pages are reached: the city's setting,
// else the installation's, else the request's own.
func (s *server) base(c catalogue.Settings, r *http.Request) string {
	switch {
	case c.Base != "":
		return c.Base
	case s.BaseURL != "":
		return strings.TrimSuffix(s.BaseURL, "/")
	}
	return door.Scheme(r) + "://" + r.Host
}

// datasetFile gives a data set as a file: /katalog/KEY.csv and so on.
func (s *server) datasetFile(ctx context.Context, r request) (delivery, error) {
	name := r.PathValue("file")
	dot := strings.LastIndexByte(name, '.')
	if dot < 0 {
		return delivery{}, fault.New(fault.NotFound, "web.datasetFile("+name+")",
			"Diese Datei gibt es nicht. Erwartet wird ein Datensatz mit Endung wie areas.csv.", "There is no such file. Expected is a data set with an ending such as areas.csv.")
	}
	var b bytes.Buffer
	f := catalogue.File{Key: name[:dot], Format: name[dot+1:], AsOf: r.AsOf, Lang: r.Lang}
	media, err := s.Catalogue.Write(ctx, &b, f)
	if err != nil {
		return delivery{}, err
	}
	// It leaves as the public may have it, whoever asks: it is logged as such.
	content := "Datenkatalog: " + f.Key + " (" + r.Path + ", Stand " + r.AsOf.In(text.De) + ")"
	if err := s.logged(audience.With(ctx, catalogue.Lens), r, content, f.Format); err != nil {
		return delivery{}, err
	}
	return delivery{media: media, body: b.Bytes(), name: f.Key + "-" + r.AsOf.String() + "." + f.Format}, nil
}

// accepted returns the offered media type that an Accept header likes best: by
// its q, then by the order offered; the first where it names none of them.
func accepted(header []string, offered ...string) string {
	best, liking := offered[0], 0.0
	for _, part := range slices.Backward(strings.Split(strings.Join(header, ","), ",")) {
		name, params, _ := strings.Cut(part, ";")
		q := 1.0
		if _, after, ok := strings.Cut(params, "q="); ok {
			if v, err := strconv.ParseFloat(strings.TrimSpace(strings.Split(after, ";")[0]), 64); err == nil {
				q = v
			}
		}
		if name = strings.TrimSpace(name); q >= liking && q > 0 && slices.Contains(offered, name) {
			best, liking = name, q
		}
	}
	return best
}

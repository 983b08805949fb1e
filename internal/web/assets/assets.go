// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package assets holds the built style sheet, script and icon of the web pages
// inside the program. They are made by tools/assets (make assets).
package assets

import (
	"bytes"
	"compress/gzip"
	"embed"
	"encoding/json"
	"io/fs"
	"maps"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Prefix is the path below which Handler expects its requests.
const Prefix = "/assets/"

//go:embed dist
var dist embed.FS

// builtNames maps planraum.css to planraum-HASH.css, and so on.
var builtNames = sync.OnceValue(func() map[string]string {
	data, err := dist.ReadFile("dist/manifest.json")
	if err != nil {
		panic("assets: " + err.Error()) // embedded at build time
	}
	names := map[string]string{}
	if err := json.Unmarshal(data, &names); err != nil {
		panic("assets: manifest.json: " + err.Error())
	}
	return names
})

// Path returns the address of a built file: planraum.css, planraum.js or
// icon.svg. It panics on any other name, which is a fault of the page.
func Path(name string) string {
	built, known := builtNames()[name]
	if !known {
		panic("assets: there is no " + name + "; there are " + strings.Join(slices.Sorted(maps.Keys(builtNames())), ", "))
	}
	return Prefix + built
}

// mediaTypes are stated here, because the operating system's own table differs
// from one machine to the next.
var mediaTypes = map[string]string{
	".css": "text/css; charset=utf-8",
	".js":  "text/javascript; charset=utf-8",
	".svg": "image/svg+xml",
}

// file is a built file as it is sent.
type file struct {
	mediaType     string
	plain, zipped []byte
}

// files are compressed once, on the first request.
var files = sync.OnceValue(func() map[string]file {
	all := map[string]file{}
	for _, name := range builtNames() {
		plain, err := fs.ReadFile(dist, "dist/"+name)
		if err != nil {
			panic("assets: manifest.json names a missing file: " + err.Error())
		}
		all[name] = file{mediaTypes[path.Ext(name)], plain, zip(plain)}
	}
	return all
})

func zip(plain []byte) []byte {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression) // the level is valid
	_, _ = w.Write(plain)                                 // a buffer takes everything
	_ = w.Close()
	return b.Bytes()
}

// Handler serves the built files below Prefix. Their names change with their
// content, so browsers may keep them for ever.
func Handler() http.Handler { return http.HandlerFunc(serve) }

func serve(w http.ResponseWriter, r *http.Request) {
	f, known := files()[strings.TrimPrefix(r.URL.Path, Prefix)]
	if !known {
		http.NotFound(w, r)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
		return
	}
	h := w.Header()
	h.Set("Content-Type", f.mediaType)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("Vary", "Accept-Encoding")
	body := f.plain
	if acceptsGzip(r.Header.Get("Accept-Encoding")) {
		h.Set("Content-Encoding", "gzip")
		body = f.zipped
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body) // a reader who has gone away needs no answer
}

// acceptsGzip reads an Accept-Encoding header; "gzip;q=0" is a refusal.
func acceptsGzip(header string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, quality, _ := strings.Cut(strings.ReplaceAll(part, " ", ""), ";")
		if name == "gzip" {
			return strings.Trim(strings.TrimPrefix(quality, "q="), "0.") != "" || quality == ""
		}
	}
	return false
}

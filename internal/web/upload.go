// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"strings"
	"time"

	"github.com/a-h/templ"

	"planraum/internal/desk/data"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// uploadPath is where files are brought in.
const uploadPath = "/daten/einlesen"

// UploadPath is where files are brought in: bodies of any length, which the
// pages limit by the city's setting.
const UploadPath = uploadPath

// uploadPatience is how long a file may take to arrive.
const uploadPatience = 30 * time.Minute

// pasted is the name of a table that was pasted into the form.
const pasted = "eingefuegt.txt"

// upload asks for a file, and lists those that wait to be read in.
func (s *server) upload(ctx context.Context, r request) (answer, error) {
	return s.uploadAnswer(ctx, r, nil)
}

func (s *server) uploadAnswer(ctx context.Context, r request, refused error) (answer, error) {
	waiting, err := s.Data.Waiting(ctx)
	if err != nil {
		return answer{}, err
	}
	mappings, err := s.Data.Mappings(ctx)
	if err != nil {
		return answer{}, err
	}
	settings, err := s.Data.Settings(ctx)
	if err != nil {
		return answer{}, err
	}
	files, known := waitingTable(waiting, r), mappingTable(mappings)
	a := answer{
		name: text.T("Einlesen", "Import"), answer: text.T("Welche Datei kommt herein?", "Which file comes in?"),
		tables: []*view.Table{&known},
		body: func(p view.Page) templ.Component {
			return uploadBody(p, uploadContent{files, len(waiting) > 0, known, settings.MaxUpload >> 20, refused})
		},
	}
	if refused != nil {
		a.status, a.answer = fault.KindOf(refused).Status(), text.T("Die Datei ist nicht angekommen", "The file has not arrived")
	}
	return a, nil
}

type uploadContent struct {
	Files   view.Table
	Waiting bool
	Known   view.Table
	Limit   int64 // MB
	Refused error
}

func waitingTable(list []data.Upload, r request) view.Table {
	t := view.Table{
		ID: "wartend", Caption: text.T("Angekommen, noch nicht eingelesen", "Arrived, not imported yet"), Fixed: true,
		Note: text.T("Was nach 24 Stunden nicht eingelesen ist, wird gelöscht.", "What is not imported after 24 hours is deleted."),
		Columns: []view.Column{
			{Key: "file", Name: text.T("Datei", "file")},
			{Key: "size", Name: text.T("Größe", "size"), Unit: text.Same("kB"), Kind: view.Whole},
			{Key: "by", Name: text.T("von", "by")},
			{Key: "at", Name: text.T("um (Weltzeit)", "at (UTC)")},
		},
	}
	for _, u := range list {
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			view.Name(u.Name, r.Href(uploadPath+"/"+u.ID)), view.Num((u.Size+999)/1000, ""), view.Say(text.Same(u.By)), view.Say(text.Same(u.At.UTC().Format(time.TimeOnly))),
		}})
	}
	return t
}

func mappingTable(list []data.Mapping) view.Table {
	t := view.Table{
		ID: "zuordnungen", Caption: text.T("Zuordnungen, die Planraum kennt", "Mappings that Planraum knows"), Sorted: "name", Long: true,
		Note: text.T("Eine Zuordnung sagt, was die Spalten einer Datei bedeuten. Passt die nächste Datei dazu, wird sie wieder benutzt; ist die Datei anders aufgebaut, sagt Planraum, was sich geändert hat.",
			"A mapping says what the columns of a file mean. It is used again if the next file fits; if the file is laid out differently, Planraum says what has changed."),
		Empty: text.T("Noch keine. Die erste entsteht beim Einlesen einer Datei.", "None yet. The first one comes about when a file is imported."),
		Columns: []view.Column{
			{Key: "name", Name: text.T("Zuordnung", "mapping")},
			{Key: "title", Name: text.T("wofür", "what for")},
			{Key: "kind", Name: text.T("Inhalt", "content")},
			{Key: "from", Name: text.T("Herkunft", "origin")},
		},
	}
	for _, m := range list {
		from := text.T("mitgeliefert", "comes with Planraum")
		if m.Record != 0 {
			from = text.T("gespeichert am "+m.Since.In(text.De), "stored on "+m.Since.In(text.En))
		}
		kind, ok := batchKinds[m.Kind]
		if !ok {
			kind = text.Same(m.Kind)
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Say(text.Same(m.Name)), view.Say(m.Title), view.Say(kind), view.Say(from)}})
	}
	return t
}

// receive takes a file or a pasted table in and keeps it for the next step.
func (s *server) receive(ctx context.Context, r request) (answer, error) {
	parts, err := r.MultipartReader()
	if err != nil {
		return answer{}, fault.New(fault.Invalid, "web.receive: "+err.Error(), "Das Formular ist unvollständig angekommen.", "The form arrived incomplete.")
	}
	kept, err := s.keepPart(ctx, r, parts)
	switch {
	case err == nil:
		return answer{redirect: r.Href(uploadPath + "/" + kept.ID)}, nil
	case fault.KindOf(err) == fault.Invalid:
		return s.uploadAnswer(ctx, r, err)
	}
	return answer{}, err
}

// keepPart keeps the first part of the form that holds anything.
func (s *server) keepPart(ctx context.Context, r request, parts *multipart.Reader) (data.Upload, error) {
	for {
		part, err := parts.NextPart()
		switch {
		case errors.Is(err, io.EOF):
			return data.Upload{}, fault.New(fault.Invalid, "web.keepPart", "Bitte eine Datei auswählen oder eine Tabelle einfügen.", "Please choose a file or paste a table.")
		case err != nil:
			return data.Upload{}, brokenOff(err)
		}
		name := part.FileName()
		if part.FormName() == "tabelle" {
			name = pasted
		}
		if name == "" {
			continue
		}
		content := &arriving{Reader: part}
		if part.FormName() == "tabelle" {
			first, err := content.peek()
			if err != nil {
				return data.Upload{}, err
			}
			if strings.TrimSpace(first) == "" {
				continue
			}
		}
		u, err := s.Data.Receive(ctx, name, r.By(), time.Now().UTC(), content)
		if content.failed != nil {
			return u, brokenOff(content.failed)
		}
		return u, err
	}
}

func brokenOff(err error) error {
	return fault.New(fault.Invalid, "web.brokenOff: "+err.Error(), "Die Übertragung brach ab. Es wurde nichts gespeichert.", "The transfer broke off. Nothing was stored.")
}

// arriving is a part of a form while it arrives; it remembers whether the
// transfer broke off, which is nobody's fault inside.
type arriving struct {
	io.Reader
	failed error
}

func (a *arriving) Read(p []byte) (int, error) {
	n, err := a.Reader.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		a.failed = err
	}
	return n, err
}

// peek looks at the beginning without taking it away.
func (a *arriving) peek() (string, error) {
	start := make([]byte, 512)
	n, err := io.ReadFull(a, start)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return "", brokenOff(err)
	}
	a.Reader = io.MultiReader(strings.NewReader(string(start[:n])), a.Reader)
	return string(start[:n]), nil
}

// fileSentence begins with the name of a file.
func fileSentence(name string, rest text.Text) text.Text {
	return text.T(fmt.Sprintf("„%s“: %s", name, rest.De), fmt.Sprintf("“%s”: %s", name, rest.En))
}

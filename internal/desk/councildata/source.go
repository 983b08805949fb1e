// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package councildata

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"time"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/exchange/oparl"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Source is another council system from which data are taken.
type Source struct {
	Key  string `json:"key"`
	Name string `json:"name"`
	URL  string `json:"url"` // of its system, a body, a list or an object
	By   string `json:"by"`  // role or office that entered it
	// Retired sources are no longer asked; what came from them stays.
	Retired bool `json:"retired,omitempty"`
}

// Keys of the records in which the import keeps what it needs.
const (
	sourcesKey = "sources"
	runKey     = "run/"
	seenKey    = "seen/"
	objectKey  = "object/"
)

// Sources lists the sources as they are now, with the newest record of the list, for
// SaveSource.
func (d *Desk) Sources(ctx context.Context) (list []Source, seen int64, err error) {
	versions, err := d.books.Versions(ctx, register.OParl, sourcesKey)
	if err != nil || len(versions) == 0 {
		return nil, 0, fault.Wrap("councildata.Sources", err)
	}
	last := newest(versions)
	return list, last.ID, fault.Wrap("councildata.Sources", json.Unmarshal(last.Body, &list))
}

// newest is the version that was recorded last.
func newest(versions []register.Record) register.Record {
	return slices.MaxFunc(versions, func(a, b register.Record) int { return int(a.ID - b.ID) })
}

// KeyOf is the key of a source with an address.
func KeyOf(address string) string {
	sum := sha256.Sum256([]byte(address))
	host := "datei"
	if u, err := url.Parse(address); err == nil && u.Hostname() != "" {
		host = u.Hostname()
	}
	return strings.ToLower(host) + "-" + hex.EncodeToString(sum[:4])
}

// CheckSource refuses a source without a name or an address that can be asked. All
// faults are named at once.
func CheckSource(s Source) error {
	var rows []fault.Row
	if strings.TrimSpace(s.Name) == "" {
		rows = append(rows, fault.Row{Column: "name", Expected: text.T("ein Name der Quelle", "a name of the source")})
	}
	if !reachable(s.URL) {
		rows = append(rows, fault.Row{Column: "url", Value: s.URL, Expected: text.T("eine Adresse mit https:// oder http://, ohne Anmeldedaten", "an address with https:// or http://, without credentials")})
	}
	if len(rows) > 0 {
		return fault.Refuse("councildata.CheckSource", rows)
	}
	return nil
}

// SaveSource adds a source, or replaces the one with its key. seen is the newest
// record of the list that whoever saves has seen; is there a newer one it answers
// Conflict.
func (d *Desk) SaveSource(ctx context.Context, s Source, seen int64, now time.Time) (Source, error) {
	const op = "councildata.SaveSource"
	s.Name, s.URL = strings.TrimSpace(s.Name), strings.TrimSpace(s.URL)
	if err := CheckSource(s); err != nil {
		return s, fault.Wrap(op, err)
	}
	if s.Key == "" {
		s.Key = KeyOf(s.URL)
	}
	list, _, err := d.Sources(ctx)
	if err != nil {
		return s, fault.Wrap(op, err)
	}
	if i := slices.IndexFunc(list, func(o Source) bool { return o.Key == s.Key }); i >= 0 {
		list[i] = s
	} else {
		list = append(list, s)
	}
	body, err := json.Marshal(list)
	if err != nil {
		return s, fault.Wrap(op, err)
	}
	batch := figure.Batch{Kind: string(register.OParl), File: s.Name, By: s.By, Rows: 1, RecordedAt: now}
	record := register.Record{Kind: register.OParl, Key: sourcesKey, KnownFrom: period.OfTime(now), Body: body}
	return s, fault.Wrap(op, d.books.AppendAllAfter(ctx, batch, []register.Next{{Record: record, After: seen}}))
}

// Source returns a source by its key.
func (d *Desk) Source(ctx context.Context, key string) (Source, error) {
	list, _, err := d.Sources(ctx)
	if err != nil {
		return Source{}, err
	}
	if i := slices.IndexFunc(list, func(s Source) bool { return s.Key == key }); i >= 0 {
		return list[i], nil
	}
	return Source{}, fault.New(fault.NotFound, "councildata.Source("+key+")", "Diese Quelle gibt es nicht.", "There is no such source.")
}

// Count is what became of entries of one register.
type Count struct {
	New       int `json:"new"`
	Changed   int `json:"changed"`
	Unchanged int `json:"unchanged"`
	Withdrawn int `json:"withdrawn"`
}

// Run is the report of an import.
type Run struct {
	ID      int64     `json:"-"`      // of its record; 0: not recorded yet
	Source  string    `json:"source"` // its key
	From    string    `json:"from"`   // address or name of the file
	By      string    `json:"by"`
	Started time.Time `json:"started"`
	Ended   time.Time `json:"ended"`
	// Since is from when on changes were asked for; zero: everything.
	Since time.Time `json:"since,omitzero"`
	// Complete says that every list came to its end, so that the next run may ask for
	// what changed since this one began.
	Complete  bool `json:"complete"`
	Documents int  `json:"documents"`
	Objects   int  `json:"objects"` // read, each once
	Taken     int  `json:"taken"`   // new or changed
	Unchanged int  `json:"unchanged"`
	Persons   int  `json:"persons"` // objects and references left out
	// Left are objects that this register has no place for, such as parties.
	Left       int                 `json:"left"`
	Committees Count               `json:"committees"`
	Sittings   Count               `json:"sittings"`
	Papers     Count               `json:"papers"`
	Kept       int                 `json:"kept_better"` // fields
	KeptWhy    map[Why]int         `json:"kept_why,omitempty"`
	Better     []Better            `json:"better"` // the first of them
	Count      map[oparl.Wrong]int `json:"fault_count"`
	Faults     []oparl.Fault       `json:"faults"` // the first of them
	// Failed says why nothing could be asked at all; nothing was taken then.
	Failed text.Text `json:"failed,omitzero"`
}

// How many faults, and how many better fields of a kind, a report keeps one by one.
const (
	keptFaults = 5000
	keptBetter = 1000
)

func (r *Run) fault(f oparl.Fault) {
	r.Count[f.Wrong]++
	if len(r.Faults) < keptFaults {
		r.Faults = append(r.Faults, f)
	}
}

// Faulty is how many faults were found.
func (r Run) Faulty() int {
	n := 0
	for _, c := range r.Count {
		n += c
	}
	return n
}

// Runs are the imports of a source, the last one first.
func (d *Desk) Runs(ctx context.Context, source string) ([]Run, error) {
	const op = "councildata.Runs"
	versions, err := d.books.Versions(ctx, register.OParl, runKey+source)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	slices.SortFunc(versions, func(a, b register.Record) int { return int(b.ID - a.ID) })
	all := make([]Run, len(versions))
	for i, v := range versions {
		if err := json.Unmarshal(v.Body, &all[i]); err != nil {
			return nil, fault.Wrap(op, err)
		}
		all[i].ID = v.ID
	}
	return all, nil
}

// File is a saved file that was imported, by its name, with its imports, the last one first.
type File struct {
	Name string
	Runs []Run
}

// Files are the files that were imported, the one that was imported last first.
func (d *Desk) Files(ctx context.Context) ([]File, error) {
	runs, err := d.Runs(ctx, fileRuns)
	if err != nil {
		return nil, err
	}
	var all []File
	for _, r := range runs {
		i := slices.IndexFunc(all, func(f File) bool { return f.Name == r.From })
		if i < 0 {
			i = len(all)
			all = append(all, File{Name: r.From})
		}
		all[i].Runs = append(all[i].Runs, r)
	}
	return all, nil
}

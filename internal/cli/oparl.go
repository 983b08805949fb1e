// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"planraum/internal/desk/councildata"
	"planraum/internal/fault"
	"planraum/internal/text"
)

type oparlCommand struct {
	Import oparlImportCommand `cmd:"" help:"help.oparlimport"`
}

// oparlImportCommand takes council data from another system.
type oparlImportCommand struct {
	From string `arg:"" name:"url-or-file" complete:"file" help:"help.oparlfrom"`
	Name string `name:"name" help:"help.oparlname" placeholder:"NAME"`
	Full bool   `name:"full" help:"help.oparlfull"`
	JSON bool   `name:"json" help:"help.json"`
}

// Run imports and reports.
func (c oparlImportCommand) Run(s scope) error {
	run, err := c.take(s)
	if err != nil {
		return refused(s, c.JSON, err)
	}
	if c.JSON {
		return printJSON(s, run)
	}
	return printTaken(s, run)
}

// mostCouncilFile is how large a saved file may be: 512 MB.
const mostCouncilFile = 512 << 20

func (c oparlImportCommand) take(s scope) (run councildata.Run, err error) {
	in := councildata.Intake{Name: filepath.Base(c.From), Full: c.Full, By: "Kommandozeile", Now: s.now()}
	address := strings.Contains(c.From, "://")
	if !address {
		if in.Content, err = readCouncilFile(s, c.From); err != nil {
			return run, err
		}
	}
	house, err := s.house()
	if err != nil {
		return run, err
	}
	defer func() { err = errors.Join(err, house.Close()) }()
	if address {
		if in.Source, err = c.source(s, house); err != nil {
			return run, err
		}
	}
	bar := progress(s, -1, text.T("Dokumente", "documents"))
	defer func() { _ = bar.Finish() }()
	in.Report = func(documents int) { _ = bar.Set(documents) }
	return house.CouncilData.Take(s.ctx, in)
}

func readCouncilFile(s scope, name string) ([]byte, error) {
	file, err := source(s, name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	content, err := io.ReadAll(io.LimitReader(file, mostCouncilFile+1))
	if err == nil && len(content) > mostCouncilFile {
		err = fault.New(fault.Invalid, "cli.readCouncilFile", "Die Datei ist größer als 512 MB.", "The file is larger than 512 MB.")
	}
	return content, fault.Wrap("cli.readCouncilFile", err)
}

// source is the key of the source with the address; a new one is added.
func (c oparlImportCommand) source(s scope, house *House) (string, error) {
	list, seen, err := house.CouncilData.Sources(s.ctx)
	if err != nil {
		return "", err
	}
	for _, known := range list {
		if known.URL == c.From {
			return known.Key, nil
		}
	}
	name := c.Name
	if u, err := url.Parse(c.From); err == nil && name == "" {
		name = u.Hostname()
	}
	added, err := house.CouncilData.SaveSource(s.ctx, councildata.Source{Name: name, URL: c.From, By: "Kommandozeile"}, seen, s.now())
	return added.Key, err
}

// shownFaults is how many faults are printed one by one.
const shownFaults = 40

func printTaken(s scope, r councildata.Run) error {
	fmt.Fprintln(s.Out, r.Answer().In(s.Lang))
	line := func(de, en string, n int) { fmt.Fprintf(s.Out, "  %s: %s\n", s.say(de, en), s.Lang.Int(int64(n))) }
	line("gelesene Dokumente", "documents read", r.Documents)
	line("Objekte", "objects", r.Objects)
	line("davon neu oder geändert", "of them new or changed", r.Taken)
	line("unverändert", "unchanged", r.Unchanged)
	for _, why := range []councildata.Why{councildata.Own, councildata.ByHand, councildata.Older, councildata.Worse} {
		if n := r.KeptWhy[why]; n > 0 {
			line(why.Label().De, why.Label().En, n)
		}
	}
	line("Personen und Mitgliedschaften weggelassen", "persons and memberships left out", r.Persons)
	line("ohne Platz im Register (Parteien, Ämter, unvollständige)", "without a place in the register (parties, offices, incomplete ones)", r.Left)
	for _, wrong := range slices.Sorted(maps.Keys(r.Count)) {
		label := wrong.Label()
		line(label.De, label.En, r.Count[wrong])
	}
	printKept(s, r)
	for i, f := range r.Faults {
		if i == shownFaults {
			_, err := fmt.Fprintln(s.Out, s.say("weitere mit --json oder auf der Seite /rat/quellen", "more by --json or on the page /rat/quellen"))
			return err
		}
		taken := ""
		if f.Taken != "" {
			taken = " -> " + f.Taken
		}
		fmt.Fprintf(s.Out, "* %s, %s: %s (%s)%s\n", f.Where().In(s.Lang), f.Field, f.Label().In(s.Lang), f.Value, taken)
	}
	return nil
}

// printKept prints in what a source says otherwise than what stands here; what it only
// lacks is counted.
func printKept(s scope, r councildata.Run) {
	shown := 0
	for _, b := range r.Better {
		if b.Why == councildata.Worse {
			continue
		}
		if shown++; shown > shownFaults {
			fmt.Fprintln(s.Out, s.say("weitere mit --json oder auf der Seite /rat/quellen", "more by --json or on the page /rat/quellen"))
			return
		}
		kept, came := b.Says(s.Lang)
		fmt.Fprintf(s.Out, "* %s, %s: %s; %s: „%s“, %s: „%s“\n", b.Object, b.Field, b.Why.Label().In(s.Lang), s.say("hier", "here"), kept, s.say("Quelle", "source"), came)
	}
}

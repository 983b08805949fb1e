// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"planraum/internal/desk/data"
	"planraum/internal/fault"
	"planraum/internal/text"
)

type importCommand struct {
	First  string `arg:"" name:"kind-or-file" complete:"kind" help:"help.importfirst"`
	File   string `arg:"" optional:"" name:"file" complete:"file" help:"help.importfile"`
	DryRun bool   `name:"dry-run" help:"help.dryrun"`
	JSON   bool   `name:"json" help:"help.json"`
}

// Run takes one file in.
func (c importCommand) Run(s scope) error {
	kind, name := "", c.First
	if c.File != "" {
		kind, name = c.First, c.File
	}
	out, err := c.take(s, kind, name)
	if err == nil || c.JSON {
		err = errors.Join(c.tell(s, name, out, err), err)
	}
	return err
}

func (c importCommand) take(s scope, kind, name string) (data.Outcome, error) {
	file, err := open(name)
	if err != nil {
		return data.Outcome{}, err
	}
	defer file.Close()
	house, err := s.house()
	if err != nil {
		return data.Outcome{}, err
	}
	bar := progress(s, -1, text.T("Zeilen", "rows"))
	out, err := house.Data.Import(s.ctx, data.Incoming{
		Name: name, Kind: kind, Content: file, By: "Kommandozeile", Now: s.now(), DryRun: c.DryRun,
		Progress: func(rows int) { _ = bar.Set(rows) },
	})
	_ = bar.Finish()
	return out, errors.Join(err, house.Close())
}

func (c importCommand) tell(s scope, name string, out data.Outcome, failed error) error {
	if c.JSON {
		return json.NewEncoder(s.Out).Encode(struct {
			File   string `json:"file"`
			Kind   string `json:"kind"`
			Rows   int    `json:"rows"`
			Stored bool   `json:"stored"`
			failure
		}{name, string(out.Kind), out.Rows, out.Stored, failureOf(failed)})
	}
	done := s.say("eingelesen", "imported")
	if !out.Stored {
		done = s.say("geprüft, nichts gespeichert", "checked, nothing stored")
	}
	_, err := fmt.Fprintf(s.Out, "%s: %s (%s), %s\n", name, s.count(int64(out.Rows), text.T("Zeile", "row"), text.T("Zeilen", "rows")), out.Kind, done)
	return err
}

// open opens a user's file and says in a sentence where that fails.
func open(name string) (*os.File, error) {
	file, err := os.Open(name)
	switch {
	case err == nil:
		if info, err := file.Stat(); err == nil && info.IsDir() {
			file.Close()
			return nil, fault.New(fault.Invalid, "cli.open", "„"+name+"“ ist ein Ordner, keine Datei.", "“"+name+"” is a folder, not a file.")
		}
		return file, nil
	case errors.Is(err, fs.ErrNotExist):
		return nil, fault.New(fault.NotFound, "cli.open", "Die Datei „"+name+"“ gibt es nicht.", "There is no file “"+name+"”.")
	case errors.Is(err, fs.ErrPermission):
		return nil, fault.New(fault.Forbidden, "cli.open", "Die Datei „"+name+"“ darf nicht gelesen werden.", "The file “"+name+"” may not be read.")
	}
	return nil, fault.Wrap("cli.open("+name+")", err)
}

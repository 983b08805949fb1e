// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	rules "planraum/internal/city/privacy"
	"planraum/internal/desk/privacy"
	"planraum/internal/exchange/erasurefile"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// privacyCommand looks after personal data.
type privacyCommand struct {
	Retain   privacyRetain   `cmd:"" help:"help.privacyretain"`
	Purge    privacyPurge    `cmd:"" help:"help.privacypurge"`
	Erasures privacyErasures `cmd:"" help:"help.privacyerasures"`
	Reapply  privacyReapply  `cmd:"" help:"help.privacyreapply"`
}

type privacyRetain struct{}

// Run deletes what is older than its time.
func (privacyRetain) Run(s scope) error {
	house, err := s.existing()
	if err != nil {
		return err
	}
	result, err := house.Privacy.Run(s.ctx)
	for _, t := range house.Privacy.Tasks() {
		if err == nil {
			fmt.Fprintf(s.Out, "%s (%s): %s\n", t.Name.In(s.Lang), t.Term.In(s.Lang), s.Lang.Int(result.Removed[t.Key]))
		}
	}
	return errors.Join(err, house.Close())
}

type privacyPurge struct{}

// Run purges the files of the database.
func (privacyPurge) Run(s scope) error {
	done, err := ask(s, func(house *House) (privacy.Purged, error) { return house.Privacy.Purge(s.ctx) })
	if err != nil {
		return err
	}
	say := text.T("Was gelöscht ist, steht nicht mehr in den Dateien der Datenbank.", "What was deleted is no longer in the database's files.")
	if !done.Journal {
		say = text.T("Was gelöscht ist, steht nicht mehr in den Tabellen. Die alten Dateien entfernt der Server beim nächsten Checkpoint.", "What was deleted is no longer in the tables. The server removes the old files at its next checkpoint.")
	}
	_, err = fmt.Fprintln(s.Out, say.In(s.Lang))
	return err
}

type privacyErasures struct{}

// Run prints what was erased.
func (privacyErasures) Run(s scope) error {
	list, err := ask(s, func(house *House) ([]rules.Erasure, error) { return house.Privacy.Erasures(s.ctx) })
	if err != nil {
		return err
	}
	return json.NewEncoder(s.Out).Encode(list)
}

type privacyReapply struct {
	File string `arg:"" complete:"file" help:"help.erasures"`
}

// Run erases once more what a restored copy has brought back.
func (c privacyReapply) Run(s scope) error {
	list, err := c.read(s)
	if err != nil {
		return err
	}
	n, err := ask(s, func(house *House) (int, error) { return house.Privacy.Reapply(s.ctx, list) })
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.Out, s.say("%s von %s Löschungen wurden wiederholt; die übrigen kannte die Datenbank schon.\n", "%s of %s deletions were done again; the database knew the others already.\n"),
		s.Lang.Int(int64(n)), s.Lang.Int(int64(len(list))))
	return err
}

func (c privacyReapply) read(s scope) ([]rules.Erasure, error) {
	in := s.In
	if c.File != "-" {
		file, err := os.Open(c.File)
		if err != nil {
			return nil, fault.New(fault.NotFound, "cli.reapply: "+err.Error(), "„"+c.File+"“ kann nicht gelesen werden.", "“"+c.File+"” cannot be read.")
		}
		defer file.Close()
		in = file
	}
	content, err := io.ReadAll(io.LimitReader(in, 64<<20))
	if err != nil {
		return nil, fault.New(fault.Unavailable, "cli.reapply: "+err.Error(), "„"+c.File+"“ kann nicht gelesen werden.", "“"+c.File+"” cannot be read.")
	}
	return erasurefile.Read(c.File, content)
}

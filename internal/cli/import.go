// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"planraum/internal/city/staffing"
	"planraum/internal/desk/data"
	"planraum/internal/fault"
	"planraum/internal/platform/spool"
	"planraum/internal/text"
)

type importCommand struct {
	First   string `arg:"" name:"kind-or-file" complete:"kind" help:"help.importfirst"`
	File    string `arg:"" optional:"" name:"file" complete:"file" help:"help.importfile"`
	Mapping string `name:"mapping" help:"help.mappingname" placeholder:"NAME"`
	Sheet   string `name:"sheet" help:"help.sheet" placeholder:"NAME"`
	Reason  string `name:"reason" help:"help.reason" placeholder:"TEXT"`
	DryRun  bool   `name:"dry-run" help:"help.dryrun"`
	JSON    bool   `name:"json" help:"help.json"`
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
	file, err := source(s, name)
	if err != nil {
		return data.Outcome{}, err
	}
	defer file.Close()
	house, err := s.house()
	if err != nil {
		return data.Outcome{}, err
	}
	out, err := c.imported(s, house, kind, name, file)
	return out, errors.Join(err, house.Close())
}

func (c importCommand) imported(s scope, house *House, kind, name string, file io.Reader) (data.Outcome, error) {
	content, ok := file.(io.ReadSeeker)
	if !ok {
		settings, err := house.Data.Settings(s.ctx)
		if err != nil {
			return data.Outcome{}, err
		}
		kept, err := spool.Keep(data.Limited(name, file, settings.MaxUpload))
		if err != nil {
			return data.Outcome{}, err
		}
		defer kept.Close()
		content = kept
	}
	bar := progress(s, -1, text.T("Zeilen", "rows"))
	out, err := house.Data.Import(s.ctx, data.Incoming{
		Name: name, Kind: kind, Sheet: c.Sheet, Mapping: c.Mapping, Reason: c.Reason,
		Content: content, By: "Kommandozeile", Now: s.now(), DryRun: c.DryRun,
		Progress: func(rows int) { _ = bar.Set(rows) },
	})
	_ = bar.Finish()
	return out, err
}

// source opens a file, or standard input for "-", which can be read once only.
func source(s scope, name string) (io.ReadCloser, error) {
	if name == "-" {
		return io.NopCloser(onlyOnce{s.In}), nil
	}
	return open(name)
}

// onlyOnce hides what else a reader can do.
type onlyOnce struct{ io.Reader }

// importAnswer is the outcome of an import as JSON.
type importAnswer struct {
	File   string `json:"file"`
	Kind   string `json:"kind"`
	Rows   int    `json:"rows"`
	Stored bool   `json:"stored"`
	data.Counts
	Nothing   bool                         `json:"nothing_new"`
	Sentence  *text.Text                   `json:"effect,omitempty"` // nil where the file was refused
	Changes   map[data.Class][]data.Change `json:"changes,omitempty"`
	Accounts  accountCounts                `json:"stock_accounts"`
	Corrected int                          `json:"corrections"`
	Mapping   string                       `json:"mapping,omitempty"`
	// Posts is what changes of the staffing plan do; nil for other files.
	Posts *staffing.Together `json:"posts,omitempty"`
	failure
}

// accountCounts are the stock accounts that an import changes.
type accountCounts struct {
	Broken int `json:"broken"`
	Mended int `json:"mended"`
	Moved  int `json:"moved"`
}

func (c importCommand) tell(s scope, name string, out data.Outcome, failed error) error {
	if c.JSON {
		answer := importAnswer{
			File: name, Kind: out.Kind, Rows: out.Rows, Stored: out.Stored, Counts: out.Counts, Nothing: out.Nothing, Changes: out.Changes,
			Accounts:  accountCounts{out.Accounts.Breaks, out.Accounts.Mends, out.Accounts.Moves},
			Corrected: out.Corrected, Mapping: out.Mapping, Posts: out.Posts, failure: failureOf(failed),
		}
		if failed == nil {
			say := out.Sentence()
			answer.Sentence = &say
		}
		return json.NewEncoder(s.Out).Encode(answer)
	}
	done := s.say("eingelesen", "imported")
	if !out.Stored {
		done = s.say("geprüft, nichts gespeichert", "checked, nothing stored")
	}
	fmt.Fprintf(s.Out, "%s: %s (%s), %s\n", name, s.count(int64(out.Rows), text.T("Zeile", "row"), text.T("Zeilen", "rows")), out.Kind, done)
	fmt.Fprintln(s.Out, out.Sentence().In(s.Lang))
	if out.Posts != nil {
		tellPosts(s, out)
		return nil
	}
	tellChanges(s, out)
	return nil
}

// tellPosts prints what changes of the staffing plan do, then each of them with what is to
// be asked of it.
func tellPosts(s scope, out data.Outcome) {
	for _, words := range out.Posts.Words {
		fmt.Fprintln(s.Out, words.In(s.Lang))
	}
	for _, class := range data.Classes() {
		if class == data.Unchanged {
			continue
		}
		for _, ch := range out.Changes[class] {
			is := ch.Is.In(s.Lang)
			if ch.Was != (text.Text{}) {
				is = ch.Was.In(s.Lang) + " → " + is
			}
			fmt.Fprintf(s.Out, "  %s %d, %s: %s: %s\n", s.say("Zeile", "row"), ch.Line, class.Label().In(s.Lang), ch.Name.In(s.Lang), is)
			for _, note := range ch.Notes {
				fmt.Fprintf(s.Out, "    %s\n", note.In(s.Lang))
			}
		}
		if n := *out.Of(class) - len(out.Changes[class]); n > 0 {
			fmt.Fprintf(s.Out, s.say("  und %s weitere (%s)\n", "  and %s more (%s)\n"), s.Lang.Int(int64(n)), class.Label().In(s.Lang))
		}
	}
}

// told is how many changes of each class a person is shown.
const told = 5

// tellChanges prints the first rows that change or contradict something, and
// the first stock accounts that do not agree afterwards.
func tellChanges(s scope, out data.Outcome) {
	for _, class := range []data.Class{data.Changed, data.Contradicting} {
		for _, ch := range out.Changes[class][:min(told, len(out.Changes[class]))] {
			against := ""
			if ch.Against != "" {
				against = " (" + ch.Against + ")"
			}
			fmt.Fprintf(s.Out, "  %s %d, %s: %s: %s%s → %s\n", s.say("Zeile", "row"), ch.Line, class.Label().In(s.Lang), ch.Name.In(s.Lang), ch.Was.In(s.Lang), against, ch.Is.In(s.Lang))
		}
		if n := *out.Of(class) - told; n > 0 {
			fmt.Fprintf(s.Out, s.say("  und %s weitere (%s); --json nennt die ersten %d\n", "  and %s more (%s); --json names the first %d\n"), s.Lang.Int(int64(n)), class.Label().In(s.Lang), data.Listed)
		}
	}
	for _, a := range out.Accounts.Broken[:min(told, len(out.Accounts.Broken))] {
		fmt.Fprintf(s.Out, s.say("  Bestandskonto %s, %s: Lücke %s\n", "  stock account %s, %s: gap %s\n"), a.End.Area, a.Span(s.Lang), s.Lang.Signed(int64(a.Gap)))
	}
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

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"planraum/internal/desk/data"
	"planraum/internal/exchange/mapping"
	"planraum/internal/fault"
	"planraum/internal/text"
)

type mappingCommand struct {
	List   mappingListCommand   `cmd:"" help:"help.mappinglist"`
	Show   mappingShowCommand   `cmd:"" help:"help.mappingshow"`
	Export mappingExportCommand `cmd:"" help:"help.mappingexport"`
	Import mappingImportCommand `cmd:"" help:"help.mappingimport"`
}

type mappingListCommand struct {
	JSON bool `name:"json" help:"help.json"`
}

// mappingLine is a mapping of the list, as JSON.
type mappingLine struct {
	Name   string    `json:"name"`
	Title  text.Text `json:"title"`
	Kind   string    `json:"kind"`
	Stored bool      `json:"stored"`
	Ready  bool      `json:"ready"`
	Since  string    `json:"since,omitempty"`
}

// Run lists stored and ready mappings.
func (c mappingListCommand) Run(s scope) error {
	house, err := s.existing()
	if err != nil {
		return err
	}
	list, err := house.Data.Mappings(s.ctx)
	if err = errors.Join(err, house.Close()); err != nil {
		return err
	}
	lines := make([]mappingLine, len(list))
	for i, m := range list {
		lines[i] = mappingLine{m.Name, m.Title, m.Kind, m.Record > 0, m.Ready, m.Since.String()}
	}
	if c.JSON {
		return json.NewEncoder(s.Out).Encode(lines)
	}
	for i, m := range lines {
		origin := s.say("mitgeliefert", "ready")
		if m.Stored {
			origin = s.say("gespeichert am ", "stored on ") + list[i].Since.In(s.Lang)
		}
		fmt.Fprintf(s.Out, "%s\t%s\t%s\t%s\n", m.Name, m.Title.In(s.Lang), m.Kind, origin)
	}
	return nil
}

type mappingShowCommand struct {
	Name string `arg:"" name:"name" help:"help.mappingkey"`
}

// Run shows a mapping in words.
func (c mappingShowCommand) Run(s scope) error {
	m, err := named(s, c.Name)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.Out, "%s: %s\n", m.Name, m.Title.In(s.Lang))
	if about := m.About.In(s.Lang); about != "" {
		fmt.Fprintln(s.Out, about)
	}
	fmt.Fprintf(s.Out, "%s: %s\n", s.say("Art", "kind"), m.Kind)
	if m.Source != "" {
		fmt.Fprintf(s.Out, "%s: %s\n", s.say("Quelle", "source"), m.Source)
	}
	for _, col := range m.Columns {
		fmt.Fprintf(s.Out, "  %s: %s", col.Name, col.Role.Label().In(s.Lang))
		for _, part := range []string{col.Indicator, string(col.Group), string(col.Area), col.Period, col.To} {
			if part != "" {
				fmt.Fprint(s.Out, ", "+part)
			}
		}
		fmt.Fprintln(s.Out)
	}
	for _, l := range m.LeftOut {
		fmt.Fprintf(s.Out, "  %s: %q\n", s.say("bleibt weg", "left out"), l.Words)
	}
	return nil
}

// named finds a mapping.
func named(s scope, name string) (data.Mapping, error) {
	house, err := s.existing()
	if err != nil {
		return data.Mapping{}, err
	}
	m, err := house.Data.Mapping(s.ctx, name)
	return m, errors.Join(err, house.Close())
}

type mappingExportCommand struct {
	Name   string `arg:"" name:"name" help:"help.mappingkey"`
	Output string `short:"o" complete:"file" help:"help.exportoutput"`
}

// Run writes a mapping as JSON.
func (c mappingExportCommand) Run(s scope) error {
	m, err := named(s, c.Name)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(m.Spec); err != nil {
		return err
	}
	return put(s, c.Output, out.Bytes())
}

type mappingImportCommand struct {
	File string `arg:"" name:"file" complete:"file" help:"help.mappingfile"`
}

// Run stores a mapping as a new version of the one of its name.
func (c mappingImportCommand) Run(s scope) error {
	file, err := source(s, c.File)
	if err != nil {
		return err
	}
	defer file.Close()
	spec, err := mapping.Parse(file)
	if err != nil {
		return err
	}
	house, err := s.house()
	if err != nil {
		return err
	}
	base := int64(0)
	before, err := house.Data.Mapping(s.ctx, spec.Name)
	if err == nil {
		base = before.Record
	} else if fault.KindOf(err) == fault.NotFound {
		err = nil
	}
	if err == nil {
		err = house.Data.SaveMapping(s.ctx, spec, base, "Kommandozeile", s.now())
	}
	if err = errors.Join(err, house.Close()); err == nil {
		fmt.Fprintf(s.Out, s.say("Die Zuordnung „%s“ ist gespeichert.\n", "The mapping “%s” is stored.\n"), spec.Name)
	}
	return err
}

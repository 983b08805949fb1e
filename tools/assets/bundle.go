// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"planraum/internal/exchange/chart"
)

// notice heads the built files: what of other projects is in them.
const notice = `/*! Planraum, EUPL-1.2. Contains KERN UX (@kern-ux/native 2.7.2, EUPL-1.2, KERN team; without its fonts) and htmx (htmx.org 4.0.1, 0BSD). */`

// engines are the oldest browsers that the pages have to look right in. All of
// them know color-mix and :has, which the design system needs anyway.
var engines = []api.Engine{
	{Name: api.EngineChrome, Version: "111"},
	{Name: api.EngineFirefox, Version: "121"},
	{Name: api.EngineSafari, Version: "16.4"},
}

// build bundles the sources under dir and returns the built files by name.
func build(dir string) (map[string][]byte, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	result := api.Build(api.BuildOptions{
		AbsWorkingDir:     abs,
		EntryPoints:       []string{"src/planraum.css", "src/planraum.js", "src/icon.svg"},
		EntryNames:        "[name]-[hash]",
		Outdir:            "dist",
		Bundle:            true,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
		Charset:           api.CharsetUTF8,
		Format:            api.FormatIIFE,
		Target:            api.ES2022,
		Engines:           engines,
		Loader:            map[string]api.Loader{".svg": api.LoaderCopy},
		LegalComments:     api.LegalCommentsNone,
		Banner:            map[string]string{"css": notice, "js": notice},
		Plugins:           []api.Plugin{chartRules, kernComponents},
		LogLevel:          api.LogLevelSilent,
	})
	if len(result.Errors)+len(result.Warnings) > 0 {
		messages := append(
			api.FormatMessages(result.Errors, api.FormatMessagesOptions{Kind: api.ErrorMessage}),
			api.FormatMessages(result.Warnings, api.FormatMessagesOptions{Kind: api.WarningMessage})...)
		return nil, fmt.Errorf("esbuild:\n%s", strings.Join(messages, ""))
	}
	files := map[string][]byte{}
	for _, f := range result.OutputFiles {
		files[filepath.Base(f.Path)] = f.Contents
	}
	return files, nil
}

// chartRules answers `@import "planraum:chart"` with the style rules of the
// pictures, which stand beside the code that draws them.
var chartRules = api.Plugin{
	Name: "chart",
	Setup: func(b api.PluginBuild) {
		b.OnResolve(api.OnResolveOptions{Filter: `^planraum:chart$`}, func(api.OnResolveArgs) (api.OnResolveResult, error) {
			return api.OnResolveResult{Path: "chart", Namespace: "planraum"}, nil
		})
		b.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: "planraum"}, func(api.OnLoadArgs) (api.OnLoadResult, error) {
			dark := chart.DarkProperties()
			rules := chart.Stylesheet() +
				"@media screen and (prefers-color-scheme:dark){:root:not([data-kern-theme=light]){" + dark + "}}\n" +
				"[data-kern-theme=dark]{" + dark + "}\n"
			return api.OnLoadResult{Contents: &rules, Loader: api.LoaderCSS}, nil
		})
	},
}

// layoutUtilities begins the last part of the design system's style sheet: its
// grid and thousands of classes for distances. Our pages bring their own
// layout, and without that part the file is half as large.
const layoutUtilities = "/**\n * @file _grid.scss"

// kernComponents loads the design system without its layout utilities.
var kernComponents = api.Plugin{
	Name: "kern",
	Setup: func(b api.PluginBuild) {
		b.OnLoad(api.OnLoadOptions{Filter: `kern-ux/native/dist/kern\.css$`}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
			data, err := os.ReadFile(args.Path)
			if err != nil {
				return api.OnLoadResult{}, err
			}
			components, _, found := bytes.Cut(data, []byte(layoutUtilities))
			if !found {
				return api.OnLoadResult{}, fmt.Errorf("%s has no part %q any more", args.Path, layoutUtilities)
			}
			contents := string(components)
			return api.OnLoadResult{Contents: &contents, Loader: api.LoaderCSS}, nil
		})
	},
}

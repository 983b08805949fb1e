// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package oidc

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml"

	"planraum/internal/city/identity"
	"planraum/internal/desk/accounts"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// settings is one provider in the file. docs/operations.md explains each line.
type settings struct {
	Key         string              `yaml:"key"`
	Name        string              `yaml:"name"`
	Issuer      string              `yaml:"issuer"`
	ClientID    string              `yaml:"client_id"`
	SecretFile  string              `yaml:"secret_file"`
	SecretEnv   string              `yaml:"secret_env"`
	Scopes      []string            `yaml:"scopes"`
	GroupsClaim string              `yaml:"groups_claim"`
	Groups      map[string][]string `yaml:"groups"`
	ACR         []string            `yaml:"acr"` // values of the claim that stand for two factors
	AMR         []string            `yaml:"amr"`
}

// manyFactors is how a provider says by which methods somebody was asked that
// they were more than one (RFC 8176).
const manyFactors = "mfa"

var keyForm = regexp.MustCompile(`^[a-z0-9-]{1,40}$`)

// Load reads the file of identity providers.
func Load(path string) ([]accounts.External, error) {
	body, err := os.ReadFile(path)
	if err != nil {
		return nil, fault.New(fault.Invalid, "oidc.Load: "+err.Error(),
			"Die Datei der Identitätsanbieter „"+path+"“ lässt sich nicht lesen.", "The file of identity providers “"+path+"” cannot be read.")
	}
	var file struct {
		Providers []settings `yaml:"providers"`
	}
	if err := yaml.NewDecoder(bytes.NewReader(body), yaml.Strict()).Decode(&file); err != nil {
		return nil, &fault.Error{Kind: fault.Invalid, Op: "oidc.Load", Cause: err, Rows: []fault.Row{{
			File: path, Value: firstLine(yaml.FormatError(err, false, false)), Expected: text.T("eine Liste „providers“ mit key, name, issuer, client_id …", "a list “providers” with key, name, issuer, client_id …"),
		}}}
	}
	var all []accounts.External
	var rows []fault.Row
	seen := map[string]bool{}
	for i, s := range file.Providers {
		e, faults := s.external(path, i+1)
		if seen[s.Key] {
			faults = append(faults, fault.Row{File: path, Line: i + 1, Column: "key", Value: s.Key, Expected: text.T("ein Schlüssel, den kein anderer Anbieter hat", "a key that no other provider has")})
		}
		seen[s.Key] = true
		all, rows = append(all, e), append(rows, faults...)
	}
	if len(rows) > 0 {
		return nil, fault.Refuse("oidc.Load", rows)
	}
	return all, nil
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

// external makes a provider of its settings, with every fault in them.
func (s settings) external(path string, number int) (accounts.External, []fault.Row) {
	var rows []fault.Row
	expect := func(fine bool, column, value string, expected text.Text) {
		if !fine {
			rows = append(rows, fault.Row{File: path, Line: number, Column: column, Value: value, Expected: expected})
		}
	}
	expect(keyForm.MatchString(s.Key), "key", s.Key, text.T("Kleinbuchstaben, Ziffern und Striche", "lower-case letters, digits and dashes"))
	expect(s.Name != "", "name", s.Name, text.T("ein Name, den Menschen kennen", "a name that people know"))
	expect(s.ClientID != "", "client_id", s.ClientID, text.T("die Kennung dieser Installation beim Anbieter", "the identifier of this installation at the provider"))
	expect(safe(s.Issuer), "issuer", s.Issuer, text.T("eine Adresse mit https://; http:// nur auf demselben Rechner", "an address with https://; http:// on the same machine only"))
	secret, fine := s.readSecret()
	expect(fine, "secret_file", s.SecretFile+s.SecretEnv, text.T("eine lesbare Datei oder eine gesetzte Umgebungsvariable mit dem Geheimnis, nicht beides", "a readable file or a set variable of the environment with the secret, not both"))
	e := accounts.External{Key: s.Key, Name: s.Name, Groups: map[string][]identity.Grant{}}
	for group, list := range s.Groups {
		for _, one := range list {
			g, wrong := identity.ParseGrant(one)
			expect(wrong.De == "", "groups", group+": "+one, wrong)
			e.Groups[group] = append(e.Groups[group], g)
		}
	}
	if s.GroupsClaim == "" {
		s.GroupsClaim = "groups"
	}
	if s.ACR == nil && s.AMR == nil {
		s.AMR = []string{manyFactors}
	}
	if s.Scopes == nil {
		s.Scopes = []string{"profile", "email"}
	}
	e.Client = &Provider{settings: s, secret: secret, client: &http.Client{Timeout: patience, CheckRedirect: fewRedirects}}
	return e, rows
}

// fewRedirects keeps a provider from leading the program elsewhere.
func fewRedirects(r *http.Request, via []*http.Request) error {
	if len(via) > 2 || r.URL.Host != via[0].URL.Host {
		return fmt.Errorf("oidc: the provider leads to another host")
	}
	return nil
}

// readSecret reads the client's secret. A public client, which has none, names
// neither.
func (s settings) readSecret() (string, bool) {
	switch {
	case s.SecretFile != "" && s.SecretEnv != "":
		return "", false
	case s.SecretFile != "":
		body, err := os.ReadFile(s.SecretFile)
		return strings.TrimSpace(string(body)), err == nil && len(bytes.TrimSpace(body)) > 0
	case s.SecretEnv != "":
		v := os.Getenv(s.SecretEnv)
		return v, v != ""
	}
	return "", true
}

// safe reports whether an issuer is asked over https, or on this machine.
func safe(issuer string) bool {
	u, err := url.Parse(issuer)
	if err != nil || u.Host == "" {
		return false
	}
	local := u.Hostname() == "localhost" || u.Hostname() == "127.0.0.1" || u.Hostname() == "::1"
	return u.Scheme == "https" || u.Scheme == "http" && local
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

func (c accountContent) name() string {
	if c.Values.Has("name") {
		return c.Values.Get("name")
	}
	return c.Account.Name
}

// second reports whether the box is ticked that asks for a passkey after the
// password: as it was before a proof, else as it is kept.
func (c accountContent) second() bool {
	if c.Retyped && c.Values.Get("schritt") == "zweitens" {
		return c.Values.Get("passkey") == "ja"
	}
	return c.Account.SecondFactor
}

// others are the ways in besides the password.
func (c accountContent) others() []identity.Credential {
	return slices.DeleteFunc(slices.Clone(c.Credentials), func(w identity.Credential) bool { return w.Kind == identity.Password })
}

// way names a way in.
func (c accountContent) way(p view.Page, w identity.Credential) string {
	if w.Kind == identity.External {
		return p.T("Anmeldung über ", "sign-in by ") + w.Label
	}
	return "Passkey „" + w.Label + "“"
}

// linked reports whether the account signs in by an identity provider.
func (c accountContent) linked(provider string) bool {
	for _, e := range c.External {
		if e.Key == provider {
			return slices.ContainsFunc(c.Credentials, func(w identity.Credential) bool { return w.Kind == identity.External && w.Label == e.Name })
		}
	}
	return false
}

// scope says what a token may do.
func (c accountContent) scope(p view.Page, t identity.APIToken) string {
	var roles []string
	for _, g := range t.Grants {
		roles = append(roles, grantIn(g, c.Areas, p.Lang))
	}
	may := p.T("nur lesen", "read only")
	if t.Writes {
		may = p.T("lesen und ändern", "read and change")
	}
	return may + ": " + strings.Join(roles, "; ")
}

// chosen reports whether a role is ticked.
func (c accountContent) chosen(g identity.Grant) bool {
	return slices.Contains(c.Values["rollen"], g.String())
}

func fieldID(name string, i int) string { return name + "-" + strconv.Itoa(i+1) }

func onDay(t time.Time, l text.Lang) string { return period.OfTime(t).In(l) }

// used says when something was last used.
func used(p view.Page, on string) string {
	if d, err := period.ParseDate(on); err == nil {
		return p.T("zuletzt benutzt am ", "last used on ") + d.In(p.Lang)
	}
	return p.T("nie benutzt", "never used")
}

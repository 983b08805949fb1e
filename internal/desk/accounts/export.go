// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package accounts

import (
	"context"
	"encoding/json"
	"time"

	"planraum/internal/city/identity"
)

// Export writes all that is kept about who acts, as JSON: what the account page
// shows and nothing that opens the account.
func (d *Desk) Export(ctx context.Context, p identity.Principal) ([]byte, error) {
	o, err := d.Own(ctx, p)
	if err != nil {
		return nil, err
	}
	a := o.Account
	file := exported{
		Made: d.Now(), Devices: o.Devices,
		Account: exportedAccount{a.Number, a.Email, a.Login, a.Name, a.State, a.Created, a.SecondFactor, a.Provider, a.Grants},
	}
	for _, c := range o.Credentials {
		handle := c.Handle
		if c.Kind == identity.Password {
			handle = ""
		}
		file.Credentials = append(file.Credentials, exportedCredential{c.Kind, handle, c.Label, c.Created, c.UsedOn})
	}
	for _, s := range o.Sessions {
		file.Sessions = append(file.Sessions, exportedSession{s.Browser, s.Means, s.Factors, s.Created, s.Seen, s.Ends})
	}
	for _, t := range o.Tokens {
		file.Tokens = append(file.Tokens, exportedToken{t.Name, t.Writes, t.Grants, t.Created, t.Ends, t.UsedOn})
	}
	body, err := json.MarshalIndent(file, "", "  ")
	if err != nil {
		return nil, err
	}
	return append(body, '\n'), d.note(ctx, Event{Act: DataExported, Account: p.Account, Who: acting(p)})
}

type exported struct {
	Made        time.Time            `json:"made"`
	Account     exportedAccount      `json:"account"`
	Credentials []exportedCredential `json:"credentials"`
	Sessions    []exportedSession    `json:"sessions"`
	Tokens      []exportedToken      `json:"tokens"`
	Devices     []time.Time          `json:"devices_last_used"`
}

type exportedAccount struct {
	Number       int64            `json:"number"`
	Email        string           `json:"email"`
	Login        string           `json:"login"`
	Name         string           `json:"name"`
	State        identity.State   `json:"state"`
	Created      time.Time        `json:"created"`
	SecondFactor bool             `json:"second_factor"`
	Provider     string           `json:"provider,omitempty"`
	Grants       []identity.Grant `json:"grants"`
}

type exportedCredential struct {
	Kind    identity.CredentialKind `json:"kind"`
	Handle  string                  `json:"handle,omitempty"`
	Label   string                  `json:"label,omitempty"`
	Created time.Time               `json:"created"`
	UsedOn  string                  `json:"used_on,omitempty"`
}

type exportedSession struct {
	Browser string                  `json:"browser"`
	Means   identity.CredentialKind `json:"means"`
	Factors int                     `json:"factors"`
	Created time.Time               `json:"created"`
	Seen    time.Time               `json:"seen"`
	Ends    time.Time               `json:"ends"`
}

type exportedToken struct {
	Name    string           `json:"name"`
	Writes  bool             `json:"writes"`
	Grants  []identity.Grant `json:"grants"`
	Created time.Time        `json:"created"`
	Ends    time.Time        `json:"ends"`
	UsedOn  string           `json:"used_on,omitempty"`
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package accounts

import (
	"context"
	"encoding/json"

	"planraum/internal/city/identity"
	"planraum/internal/fault"
)

// formMost is the most bytes that are kept of what was typed.
const formMost = 64 << 10

// typedForm is what was typed into the form of a page.
type typedForm struct {
	Page   string              `json:"page"`
	Values map[string][]string `json:"values"`
}

// KeepForm keeps what somebody has typed on a page until it is proved who that
// is, for ten minutes. The key finds it again; it is empty where there is
// nothing to keep, or too much.
func (d *Desk) KeepForm(ctx context.Context, p identity.Principal, page string, values map[string][]string) (key string, err error) {
	if err := signedIn(p); err != nil {
		return "", err
	}
	body, err := json.Marshal(typedForm{page, values})
	if err != nil || len(values) == 0 || len(body) > formMost {
		return "", fault.Wrap("accounts.KeepForm", err)
	}
	err = d.change(ctx, "KeepForm", func(ctx context.Context, r Rows) error {
		r.Quiet(Underway)
		key, err = d.begin(ctx, r, Ceremony{Kind: formStep, Account: p.Account, Body: string(body)})
		return err
	})
	return key, err
}

// KeptForm returns what who acts has typed on a page; nothing where that was
// another account, another page or too long ago.
func (d *Desk) KeptForm(ctx context.Context, p identity.Principal, page, key string) (map[string][]string, error) {
	if key == "" || signedIn(p) != nil {
		return nil, nil
	}
	var kept typedForm
	err := d.look(ctx, "KeptForm", func(r Rows) error {
		c, found, err := r.CeremonyByDigest(ctx, identity.Digest(key))
		if err != nil || !found || c.Kind != formStep || c.Account != p.Account || !d.Now().Before(c.Ends) {
			return err
		}
		return fault.Wrap("accounts.KeptForm", json.Unmarshal([]byte(c.Body), &kept))
	})
	if err != nil || kept.Page != page {
		return nil, err
	}
	return kept.Values, nil
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package oidc_test

import (
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"planraum/internal/desk/accounts"
	"planraum/internal/platform/oidc"
)

// TestTwoFactorsSaid: a sign-in counts as two factors where the signed token says
// so in a class (acr) or by a method (amr) that the file names; without either
// in the file by the method "mfa" of RFC 8176. What the file names as classes is
// asked for.
func TestTwoFactorsSaid(t *testing.T) {
	f := newForger(t)
	secrets := accounts.Secrets{State: "state", Nonce: "nonce", Verifier: "a-verifier-that-is-long-enough-for-the-rules-0123"}
	for _, c := range []struct {
		file   string
		claims map[string]any
		two    bool
		asked  string
	}{
		{"", nil, false, ""},
		{"", map[string]any{"amr": []string{"pwd"}}, false, ""},
		{"", map[string]any{"amr": []string{"pwd", "otp", "mfa"}}, true, ""},
		{"", map[string]any{"acr": "mfa"}, false, ""},
		{"    acr: [gold, platin]\n", map[string]any{"acr": "gold"}, true, "gold platin"},
		{"    acr: [gold, platin]\n", map[string]any{"acr": "silver"}, false, "gold platin"},
		{"    acr: [gold]\n", map[string]any{"amr": []string{"mfa"}}, false, "gold"},
		{"    amr: [hwk]\n", map[string]any{"amr": []string{"hwk", "pin"}}, true, ""},
		{"    amr: [hwk]\n", map[string]any{"amr": "mfa"}, false, ""},
		{"    amr: []\n", map[string]any{"amr": []string{"mfa"}}, false, ""},
	} {
		claims := map[string]any{
			"iss": f.URL, "sub": "s-1", "aud": "planraum", "nonce": secrets.Nonce, "email": "planung@stadt.example", "email_verified": true,
			"iat": time.Now().Unix(), "exp": time.Now().Add(time.Minute).Unix(),
		}
		maps.Copy(claims, c.claims)
		f.token = signed(t, map[string]any{"alg": "RS256", "kid": "1"}, claims, byRSA(t, f.key))
		path := filepath.Join(t.TempDir(), "oidc.yaml")
		text := "providers:\n  - key: stadt\n    name: Stadt\n    issuer: " + f.URL + "\n    client_id: planraum\n" + c.file
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		all, err := oidc.Load(path)
		if err != nil {
			t.Fatal(err)
		}
		got, err := all[0].Client.Finish(t.Context(), "http://localhost/x", "code", secrets)
		if err != nil || got.TwoFactors != c.two {
			t.Errorf("%q with %v: %t, %v", c.file, c.claims, got.TwoFactors, err)
		}
		address, err := all[0].Client.Start(t.Context(), "http://localhost/x", secrets, false)
		if err != nil {
			t.Fatal(err)
		}
		if u, err := url.Parse(address); err != nil || u.Query().Get("acr_values") != c.asked {
			t.Errorf("%q asks for %q", c.file, u.Query().Get("acr_values"))
		}
	}
}

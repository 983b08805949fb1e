// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package oidc_test

import (
	"crypto"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"maps"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"planraum/internal/desk/accounts"
	"planraum/internal/platform/oidc"
)

// forger is a provider that answers the exchange of a code with whatever token
// a test has made.
type forger struct {
	*httptest.Server
	key      *rsa.PrivateKey
	token    string
	issuer   string // what the metadata say; empty: the truth
	verifier string // what the exchange brought
	moved    string // where the exchange is led to
}

func newForger(t *testing.T) *forger {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	f := &forger{key: key}
	mux := http.NewServeMux()
	answer := func(w http.ResponseWriter, v any) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(v)
	}
	mux.HandleFunc("/.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		issuer := f.issuer
		if issuer == "" {
			issuer = f.URL
		}
		answer(w, map[string]any{
			"issuer": issuer, "authorization_endpoint": f.URL + "/auth", "token_endpoint": f.URL + "/token", "jwks_uri": f.URL + "/keys",
			"id_token_signing_alg_values_supported": []string{"RS256", "HS256", "none"},
		})
	})
	mux.HandleFunc("/keys", func(w http.ResponseWriter, _ *http.Request) {
		answer(w, map[string]any{"keys": []any{jwk(&f.key.PublicKey, "1")}})
	})
	mux.HandleFunc("/token", func(w http.ResponseWriter, r *http.Request) {
		if f.moved != "" {
			http.Redirect(w, r, f.moved, http.StatusTemporaryRedirect)
			return
		}
		f.verifier = r.PostFormValue("code_verifier")
		answer(w, map[string]any{"access_token": "a", "token_type": "Bearer", "id_token": f.token})
	})
	f.Server = httptest.NewServer(mux)
	t.Cleanup(f.Close)
	return f
}

func jwk(k *rsa.PublicKey, id string) map[string]any {
	return map[string]any{"kty": "RSA", "use": "sig", "alg": "RS256", "kid": id, "n": b64(k.N.Bytes()), "e": b64(big.NewInt(int64(k.E)).Bytes())}
}

func b64(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// signed is a token (RFC 7515) with a head and claims, signed by sign.
func signed(t *testing.T, head, claims map[string]any, sign func(text string) []byte) string {
	t.Helper()
	h, errH := json.Marshal(head)
	c, errC := json.Marshal(claims)
	if errH != nil || errC != nil {
		t.Fatal(errH, errC)
	}
	text := b64(h) + "." + b64(c)
	return text + "." + b64(sign(text))
}

func byRSA(t *testing.T, key *rsa.PrivateKey) func(string) []byte {
	return func(text string) []byte {
		sum := sha256.Sum256([]byte(text))
		s, err := rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, sum[:])
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
}

func byHMAC(key []byte) func(string) []byte {
	return func(text string) []byte {
		m := hmac.New(sha256.New, key)
		_, _ = m.Write([]byte(text))
		return m.Sum(nil)
	}
}

// provider is the program's end, set up to believe the forger.
func (f *forger) provider(t *testing.T) accounts.Provider {
	t.Helper()
	file := filepath.Join(t.TempDir(), "oidc.yaml")
	if err := os.WriteFile(file, []byte("providers:\n  - key: stadt\n    name: Stadt\n    issuer: "+f.URL+"\n    client_id: planraum\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	all, err := oidc.Load(file)
	if err != nil {
		t.Fatal(err)
	}
	return all[0].Client
}

// TestForgedAnswers: of all that a provider or somebody in its place may send,
// only a token counts that the provider's published key has signed by an
// asymmetric algorithm, for this installation, now, and as the answer to this
// sign-in (OpenID Connect Core, 3.1.3.7; RFC 8725).
func TestForgedAnswers(t *testing.T) {
	f := newForger(t)
	other, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	public, err := x509.MarshalPKIXPublicKey(&f.key.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	secrets := accounts.Secrets{State: "state", Nonce: "nonce", Verifier: "a-verifier-that-is-long-enough-for-the-rules-0123"}
	good := map[string]any{
		"iss": f.URL, "sub": "s-1", "aud": "planraum", "nonce": secrets.Nonce, "email": "planung@stadt.example", "email_verified": true,
		"iat": time.Now().Unix(), "exp": time.Now().Add(time.Minute).Unix(),
	}
	with := func(name string, value any) map[string]any {
		c := maps.Clone(good)
		if c[name] = value; value == nil {
			delete(c, name)
		}
		return c
	}
	rs := map[string]any{"alg": "RS256", "kid": "1"}
	own := byRSA(t, f.key)
	none := func(string) []byte { return nil }
	whole := signed(t, rs, good, own)
	for _, c := range []struct {
		name, token string
		counts      bool
	}{
		{"the true one", whole, true},
		{"no token", "", false},
		{"no signature", signed(t, map[string]any{"alg": "none"}, good, none), false},
		{"no signature, in other letters", signed(t, map[string]any{"alg": "nOnE"}, good, none), false},
		{"the signature left out", signed(t, rs, good, none), false},
		{"the public key as a secret", signed(t, map[string]any{"alg": "HS256", "kid": "1"}, good, byHMAC(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: public}))), false},
		{"the client's name as a secret", signed(t, map[string]any{"alg": "HS256"}, good, byHMAC([]byte("planraum"))), false},
		{"another key", signed(t, rs, good, byRSA(t, other)), false},
		{"another key that the token brings along", signed(t, map[string]any{"alg": "RS256", "kid": "1", "jwk": jwk(&other.PublicKey, "1")}, good, byRSA(t, other)), false},
		{"another key at an address that the token names", signed(t, map[string]any{"alg": "RS256", "kid": "2", "jku": "http://127.0.0.1:1/keys"}, good, byRSA(t, other)), false},
		{"claims that were changed", changed(whole, with("sub", "s-2")), false},
		{"for another program", signed(t, rs, with("aud", "another"), own), false},
		{"for nobody", signed(t, rs, with("aud", nil), own), false},
		{"of another issuer", signed(t, rs, with("iss", "https://evil.example"), own), false},
		{"past its time", signed(t, rs, with("exp", time.Now().Add(-time.Minute).Unix()), own), false},
		{"without an end", signed(t, rs, with("exp", nil), own), false},
		{"before its time", signed(t, rs, with("nbf", time.Now().Add(time.Hour).Unix()), own), false},
		{"of another sign-in", signed(t, rs, with("nonce", "other"), own), false},
		{"of no sign-in", signed(t, rs, with("nonce", nil), own), false},
	} {
		f.token, f.verifier = c.token, ""
		claims, err := f.provider(t).Finish(t.Context(), "http://localhost/x", "code", secrets)
		if (err == nil) != c.counts || !c.counts && claims.Subject != "" && err == nil {
			t.Errorf("%s: %+v, %v", c.name, claims, err)
		}
		if c.counts && (claims.Issuer != f.URL || claims.Subject != "s-1" || !claims.Proven.IsZero()) {
			t.Errorf("%s: %+v", c.name, claims)
		}
		if f.verifier != secrets.Verifier {
			t.Errorf("%s: the exchange brought the verifier %q", c.name, f.verifier)
		}
	}
	f.token = whole
	elsewhere := newForger(t)
	elsewhere.token = whole
	u, err := url.Parse(elsewhere.URL)
	if err != nil {
		t.Fatal(err)
	}
	f.moved = fmt.Sprintf("http://localhost:%s/token", u.Port())
	if _, err := f.provider(t).Finish(t.Context(), "http://localhost/x", "code", secrets); err == nil || elsewhere.verifier != "" {
		t.Errorf("the code was sent to another host: %v", err)
	}
	f.moved, f.issuer = "", "https://evil.example"
	if _, err := f.provider(t).Finish(t.Context(), "http://localhost/x", "code", secrets); err == nil {
		t.Error("metadata of another issuer are believed")
	}
}

// changed is a token with other claims under the same signature.
func changed(token string, claims map[string]any) string {
	c, err := json.Marshal(claims)
	if err != nil {
		return ""
	}
	var parts [3]string
	n := 0
	for i, from := 0, 0; i <= len(token); i++ {
		if i == len(token) || token[i] == '.' {
			parts[n], from = token[from:i], i+1
			n++
		}
	}
	return parts[0] + "." + b64(c) + "." + parts[2]
}

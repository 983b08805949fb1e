// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"planraum/internal/platform/telemetry"
)

// certified writes a certificate for 127.0.0.1 and its key.
func certified(t *testing.T, serial int64, cert, key string) *x509.Certificate {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	wanted := &x509.Certificate{
		SerialNumber: big.NewInt(serial), Subject: pkix.Name{CommonName: "Planraum"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	made, err := x509.CreateCertificate(rand.Reader, wanted, wanted, private.Public(), private)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	for name, block := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: made}, key: {Type: "PRIVATE KEY", Bytes: secret}} {
		if err := os.WriteFile(name, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	parsed, err := x509.ParseCertificate(made)
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

// TestHTTPS: with a certificate the program speaks TLS 1.2 and 1.3 and HTTP/2,
// nothing older, and tells browsers to keep to it.
func TestHTTPS(t *testing.T) {
	dir := t.TempDir()
	cert, key := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	roots := x509.NewCertPool()
	roots.AddCert(certified(t, 1, cert, key))
	p := serving(t, nil, "--database="+filepath.Join(dir, "p.db"), "--tls-cert="+cert, "--tls-key="+key)
	if !strings.HasPrefix(p.address, "https://127.0.0.1:") {
		t.Fatalf("it says %s", p.address)
	}
	for version, wanted := range map[uint16]bool{tls.VersionTLS10: false, tls.VersionTLS11: false, tls.VersionTLS12: true, tls.VersionTLS13: true} {
		client := http.Client{Transport: &http.Transport{ForceAttemptHTTP2: true, TLSClientConfig: &tls.Config{RootCAs: roots, MinVersion: version, MaxVersion: version}}}
		answer, err := client.Get(p.address + "/readyz")
		if (err == nil) != wanted {
			t.Errorf("%s: %v", tls.VersionName(version), err)
			continue
		}
		if err != nil {
			continue
		}
		_ = answer.Body.Close()
		if answer.StatusCode != 200 || answer.ProtoMajor != 2 || answer.Header.Get("Strict-Transport-Security") == "" {
			t.Errorf("%s: %s %s %v", tls.VersionName(version), answer.Proto, answer.Status, answer.Header)
		}
	}
	if err := telemetry.Probe(t.Context(), p.address); err != nil {
		t.Error(err)
	}
	p.signal(t)
	if code := p.end(t, 20*time.Second); code != 0 {
		t.Errorf("it ended with %d\n%s", code, p.Said())
	}
	if code, said := once(t, "serve", "--listen=127.0.0.1:0", "--database="+filepath.Join(dir, "p.db"), "--tls-cert="+cert, "--tls-key="+cert); code != 1 || strings.Count(said, "\n") != 1 {
		t.Errorf("a key that is none: %d %q", code, said)
	}
}

// TestRenewedCertificate: a new certificate is taken without a restart; while it
// is being written, the old one goes on.
func TestRenewedCertificate(t *testing.T) {
	quiet(t)
	dir := t.TempDir()
	cert, key := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	certified(t, 1, cert, key)
	c := &certificate{cert: cert, key: key}
	if err := c.load(); err != nil {
		t.Fatal(err)
	}
	later := time.Now().Add(time.Hour)
	serial := func() int64 {
		t.Helper()
		c.looked = time.Time{} // a minute has gone
		held, err := c.get(nil)
		if err != nil {
			t.Fatal(err)
		}
		return held.Leaf.SerialNumber.Int64()
	}
	if got := serial(); got != 1 {
		t.Errorf("the certificate is number %d", got)
	}
	if err := os.WriteFile(cert, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	_ = os.Chtimes(cert, later, later)
	if got := serial(); got != 1 {
		t.Errorf("while half of it is written it is number %d", got)
	}
	certified(t, 2, cert, key)
	if got := serial(); got != 2 {
		t.Errorf("the renewed one is number %d", got)
	}
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"crypto/tls"
	"log/slog"
	"os"
	"sync"
	"time"

	"planraum/internal/fault"
)

// renewal is how often the files of the certificate are looked at.
const renewal = time.Minute

// certificate is one on the disk that is renewed from time to time.
type certificate struct {
	cert, key string

	mu     sync.Mutex // guards what follows
	held   *tls.Certificate
	looked time.Time
	stamp  time.Time // of the file
}

// secured is the configuration of https: TLS 1.2 or later. Go chooses the
// suites and HTTP/2 by itself.
func secured(cert, key string) (*tls.Config, error) {
	c := &certificate{cert: cert, key: key}
	if err := c.load(); err != nil {
		return nil, fault.New(fault.Invalid, "main.secured: "+err.Error(),
			"Zertifikat und Schlüssel („"+cert+"“ und „"+key+"“) können nicht gelesen werden oder passen nicht zusammen.",
			"Certificate and key (“"+cert+"” and “"+key+"”) cannot be read or do not belong together.")
	}
	return &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: c.get, NextProtos: []string{"h2", "http/1.1"}}, nil
}

func (c *certificate) load() error {
	info, err := os.Stat(c.cert)
	if err != nil {
		return err
	}
	pair, err := tls.LoadX509KeyPair(c.cert, c.key)
	if err == nil {
		c.held, c.stamp = &pair, info.ModTime()
	}
	c.looked = time.Now()
	return err
}

// get returns the certificate. A renewed one is taken without a restart; while
// it cannot be read, the old one goes on.
func (c *certificate) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if time.Since(c.looked) < renewal {
		return c.held, nil
	}
	c.looked = time.Now()
	if info, err := os.Stat(c.cert); err == nil && !info.ModTime().Equal(c.stamp) {
		if err := c.load(); err != nil {
			slog.Error("the renewed certificate cannot be read", "error", err)
		}
	}
	return c.held, nil
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package mail_test

import (
	"io"
	"mime"
	"mime/quotedprintable"
	"net"
	netmail "net/mail"
	"strings"
	"testing"

	"github.com/emersion/go-smtp"

	"planraum/internal/fault"
	"planraum/internal/platform/mail"
)

// postbox is a mail server that keeps what it gets.
type postbox struct {
	full bool
	to   []string
	body []string
}

func (p *postbox) NewSession(*smtp.Conn) (smtp.Session, error) { return session{p}, nil }

type session struct{ box *postbox }

func (session) Reset()                               {}
func (session) Logout() error                        { return nil }
func (session) Mail(string, *smtp.MailOptions) error { return nil }
func (s session) Rcpt(to string, _ *smtp.RcptOptions) error {
	if s.box.full {
		return &smtp.SMTPError{Code: 452, Message: "mailbox of " + to + " is full"}
	}
	s.box.to = append(s.box.to, to)
	return nil
}

func (s session) Data(r io.Reader) error {
	all, err := io.ReadAll(r)
	s.box.body = append(s.box.body, string(all))
	return err
}

func listen(t *testing.T, box *postbox) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := smtp.NewServer(box)
	server.AllowInsecureAuth = true
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close() })
	return "smtp+insecure://" + listener.Addr().String()
}

// A real mail server takes the message, umlauts and all.
func TestSend(t *testing.T) {
	box := &postbox{}
	s, err := mail.Parse(listen(t, box), "planung@stadt.example")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Send(t.Context(), "haus@beispiel.de", "Meldung für Oktober: fällig", "Grüße aus dem Sozialamt\nhttps://stadt.example/melden/abc"); err != nil {
		t.Fatal(err)
	}
	if len(box.to) != 1 || box.to[0] != "haus@beispiel.de" {
		t.Fatalf("went to %v", box.to)
	}
	m, err := netmail.ReadMessage(strings.NewReader(box.body[0]))
	if err != nil {
		t.Fatal(err)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil || subject != "Meldung für Oktober: fällig" {
		t.Errorf("subject %q, %v", subject, err)
	}
	body, err := io.ReadAll(quotedprintable.NewReader(m.Body))
	if err != nil || !strings.Contains(string(body), "Grüße aus dem Sozialamt") || !strings.Contains(string(body), "https://stadt.example/melden/abc") {
		t.Errorf("body %q, %v", body, err)
	}
}

// What the server answers may name the address; the sentence does not.
func TestRefused(t *testing.T) {
	s, err := mail.Parse(listen(t, &postbox{full: true}), "planung@stadt.example")
	if err != nil {
		t.Fatal(err)
	}
	err = s.Send(t.Context(), "haus@beispiel.de", "x", "y")
	if fault.KindOf(err) != fault.Unavailable || strings.Contains(fault.SayOf(err).De, "haus@") {
		t.Errorf("%v", err)
	}
}

// A header cannot be smuggled in through address or subject.
func TestNoHeaderInjection(t *testing.T) {
	box := &postbox{}
	s, err := mail.Parse(listen(t, box), "planung@stadt.example")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Send(t.Context(), "haus@beispiel.de\r\nBcc: x@y.example", "x", "y"); fault.KindOf(err) != fault.Invalid {
		t.Errorf("%v, want a refusal", err)
	}
	if err := s.Send(t.Context(), "haus@beispiel.de", "Meldung\r\nBcc: x@y.example", "y"); err == nil {
		m, err := netmail.ReadMessage(strings.NewReader(box.body[0]))
		if err != nil || m.Header.Get("Bcc") != "" || len(box.to) != 1 {
			t.Errorf("a second address came in: %v, %v, %v", m, box.to, err)
		}
	}
}

func TestParse(t *testing.T) {
	for _, address := range []string{"", "mail.stadt.de", "http://mail.stadt.de", "smtp://", "smtp://host:port"} {
		if _, err := mail.Parse(address, "planung@stadt.example"); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%q: %v, want a refusal", address, err)
		}
	}
	_, err := mail.Parse("ftp://name:geheim@host", "planung@stadt.example")
	if strings.Contains(err.Error()+fault.SayOf(err).De, "geheim") {
		t.Errorf("%v tells the password", err)
	}
	if _, err := mail.Parse("smtps://name:geheim@host", "kein Absender"); fault.KindOf(err) != fault.Invalid {
		t.Errorf("%v, want the sender refused", err)
	}
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package mail hands messages to the city's mail server. It sends plain text to
// one address at a time and keeps nothing.
package mail

import (
	"context"
	"net/url"
	"strconv"
	"time"

	"github.com/wneessen/go-mail"

	"planraum/internal/fault"
	"planraum/internal/text"
)

// patience is how long the mail server may take for one message.
const patience = 20 * time.Second

// Server is a mail server that takes messages for delivery.
type Server struct {
	host    string
	options []mail.Option
	from    string
}

// Parse reads the address of a server: smtp://user:password@host:port, with
// STARTTLS demanded, smtps:// with TLS from the start, or smtp+insecure:// for
// a server on the same machine. from is the sender's address.
func Parse(address, from string) (*Server, error) {
	const op = "mail.Parse"
	bad := fault.New(fault.Invalid, op, // the address is not quoted: it may hold a password
		"Die Adresse des Mailservers ist keine wie smtp://name:kennwort@mail.stadt.de:587 (auch smtps:// oder smtp+insecure://).",
		"The mail server's address is not like smtp://name:password@mail.city.org:587 (or smtps://, smtp+insecure://).")
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" {
		return nil, bad
	}
	s := &Server{host: u.Hostname(), from: from, options: []mail.Option{mail.WithTimeout(patience)}}
	switch u.Scheme {
	case "smtp":
		s.options = append(s.options, mail.WithTLSPolicy(mail.TLSMandatory), mail.WithPort(587))
	case "smtps":
		s.options = append(s.options, mail.WithSSL(), mail.WithPort(465))
	case "smtp+insecure":
		s.options = append(s.options, mail.WithTLSPolicy(mail.NoTLS), mail.WithPort(25))
	default:
		return nil, bad
	}
	if u.Port() != "" {
		port, err := strconv.Atoi(u.Port())
		if err != nil {
			return nil, bad
		}
		s.options = append(s.options, mail.WithPort(port))
	}
	if password, ok := u.User.Password(); ok {
		s.options = append(s.options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(u.User.Username()), mail.WithPassword(password))
	}
	if err := mail.NewMsg().From(from); err != nil {
		return nil, fault.New(fault.Invalid, op, "„"+from+"“ ist keine Absenderadresse wie planung@stadt.de.", "“"+from+"” is no sender's address such as planning@city.org.")
	}
	return s, nil
}

// Send hands over one message. What the server answers goes into the error's
// internal text only: it may quote the address.
func (s *Server) Send(ctx context.Context, to, subject, body string) error {
	const op = "mail.Send"
	m := mail.NewMsg()
	if err := m.From(s.from); err != nil {
		return fault.Wrap(op, err)
	}
	if err := m.To(to); err != nil {
		return fault.New(fault.Invalid, op, "Die E-Mail-Adresse ist keine gültige.", "The e-mail address is not a valid one.")
	}
	m.Subject(subject)
	m.SetBodyString(mail.TypeTextPlain, body)
	client, err := mail.NewClient(s.host, s.options...)
	if err == nil {
		err = client.DialAndSendWithContext(ctx, m)
	}
	if err != nil {
		return &fault.Error{
			Kind: fault.Unavailable, Op: op, Cause: err,
			Say: text.T("Der Mailserver hat die Nachricht nicht angenommen. Sie wurde nicht verschickt.", "The mail server did not take the message. It was not sent."),
		}
	}
	return nil
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package passkey makes the questions that a browser asks a passkey, and checks
// the answers (W3C Web Authentication). Nothing is kept here.
package passkey

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"net/url"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"planraum/internal/desk/accounts"
	"planraum/internal/fault"
)

// Keys makes and checks the steps of passkeys.
type Keys struct{}

// party is the installation as a browser at an origin knows it. Passkeys are
// bound to the name of the host.
func party(origin string) (*webauthn.WebAuthn, error) {
	u, err := url.Parse(origin)
	if err != nil {
		return nil, fault.Wrap("passkey.party", err)
	}
	resident := true
	p, err := webauthn.New(&webauthn.Config{
		RPID: u.Hostname(), RPDisplayName: "Planraum", RPOrigins: []string{origin},
		AttestationPreference: protocol.PreferNoAttestation, // which make of passkey it is concerns nobody
		AuthenticatorSelection: protocol.AuthenticatorSelection{
			RequireResidentKey: &resident, ResidentKey: protocol.ResidentKeyRequirementRequired,
			UserVerification: protocol.VerificationRequired,
		},
	})
	if err != nil {
		return nil, &fault.Error{Kind: fault.Invalid, Op: "passkey.party", Cause: err, Say: nameNeeded}
	}
	return p, nil
}

// owner is whose passkeys are meant, as the library knows it.
type owner struct {
	accounts.PasskeyOwner
	keys []webauthn.Credential
}

func ownerOf(o accounts.PasskeyOwner) (owner, error) {
	w := owner{PasskeyOwner: o}
	for _, text := range o.Keys {
		var c webauthn.Credential
		if err := json.Unmarshal([]byte(text), &c); err != nil {
			return w, fault.Wrap("passkey.ownerOf", err)
		}
		w.keys = append(w.keys, c)
	}
	return w, nil
}

// WebAuthnID is the account's number, which says nothing of its owner.
func (o owner) WebAuthnID() []byte {
	return binary.BigEndian.AppendUint64([]byte("planraum"), uint64(o.Account))
}

// accountOf reads WebAuthnID.
func accountOf(handle []byte) (int64, error) {
	if len(handle) != 16 || string(handle[:8]) != "planraum" {
		return 0, errors.New("passkey: not a handle of this program")
	}
	return int64(binary.BigEndian.Uint64(handle[8:])), nil
}

// WebAuthnName is what a browser shows to tell accounts apart.
func (o owner) WebAuthnName() string { return o.Name }

// WebAuthnDisplayName is what a browser shows.
func (o owner) WebAuthnDisplayName() string { return o.Name }

// WebAuthnCredentials are the passkeys that there are.
func (o owner) WebAuthnCredentials() []webauthn.Credential { return o.keys }

// Register asks for a new passkey, on a device that has none for the account.
func (Keys) Register(origin string, whose accounts.PasskeyOwner) (options, state string, err error) {
	p, err := party(origin)
	if err != nil {
		return "", "", err
	}
	o, err := ownerOf(whose)
	if err != nil {
		return "", "", err
	}
	creation, session, err := p.BeginRegistration(o, webauthn.WithExclusions(webauthn.Credentials(o.keys).CredentialDescriptors()))
	if err != nil {
		return "", "", fault.Wrap("passkey.Register", err)
	}
	return both(creation.Response, session)
}

// both writes what the browser gets and what is kept.
func both(options, session any) (string, string, error) {
	a, err := json.Marshal(options)
	b, also := json.Marshal(session)
	return string(a), string(b), fault.Wrap("passkey.both", errors.Join(err, also))
}

// Registered checks the answer to Register.
func (Keys) Registered(origin string, whose accounts.PasskeyOwner, state, answer string) (handle, key string, err error) {
	p, session, err := resumed(origin, state)
	if err != nil {
		return "", "", err
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes([]byte(answer))
	if err != nil {
		return "", "", refused("passkey.Registered", err)
	}
	o, err := ownerOf(whose)
	if err != nil {
		return "", "", err
	}
	c, err := p.CreateCredential(o, session, parsed)
	if err != nil {
		return "", "", refused("passkey.Registered", err)
	}
	return written(c)
}

func resumed(origin, state string) (*webauthn.WebAuthn, webauthn.SessionData, error) {
	var session webauthn.SessionData
	p, err := party(origin)
	if err == nil {
		err = fault.Wrap("passkey.resumed", json.Unmarshal([]byte(state), &session))
	}
	return p, session, err
}

func written(c *webauthn.Credential) (handle, key string, err error) {
	text, err := json.Marshal(c)
	return protocol.URLEncodedBase64(c.ID).String(), string(text), fault.Wrap("passkey.written", err)
}

// Ask asks for a passkey: one of an account's, or anybody's.
func (Keys) Ask(origin string, whose accounts.PasskeyOwner) (options, state string, err error) {
	p, err := party(origin)
	if err != nil {
		return "", "", err
	}
	var question *protocol.CredentialAssertion
	var session *webauthn.SessionData
	if whose.Account == 0 {
		question, session, err = p.BeginDiscoverableLogin()
	} else {
		var o owner
		if o, err = ownerOf(whose); err != nil {
			return "", "", err
		}
		if len(o.keys) == 0 {
			return "", "", fault.New(fault.Conflict, "passkey.Ask", "Dieses Konto hat keinen Passkey.", "This account has no passkey.")
		}
		question, session, err = p.BeginLogin(o)
	}
	if err != nil {
		return "", "", fault.Wrap("passkey.Ask", err)
	}
	return both(question.Response, session)
}

// Answered checks the answer to Ask.
func (Keys) Answered(origin, state, answer string, find func(account int64) (accounts.PasskeyOwner, error)) (account int64, handle, key string, err error) {
	p, session, err := resumed(origin, state)
	if err != nil {
		return 0, "", "", err
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes([]byte(answer))
	if err != nil {
		return 0, "", "", refused("passkey.Answered", err)
	}
	var c *webauthn.Credential
	if len(session.UserID) > 0 {
		account, c, err = ofOne(p, session, parsed, find)
	} else {
		account, c, err = ofAnybody(p, session, parsed, find)
	}
	if err != nil {
		return 0, "", "", refused("passkey.Answered", err)
	}
	if c.Authenticator.CloneWarning {
		return 0, "", "", refused("passkey.Answered", errors.New("the counter went back: there may be a copy of the passkey"))
	}
	handle, key, err = written(c)
	return account, handle, key, err
}

// ofOne checks an answer that one account was asked for.
func ofOne(p *webauthn.WebAuthn, session webauthn.SessionData, parsed *protocol.ParsedCredentialAssertionData, find func(int64) (accounts.PasskeyOwner, error)) (int64, *webauthn.Credential, error) {
	account, err := accountOf(session.UserID)
	if err != nil {
		return 0, nil, err
	}
	found, err := find(account)
	if err != nil {
		return 0, nil, err
	}
	o, err := ownerOf(found)
	if err != nil {
		return 0, nil, err
	}
	c, err := p.ValidateLogin(o, session, parsed)
	return account, c, err
}

// ofAnybody checks an answer that names its account itself.
func ofAnybody(p *webauthn.WebAuthn, session webauthn.SessionData, parsed *protocol.ParsedCredentialAssertionData, find func(int64) (accounts.PasskeyOwner, error)) (int64, *webauthn.Credential, error) {
	account := int64(0)
	_, c, err := p.ValidatePasskeyLogin(func(_, handle []byte) (webauthn.User, error) {
		var err error
		if account, err = accountOf(handle); err != nil {
			return nil, err
		}
		found, err := find(account)
		if err != nil {
			return nil, err
		}
		return ownerOf(found)
	}, session, parsed)
	return account, c, err
}

// refused is what a person reads of an answer that does not fit; why it does not
// goes to the log only.
func refused(op string, cause error) error {
	var detail *protocol.Error
	if errors.As(cause, &detail) {
		cause = errors.New(detail.Type + ": " + detail.Details + " " + detail.DevInfo)
	}
	return &fault.Error{Kind: fault.Forbidden, Op: op, Cause: cause, Say: notFitting}
}

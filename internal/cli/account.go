// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"text/tabwriter"

	"planraum/internal/city/identity"
	"planraum/internal/fault"
	"planraum/internal/text"
)

type accountCommand struct {
	List   accountListCommand   `cmd:"" help:"help.accountlist"`
	Invite accountInviteCommand `cmd:"" help:"help.accountinvite"`
	Grant  accountGrantCommand  `cmd:"" help:"help.accountgrant"`
	Reset  accountResetCommand  `cmd:"" help:"help.accountreset"`
	Lock   accountLockCommand   `cmd:"" help:"help.accountlock"`
	First  accountFirstCommand  `cmd:"" help:"help.accountfirst"`
}

// localActor is who acts by a command: whoever may run one on the machine runs
// the installation.
var localActor = identity.Principal{Means: identity.Local, Grants: []identity.Grant{{Role: identity.Administrator}}}

// invitationLink is the address of a one-time link.
func invitationLink(base, secret string) string {
	return strings.TrimSuffix(base, "/") + "/einladung/" + secret
}

var accountStates = map[identity.State]text.Text{
	identity.Invited: text.T("eingeladen", "invited"), identity.Active: text.T("aktiv", "active"), identity.Locked: text.T("gesperrt", "locked"),
}

type accountListCommand struct {
	JSON bool `name:"json" help:"help.json"`
}

// Run lists the accounts.
func (c accountListCommand) Run(s scope) error {
	house, err := s.existing()
	if err != nil {
		return err
	}
	all, err := house.Accounts.Accounts(s.ctx, localActor)
	if err != nil {
		return errors.Join(err, house.Close())
	}
	if c.JSON {
		type line struct {
			Account int64            `json:"account"`
			Address string           `json:"address"`
			State   identity.State   `json:"state"`
			Grants  []identity.Grant `json:"grants"`
		}
		lines := []line{}
		for _, a := range all {
			lines = append(lines, line{a.Number, a.Email, a.State, a.Grants})
		}
		return errors.Join(json.NewEncoder(s.Out).Encode(lines), house.Close())
	}
	w := tabwriter.NewWriter(s.Out, 0, 0, 2, ' ', 0)
	for _, a := range all {
		var roles []string
		for _, g := range a.Grants {
			roles = append(roles, g.String())
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", strconv.FormatInt(a.Number, 10), a.Email, accountStates[a.State].In(s.Lang), strings.Join(roles, " "))
	}
	if len(all) == 0 {
		fmt.Fprintln(s.Out, s.say("Es gibt noch kein Konto.", "There is no account yet."))
	}
	return errors.Join(w.Flush(), house.Close())
}

// grants reads roles; every one that is none, or is held for something that
// there is not, is named.
func grants(s scope, house *House, said []string) ([]identity.Grant, []fault.Row, error) {
	list, unread := make([]identity.Grant, len(said)), make([]text.Text, len(said))
	for i, one := range said {
		list[i], unread[i] = identity.ParseGrant(one)
	}
	wrong, err := house.Accounts.GrantFaults(s.ctx, list)
	if err != nil {
		return nil, nil, err
	}
	var rows []fault.Row
	for i, one := range said {
		expected := unread[i]
		if expected.De == "" {
			expected = wrong[i]
		}
		if expected.De != "" {
			rows = append(rows, fault.Row{File: "--role", Line: i + 1, Value: one, Expected: expected})
		}
	}
	return list, rows, nil
}

type accountInviteCommand struct {
	Address string   `arg:"" help:"help.accountaddress"`
	Role    []string `help:"help.accountroles"`
	Name    string   `help:"help.accountname"`
	linkFlags
}

// Run makes an account and prints its link.
func (c accountInviteCommand) Run(s scope) error {
	house, err := s.house()
	if err != nil {
		return err
	}
	return errors.Join(c.run(s, house), house.Close())
}

func (c accountInviteCommand) run(s scope, house *House) error {
	base, err := c.base(s, house)
	if err != nil {
		return err
	}
	a, secret, err := c.invite(s, house)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.Out, s.say("Konto %d. Dieser Link gilt einmal, sieben Tage lang:\n", "Account %d. This link is valid once, for seven days:\n"), a.Number)
	printLink(s, base, secret)
	return nil
}

// invite refuses with all faults at once.
func (c accountInviteCommand) invite(s scope, house *House) (identity.Account, string, error) {
	list, rows, err := grants(s, house, c.Role)
	if err != nil {
		return identity.Account{}, "", err
	}
	if expected := identity.AddressFault(c.Address); expected.De != "" {
		rows = append(rows, fault.Row{File: s.say("Adresse", "address"), Value: c.Address, Expected: expected})
	}
	if expected := identity.NameFault(c.Name); expected.De != "" {
		rows = append(rows, fault.Row{File: "--name", Value: c.Name, Expected: expected})
	}
	if len(rows) > 0 {
		return identity.Account{}, "", fault.Refuse("cli.invite", rows)
	}
	return house.Accounts.Invite(s.ctx, localActor, c.Address, c.Name, list)
}

// accountNamed is the account that a command means, by its address.
type accountNamed struct {
	Address string `arg:"" help:"help.accountaddress"`
}

// with opens the installation and runs fn on the account.
func (n accountNamed) with(s scope, fn func(*House, identity.Account) error) error {
	house, err := s.existing()
	if err != nil {
		return err
	}
	a, err := house.Accounts.AccountByAddress(s.ctx, localActor, n.Address)
	if err == nil {
		err = fn(house, a)
	}
	return errors.Join(err, house.Close())
}

type accountGrantCommand struct {
	accountNamed
	Roles []string `arg:"" optional:"" help:"help.accountroles"`
}

// Run sets the roles of an account.
func (c accountGrantCommand) Run(s scope) error {
	return c.with(s, func(house *House, a identity.Account) error {
		list, rows, err := grants(s, house, c.Roles)
		if err != nil {
			return err
		}
		if len(rows) > 0 {
			return fault.Refuse("cli.grant", rows)
		}
		return house.Accounts.SetGrants(s.ctx, localActor, a.Number, a.Version, list)
	})
}

type accountResetCommand struct {
	accountNamed
	Passkeys bool `help:"help.accountpasskeys"`
	linkFlags
}

// Run prints a new link for an account.
func (c accountResetCommand) Run(s scope) error {
	return c.with(s, func(house *House, a identity.Account) error {
		base, err := c.base(s, house)
		if err != nil {
			return err
		}
		if c.Passkeys {
			if err := house.Accounts.DropPasskeys(s.ctx, localActor, a.Number); err != nil {
				return err
			}
		}
		secret, err := house.Accounts.Relink(s.ctx, localActor, a.Number)
		if err == nil {
			printLink(s, base, secret)
		}
		return err
	})
}

type accountLockCommand struct {
	accountNamed
	Open bool `help:"help.accountopen"`
}

// Run locks an account or opens it again.
func (c accountLockCommand) Run(s scope) error {
	return c.with(s, func(house *House, a identity.Account) error {
		return house.Accounts.Lock(s.ctx, localActor, a.Number, !c.Open)
	})
}

type accountFirstCommand struct {
	linkFlags
}

// Run prints the link for the first account.
func (c accountFirstCommand) Run(s scope) error {
	house, err := s.house()
	if err != nil {
		return err
	}
	return errors.Join(c.run(s, house), house.Close())
}

func (c accountFirstCommand) run(s scope, house *House) error {
	base, err := c.base(s, house)
	if err != nil {
		return err
	}
	secret, needed, err := house.Accounts.FirstLink(s.ctx)
	if err == nil && !needed {
		err = fault.New(fault.Conflict, "cli.accountFirst", "Es gibt schon ein Konto. Weitere lädt „planraum account invite“ ein.", "There is an account already. “planraum account invite” invites more.")
	}
	if err == nil {
		printLink(s, base, secret)
	}
	return err
}

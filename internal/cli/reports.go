// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"

	"planraum/internal/city/period"
	"planraum/internal/desk/reporting"
	"planraum/internal/fault"
	"planraum/internal/platform/mail"
	"planraum/internal/text"
)

type reportsCommand struct {
	List   reportsListCommand   `cmd:"" help:"help.reportslist"`
	Links  reportsLinksCommand  `cmd:"" help:"help.reportslinks"`
	Remind reportsRemindCommand `cmd:"" help:"help.reportsremind"`
}

// mailFlags name the mail server.
type mailFlags struct {
	SMTP     string `name:"smtp" help:"help.smtp" env:"PLANRAUM_SMTP" placeholder:"URL"`
	MailFrom string `name:"mail-from" help:"help.mailfrom" env:"PLANRAUM_MAIL_FROM"`
}

// mailer is the mail server of the flags; nil where none is named.
func (f mailFlags) mailer() (reporting.Mailer, error) {
	if f.SMTP == "" {
		return nil, nil
	}
	return mail.Parse(f.SMTP, f.MailFrom)
}

// month is the one named, else the month before today's.
func (s scope) month(named string) (period.Month, error) {
	if named == "" {
		return s.Today().Month() - 1, nil
	}
	m, err := period.ParseMonth(named)
	if err != nil || m > s.Today().Month() {
		return 0, fault.New(fault.Invalid, "cli.month", "„"+named+"“ ist kein Monat wie 2016-10, der begonnen hat.", "“"+named+"” is no month such as 2016-10 that has begun.")
	}
	return m, nil
}

// due opens the installation and lists the reports of a month.
func (s scope) due(named string) (*House, []reporting.Due, error) {
	m, err := s.month(named)
	if err != nil {
		return nil, nil, err
	}
	house, err := s.existing()
	if err != nil {
		return nil, nil, err
	}
	list, err := house.Reporting.Month(s.ctx, m, s.Today())
	if err != nil {
		return nil, nil, errors.Join(err, house.Close())
	}
	return house, list, nil
}

type reportsListCommand struct {
	Month string `help:"help.reportsmonth"`
	JSON  bool   `name:"json" help:"help.json"`
}

var reportStates = map[reporting.State]text.Text{
	reporting.Overdue: text.T("überfällig", "overdue"), reporting.Waiting: text.T("Link ist ausgegeben", "link is out"),
	reporting.NoLink: text.T("noch nicht angefragt", "not asked yet"), reporting.Received: text.T("eingegangen", "received"),
}

// Run lists who reports and what is missing.
func (c reportsListCommand) Run(s scope) error {
	house, list, err := s.due(c.Month)
	if err != nil {
		return err
	}
	if c.JSON {
		type line struct {
			Reporter string          `json:"reporter"`
			Name     string          `json:"name"`
			Month    period.Month    `json:"month"`
			Due      period.Date     `json:"due"`
			State    reporting.State `json:"state"`
		}
		lines := []line{}
		for _, d := range list {
			lines = append(lines, line{d.Reporter.Key, d.Reporter.Name, d.Month, d.By, d.State})
		}
		return errors.Join(json.NewEncoder(s.Out).Encode(lines), house.Close())
	}
	if len(list) == 0 {
		fmt.Fprintln(s.Out, s.say("In diesem Monat meldet niemand. Meldestellen werden auf der Seite Daten, Monatsmeldungen angelegt.", "Nobody reports in this month. Reporters are set up on the page Data, Monthly reports."))
	}
	w := tabwriter.NewWriter(s.Out, 0, 0, 2, ' ', 0)
	for _, d := range list {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", d.Reporter.Key, d.Reporter.Name, reportStates[d.State].In(s.Lang), s.say("fällig am ", "due on ")+d.By.In(s.Lang))
	}
	return errors.Join(w.Flush(), house.Close())
}

type reportsLinksCommand struct {
	Month   string `help:"help.reportsmonth"`
	BaseURL string `name:"base-url" help:"help.baseurl" env:"PLANRAUM_BASE_URL" required:""`
}

// Run hands out links for all reports that are missing.
func (c reportsLinksCommand) Run(s scope) error {
	house, list, err := s.due(c.Month)
	if err != nil {
		return err
	}
	for _, d := range list {
		if d.State == reporting.Received {
			continue
		}
		secret, issued := house.Reporting.Issue(s.ctx, d.Reporter.Key, d.Month, "Kommandozeile", s.now())
		if err = issued; err != nil {
			break
		}
		fmt.Fprintf(s.Out, "%s\t%s\n", d.Reporter.Name, reportAddress(c.BaseURL)(secret))
	}
	return errors.Join(err, house.Close())
}

type reportsRemindCommand struct {
	mailFlags
	Month   string `help:"help.reportsmonth"`
	BaseURL string `name:"base-url" help:"help.baseurl" env:"PLANRAUM_BASE_URL" required:""`
}

// Run reminds by mail all who have not reported. One address that fails does
// not keep the others from being reminded.
func (c reportsRemindCommand) Run(s scope) error {
	to, err := c.mailer()
	if err != nil {
		return err
	}
	if to == nil {
		return fault.New(fault.Invalid, "cli.reportsRemind", "Es ist kein Mailserver angegeben: --smtp smtp://name:kennwort@mail.stadt.de:587 und --mail-from.", "No mail server is given: --smtp smtp://name:password@mail.city.org:587 and --mail-from.")
	}
	house, list, err := s.due(c.Month)
	if err != nil {
		return err
	}
	for _, d := range list {
		if d.State == reporting.Received {
			continue
		}
		failed := house.Reporting.Remind(s.ctx, d, to, reportAddress(c.BaseURL), "Kommandozeile", s.now())
		if failed == nil {
			fmt.Fprintln(s.Out, d.Reporter.Name+": "+s.say("Erinnerung verschickt.", "reminder sent."))
			continue
		}
		fmt.Fprintln(s.Err, d.Reporter.Name+": "+fault.SayOf(failed).In(s.Lang))
		err = errors.Join(err, failed)
	}
	return errors.Join(err, house.Close())
}

// reportAddress makes the address of a report's page out of its secret.
func reportAddress(base string) func(secret string) string {
	return func(secret string) string { return strings.TrimSuffix(base, "/") + "/melden/" + secret }
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"

	"planraum/internal/desk/data"
	"planraum/internal/example"
	"planraum/internal/fault"
	"planraum/internal/text"
)

type serveCommand struct {
	mailFlags
	serviceFlags
	scheduleFlags
	BaseURL string `name:"base-url" help:"help.baseurl" env:"PLANRAUM_BASE_URL"`
	Jobs    int    `help:"help.servejobs" default:"2" env:"PLANRAUM_JOBS"`

	Breached string `name:"breached-passwords" help:"help.breached" env:"PLANRAUM_BREACHED_PASSWORDS" complete:"file"`
	Warnings string `name:"warnings" enum:"monthly,none" default:"monthly" help:"help.servewarnings" env:"PLANRAUM_WARNINGS" placeholder:"monthly|none"`
	OIDC     string `name:"oidc" help:"help.oidc" env:"PLANRAUM_OIDC" complete:"file"`
}

// Run serves until the program is told to stop.
func (c serveCommand) Run(s scope) error {
	mailer, err := c.mailer()
	if err != nil {
		return err
	}
	service, err := c.service(c.BaseURL)
	if err != nil {
		return err
	}
	house, err := awaited(s, c.Wait)
	if err != nil {
		return err
	}
	house.Mail, house.BaseURL = mailer, c.BaseURL
	if err := house.signIn(c.Breached, c.OIDC); err != nil {
		return errors.Join(err, house.Close())
	}
	err = c.serve(s, house, service)
	return errors.Join(err, house.Close())
}

func (c serveCommand) serve(s scope, house *House, service Service) error {
	if c.Demo {
		if err := loadExample(s, house); err != nil {
			return err
		}
	}
	if c.Jobs == 0 && house.Workers.Alone() {
		return fault.New(fault.Invalid, "cli.serve",
			"Auf SQLite arbeitet niemand sonst Vorgänge ab: --jobs muss mindestens 1 sein.",
			"On SQLite nobody else works jobs: --jobs has to be at least 1.")
	}
	if readable(s.database) {
		fmt.Fprintln(s.Err, s.say("Andere auf diesem Rechner dürfen die Datei der Datenbank lesen, in der Prüfsummen von Kennwörtern stehen: „chmod 600 "+s.database+"*“ ändert das.",
			"Others on this machine may read the file of the database, which holds digests of passwords: “chmod 600 "+s.database+"*” changes that."))
	}
	service.Works = c.Jobs > 0
	if err := c.follow(s, house, c.Jobs); err != nil {
		return err
	}
	return working(s, house, c.Jobs, func() error {
		defer c.watch(s, house)()
		defer watched(s, house)()
		if c.Warnings == "monthly" && !c.Demo {
			defer monthly(s, house)()
		}
		return s.Serve(s.ctx, house, service, func(address string) {
			here := onMachine(address, false)
			fmt.Fprintln(s.Err, s.say("Planraum läuft: ", "Planraum is running: ")+here)
			if here != address {
				fmt.Fprintln(s.Err, s.say("Gelauscht wird auf allen Adressen dieses Rechners.", "All addresses of this machine are listened on."))
			}
			s.warn(exposed(address, c.BaseURL))
			c.first(s, house, address)
			fmt.Fprintln(s.Err, s.say("Beenden mit Strg+C.", "Stop with Ctrl+C."))
		})
	})
}

// first prints the link that makes the first administrator, where there is
// none. Each start prints a new one and voids the one before.
func (c serveCommand) first(s scope, house *House, address string) {
	if c.Demo || house.Accounts == nil {
		return
	}
	secret, needed, err := house.Accounts.FirstLink(s.ctx)
	switch {
	case err != nil:
		fmt.Fprintln(s.Err, fault.SayOf(err).In(s.Lang))
	case needed:
		fmt.Fprintln(s.Err, s.say("Es gibt noch kein Konto. Dieser Link richtet das erste ein; er gilt einmal, 24 Stunden lang:", "There is no account yet. This link sets up the first one; it is valid once, for 24 hours:"))
		settings, err := house.Catalogue.Settings(s.ctx)
		if err != nil {
			settings.Base = "" // the link works without
		}
		base := linkBase(c.BaseURL, settings.Base, address)
		fmt.Fprintln(s.Err, invitationLink(base, secret))
		s.warn(useless(base))
	}
}

type demoCommand struct{}

// Run loads the example city.
func (demoCommand) Run(s scope) error {
	house, err := s.house()
	if err != nil {
		return err
	}
	return errors.Join(loadExample(s, house), house.Close())
}

// loadExample takes in the files of the example city through the same path as
// a user's files. Files taken before are left out, so that an interrupted
// load goes on where it stopped.
func loadExample(s scope, house *House) error {
	settings, err := house.Data.Settings(s.ctx)
	if err != nil {
		return err
	}
	files := example.Files()
	for _, p := range example.Plans() {
		if !strings.HasPrefix(p.Name, "beispiel-ohne") {
			files = append(files, p)
		}
	}
	if settings.Area != "" && settings.Area != exampleCity {
		return fault.New(fault.Conflict, "cli.loadExample",
			"In der Datenbank liegt schon eine andere Stadt ("+settings.City+"). Die Beispielstadt braucht eine leere Datenbank.",
			"The database already holds another city ("+settings.City+"). The example city needs an empty database.")
	}
	bar := progress(s, int64(len(files)), text.T("Beispielstadt einlesen", "loading the example city"))
	for _, f := range files {
		_, err := house.Data.Import(s.ctx, data.Incoming{
			Name: path.Base(f.Name), Content: bytes.NewReader(f.Content),
			By: "Beispiel", Now: s.now(),
		})
		if err != nil && fault.KindOf(err) != fault.Conflict {
			return err
		}
		_ = bar.Add(1)
	}
	if err := house.Approval.LoadExample(s.ctx, s.now()); err != nil {
		return errors.Join(err, bar.Finish())
	}
	return errors.Join(house.Steering.LoadExample(s.ctx, s.now()), bar.Finish())
}

const exampleCity = "08111000"

func (s scope) now() time.Time { return time.Now().UTC() }

// progress draws a bar on a terminal and nothing elsewhere.
func progress(s scope, total int64, what text.Text) *progressbar.ProgressBar {
	out := io.Discard
	if s.Terminal {
		out = s.Err
	}
	return progressbar.NewOptions64(total,
		progressbar.OptionSetWriter(out), progressbar.OptionSetDescription(what.In(s.Lang)),
		progressbar.OptionShowCount(), progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100*time.Millisecond))
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"syscall"
	"time"

	"planraum/internal/api"
	"planraum/internal/cli"
	"planraum/internal/desk/health"
	"planraum/internal/fault"
	"planraum/internal/ogc"
	"planraum/internal/oparl"
	"planraum/internal/platform/clock"
	"planraum/internal/platform/door"
	"planraum/internal/platform/signin"
	"planraum/internal/platform/telemetry"
	"planraum/internal/web"
)

// How much one address may ask: so many requests at once, then one in every
// span. An office behind one address has to get on; a program that fetches
// everything has to wait.
const (
	clientEvery  = 20 * time.Millisecond
	clientBurst  = 2000
	clientsKnown = 100_000
)

// faces are pages, API and geodata behind the door.
func faces(house *cli.House, service cli.Service, measures *telemetry.Measures) http.Handler {
	log := slog.Default()
	who := signin.Config{Accounts: house.Accounts, BaseURL: house.BaseURL, Demo: service.Demo, Log: log, HTTPS: door.Secure}
	mux := http.NewServeMux()
	mux.Handle("/", web.New(
		web.Desks{
			Data: house.Data, Capacity: house.Capacity, Planning: house.Planning, Forecasting: house.Forecasting, Outlook: house.Outlook, Quality: house.Quality, Staffing: house.Staffing, Council: house.Council, Steering: house.Steering, Measures: house.Measures,
			Reporting: house.Reporting, Catalogue: house.Catalogue, Work: house.Work, Approval: house.Approval, Protect: house.Protect, Health: house.Health,
			Accounts: house.Accounts, Rights: house.Rights, Journal: house.Journal, Privacy: house.Privacy, CouncilData: house.CouncilData,
			Report: house.Report, Printer: house.Printer,
		},
		web.Config{Today: clock.Today, Demo: service.Demo, Version: version, Log: log, Mail: house.Mail, BaseURL: house.BaseURL, SignIn: who},
	))
	api.Mount(mux, api.Desks{Data: house.Data, Capacity: house.Capacity, Planning: house.Planning, Forecasting: house.Forecasting, Outlook: house.Outlook, Steering: house.Steering, Measures: house.Measures, Council: house.Council, Approval: house.Approval, Protect: house.Protect, Rights: house.Rights}, api.Config{Today: clock.Today, Version: version, Log: log})
	ogc.Mount(mux, house.Catalogue, ogc.Config{Today: clock.Today, Now: time.Now, Rules: house.Rights.Engine(), Version: version, Log: log, BaseURL: house.BaseURL, Receive: house.Protect.Receive})
	oparl.Mount(mux, house.CouncilData, house.Catalogue, oparl.Config{Today: clock.Today, Rules: house.Rights.Engine(), Log: log, BaseURL: house.BaseURL})
	mux.HandleFunc("GET "+telemetry.LivePath, telemetry.Live)
	mux.HandleFunc("GET "+telemetry.ReadyPath, telemetry.Ready(house.Health))
	entrance := door.Config{
		Pace:    door.NewPace(clientEvery, clientBurst, clientsKnown),
		Proxies: service.Proxies, Strict: service.Strict, Streams: []string{"/api/v1/", web.UploadPath, "/en" + web.UploadPath},
		Hosts: door.Hosts{Names: service.Hosts, Also: func(ctx context.Context) string {
			settings, err := house.Catalogue.Settings(ctx)
			if err != nil {
				return ""
			}
			u, err := url.Parse(settings.Base)
			if err != nil {
				return ""
			}
			return u.Hostname()
		}},
	}
	return entrance.Clad(telemetry.Observe(entrance.Guarded(told(who.Identify(refusals(mux, house.Journal)))), log, measures))
}

// serve answers pages and the API until ctx ends, then lets requests under way
// finish.
func serve(ctx context.Context, house *cli.House, service cli.Service, say func(string)) error {
	measures := telemetry.NewMeasures(house.Health)
	house.Health.Expect(service.Works, service.MinimumFree)
	server := bounded(faces(house, service, measures))
	scheme := "http"
	if service.Certificate != "" {
		config, err := secured(service.Certificate, service.Key)
		if err != nil {
			return err
		}
		server.TLSConfig, scheme = config, "https"
	}
	listener, err := listen(service.Listen)
	if err != nil {
		return err
	}
	defer listener.Close()
	if service.Operations != "" {
		operations, err := operate(service, house.Health, measures)
		if err != nil {
			return err
		}
		defer operations.Close()
	}
	house.Protect.Begin()
	house.Health.Enter(health.Serving)
	say(scheme + "://" + listener.Addr().String() + "/")
	notify("READY=1")
	return run(ctx, server, listener, service.Drain, house.Health)
}

// Times after which a request that does not come to its end is given up.
const (
	headerPatience  = 10 * time.Second
	requestPatience = 2 * time.Minute
	stopPatience    = 20 * time.Second
)

// bounded is a server that gives up clients who are slow on purpose.
func bounded(h http.Handler) *http.Server {
	return &http.Server{
		Handler: h, ReadHeaderTimeout: headerPatience, ReadTimeout: requestPatience, WriteTimeout: requestPatience, IdleTimeout: requestPatience,
		MaxHeaderBytes: door.HeaderLimit, ErrorLog: slog.NewLogLogger(slog.Default().Handler(), slog.LevelInfo),
	}
}

// run serves until ctx ends. Then the program is no longer ready; after drain no
// new request is taken, and those under way may finish.
func run(ctx context.Context, server *http.Server, listener net.Listener, drain time.Duration, desk *health.Desk) error {
	ended := make(chan error, 1)
	go func() {
		if server.TLSConfig != nil {
			ended <- server.ServeTLS(listener, "", "")
		} else {
			ended <- server.Serve(listener)
		}
	}()
	select {
	case err := <-ended:
		return fault.Wrap("main.run", err)
	case <-ctx.Done():
	}
	desk.Enter(health.Stopping)
	notify("STOPPING=1")
	time.Sleep(drain)
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopPatience)
	defer cancel()
	err := server.Shutdown(grace)
	if errors.Is(err, context.DeadlineExceeded) {
		slog.Warn("requests were broken off at the end of the program")
		err = server.Close()
	}
	return fault.Wrap("main.run", err)
}

// operate serves measures and health checks beside the pages.
func operate(service cli.Service, desk *health.Desk, measures *telemetry.Measures) (*http.Server, error) {
	listener, err := listen(service.Operations)
	if err != nil {
		return nil, err
	}
	entrance := door.Config{Hosts: door.Hosts{Names: service.Hosts}}
	server := bounded(entrance.Clad(entrance.Guarded(telemetry.Operations(desk, measures))))
	go func() { _ = server.Serve(listener) }() // until it is closed
	slog.Info("operations", "port", listener.Addr().(*net.TCPAddr).Port)
	return server, nil
}

// listen takes an address of this machine.
func listen(address string) (net.Listener, error) {
	listener, err := net.Listen("tcp", address)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fault.New(fault.Unavailable, "main.listen: "+err.Error(),
			"Auf der Adresse "+address+" kann nicht gelauscht werden: Läuft dort schon ein Programm? Eine andere wählt --listen.",
			"Cannot listen on "+address+": is another program there already? Choose another with --listen.")
	case errors.Is(err, syscall.EACCES):
		return nil, fault.New(fault.Unavailable, "main.listen: "+err.Error(),
			"Auf der Adresse "+address+" darf das Programm nicht lauschen: Ports unter 1024 brauchen ein Recht des Systems.",
			"The program may not listen on "+address+": ports below 1024 need a right of the system.")
	case err != nil:
		return nil, fault.New(fault.Invalid, "main.listen: "+err.Error(),
			"„"+address+"“ ist keine Adresse dieses Rechners. Erwartet wird Rechner:Port wie 127.0.0.1:8080.",
			"“"+address+"” is no address of this machine. Expected is host:port such as 127.0.0.1:8080.")
	}
	return listener, nil
}

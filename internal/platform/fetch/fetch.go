// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package fetch fetches documents from other servers, politely and with care: one
// request at a time with a pause between, bounded in time and size, by http and https
// only, and never from addresses inside the own network unless the installation names
// them. Who may have something fetched must not reach by it what only this machine
// can reach.
package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"planraum/internal/desk/councildata"
	"planraum/internal/fault"
)

// Config is how documents are fetched. Zero values take the defaults.
type Config struct {
	Agent   string        // name of this program for the other server
	Private []string      // hosts ("ris.intern" or "ris.intern:8080") that may lie in the own network
	Bytes   int64         // most of one document, unpacked
	Wait    time.Duration // most for one request
	Pause   time.Duration // between two requests
	Tries   int           // of a request that fails in passing
}

// Defaults are the bounds without others.
var Defaults = Config{Agent: "Planraum", Bytes: 64 << 20, Wait: time.Minute, Pause: 150 * time.Millisecond, Tries: 3}

// Client fetches. It is safe for use by several goroutines, which wait for each
// other.
type Client struct {
	config Config
	http   *http.Client
	turn   chan struct{} // whoever holds it asks
	last   time.Time     // end of the last request; belongs to whoever has the turn
}

// New returns a client.
func New(c Config) *Client {
	d := Defaults
	if c.Agent != "" {
		d.Agent = c.Agent
	}
	if c.Bytes > 0 {
		d.Bytes = c.Bytes
	}
	if c.Wait > 0 {
		d.Wait = c.Wait
	}
	if c.Pause > 0 {
		d.Pause = c.Pause
	}
	if c.Tries > 0 {
		d.Tries = c.Tries
	}
	d.Private = c.Private
	out := &Client{config: d, turn: make(chan struct{}, 1)}
	out.http = &http.Client{
		Timeout: d.Wait, CheckRedirect: redirected,
		// No proxy: behind one nobody would see to which address it connects.
		Transport: &http.Transport{DialContext: out.dial, TLSHandshakeTimeout: 20 * time.Second, ResponseHeaderTimeout: d.Wait, IdleConnTimeout: 30 * time.Second, MaxIdleConnsPerHost: 1},
	}
	return out
}

// mostRedirections bounds how often a server may lead on.
const mostRedirections = 5

var errRedirect = errors.New("redirection refused")

// redirected refuses to be led in circles, away from http and https, or from https
// to http.
func redirected(next *http.Request, via []*http.Request) error {
	switch {
	case len(via) > mostRedirections:
		return fmt.Errorf("%w: more than %d", errRedirect, mostRedirections)
	case !fetchable(next.URL), via[len(via)-1].URL.Scheme == "https" && next.URL.Scheme != "https":
		return fmt.Errorf("%w: %s", errRedirect, next.URL.Redacted())
	}
	return nil
}

func fetchable(u *url.URL) bool {
	return (u.Scheme == "https" || u.Scheme == "http") && u.Hostname() != "" && u.User == nil
}

// Fetch implements councildata.Fetcher. What is not there is NotFound, what must not
// be asked Forbidden, everything else that fails Unavailable.
func (c *Client) Fetch(ctx context.Context, w councildata.Wanted) (councildata.Fetched, error) {
	const op = "fetch.Fetch"
	u, err := url.Parse(w.URL)
	if err != nil || !fetchable(u) {
		return councildata.Fetched{}, fault.New(fault.Invalid, op+"("+w.URL+")", "„"+w.URL+"“ ist keine Adresse, die abgerufen werden kann. Erwartet wird https://…", "“"+w.URL+"” is no address that can be fetched. Expected is https://…")
	}
	select {
	case c.turn <- struct{}{}:
	case <-ctx.Done():
		return councildata.Fetched{}, ctx.Err()
	}
	defer func() { c.last = time.Now(); <-c.turn }()
	for try := 1; ; try++ {
		if err := rest(ctx, c.config.Pause-time.Since(c.last)); err != nil {
			return councildata.Fetched{}, err
		}
		got, again, err := c.once(ctx, w)
		if err == nil || again < 0 || try >= c.config.Tries || ctx.Err() != nil {
			return got, fault.Wrap(op, err)
		}
		if err := rest(ctx, max(again, time.Duration(try)*time.Second)); err != nil {
			return councildata.Fetched{}, err
		}
	}
}

func rest(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// once asks once. again is how long to wait before asking again; below 0: never.
func (c *Client) once(ctx context.Context, w councildata.Wanted) (got councildata.Fetched, again time.Duration, err error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, w.URL, nil)
	if err != nil {
		return got, -1, err
	}
	r.Header.Set("User-Agent", c.config.Agent)
	r.Header.Set("Accept", "application/json")
	if w.ETag != "" {
		r.Header.Set("If-None-Match", w.ETag)
	}
	if w.LastModified != "" {
		r.Header.Set("If-Modified-Since", w.LastModified)
	}
	answer, err := c.http.Do(r)
	if err != nil {
		return got, patience(err), unreachable(w.URL, err)
	}
	defer answer.Body.Close()
	got = councildata.Fetched{URL: answer.Request.URL.String(), Media: answer.Header.Get("Content-Type"), ETag: answer.Header.Get("ETag"), LastModified: answer.Header.Get("Last-Modified")}
	switch code := answer.StatusCode; {
	case code == http.StatusNotModified:
		got.Unchanged = true
		return got, 0, nil
	case code != http.StatusOK:
		return got, retryable(answer), refused(w.URL, code)
	}
	if got.Content, err = io.ReadAll(io.LimitReader(answer.Body, c.config.Bytes+1)); err != nil {
		return got, 0, unreachable(w.URL, err)
	}
	if int64(len(got.Content)) > c.config.Bytes {
		most := strconv.FormatInt(c.config.Bytes>>20, 10)
		return councildata.Fetched{}, -1, fault.New(fault.Unavailable, "fetch.once("+w.URL+")", "Die Antwort ist größer als "+most+" MB.", "The answer is larger than "+most+" MB.")
	}
	return got, 0, nil
}

// longestRest bounds how long a server may ask to wait.
const longestRest = 30 * time.Second

// retryable says how long to wait after an answer that may be another one later.
func retryable(answer *http.Response) time.Duration {
	if !slices.Contains([]int{429, 500, 502, 503, 504}, answer.StatusCode) {
		return -1
	}
	if seconds, err := strconv.Atoi(strings.TrimSpace(answer.Header.Get("Retry-After"))); err == nil && seconds > 0 {
		return min(time.Duration(seconds)*time.Second, longestRest)
	}
	return 0
}

// patience says whether a failure may pass: not where it was refused here, or the
// host has no address.
func patience(err error) time.Duration {
	var name *net.DNSError
	if errors.Is(err, errPrivate) || errors.Is(err, errRedirect) || errors.As(err, &name) && name.IsNotFound {
		return -1
	}
	return 0
}

func unreachable(address string, err error) error {
	if errors.Is(err, context.Canceled) {
		return err
	}
	op := "fetch.once: " + err.Error()
	if errors.Is(err, errPrivate) {
		return fault.New(fault.Forbidden, op, address+" liegt im eigenen Netz. Abgerufen wird dort nur, was PLANRAUM_FETCH_PRIVATE nennt.", address+" lies in the own network. Only what PLANRAUM_FETCH_PRIVATE names is fetched there.")
	}
	if errors.Is(err, errRedirect) {
		return fault.New(fault.Unavailable, op, address+" leitet zu oft oder an eine unzulässige Adresse weiter.", address+" leads on too often or to an address that is not allowed.")
	}
	return fault.New(fault.Unavailable, op, address+" ist nicht zu erreichen.", address+" cannot be reached.")
}

func refused(address string, code int) error {
	kind := fault.Unavailable
	if code == http.StatusNotFound || code == http.StatusGone {
		kind = fault.NotFound
	}
	status := strconv.Itoa(code)
	return fault.New(kind, "fetch.once("+address+")", address+" antwortet mit dem Status "+status+".", address+" answers with the status "+status+".")
}

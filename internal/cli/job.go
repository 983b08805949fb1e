// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"planraum/internal/city/job"
	"planraum/internal/fault"
	"planraum/internal/text"
)

type jobCommand struct {
	List   jobListCommand   `cmd:"" help:"help.joblist"`
	Show   jobShowCommand   `cmd:"" help:"help.jobshow"`
	Cancel jobCancelCommand `cmd:"" help:"help.jobcancel"`
	Retry  jobRetryCommand  `cmd:"" help:"help.jobretry"`
	Wait   jobWaitCommand   `cmd:"" help:"help.jobwait"`
	Fetch  jobFetchCommand  `cmd:"" help:"help.jobfetch"`
}

// onJobs opens the database for a command and closes it after.
func onJobs(s scope, fn func(house *House) error) error {
	house, err := s.existing()
	if err != nil {
		return err
	}
	return errors.Join(fn(house), house.Close())
}

type jobListCommand struct {
	JSON bool `name:"json" help:"help.json"`
}

// Run lists the jobs.
func (c jobListCommand) Run(s scope) error {
	return onJobs(s, func(house *House) error {
		list, err := house.Work.Overview(s.ctx)
		if err != nil {
			return err
		}
		if c.JSON {
			all := make([]jobFile, len(list.Jobs))
			for i, j := range list.Jobs {
				all[i] = jobFileOf(j)
			}
			return printJSON(s, all)
		}
		for _, j := range list.Jobs {
			fmt.Fprintf(s.Out, "%s\t%s\t%s\t%s\n", j.ID, j.State.Label().In(s.Lang), j.Title.In(s.Lang), farness(s.Lang, j))
		}
		return nil
	})
}

// farness says how far a job is: 3 von 12 Plänen.
func farness(l text.Lang, j job.Job) string {
	switch {
	case j.Done == 0 && j.Total == 0:
		return ""
	case j.Total == 0:
		return l.Int(j.Done) + " " + j.Unit.In(l)
	}
	return fmt.Sprintf(text.T("%s von %s, %s", "%s of %s, %s").In(l), l.Int(j.Done), l.Int(j.Total), j.Unit.In(l))
}

type jobShowCommand struct {
	ID   string `arg:"" help:"help.jobid"`
	JSON bool   `name:"json" help:"help.json"`
}

// Run shows a job.
func (c jobShowCommand) Run(s scope) error {
	return onJobs(s, func(house *House) error {
		j, err := house.Work.Job(s.ctx, c.ID)
		if err != nil {
			return err
		}
		if c.JSON {
			return printJSON(s, jobFileOf(j))
		}
		printJob(s, j)
		return nil
	})
}

func printJob(s scope, j job.Job) {
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintf(s.Out, "%s: %s\n", name, value)
		}
	}
	moment := func(at time.Time) string {
		if at.IsZero() {
			return ""
		}
		return at.UTC().Format(time.DateTime) + " UTC"
	}
	fmt.Fprintln(s.Out, j.Title.In(s.Lang))
	line(s.say("Kennung", "ID"), j.ID)
	line(s.say("Zustand", "state"), j.State.Label().In(s.Lang))
	line(s.say("Fortschritt", "progress"), farness(s.Lang, j))
	line(s.say("von", "by"), j.By)
	line(s.say("bestellt", "ordered"), moment(j.CreatedAt))
	line(s.say("begonnen", "begun"), moment(j.StartedAt))
	line(s.say("beendet", "ended"), moment(j.EndedAt))
	if j.Failure != nil {
		line(s.say("Grund", "reason"), j.Failure.Say.In(s.Lang))
		for _, r := range j.Failure.Rows {
			fmt.Fprintln(s.Out, "  "+r.In(s.Lang))
		}
	}
	if j.File != nil {
		line(s.say("Datei", "file"), j.File.Name+", "+s.Lang.Int(j.File.Size)+" Bytes")
	}
	if len(j.Result) > 0 && string(j.Result) != "null" {
		line(s.say("Ergebnis", "result"), string(j.Result))
	}
}

type jobCancelCommand struct {
	ID string `arg:"" help:"help.jobid"`
}

// Run cancels a job.
func (c jobCancelCommand) Run(s scope) error {
	return onJobs(s, func(house *House) error {
		if err := house.Work.Cancel(s.ctx, c.ID, "Kommandozeile"); err != nil {
			return err
		}
		_, err := fmt.Fprintln(s.Out, s.say("Der Vorgang wird abgebrochen.", "The job is being cancelled."))
		return err
	})
}

type jobRetryCommand struct {
	ID string `arg:"" help:"help.jobid"`
}

// Run queues a job once more.
func (c jobRetryCommand) Run(s scope) error {
	return onJobs(s, func(house *House) error {
		if err := house.Work.Retry(s.ctx, c.ID); err != nil {
			return err
		}
		_, err := fmt.Fprintln(s.Out, s.say("Der Vorgang wartet auf seinen nächsten Versuch.", "The job waits for its next attempt."))
		return err
	})
}

type jobWaitCommand struct {
	ID   string `arg:"" help:"help.jobid"`
	JSON bool   `name:"json" help:"help.json"`
}

// lookEvery is how often a waiting command looks how far a job is.
const lookEvery = 500 * time.Millisecond

// Run waits until a job has ended; the command ends as the job did.
func (c jobWaitCommand) Run(s scope) error {
	return onJobs(s, func(house *House) error {
		bar := progress(s, -1, text.T("Vorgang", "job"))
		j, err := house.Work.Wait(s.ctx, c.ID, lookEvery, func(j job.Job) {
			bar.Describe(j.Title.In(s.Lang) + ", " + j.State.Label().In(s.Lang))
			if j.Total > 0 {
				bar.ChangeMax64(j.Total)
			}
			_ = bar.Set64(j.Done)
		})
		_ = bar.Finish()
		switch {
		case errors.Is(err, context.Canceled):
			return fault.New(fault.Unavailable, "cli.wait", "Das Warten ist zu Ende; der Vorgang geht weiter.", "The waiting has ended; the job goes on.")
		case err != nil:
			return err
		case c.JSON:
			return errors.Join(printJSON(s, jobFileOf(j)), outcome(j))
		}
		printJob(s, j)
		return outcome(j)
	})
}

// outcome is how a job ended, as the outcome of a command.
func outcome(j job.Job) error {
	switch {
	case j.State == job.Cancelled:
		return fault.New(fault.Conflict, "cli.outcome", "Der Vorgang wurde abgebrochen. Es wurde nichts gespeichert.", "The job was cancelled. Nothing was stored.")
	case j.Failure != nil && j.State != job.Done:
		return j.Failure.Err()
	}
	return nil
}

type jobFetchCommand struct {
	ID     string `arg:"" help:"help.jobid"`
	Output string `short:"o" complete:"file" help:"help.exportoutput"`
}

// Run writes the file that a job has made.
func (c jobFetchCommand) Run(s scope) error {
	return onJobs(s, func(house *House) error {
		var content bytes.Buffer
		if err := house.Work.File(s.ctx, c.ID, &content); err != nil {
			return err
		}
		return put(s, c.Output, content.Bytes())
	})
}

// jobFile is a job as JSON.
type jobFile struct {
	ID      string    `json:"id"`
	Kind    string    `json:"kind"`
	Title   text.Text `json:"title"`
	State   job.State `json:"state"`
	Done    int64     `json:"done"`
	Total   int64     `json:"total"` // 0: not known
	Unit    text.Text `json:"unit"`
	By      string    `json:"by"`
	Attempt int       `json:"attempt"`
	Created time.Time `json:"created_at"`
	Started time.Time `json:"started_at,omitzero"`
	Ended   time.Time `json:"ended_at,omitzero"`
	failure
	Result json.RawMessage `json:"result,omitempty"`
	File   string          `json:"file,omitempty"`
}

func jobFileOf(j job.Job) jobFile {
	f := jobFile{
		ID: j.ID, Kind: j.Kind, Title: j.Title, State: j.State, Done: j.Done, Total: j.Total, Unit: j.Unit, By: j.By, Attempt: j.Attempt,
		Created: j.CreatedAt, Started: j.StartedAt, Ended: j.EndedAt, Result: j.Result, failure: failureOf(nil),
	}
	if j.Failure != nil {
		f.failure = failureOf(j.Failure.Err())
	}
	if j.File != nil {
		f.File = j.File.Name
	}
	return f
}

func printJSON(s scope, v any) error {
	enc := json.NewEncoder(s.Out)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

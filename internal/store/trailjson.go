// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"planraum/internal/city/audit"
	"planraum/internal/city/identity"
	"planraum/internal/city/job"
)

// longestField bounds what one field of a changed entry may fill in the record,
// in bytes. Of longer ones their digest is recorded.
const longestField = 4 << 10

// written is an object as the record keeps it: its names in order.
func written(fields map[string]json.RawMessage) string {
	if len(fields) == 0 {
		return ""
	}
	for name, value := range fields {
		if len(value) > longestField {
			fields[name] = json.RawMessage(shortened(value))
		}
	}
	body, err := json.Marshal(fields)
	if err != nil {
		return shortened([]byte(err.Error())) // raw messages were read from JSON: cannot be
	}
	return string(body)
}

// compact is JSON without blanks, its objects' names in order.
func compact(body string) string {
	var fields map[string]json.RawMessage
	if json.Unmarshal([]byte(body), &fields) == nil && fields != nil {
		return written(fields)
	}
	var out bytes.Buffer
	if json.Compact(&out, []byte(body)) != nil || out.Len() > longestField {
		return shortened([]byte(body))
	}
	return out.String()
}

func shortened(value []byte) string {
	sum := sha256.Sum256(value)
	return object("bytes", len(value), "sha256", hex.EncodeToString(sum[:]))
}

// object writes names and values as a JSON object.
func object(pairs ...any) string {
	fields := make(map[string]any, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		fields[pairs[i].(string)] = pairs[i+1]
	}
	body, _ := json.Marshal(fields) // numbers, texts and truths always can be written
	return string(body)
}

func jobObject(id string) audit.Object    { return audit.Object{Kind: "job", Key: id} }
func uploadObject(id string) audit.Object { return audit.Object{Kind: "upload", Key: id} }

func jobState(kind string, s job.State) string { return object("kind", kind, "state", string(s)) }

// ordered records that a job was ordered. Its arguments stay with the job.
func ordered(id string, o job.Order) audit.Event {
	return audit.Event{
		Kind: audit.Job, Actor: audit.Actor{By: o.By}, Object: jobObject(id),
		After: object("kind", o.Kind, "state", string(job.Waiting), "audience", string(o.Lens.Audience), "released", o.Lens.Released),
	}
}

// tellEnding records what became of a job, for whoever ordered it.
func tellEnding(ctx context.Context, c conn, j *journal, t job.Ticket, mine bool, e job.Ending) error {
	if !mine || e.State == job.Waiting {
		j.silent(signOfLife) // there will be another attempt
		return nil
	}
	var kind, by, acting string
	if _, err := one(ctx, c, "SELECT kind, ordered_by, acting FROM job WHERE id = $1", []any{t.Job}, &kind, &by, &acting); err != nil {
		return err
	}
	outcome := map[job.State]audit.Outcome{job.Done: audit.Done, job.Refused: audit.Denied, job.Cancelled: audit.Done, job.Failed: audit.Failed}[e.State]
	j.tell(audit.Event{Kind: audit.Job, Actor: actingOf(acting, by), Object: jobObject(t.Job), Before: jobState(kind, job.Running), After: jobState(kind, e.State), Outcome: outcome})
	return nil
}

// actingText keeps with a job for whom the record names what it does.
func actingText(ctx context.Context, by string) string {
	who := audit.ActorOf(ctx)
	if who == (audit.Actor{}) {
		who.By = by
	}
	return object("account", who.Account, "role", string(who.Role), "by", who.By, "means", string(who.Means))
}

// actingOf reads what actingText wrote; older jobs know a role or office only.
func actingOf(text, by string) audit.Actor {
	var who struct {
		Account int64
		Role    string
		By      string
		Means   string
	}
	if json.Unmarshal([]byte(text), &who) != nil {
		return audit.Actor{By: by}
	}
	return audit.Actor{Account: who.Account, Role: identity.Role(who.Role), By: who.By, Means: identity.Means(who.Means)}
}

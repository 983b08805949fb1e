// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package api

import (
	"context"
	"net/http"

	"planraum/internal/city/period"
	"planraum/internal/city/warning"
	"planraum/internal/desk/outlook"
	"planraum/internal/fault"
	"planraum/internal/method/rights"
	"planraum/internal/text"
)

// warningTag would begin the ETags of kept warnings; they have one version for ever.
const warningTag = "warning-"

// KeptWarning is what was kept of what is to be expected as of a day.
type KeptWarning struct {
	Stand
	ID        string        `json:"id" doc:"day and supply, such as 2015-11-27/ledger, and the edition"`
	KeptOn    period.Date   `json:"kept_on"`
	OldCount  period.Month  `json:"old_count,omitzero" doc:"month of the last count, where it was too old to warn from and the request confirmed it"`
	Threshold int           `json:"threshold_percent" doc:"probability from which on places are said to be missing"`
	Never     float64       `json:"never" doc:"probability that no month lacks places"`
	Months    []WarnedMonth `json:"months" nullable:"false"`
}

// WarnedMonth is what was said about the end of a month.
type WarnedMonth struct {
	Month       period.Month `json:"month"`
	Probability float64      `json:"probability" doc:"that places are missing"`
	Usable      int          `json:"usable" doc:"places"`
	Missing     WarnedSpread `json:"missing" doc:"places"`
}

// WarnedSpread is a median with what a tenth and nine tenths of the paths stay below.
type WarnedSpread struct {
	Low    int `json:"low"`
	Median int `json:"median"`
	High   int `json:"high"`
}

type keepWarningInput struct {
	Seen
	AsOfInput
	Confirmed string `query:"confirmed" pattern:"^[0-9]{4}-(0[1-9]|1[0-2])$" example:"2015-10"`
}

func (f *face) warningOperations() {
	add(f, operation{
		id: "keep-warning", method: http.MethodPost, path: "/warnings", tag: "forecasts", writes: true,
		need:    need{rights.Plan, rights.PlanKind, whole},
		summary: text.T("festhalten, was am Stand zu erwarten war", "Keep what was to be expected as of a day"),
		about: text.T("Was für einen Tag festgehalten ist, bleibt stehen, damit es später beurteilt werden kann: Die Anfrage verlangt If-None-Match: *, und ist für den Tag schon etwas festgehalten, ist die Antwort 412. Für einen Tag, der noch nicht war, wird nichts festgehalten, und aus einer zu alten Zählung nur, wenn confirmed ihren Monat nennt.",
			"What is kept of a day stays, so that it can be judged later: the request needs If-None-Match: *, and where something is kept of the day already the answer is 412. Of a day that has not been nothing is kept, and from a count that is too old only if confirmed names its month."),
		errors: []int{http.StatusNotFound, http.StatusPreconditionFailed, http.StatusPreconditionRequired},
	}, f.keepWarning)
}

func (f *face) keepWarning(ctx context.Context, in *keepWarningInput) (KeptWarning, error) {
	const op = "api.keepWarning"
	out := KeptWarning{Stand: standOf(ctx)}
	if in.IfMatch != "" {
		return out, refusal(op, "If-Match", in.IfMatch, "nichts: Was festgehalten ist, wird nicht geändert; If-None-Match: *", "nothing: what is kept is not changed; If-None-Match: *")
	}
	var err error
	_, out.Position, err = f.put(ctx, &in.Seen, putting{op, warningTag, out.AsOf.String(), [2]string{
		"Für den Stand %s ist schon festgehalten, was zu erwarten war. Das bleibt stehen, damit es später beurteilt werden kann.",
		"What was to be expected as of %s is kept already. It stays, so that it can be judged later.",
	}}, func(int64) error {
		counted, err := period.ParseMonth(in.Confirmed)
		if err != nil && in.Confirmed != "" {
			return refusal(op, "confirmed", in.Confirmed, "ein Monat wie 2015-10", "a month such as 2015-10")
		}
		o, err := f.Outlook.Look(ctx, out.AsOf, outlook.Wish{Seed: outlook.DefaultSeed})
		if err != nil {
			return err
		}
		k, err := f.Outlook.Raise(ctx, o, outlook.Keeping{By: by(ctx), Confirmed: counted, Today: f.Today()}, f.Now().UTC())
		out.fill(k)
		return err
	})
	return out, fault.Wrap(op, err)
}

func (w *KeptWarning) fill(k warning.Kept) {
	w.ID, w.KeptOn, w.OldCount, w.Threshold, w.Never = k.ID, k.RaisedOn, k.OldCount, k.Threshold.Percent, k.Never
	w.Months = make([]WarnedMonth, len(k.Months))
	for i, m := range k.Months {
		w.Months[i] = WarnedMonth{m.Month, m.Probability, m.Usable, WarnedSpread{m.Missing.Low, m.Missing.Median, m.Missing.High}}
	}
}

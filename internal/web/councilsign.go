// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"planraum/internal/city/council"
	"planraum/internal/text"
)

// signsFor are the offices that have still to co-sign and for which the reader may.
func (s *server) signsFor(ctx context.Context, p council.Paper) []string {
	var list []string
	for _, one := range p.Signers {
		if p.May(council.Sign) && one.On.IsZero() && s.Council.MaySign(ctx, one.Office) {
			list = append(list, one.Office)
		}
	}
	return list
}

// signPaper shows what co-signing for one's own office does, or does it.
func (s *server) signPaper(ctx context.Context, r request) (answer, error) {
	r.Body = http.MaxBytesReader(nil, r.Body, 1<<16)
	if err := r.ParseForm(); err != nil {
		return answer{}, tooLarge("web.signPaper", err)
	}
	p, err := s.Council.Paper(ctx, r.PathValue("paper"), r.AsOf)
	if err != nil {
		return answer{}, err
	}
	version, _ := strconv.ParseInt(r.PostForm.Get("version"), 10, 64)
	f := actForm{Act: string(council.Sign), Office: r.PostForm.Get("amt"), Note: strings.TrimSpace(r.PostForm.Get("vermerk")), Version: version}
	return s.takeAct(ctx, r, p, f, council.Act{Kind: council.Sign, Office: f.Office, Note: f.Note})
}

// signWords say who has co-signed and who is missing.
func signWords(p council.Paper) text.Text {
	var missing []string
	for _, s := range p.Signers {
		if s.On.IsZero() {
			missing = append(missing, s.Office)
		}
	}
	have, all := len(p.Signers)-len(missing), len(p.Signers)
	if len(missing) == 0 {
		return text.T(fmt.Sprintf("Alle %d Ämter haben mitgezeichnet.", all), fmt.Sprintf("All %d offices have co-signed.", all))
	}
	names := strings.Join(missing, ", ")
	return text.T(fmt.Sprintf("Mitgezeichnet: %d von %d. Es fehlt noch: %s.", have, all, names), fmt.Sprintf("Co-signed: %d of %d. Still missing: %s.", have, all, names))
}

// signNote is what was typed as a reservation, actNote what was typed as a reason.
func signNote(f actForm) string { return noteOf(f, f.Act == string(council.Sign)) }
func actNote(f actForm) string  { return noteOf(f, f.Act != string(council.Sign)) }

func noteOf(f actForm, mine bool) string {
	if mine {
		return f.Note
	}
	return ""
}

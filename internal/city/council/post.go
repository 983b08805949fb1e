// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package council

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"

	"planraum/internal/city/unit"
)

// plainPost is a request for posts without its own way of being written.
type plainPost PostRequest

// storedPost is a request for posts as records hold it: the share in posts.
type storedPost struct {
	Unit  string      `json:"unit"`
	Grade string      `json:"grade"`
	Share json.Number `json:"share"`
	plainPost
}

// MarshalJSON writes the share in posts, in its shortest form: 1, 0.7, -33.4.
func (p PostRequest) MarshalJSON() ([]byte, error) {
	shortest := strconv.FormatFloat(float64(p.Share)/100, 'f', -1, 64)
	return json.Marshal(storedPost{p.Unit, p.Grade, json.Number(shortest), plainPost(p)})
}

// UnmarshalJSON reads the share in posts. Hundredths are the smallest that a staffing
// plan knows: what is finer is rounded, halves away from 0.
func (p *PostRequest) UnmarshalJSON(content []byte) error {
	var s storedPost
	if err := json.Unmarshal(content, &s); err != nil {
		return fmt.Errorf("council.PostRequest: %w", err)
	}
	*p = PostRequest(s.plainPost)
	p.Unit, p.Grade = s.Unit, s.Grade
	if s.Share == "" {
		return nil
	}
	posts, err := strconv.ParseFloat(s.Share.String(), 64)
	if err != nil || math.Abs(posts) > 1e9 {
		return fmt.Errorf("council.PostRequest: share %q is no number of posts", s.Share)
	}
	p.Share = unit.FTE(math.Round(posts * 100))
	return nil
}

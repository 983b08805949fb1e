// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package api

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"planraum/internal/fault"
)

// Seen are the headers of a request that changes something: which version the
// client has read, so that nobody overwrites what somebody else has changed since.
type Seen struct {
	Client      string `header:"Planraum-Client" required:"true" enum:"1"`
	IfMatch     string `header:"If-Match" example:"1234"`
	IfNoneMatch string `header:"If-None-Match" enum:"*"`
}

// base is the version that the client has seen: 0 for something new. tag begins the
// ETags of what is changed.
func (in *Seen) base(tag string) (int64, error) {
	const op = "api.base"
	switch {
	case in.IfMatch == "" && in.IfNoneMatch == "":
		return 0, protocol(http.StatusPreconditionRequired, fault.Invalid, op,
			"Bitte If-Match mit der Nummer der gelesenen Fassung senden, um etwas neu anzulegen If-None-Match: *.",
			"Please send If-Match with the number of the version that was read, to make something new If-None-Match: *.")
	case in.IfMatch != "" && in.IfNoneMatch != "":
		return 0, refusal(op, "If-None-Match", in.IfNoneMatch, "nur eine von beiden: If-Match oder If-None-Match", "only one of the two, If-Match or If-None-Match")
	case in.IfNoneMatch == "*":
		return 0, nil
	case in.IfNoneMatch != "":
		return 0, refusal(op, "If-None-Match", in.IfNoneMatch, "*", "*")
	}
	version, err := versionOf(tag, in.IfMatch)
	if err != nil {
		return 0, refusal(op, "If-Match", in.IfMatch, "die Nummer einer Fassung oder ihr ETag", "the number of a version or its ETag")
	}
	return version, nil
}

// versionOf reads 123, "123" or an ETag such as "plan-123-...".
func versionOf(begins, header string) (int64, error) {
	list := tags([]string{header})
	if len(list) != 1 {
		return 0, errors.New("not one tag")
	}
	tag := list[0]
	if rest, ok := strings.CutPrefix(tag, begins); ok {
		tag, _, _ = strings.Cut(rest, "-")
	}
	version, err := strconv.ParseInt(tag, 10, 64)
	if err == nil && version < 1 {
		err = errors.New("versions count from 1")
	}
	return version, err
}

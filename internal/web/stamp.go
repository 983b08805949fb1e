// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"strings"
)

// stampOf tells whether what is saved is what a preview showed. It is made of what forms
// keep: without spaces at the ends, with one way of ending lines, without empty fields
// and without those that leave names.
func stampOf(values url.Values, leave func(field string) bool) string {
	shown := url.Values{}
	for name, list := range values {
		kept := make([]string, len(list))
		for i, typed := range list {
			kept[i] = keptText(typed)
		}
		if name != "schritt" && name != "gesehen" && name != offeredField && strings.Join(kept, "") != "" && (leave == nil || !leave(name)) {
			shown[name] = kept
		}
	}
	sum := sha256.Sum256([]byte(shown.Encode()))
	return hex.EncodeToString(sum[:])
}

// keptText is a text as forms keep it.
func keptText(typed string) string {
	return strings.TrimSpace(strings.ReplaceAll(typed, "\r\n", "\n"))
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package identity_test

import (
	"testing"

	. "planraum/internal/city/identity"
)

// TestWordsOfTheContext: what everybody here would try first is no password,
// however it is spelt and numbered; a sentence with such a word is one.
func TestWordsOfTheContext(t *testing.T) {
	for password, fine := range map[string]bool{
		"planraum2026!": false, "Planraum Planung 1": false, "PASSWORT-planraum": false, "admin.admin.admin": false, "stadtverwaltung": false, "Planraum123abc": false,
		"ｐｌａｎｒａｕｍ 2026": false, "die Planung trinkt Tee": true, "vier kleine Esel": true, "123456 123456 7": true,
	} {
		if got := PasswordFault(password, Account{}); (got.De == "") != fine {
			t.Errorf("%q: %q", password, got.De)
		}
	}
}

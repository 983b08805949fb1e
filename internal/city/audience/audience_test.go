// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package audience_test

import (
	"testing"

	. "planraum/internal/city/audience"
)

// TestWithin: of two audiences the one that sees less counts.
func TestWithin(t *testing.T) {
	for _, c := range []struct{ who, most, want Audience }{
		{Owner, "", Owner},
		{Public, "", Public},
		{Owner, Office, Office},
		{Owner, Public, Public},
		{Office, Public, Public},
		{Public, Owner, Public},
		{Public, Office, Public},
		{Office, Owner, Office},
		{Public, Public, Public},
		{Office, Office, Office},
		{Owner, Owner, Owner},
	} {
		if got := c.who.Within(c.most); got != c.want {
			t.Errorf("%q within %q is %q, want %q", c.who, c.most, got, c.want)
		}
	}
}

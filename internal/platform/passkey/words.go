// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package passkey

import "planraum/internal/text"

var (
	notFitting = text.T("Der Passkey passt nicht zu dieser Frage. Bitte noch einmal beginnen.", "The passkey does not fit this question. Please begin again.")
	nameNeeded = text.T("Passkeys brauchen eine Adresse mit einem Namen wie https://planung.stadt.de; auf dem eigenen Rechner http://localhost.",
		"Passkeys need an address with a name such as https://planning.city.org; on one's own machine http://localhost.")
)

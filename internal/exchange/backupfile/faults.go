// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package backupfile

import (
	"fmt"

	"planraum/internal/city/backup"
	"planraum/internal/fault"
	"planraum/internal/text"
)

func invalid(cause error, de, en string) error {
	return &fault.Error{Kind: fault.Invalid, Op: "backupfile.Read", Say: text.T(de, en), Cause: cause}
}

func empty() error {
	return invalid(nil, "Die Datei ist leer.", "The file is empty.")
}

func foreign(cause error) error {
	return invalid(cause, "Die Datei ist keine Sicherung von Planraum.", "The file is not a backup of Planraum.")
}

func damaged(cause error) error {
	return invalid(cause, "Die Sicherung ist beschädigt oder unvollständig: Ihr Inhalt passt nicht zu ihrer Prüfsumme.",
		"The backup is damaged or incomplete: its content does not match its checksum.")
}

func newer(m backup.Manifest) error {
	return &fault.Error{Kind: fault.Conflict, Op: "backupfile.Read", Say: text.T(
		fmt.Sprintf("Die Sicherung stammt von einem neueren Planraum (%s). Bitte das neuere Programm benutzen.", m.Program),
		fmt.Sprintf("The backup was made by a newer Planraum (%s). Please use the newer program.", m.Program))}
}

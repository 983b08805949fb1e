// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package reporting

import (
	"context"
	"fmt"
	"time"

	"planraum/internal/city/period"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Mailer hands a message to a mail server.
type Mailer interface {
	Send(ctx context.Context, to, subject, body string) error
}

// Remind sends a new link for a report to its reporter's address and notes the
// day. Because secrets are not kept, a reminder always carries a new link; the
// one before stops working. link makes the address of a page out of a secret.
func (d *Desk) Remind(ctx context.Context, due Due, to Mailer, link func(secret string) string, by string, now time.Time) error {
	op := named("Remind", due.Reporter.Key, due.Month)
	if due.Contact == "" {
		return fault.New(fault.Invalid, op, "Für „"+due.Reporter.Name+"“ ist keine E-Mail-Adresse hinterlegt.", "No e-mail address is kept for “"+due.Reporter.Name+"”.")
	}
	secret, err := d.Issue(ctx, due.Reporter.Key, due.Month, by, now)
	if err != nil {
		return fault.Wrap(op, err)
	}
	subject, body := letter(due, link(secret), period.OfTime(now))
	if err := to.Send(ctx, due.Contact, subject, body); err != nil {
		return fault.Wrap(op, err)
	}
	return fault.Wrap(op, d.Reminded(ctx, due.Reporter.Key, due.Month, by, now))
}

// letter is what a reporter reads. It is German: the offices' language.
func letter(due Due, link string, today period.Date) (subject, body string) {
	month := due.Month.In(text.De)
	subject = fmt.Sprintf("Monatsmeldung %s: %s", month, due.Reporter.Name)
	opening := fmt.Sprintf("wir bitten um die Monatsmeldung für %s bis zum %s.", month, due.By.In(text.De))
	if today.After(due.By) {
		opening = fmt.Sprintf("die Monatsmeldung für %s war am %s fällig. Sie ist noch nicht bei uns.", month, due.By.In(text.De))
	}
	body = "Guten Tag,\n\n" + opening + "\n\n" +
		"Es sind wenige Zahlen, die letzten sind schon eingetragen. Es genügt ein Telefon; ein Konto ist nicht nötig:\n\n" +
		link + "\n\n" +
		"Der Link gilt für diese eine Meldung. Ein früherer Link gilt nicht mehr. Bitte melden Sie nur Anzahlen, keine Namen.\n\n" +
		"Vielen Dank\n"
	return subject, body
}

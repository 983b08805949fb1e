// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"net"
	"strings"
	"unicode/utf8"

	"github.com/jackc/pgx/v5/pgconn"
	driver "modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"

	"planraum/internal/fault"
	"planraum/internal/text"
)

// unavailable is the fault of a database that cannot be used now.
func unavailable(op string, cause error, de, en string) error {
	return &fault.Error{Kind: fault.Unavailable, Op: op, Say: text.T(de, en), Cause: cause}
}

// ended is the fault of a question whose asker went away or ran out of time.
func ended(ctx context.Context, op string) error {
	return unavailable(op, ctx.Err(), "Der Vorgang wurde abgebrochen. Es wurde nichts gespeichert.",
		"The operation was cancelled. Nothing was stored.")
}

// sqliteSays holds what a person reads for each of SQLite's primary result
// codes that have a cause outside the program. %s is the file.
var sqliteSays = map[int]text.Text{
	codes.SQLITE_BUSY:   busySays,
	codes.SQLITE_LOCKED: busySays,
	codes.SQLITE_NOTADB: text.T("Die Datei %s ist keine Datenbank von Planraum.",
		"The file %s is not a database of Planraum."),
	codes.SQLITE_CORRUPT: text.T("Die Datenbank %s ist beschädigt. Bitte die letzte Sicherung einspielen.",
		"The database %s is damaged. Please restore the last backup."),
	codes.SQLITE_FULL: text.T("Der Datenträger mit der Datenbank %s ist voll. Es wurde nichts gespeichert.",
		"The disk that holds the database %s is full. Nothing was stored."),
	codes.SQLITE_READONLY: text.T("Die Datenbank %s ist schreibgeschützt: In die Datei oder ihren Ordner darf nicht geschrieben werden.",
		"The database %s is read-only: its file or folder may not be written to."),
	codes.SQLITE_CANTOPEN: text.T("Die Datenbank %s kann nicht geöffnet werden: Der Ordner fehlt, oder das Programm darf dort nicht lesen und schreiben.",
		"The database %s cannot be opened: its folder is missing, or the program may not read and write there."),
	codes.SQLITE_PERM: text.T("Auf die Datenbank %s darf das Programm nicht zugreifen.",
		"The program may not access the database %s."),
	codes.SQLITE_IOERR: text.T("Die Datenbank %s kann nicht gelesen oder geschrieben werden: Der Datenträger meldet einen Fehler.",
		"The database %s cannot be read or written: the disk reports an error."),
}

var busySays = text.T("Die Datenbank %s wird gerade von einem anderen Programm benutzt.",
	"The database %s is being used by another program right now.")

// isBusy reports whether err is the lock of another program.
func isBusy(err error) bool {
	var e *driver.Error
	return errors.As(err, &e) && e.Code()&0xff == codes.SQLITE_BUSY
}

// sqliteFault gives an error of SQLite its kind and sentence.
func sqliteFault(ctx context.Context, path string, err error) error {
	const op = "store.SQLite"
	if err == nil {
		return nil
	}
	if ctx.Err() != nil {
		return ended(ctx, op)
	}
	var e *driver.Error
	if errors.As(err, &e) {
		if say, ok := sqliteSays[e.Code()&0xff]; ok {
			return unavailable(op, err, strings.ReplaceAll(say.De, "%s", path), strings.ReplaceAll(say.En, "%s", path))
		}
	}
	if errors.Is(err, fs.ErrPermission) {
		say := sqliteSays[codes.SQLITE_PERM]
		return unavailable(op, err, strings.ReplaceAll(say.De, "%s", path), strings.ReplaceAll(say.En, "%s", path))
	}
	return fault.Wrap(op, err)
}

// postgresSays holds what a person reads for PostgreSQL's error classes (the
// first two characters of the code) and codes that have a cause outside.
var postgresSays = map[string]text.Text{
	"08": text.T("Die Verbindung zu PostgreSQL ist abgerissen. Es wurde nichts gespeichert.",
		"The connection to PostgreSQL broke. Nothing was stored."),
	"28": text.T("PostgreSQL weist die Anmeldung zurück: Benutzer oder Kennwort stimmen nicht.",
		"PostgreSQL refuses the sign-in: user or password is wrong."),
	"3D": text.T("Die Datenbank gibt es auf dem PostgreSQL-Server nicht. Sie muss zuerst angelegt werden.",
		"The database does not exist on the PostgreSQL server. It has to be created first."),
	"42501": text.T("Der Benutzer hat in der PostgreSQL-Datenbank nicht die nötigen Rechte.",
		"The user lacks the rights needed in the PostgreSQL database."),
	"25006": text.T("Die PostgreSQL-Datenbank nimmt nur Lesezugriffe an.",
		"The PostgreSQL database accepts reading only."),
	"53": text.T("Dem PostgreSQL-Server fehlen Speicher oder Verbindungen. Es wurde nichts gespeichert.",
		"The PostgreSQL server is short of memory or connections. Nothing was stored."),
	"53100": text.T("Der Datenträger des PostgreSQL-Servers ist voll. Es wurde nichts gespeichert.",
		"The disk of the PostgreSQL server is full. Nothing was stored."),
	"57": text.T("Der PostgreSQL-Server wird gerade beendet oder gestartet. Es wurde nichts gespeichert.",
		"The PostgreSQL server is stopping or starting. Nothing was stored."),
	"XX": text.T("Die PostgreSQL-Datenbank meldet einen Schaden. Bitte die Verwaltung des Servers verständigen.",
		"The PostgreSQL database reports damage. Please tell the server's administrators."),
}

// undefinedObject is PostgreSQL's code for a thing that is not there, among
// them settings named in the address.
const undefinedObject = "42704"

// postgresFault gives an error of PostgreSQL its kind and sentence.
func postgresFault(ctx context.Context, err error) error {
	const op = "store.PostgreSQL"
	if err == nil {
		return nil
	}
	if ctx.Err() != nil {
		return ended(ctx, op)
	}
	var e *pgconn.PgError
	if errors.As(err, &e) && e.Code == undefinedObject && strings.Contains(e.Message, "configuration parameter") {
		return badAddress() // a misspelt parameter of the address
	}
	if errors.As(err, &e) && len(e.Code) == 5 {
		for _, code := range []string{e.Code, e.Code[:2]} {
			if say, ok := postgresSays[code]; ok {
				return unavailable(op, err, say.De, say.En)
			}
		}
		return fault.Wrap(op, err)
	}
	var connect *pgconn.ConnectError
	if errors.As(err, &connect) {
		return unavailable(op, err, "Der PostgreSQL-Server ist nicht erreichbar. Bitte Adresse und Server prüfen.",
			"The PostgreSQL server cannot be reached. Please check the address and the server.")
	}
	if pgconn.SafeToRetry(err) || errors.Is(err, net.ErrClosed) || errors.Is(err, io.ErrUnexpectedEOF) {
		return unavailable(op, err, postgresSays["08"].De, postgresSays["08"].En)
	}
	return fault.Wrap(op, err)
}

func badAddress() error {
	return fault.New(fault.Invalid, "store.Open", "Die Adresse der Datenbank ist nicht lesbar. Erwartet: postgres://benutzer:kennwort@rechner:5432/datenbank",
		"The address of the database cannot be read. Expected: postgres://user:password@host:5432/database")
}

// storable reports whether both databases keep s as it is: valid UTF-8 without
// the character U+0000, which PostgreSQL refuses.
func storable(s string) bool { return utf8.ValidString(s) && strings.IndexByte(s, 0) < 0 }

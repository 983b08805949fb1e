// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package identity

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"planraum/internal/text"
)

// Lengths of what is typed, in characters (code points).
const (
	PasswordMin = 12
	PasswordMax = 256
	NameMax     = 100
	AddressMax  = 254 // bytes, RFC 5321
)

// FoldLogin makes one login of the ways to write it: compatibility forms (NFKC),
// case and blanks around it do not count. Lower case comes after folding,
// because the library folds Cherokee letters back and forth.
func FoldLogin(address string) string {
	folded := strings.ToLower(cases.Fold().String(norm.NFKC.String(address)))
	return strings.TrimSpace(norm.NFKC.String(folded))
}

// AddressFault says what is wrong with an e-mail address; empty where nothing
// is. It checks no more than what keeps a mail from being sent anywhere else.
func AddressFault(address string) text.Text {
	user, host, found := strings.Cut(address, "@")
	odd := func(c rune) bool {
		return unicode.IsSpace(c) || unicode.IsControl(c) || strings.ContainsRune(`,;:<>()[]"\`, c)
	}
	if !found || user == "" || !strings.Contains(host, ".") || strings.Contains(host, "@") || strings.HasPrefix(host, ".") || strings.HasSuffix(host, ".") ||
		strings.ContainsFunc(address, odd) || len(address) > AddressMax || !utf8.ValidString(address) {
		return text.T("eine E-Mail-Adresse wie planung@stadt.example", "an e-mail address such as planning@city.example")
	}
	return text.Text{}
}

// NameFault says what is wrong with how somebody wants to be called.
func NameFault(name string) text.Text {
	if utf8.RuneCountInString(name) > NameMax || !utf8.ValidString(name) || strings.ContainsFunc(name, unicode.IsControl) {
		return text.T("ein Name mit höchstens 100 Zeichen", "a name of at most 100 characters")
	}
	return text.Text{}
}

// NormalPassword brings a password into the form in which it is hashed, so that
// it does not matter on which keyboard it is typed: NFKC, as NIST SP 800-63B
// 3.1.1.2 asks. Blanks stay, in front, within and behind.
func NormalPassword(password string) string { return norm.NFKC.String(password) }

// PasswordFault says what is wrong with a new password of an account; empty
// where nothing is. Length counts, not complexity; it is counted after
// NormalPassword.
func PasswordFault(password string, a Account) text.Text {
	normal := NormalPassword(password)
	n := utf8.RuneCountInString(normal)
	folded := FoldLogin(password)
	switch {
	case !utf8.ValidString(password) || strings.ContainsRune(password, 0):
		return text.T("lesbare Zeichen", "readable characters")
	case n < PasswordMin:
		return text.T("mindestens 12 Zeichen, etwa mehrere Wörter mit Leerzeichen", "at least 12 characters, several words with blanks for example")
	case n > PasswordMax:
		return text.T("höchstens 256 Zeichen", "at most 256 characters")
	case a.Login != "" && folded == a.Login, a.Name != "" && folded == FoldLogin(a.Name):
		return text.T("etwas anderes als die eigene Adresse oder der eigene Name", "something else than one's own address or name")
	case expected(folded):
		return text.T("mehr als Wörter, die hier jeder zuerst versucht, mit Ziffern und Zeichen", "more than words that everybody would try here first, with figures and signs")
	case oneCharacter(normal):
		return text.T("mehr als ein einziges wiederholtes Zeichen", "more than a single repeated character")
	}
	return text.Text{}
}

func oneCharacter(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return strings.Trim(s, string(first)) == ""
}

// contextWords are what everybody would try first at such an installation. They
// stand in docs/operations.md, too.
var contextWords = []string{"planraum", "planung", "verwaltung", "stadt", "kennwort", "passwort", "password", "anmeldung", "sozialamt", "admin"}

// ownLetters is how many letters of its own a password must have beside the
// words of the context.
const ownLetters = 4

// expected reports whether a folded password is little more than words of the
// context: it holds one, and without them hardly a letter is left.
func expected(folded string) bool {
	rest := folded
	for _, w := range contextWords {
		rest = strings.ReplaceAll(rest, w, "")
	}
	if rest == folded {
		return false
	}
	letters := 0
	for _, c := range rest {
		if unicode.IsLetter(c) {
			letters++
		}
	}
	return letters < ownLetters
}

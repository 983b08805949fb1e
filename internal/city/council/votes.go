// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package council

import (
	"regexp"
	"strings"

	"planraum/internal/city/steering"
	"planraum/internal/text"
)

// voteWords are votes as minutes of councils tell them without numbers.
var voteWords = regexp.MustCompile(`(?i)^(einstimmig|unanimous|unanimously)( (bei|with) [0-9]{1,3} (enthaltung|enthaltungen|abstention|abstentions))?$|^(mehrheitlich|by majority)$`)

// VotesExpected says how the votes on an item of a council's agenda are written.
var VotesExpected = text.T("Stimmen als ganze Zahlen dafür:dagegen:enthalten wie 34:20:6, oder „einstimmig“ (auch „einstimmig bei 2 Enthaltungen“) oder „mehrheitlich“",
	"votes as whole numbers for:against:abstained such as 34:20:6, or “unanimous” (also “unanimous with 2 abstentions”) or “by majority”")

// CheckVotes says what the votes on an item contradict: they cannot be read, more voted
// than the body has seats (0: unknown how many), or its result is not theirs. A simple
// majority carries, abstentions do not count, a tie rejects (§ 37 Abs. 6 GemO BW); that
// holds for putting off and passing on too. It reports false where nothing is wrong or
// no votes are given.
func (i Item) CheckVotes(seats int) (column, value string, wrong text.Text, is bool) {
	typed := strings.Join(strings.Fields(i.Votes), " ")
	if typed == "" || voteWords.MatchString(typed) {
		return "", "", text.Text{}, false
	}
	v, ok := steering.ReadVotes(typed)
	if !ok {
		return "votes", i.Votes, VotesExpected, true
	}
	if wrong, is := v.Cast(seats); is {
		return "votes", i.Votes, wrong, true
	}
	switch i.Result {
	case Accepted, Amended, Deferred, Referred:
		if !v.Carried() {
			return "result", string(i.Result), text.T("„"+Rejected.Label().De+"“: "+v.String()+" sind nicht mehr Stimmen dafür als dagegen; bei Stimmengleichheit ist der Antrag abgelehnt (§ 37 Abs. 6 GemO)",
				"“"+Rejected.Label().En+"”: "+v.String()+" are not more votes for than against; a tie rejects (§ 37 Abs. 6 GemO)"), true
		}
	case Rejected:
		if v.Carried() {
			return "result", string(i.Result), text.T("„"+Accepted.Label().De+"“: "+v.String()+" sind mehr Stimmen dafür als dagegen (§ 37 Abs. 6 GemO)",
				"“"+Accepted.Label().En+"”: "+v.String()+" are more votes for than against (§ 37 Abs. 6 GemO)"), true
		}
	}
	return "", "", text.Text{}, false
}

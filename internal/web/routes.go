// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import "maps"

// routes is the table of all pages, put together from the tables of its parts. A new
// page is a new line in one of them, and one in the needs of the same part that says
// which right it needs: without it the page is forbidden.
func (s *server) routes() map[string]handler {
	return together(s.planningRoutes(), s.accountRoutes(), s.dataRoutes(), s.steeringRoutes(), s.measureRoutes(), s.councilRoutes(), s.councilSourceRoutes(), s.paperRoutes(), s.budgetRoutes())
}

// together puts tables together.
func together[V any](tables ...map[string]V) map[string]V {
	all := map[string]V{}
	for _, t := range tables {
		maps.Copy(all, t)
	}
	return all
}

// planningRoutes are the pages of what is, comes and is planned.
func (s *server) planningRoutes() map[string]handler {
	return map[string]handler{
		"GET /{$}":                            s.situation,
		"GET /plaetze":                        s.places,
		"GET /plaetze/{site}":                 s.site,
		"GET /prognosen":                      s.forecasts,
		"GET /prognosen/bestand":              s.structure,
		"GET /szenarien":                      s.scenarios,
		"GET /szenarien/{scenario}":           s.scenario,
		"GET /szenarien/{scenario}/form":      s.scenarioForm,
		"POST /szenarien/{scenario}/form":     s.saveScenario,
		"GET /prognosen/neu":                  s.newForecast,
		"POST /prognosen/neu":                 s.issueForecast,
		"GET /prognosen/{forecast}":           s.forecast,
		"GET " + replayPath:                   s.replay,
		"POST " + replayPath:                  s.orderReplay,
		"GET " + warningsPath:                 s.warnings,
		"POST " + warningsPath:                s.keepWarning,
		"GET " + thresholdPath:                s.threshold,
		"POST " + thresholdPath:               s.setThreshold,
		"GET " + raisedPath:                   s.raised,
		"GET " + raisedPath + "/{warning...}": s.raisedOne,
		"GET /plaene":                         s.plans,
		"GET /plaene/vergleich":               s.compare,
		"GET /plaene/{plan}":                  s.plan,
		"GET /plaene/{plan}/form":             s.planForm,
		"POST /plaene/{plan}/form":            s.savePlan,
		"GET /personal":                       s.staff,
		"POST /plaene":                        s.orderRecompute,
	}
}

// accountRoutes are the pages of people: sign-in, accounts, rights, the record, the state.
func (s *server) accountRoutes() map[string]handler {
	return map[string]handler{
		"POST /rolle":                         s.role,
		"GET /anmelden":                       s.signIn,
		"POST /anmelden":                      s.enter,
		"GET /anmelden/bestaetigen":           s.proof,
		"POST /anmelden/bestaetigen":          s.prove,
		"POST /anmelden/passkey":              s.usePasskey,
		"POST " + firstPasskeyPath:            s.firstPasskey,
		"GET /anmelden/vergessen":             s.forgotten,
		"POST /anmelden/vergessen":            s.sendReset,
		"GET /anmelden/extern/{provider}":     s.startExternal,
		"GET /anmelden/antwort/{provider}":    s.finishExternal,
		"GET /abmelden/extern/{provider}":     s.leaveExternal,
		"POST /konto/passkey":                 s.newPasskey,
		"POST /abmelden":                      s.signOut,
		"GET " + invitationPath + "{secret}":  s.invitation,
		"POST " + invitationPath + "{secret}": s.acceptInvitation,
		"GET /konto":                          s.account,
		"POST /konto":                         s.changeAccount,
		"GET /konto/daten":                    s.exportAccount,
		"GET " + factorsPath:                  s.factors,
		"POST " + factorsPath:                 s.setFactors,
		"GET /verwaltung/konten":              s.accounts,
		"POST /verwaltung/konten":             s.inviteAccount,
		"GET /verwaltung/konten/{account}":    s.accountOf,
		"POST /verwaltung/konten/{account}":   s.administer,
		"GET " + whyPath:                      s.why,
		"GET /verwaltung/rechte":              s.rights,
		"GET " + statePath:                    s.state,
		"GET " + trailPath:                    s.trail,
		"POST " + trailPath:                   s.orderVerification,
		"GET " + trailPath + "/{entry}":       s.trailEntry,
		"GET " + trailPath + "/datei":         s.trailFile,
		"GET " + privacyPath:                  s.privacy,
	}
}

// dataRoutes are the pages of the data desk.
func (s *server) dataRoutes() map[string]handler {
	return map[string]handler{
		"GET /daten":                       s.data,
		"GET /daten/katalog":               s.catalogue,
		"GET /daten/katalog/{key}":         s.dataset,
		"GET /daten/{indicator}":           s.series,
		"POST /daten/{indicator}":          s.choose,
		"GET /herleitung/{ref...}":         s.derivation,
		"POST /daten":                      s.orderExport,
		"GET /daten/vorgaenge":             s.jobs,
		"GET /daten/vorgaenge/{job}":       s.job,
		"POST /daten/vorgaenge/{job}":      s.wishJob,
		"GET /daten/vorgaenge/{job}/datei": s.jobFile,
		"GET /daten/freigabe":              s.releases,
		"GET /daten/freigabe/{unit}":       s.release,
		"POST /daten/freigabe/{unit}":      s.actOnRelease,
		"GET " + uploadPath:                s.upload,
		"POST " + uploadPath:               s.receive,
		"GET " + uploadPath + "/{upload}":  s.uploaded,
		"POST " + uploadPath + "/{upload}": s.accept,
		"GET /daten/schutz":                s.protection,
		"GET /daten/revisionen":            s.revisions,
		"GET /daten/quellen":               s.sources,
		"GET /daten/quellen/{source}":      s.source,
		"GET /daten/verlauf":               s.entries,
		"GET /daten/verlauf/{batch}":       s.entry,
		"GET /daten/gebietsstand":          s.divisions,
		"GET /daten/meldungen":             s.reports,
		"POST /daten/meldungen":            s.askReports,
		"GET /daten/meldungen/{reporter}":  s.reporter,
		"POST /daten/meldungen/{reporter}": s.saveReporter,
		"GET " + reportPath + "{secret}":   s.reportForm,
		"POST " + reportPath + "{secret}":  s.report,
		"GET /daten/pruefung":              s.findings,
		"GET /daten/pruefung/{key}":        s.finding,
		"POST /daten/pruefung/{key}":       s.saveFinding,
	}
}

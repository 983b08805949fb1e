#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 Planraum contributors
# SPDX-License-Identifier: EUPL-1.2
#
# Measures the series models and the stock-flow model, side by side with R's
# forecast package where it is there. Part of `make bench`; `make test` needs none
# of it. R is installed only where PLANRAUM_INSTALL_R=1 allows it.
set -euo pipefail
cd "$(dirname "$0")/.."

echo "== planraum: 24-origin back-test of one series of 120 months, one core (aim: 100 ms); choice of a model; Theta"
go test -run '^$' -bench 'Ensemble|Choose|Theta' -cpu 1 -benchtime 1s ./internal/method/forecast
echo "== planraum: 10,000 paths x 60 months x 152 areas on one core and on two (aim: 2 s on two)"
go test -run '^$' -bench City -cpu 1,2 -benchtime 3x ./internal/method/cohort

has_r() { command -v Rscript >/dev/null && Rscript -e 'library(forecast)' >/dev/null 2>&1; }
if ! has_r && [ "${PLANRAUM_INSTALL_R:-}" = 1 ]; then
  as_root=()
  [ "$(id -u)" = 0 ] || as_root=(sudo -n)
  "${as_root[@]}" apt-get update && "${as_root[@]}" apt-get install -y --no-remove r-cran-forecast || true
fi
if ! has_r; then
  echo "R's forecast package is not installed, so nothing stands beside these figures. PLANRAUM_INSTALL_R=1 installs it (Debian: r-cran-forecast)."
  exit
fi
echo "== R: the same kind of series, processor time of one fit in ms (median of 5)"
Rscript - <<'R'
suppressPackageStartupMessages(library(forecast))
set.seed(5)
t <- 0:119
y <- ts(round(exp(5 + cumsum(rnorm(120, 0, 0.1)) + 0.2 * sin(t * pi / 6) + rnorm(120, 0, 0.1))), frequency = 12)
took <- function(f) median(replicate(5, { s <- system.time(f()); 1000 * (s[["user.self"]] + s[["sys.self"]]) }))
cat(sprintf("R %s, forecast %s\nets         %8.1f ms\nauto.arima  %8.1f ms\nthetaf      %8.1f ms\n", getRversion(), packageVersion("forecast"),
  took(function() ets(y)), took(function() auto.arima(y)), took(function() thetaf(y))))
R

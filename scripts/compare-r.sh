#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 Planraum contributors
# SPDX-License-Identifier: EUPL-1.2
#
# Compares the series models with R's forecast package: parameters given, and
# parameters chosen, on 300 series of the M3 competition. Installs R's package
# (Debian r-cran-forecast) where it is missing. `make test` does not need it: it
# checks against the file that --fixture writes.
# Usage: scripts/compare-r.sh [--fixture]
set -euo pipefail
cd "$(dirname "$0")/.."

if ! Rscript -e 'library(forecast)' >/dev/null 2>&1; then
  as_root=()
  [ "$(id -u)" = 0 ] || as_root=(sudo)
  if ! { "${as_root[@]}" apt-get update && "${as_root[@]}" apt-get install -y --no-remove r-cran-forecast; }; then
    echo "R's forecast package is not there and cannot be installed here (Debian: apt-get install r-cran-forecast); nothing was compared." >&2
    exit 1
  fi
fi

if [ "${1:-}" = --fixture ]; then
  Rscript scripts/compare-r.R fixture internal/method/forecast/testdata
  go test -count=1 -run 'AgainstR' ./internal/method/forecast/
  exit
fi
mkdir -p var/compare-r
Rscript scripts/compare-r.R m3 var/compare-r ../shared/data/forecast
PLANRAUM_R_FORECAST="$PWD/var/compare-r" go test -count=1 -v -run 'AgainstR' ./internal/method/forecast/

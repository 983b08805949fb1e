#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 Planraum contributors
# SPDX-License-Identifier: EUPL-1.2
#
# Runs go test over the given packages and names every test that was left out,
# with its reason. With PLANRAUM_REQUIRE_ALL=1 a left-out test is a failure.
# Usage: scripts/test.sh PACKAGES...   (GOTESTFLAGS for more flags)
set -uo pipefail
cd "$(dirname "$0")/.."

mkdir -p build
go build -o build/testreport ./tools/testreport || exit 1
# shellcheck disable=SC2086 # the flags are several words
go test -json -timeout 60m ${GOTESTFLAGS:-} "$@" | build/testreport

#!/bin/sh
# SPDX-FileCopyrightText: 2026 Planraum contributors
# SPDX-License-Identifier: EUPL-1.2

# Builds the program that needs nothing beside it: no C library, no paths of the
# building machine. static.sh FILE; VERSION in the environment names it.
set -eu
CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.version=${VERSION:-0.1.0-dev}" -o "$1" ./cmd/planraum

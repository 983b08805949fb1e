#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 Planraum contributors
# SPDX-License-Identifier: EUPL-1.2
#
# Fails where the committed code of the templates differs from what templ makes
# of them. Works on a copy, so the tree stays as it is.
# Usage: scripts/check-generate.sh TEMPL...   (the command that starts templ)
set -euo pipefail
cd "$(dirname "$0")/.."

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT

find internal -name '*.templ' -not -path '*/node_modules/*' -print0 >"$copy/list"
if [ ! -s "$copy/list" ]; then
  echo "check-generate: there are no templates"
  exit 0
fi
cp go.mod go.sum "$copy/"
xargs -0 cp --parents -t "$copy" <"$copy/list"
(cd "$copy" && "$@" generate >"$copy/log" 2>&1) || { cat "$copy/log" >&2; exit 1; }

fail=0
while IFS= read -r -d '' templ; do
  made=${templ%.templ}_templ.go
  if ! cmp -s "$copy/$made" "$made"; then
    echo "check-generate: $made is not up to date (make generate)" >&2
    fail=1
  fi
done <"$copy/list"
while IFS= read -r -d '' made; do
  if [ ! -f "${made%_templ.go}.templ" ]; then
    echo "check-generate: $made has no template any more" >&2
    fail=1
  fi
done < <(find internal -name '*_templ.go' -not -path '*/node_modules/*' -print0)
exit "$fail"

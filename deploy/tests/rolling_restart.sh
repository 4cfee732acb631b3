#!/usr/bin/env bash
# Restarts every instance behind Caddy, one after the other, while phones work, and counts the requests that failed.
#
#   PEM2_BIN=target/release/pem2 deploy/tests/rolling_restart.sh
#
#   PEM2_BIN        the program, with the app inside
#   PEM2_TRY_URL    the database: postgres://… with a database that is empty or was used for this before; without it SQLite
#   PEM2_TRY_INSTANCES, PEM2_TRY_ROUNDS, PEM2_TRY_WORKERS    2 instances, each restarted 2 times, 8 phones
#   PEM2_TRY_DRAIN  PEM2_DRAIN_SECONDS of the instances: 3
#   PEM2_TRY_JSON   a file for the figures
#   CADDY           another Caddy than the one on the PATH
#
# Ends with 1 when a request failed. Needs caddy, curl, python3.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=$(realpath "${PEM2_BIN:?the program, e.g. target/release/pem2}")
caddy=${CADDY:-caddy}
instances=${PEM2_TRY_INSTANCES:-2}
rounds=${PEM2_TRY_ROUNDS:-2}
folder=$(mktemp -d)
declare -A running=()

# shellcheck disable=SC2317 # the trap calls it
finish() {
	local pid
	for pid in "${running[@]}"; do
		kill "$pid" 2>/dev/null || true
	done
	wait 2>/dev/null || true
	rm -rf "$folder"
}
trap finish EXIT

free_port() {
	python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

wait_for() { # ADDRESS
	local tries
	for tries in $(seq 300); do
		if curl -fsS --max-time 2 -o /dev/null "$1" 2>/dev/null; then
			return
		fi
		sleep 0.1
	done
	echo "$1 does not answer after $tries tries; the last lines of the logs:" >&2
	tail -n 5 "$folder"/*.log >&2
	exit 1
}

# The settings of the machine on which this is tried must not come into it.
for name in $(compgen -e PEM2_ || true); do
	case $name in PEM2_BIN | PEM2_TRY_*) ;; *) unset "$name" ;; esac
done
unset DATABASE_URL
export PEM2_DATA=$folder/data PEM2_TRUST_PROXY=1 PEM2_DRAIN_SECONDS=${PEM2_TRY_DRAIN:-3} PEM2_LOG=warn
# All phones of the trial sit behind one address and are one person.
export PEM2_LIMIT_USER_PER_MINUTE=0 PEM2_LIMIT_ADDRESS_PER_MINUTE=0 PEM2_LIMIT_COMPANY_PER_MINUTE=0
if [[ -n ${PEM2_TRY_URL:-} ]]; then
	export DATABASE_URL=$PEM2_TRY_URL
fi
export HOME=$folder XDG_DATA_HOME=$folder XDG_CONFIG_HOME=$folder

start() { # PORT
	"$program" serve --port "$1" >>"$folder/$1.log" 2>&1 &
	running[$1]=$!
	wait_for "http://127.0.0.1:$1/health/ready"
}

stop() { # PORT
	kill "${running[$1]}"
	wait "${running[$1]}" || true
	unset "running[$1]"
}

"$program" seed --demo >/dev/null
ports=()
for _ in $(seq "$instances"); do
	ports+=("$(free_port)")
done
for port in "${ports[@]}"; do
	start "$port"
done

front=$(free_port)
PEM2_DOMAIN=":$front" PEM2_UPSTREAMS="${ports[*]/#/127.0.0.1:}" PEM2_CADDY_ADMIN=off \
	"$caddy" run --config "$here/../Caddyfile" --adapter caddyfile >"$folder/caddy.log" 2>&1 &
running[caddy]=$!
wait_for "http://127.0.0.1:$front/health"

python3 "$here/load.py" "http://127.0.0.1:$front" --workers "${PEM2_TRY_WORKERS:-8}" \
	--login olivia --password harbor-pine-demo --json "$folder/load.json" >"$folder/load.log" 2>&1 &
running[load]=$!
until grep -q working "$folder/load.log"; do
	kill -0 "${running[load]}" || { cat "$folder/load.log" >&2; exit 1; }
	sleep 0.1
done

for round in $(seq "$rounds"); do
	for port in "${ports[@]}"; do
		sleep 3
		began=$(date +%s.%N)
		stop "$port"
		start "$port"
		printf 'round %s: %s was away for %.1f s\n' "$round" "$port" "$(python3 -c "import time; print(time.time() - $began)")"
	done
done
sleep 3

outcome=0
kill "${running[load]}"
wait "${running[load]}" || outcome=$?
unset "running[load]"
cat "$folder/load.json"
if [[ -n ${PEM2_TRY_JSON:-} ]]; then
	cp "$folder/load.json" "$PEM2_TRY_JSON"
fi
if [[ $outcome -ne 0 ]]; then
	grep '"error"' "$folder/caddy.log" | tail -n 5 | cut -c1-400 >&2 || true
fi
exit "$outcome"

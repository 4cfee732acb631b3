#!/usr/bin/env bash
# What machines can say about the files in this folder. Prints its result as cargo's tests do.
# Needs shellcheck, caddy, systemd-analyze, python3 with yaml; asks docker about compose.yaml where there is one.
set -euo pipefail

deploy=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
passed=0
failed=0

scripts_are_clean() {
	shellcheck -x --source-path="$deploy/.." "$deploy"/*.sh "$deploy"/*/*.sh
}

caddy_takes_the_caddyfile() {
	local domain
	for domain in :8443 http://field.example.com field.example.com; do
		env HOME="$folder" XDG_DATA_HOME="$folder" XDG_CONFIG_HOME="$folder" PEM2_DOMAIN="$domain" \
			PEM2_UPSTREAMS="127.0.0.1:8081 127.0.0.1:8082" \
			"${CADDY:-caddy}" validate --config "$deploy/Caddyfile" --adapter caddyfile
	done
}

units_are_understood() {
	local unit
	for unit in "$deploy"/systemd/*.service; do
		# The program is not here.
		sed 's|/opt/pem2/current/pem2|/bin/true|' "$unit" >"$folder/$(basename "$unit")"
	done
	systemd-analyze verify --man=no "$folder/pem2.service" "$folder/pem2@.service" 2>&1 | tee "$folder/said"
	[[ ! -s $folder/said ]]
}

units_leave_little_open() { # 20: an exposure of 2.0
	local unit
	for unit in pem2.service pem2@.service; do
		systemd-analyze security --no-pager --offline=true --threshold=20 "$deploy/systemd/$unit" | tail -n 1
	done
}

both_units_say_the_same() {
	local unit
	for unit in pem2.service pem2@.service; do
		grep -vE '^(#|$|Description=|ExecStart=|MemoryMax=)' "$deploy/systemd/$unit" >"$folder/$unit.rest"
	done
	diff "$folder/pem2.service.rest" "$folder/pem2@.service.rest"
}

compose_is_understood() {
	if docker compose version >/dev/null 2>&1; then
		PEM2_DOMAIN=field.example.com PEM2_POSTGRES_PASSWORD=secret docker compose --profile two \
			--project-directory "$deploy" -f "$deploy/compose.yaml" --env-file "$deploy/.env.example" config --no-env-resolution -q
	else
		echo "docker compose is not here: read as YAML only"
	fi
	/usr/bin/python3 "$deploy/tests/compose_check.py" "$deploy/compose.yaml"
}

every_setting_is_in_the_example() {
	local name outcome=0
	for name in $(grep -rhoE 'env = "[A-Z0-9_]+"|try_from_env\("[A-Z0-9_]+"' "$deploy/../crates/server/src" | grep -oE '[A-Z0-9_]{4,}' | sort -u) \
		$(grep -ohE '[{](PEM2|DATABASE|COMPOSE)_[A-Z_]+' "$deploy/compose.yaml" | tr -d '{' | sort -u); do
		grep -qE "^#?$name=" "$deploy/.env.example" || {
			echo "$name is not in .env.example"
			outcome=1
		}
	done
	return "$outcome"
}

for test in $(grep -oE '^[a-z_]+\(\)' "${BASH_SOURCE[0]}" | tr -d '()'); do
	status=0
	# In a bash of its own: within `||` the first command that fails would not end it.
	bash -euo pipefail -c "$(declare -p deploy folder); $(declare -f "$test"); $test" >"$folder/out" 2>&1 || status=$?
	if [[ $status == 0 ]]; then
		passed=$((passed + 1))
		echo "test $test ... ok"
	else
		failed=$((failed + 1))
		cat "$folder/out"
		echo "test $test ... FAILED"
	fi
	grep -h 'exposure level\|not here' "$folder/out" || true
done
echo "test result: $([[ $failed == 0 ]] && echo ok || echo FAILED). $passed passed; $failed failed; 0 ignored"
[[ $failed == 0 ]]

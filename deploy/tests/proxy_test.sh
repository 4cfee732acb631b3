#!/usr/bin/env bash
# The Caddyfile in a real Caddy, in front of two stand-ins for instances. Prints its result as cargo's tests do.
# CADDY: another one than that on the PATH.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=$(mktemp -d)
# shellcheck disable=SC2317 # the trap calls it
finish() {
	local pid
	for pid in $(jobs -p); do
		kill "$pid" 2>/dev/null || true
	done
	wait 2>/dev/null || true
	rm -rf "$folder"
}
trap finish EXIT
export HOME=$folder XDG_DATA_HOME=$folder XDG_CONFIG_HOME=$folder
passed=0
failed=0

read -r one two front < <(python3 -c '
import socket
all = [socket.socket() for _ in range(3)]
for s in all: s.bind(("127.0.0.1", 0))
print(*(s.getsockname()[1] for s in all))')
for port in "$one" "$two"; do
	touch "$folder/$port.ready" "$folder/$port.got"
	python3 "$here/upstream.py" "$port" "$folder" &
done
PEM2_DOMAIN=":$front" PEM2_UPSTREAMS="127.0.0.1:$one 127.0.0.1:$two" PEM2_CADDY_ADMIN=off \
	"${CADDY:-caddy}" run --config "$here/../Caddyfile" --adapter caddyfile >"$folder/caddy.log" 2>&1 &
site=http://127.0.0.1:$front

wrong() {
	echo "    $*"
	ok=no
}
ask() { curl -sS --max-time 20 -H 'X-Pem2-Client: 1' "$@"; }
# Waits until a command succeeds.
until_true() {
	local tries
	for tries in $(seq 100); do
		if "$@" 2>/dev/null; then
			return
		fi
		sleep 0.1
	done
	wrong "not within $tries tries: $*"
}
answers() { [[ $(curl -s -o /dev/null -w '%{http_code}' --max-time 2 "$1") == "$2" ]]; }
# Caddy's checks come once a second.
noticed() { sleep 1.5; }
both_ready() {
	touch "$folder/$one.ready" "$folder/$two.ready"
	noticed
}
got() { grep -cxF "$1" "$folder/$one.got" "$folder/$two.got" | awk -F: '{ sum += $2 } END { print sum }'; }

what_a_phone_says_of_its_address_is_thrown_away() {
	local told
	told=$(ask -H 'X-Forwarded-For: 6.6.6.6' -H 'X-Forwarded-For: 7.7.7.7' -H 'X-Forwarded-Proto: https' "$site/") || true
	[[ $told == *'"for": ["127.0.0.1"], "proto": "http"'* ]] || wrong "$told"
}

the_chunks_of_an_upload_go_to_one_instance() {
	local upload n ports=""
	for upload in a b c d e f; do
		for n in 1 2 3 4; do
			head -c 1048576 /dev/zero | ask -X PATCH --data-binary @- "$site/blobs/$upload" | grep -o '"port": [0-9]*'
		done | sort -u >"$folder/ports"
		[[ $(wc -l <"$folder/ports") == 1 ]] || wrong "upload $upload went to $(tr '\n' ' ' <"$folder/ports")"
		ports+=$(<"$folder/ports")$'\n'
	done
	[[ $(sort -u <<<"$ports" | grep -c port) == 2 ]] || wrong "all uploads went to one instance"
}

what_may_have_arrived_is_not_sent_twice_when_it_writes() {
	# Long enough for a second try to be seen.
	ask --max-time 3 -o "$folder/answer" -X POST "$site/break" || wrong "Caddy still tries"
	ask --max-time 3 -o "$folder/answer" --data-binary 'some text' "$site/break" || wrong "Caddy still tries"
	[[ $(got "POST /break") == 2 ]] || wrong "it arrived $(got "POST /break") times, not 2"
}

an_instance_that_is_not_ready_gets_nothing_new() {
	local n
	rm "$folder/$one.ready"
	noticed
	for n in 1 2 3 4 5 6; do
		ask "$site/$n" | grep -q "\"port\": $two" || wrong "request $n did not go to the other instance"
	done
	both_ready
}

what_finds_no_instance_waits_for_one() {
	rm "$folder/$one.ready" "$folder/$two.ready"
	noticed
	head -c 1048576 /dev/zero | ask -o /dev/null -w '%{http_code}' --data-binary @- "$site/sync/push" >"$folder/push" &
	local push=$!
	ask -o /dev/null -w '%{http_code}' "$site/page" >"$folder/page" &
	local page=$!
	sleep 1
	[[ $(got "POST /sync/push") == 0 ]] || wrong "it was sent to an instance that is not ready"
	touch "$folder/$two.ready"
	wait "$push" "$page" || wrong "curl gave up"
	[[ $(<"$folder/push") == 200 && $(<"$folder/page") == 200 ]] || wrong "answered $(<"$folder/push") and $(<"$folder/page")"
	[[ $(got "POST /sync/push") == 1 ]] || wrong "it arrived $(got "POST /sync/push") times"
	both_ready
}

events_come_at_once_and_their_line_is_let_go() {
	local started=$SECONDS
	curl -sN --max-time 2 "$site/events" >"$folder/events" &
	local phone=$!
	until_true grep -q 'data: first' "$folder/events"
	[[ $((SECONDS - started)) -lt 2 ]] || wrong "the first event took $((SECONDS - started)) s"
	wait "$phone" || true
	until_true grep -qxF "the line was let go" "$folder/$one.got" "$folder/$two.got"
}

figures_are_not_seen_from_outside() {
	answers "$site/metrics" 404 || wrong "/metrics is answered"
	[[ $(got "GET /metrics") == 0 ]] || wrong "/metrics was asked for"
}

what_is_larger_than_anything_of_the_app_is_refused() {
	local status
	# Whether curl still hears why depends on how much it had sent by then.
	status=$(head -c 17000000 /dev/zero | ask -o /dev/null -w '%{http_code}' --data-binary @- "$site/large" || true)
	[[ $status != 2* ]] || wrong "answered with $status"
	[[ $(got "POST /large") == 0 ]] || wrong "it arrived"
	status=$(head -c 12000000 /dev/zero | ask -o /dev/null -w '%{http_code}' --data-binary @- "$site/photo" || true)
	[[ $status == 200 ]] || wrong "12 MB were answered with $status"
}

ok=yes
until_true answers "$site/" 200
if [[ $ok == no ]]; then
	tail -n 5 "$folder/caddy.log" | cut -c1-400
	exit 1
fi
for test in $(grep -oE '^(what|the|an|events|figures)_[a-z_]+\(\)' "${BASH_SOURCE[0]}" | tr -d '()'); do
	ok=yes
	"$test"
	if [[ $ok == yes ]]; then
		passed=$((passed + 1))
		echo "test $test ... ok"
	else
		failed=$((failed + 1))
		echo "test $test ... FAILED"
	fi
done
[[ $failed == 0 ]] || tail -n 5 "$folder/caddy.log" | cut -c1-400
echo "test result: $([[ $failed == 0 ]] && echo ok || echo FAILED). $passed passed; $failed failed; 0 ignored"
[[ $failed == 0 ]]

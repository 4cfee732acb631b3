#!/usr/bin/env bash
# deploy.sh against stand-ins: programs that know so many steps of a database and become ready or not, and a systemctl and a
# docker that start them. Prints its result as cargo's tests do.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
deploy=$here/../deploy.sh
all=$(mktemp -d)
trap 'rm -rf "$all"' EXIT
passed=0
failed=0

# --- The stand-ins. $WORLD is the folder of one test.

# A release: its version, the newest step it knows, `well` or `ill`, and the command that fails.
release() { # FILE VERSION KNOWS [HEALTH] [FAILS]
	mkdir -p "$(dirname "$1")"
	cat >"$1" <<END
#!/usr/bin/env bash
# $2
set -eu
knows=$3 health=${4:-well} fails=${5:-nothing}
case \$1 in
--version) echo "pem2 $2"; exit ;;
health) [[ \$health == well ]]; exit ;;
esac
echo "$2 \$*" >>"\$WORLD/calls"
[[ \$1 != "\$fails" ]] || exit 1
case \$1 in
migrate | serve | backup) [[ \$(<"\$WORLD/db") -le \$knows ]] || { echo "made by a newer version" >&2; exit 1; } ;;
esac
case \$1 in
migrate) [[ \$(<"\$WORLD/db") -ge \$knows ]] || echo "\$knows" >"\$WORLD/db" ;;
backup) [[ ! -e \$2 ]]; cp "\$WORLD/db" "\$2" ;;
restore) [[ \$2 == --replace && -z \$(ls "\$WORLD/up") ]]; cp "\$3" "\$WORLD/db" ;;
serve | user) ;;
esac
END
	chmod +x "$1"
}

stand_ins() {
	mkdir -p "$WORLD"/{bin,up,backups,new,images}
	echo 0 >"$WORLD/db"
	: >"$WORLD/calls"
	cat >"$WORLD/bin/systemctl" <<'END'
#!/usr/bin/env bash
set -eu
case $1 in
list-units) while read -r unit; do echo "$unit loaded active running Pem2"; done <"$WORLD/units" ;;
restart)
	echo "restart $2 $(basename "$(readlink "$PEM2_ROOT/current")")" >>"$WORLD/calls"
	rm -f "$WORLD/up/$2"
	if "$PEM2_ROOT/current/pem2" serve; then cp "$PEM2_ROOT/current/pem2" "$WORLD/up/$2"; fi ;;
stop) echo "stop $2" >>"$WORLD/calls"; rm -f "$WORLD/up/$2" ;;
esac
END
	cat >"$WORLD/bin/systemd-run" <<'END'
#!/usr/bin/env bash
while [[ $1 == --* ]]; do shift; done
exec "$@"
END
	cat >"$WORLD/bin/curl" <<'END'
#!/usr/bin/env bash
url=${!#}
port=${url#*127.0.0.1:}
port=${port%%/*}
unit=pem2@$port.service
[[ $port != 8080 ]] || unit=pem2.service
[[ -e $WORLD/up/$unit ]] && "$WORLD/up/$unit" health
END
	cat >"$WORLD/bin/docker" <<'END'
#!/usr/bin/env bash
set -eu
image() { echo "$WORLD/images/${1/:/_}"; }
case $1 in
image) [[ -e $(image "$3") ]]; exit ;;
pull) echo "pull $2" >>"$WORLD/calls"; mv "$WORLD/registry/${2/:/_}" "$(image "$2")"; exit ;;
volume) echo "$WORLD/backups"; exit ;;
esac
shift
while [[ $1 == -* ]]; do shift 2; done
case $1 in
config) printf 'app1\napp2\ncaddy\npostgres\n' ;;
run) shift 5; exec "$(image "$PEM2_IMAGE")" "${@//\/var\/lib\/pem2-backups/$WORLD/backups}" ;;
up)
	service=${!#}
	echo "restart $service $PEM2_IMAGE" >>"$WORLD/calls"
	rm -f "$WORLD/up/$service"
	if "$(image "$PEM2_IMAGE")" serve; then echo "$PEM2_IMAGE" >"$WORLD/up/$service"; fi ;;
stop) rm -f "$WORLD/up/$2" ;;
ps)
	[[ -e $WORLD/up/$4 ]] || exit 0
	if [[ $3 == '{{.Image}}' ]]; then cat "$WORLD/up/$4"
	elif "$(image "$(<"$WORLD/up/$4")")" health; then echo healthy; else echo unhealthy; fi ;;
esac
END
	chmod +x "$WORLD"/bin/*
	printf '%s\n' "PEM2_BACKUP_DIR=$WORLD/backups" "PEM2_PORT=8080" >"$WORLD/pem2.env"
	printf 'pem2@8081.service\npem2@8082.service\n' >"$WORLD/units"
}

# Runs deploy.sh; its status is in $status, what it printed in $WORLD/out.
run() {
	status=0
	{ PATH=$WORLD/bin:$PATH "$deploy" "$@" >"$WORLD/out" 2>&1; } 2>/dev/null || status=$?
}

# --- What is asked of the outcome.

wrong() {
	echo "    $*"
	ok=no
}
ends_with() { [[ $status == "$1" ]] || wrong "ended with $status, not $1: $(<"$WORLD/out")"; }
says() { grep -qF -- "$1" "$WORLD/out" || wrong "did not say \`$1\`: $(<"$WORLD/out")"; }
calls() { # every line in this order; others may stand between
	local line n=0
	while IFS= read -r line; do
		[[ $n -ge $# ]] || [[ $line != "${*:n+1:1}"* ]] || n=$((n + 1))
	done <"$WORLD/calls"
	[[ $n -eq $# ]] || wrong "not called in this order: ${*:n+1:1}; calls were: $(tr '\n' ';' <"$WORLD/calls")"
}
never() { ! grep -qE -- "$1" "$WORLD/calls" || wrong "called: $(grep -E -- "$1" "$WORLD/calls" | tr '\n' ';')"; }
runs() { # UNIT VERSION
	grep -qsxF "# $2" "$WORLD/up/$1" || grep -qsxF "$2" "$WORLD/up/$1" || wrong "$1 does not run $2"
}
is_down() { [[ ! -e $WORLD/up/$1 ]] || wrong "$1 runs"; }
in_service() { [[ $(readlink "$PEM2_ROOT/current") == "releases/$1-"* ]] || wrong "not in service: $1"; }
database_at() { [[ $(<"$WORLD/db") == "$1" ]] || wrong "the database is at $(<"$WORLD/db")"; }

# Two instances work with release 1.0, which knows one step.
with_first() {
	release "$WORLD/new/1.0" 1.0 1
	run update "$WORLD/new/1.0"
	: >"$WORLD/calls"
}

# --- The tests.

the_first_release_is_put_into_service() {
	release "$WORLD/new/1.0" 1.0 1
	run update "$WORLD/new/1.0"
	ends_with 0
	in_service 1.0
	runs pem2@8081.service 1.0
	runs pem2@8082.service 1.0
	never backup
}

an_update_backs_up_migrates_and_restarts_one_instance_after_the_other() {
	with_first
	release "$WORLD/new/1.1" 1.1 2
	run update "$WORLD/new/1.1"
	ends_with 0
	calls "1.0 backup $WORLD/backups/before-update-" "1.1 migrate" "restart pem2@8081.service 1.1" "restart pem2@8082.service 1.1"
	runs pem2@8081.service 1.1
	runs pem2@8082.service 1.1
	database_at 2
}

a_release_that_is_in_service_is_not_put_there_again() {
	with_first
	run update "$WORLD/new/1.0"
	ends_with 0
	says "in service already"
	never 'restart|backup'
}

a_migration_that_fails_leaves_all_as_it_was() {
	with_first
	release "$WORLD/new/1.1" 1.1 2 well migrate
	run update "$WORLD/new/1.1"
	ends_with 1
	never restart
	in_service 1.0
	runs pem2@8081.service 1.0
	database_at 1
	release "$WORLD/new/1.2" 1.2 2
	run update "$WORLD/new/1.2"
	ends_with 0
	in_service 1.2
}

without_a_backup_nothing_is_changed() {
	release "$WORLD/new/1.0" 1.0 1 well backup
	run update "$WORLD/new/1.0"
	release "$WORLD/new/1.1" 1.1 2
	run update "$WORLD/new/1.1"
	ends_with 1
	in_service 1.0
	database_at 1
	run --without-backup update "$WORLD/new/1.1"
	ends_with 0
	in_service 1.1
}

a_release_that_does_not_become_ready_is_taken_back() {
	with_first
	release "$WORLD/new/1.1" 1.1 1 ill
	run update "$WORLD/new/1.1"
	ends_with 1
	says "all is as before"
	calls "restart pem2@8081.service 1.1" "restart pem2@8081.service 1.0"
	never 'restart pem2@8082.service'
	in_service 1.0
	runs pem2@8081.service 1.0
	never ' restore '
	run update "$WORLD/new/1.0"
	says "in service already"
}

after_a_migration_the_instances_that_work_are_left_alone() {
	with_first
	release "$WORLD/new/1.1" 1.1 2 ill
	run update "$WORLD/new/1.1"
	ends_with 2
	is_down pem2@8081.service
	runs pem2@8082.service 1.0
	never 'restart pem2@8082.service| restore '
	database_at 2
}

what_was_held_is_restored_on_demand() {
	after_a_migration_the_instances_that_work_are_left_alone
	run rollback
	ends_with 1
	says "does not know the database"
	run rollback --restore "$(find "$WORLD/backups" -type f)"
	ends_with 0
	in_service 1.0
	runs pem2@8081.service 1.0
	runs pem2@8082.service 1.0
	database_at 1
}

what_was_held_is_mended_by_a_better_release() {
	after_a_migration_the_instances_that_work_are_left_alone
	release "$WORLD/new/1.2" 1.2 2
	run update "$WORLD/new/1.2"
	ends_with 0
	runs pem2@8081.service 1.2
	runs pem2@8082.service 1.2
	[[ $(readlink "$PEM2_ROOT/previous") == releases/1.0-* ]] || wrong "the release before is not 1.0"
}

a_single_instance_gets_its_database_back() {
	echo pem2.service >"$WORLD/units"
	with_first
	release "$WORLD/new/1.1" 1.1 2 ill
	run update "$WORLD/new/1.1"
	ends_with 1
	calls "1.1 migrate" "restart pem2.service 1.1" "stop pem2.service" "1.0 restore --replace" "restart pem2.service 1.0"
	in_service 1.0
	runs pem2.service 1.0
	database_at 1
}

a_single_instance_is_held_when_that_is_wished() {
	echo pem2.service >"$WORLD/units"
	with_first
	release "$WORLD/new/1.1" 1.1 2 ill
	run --on-failure hold update "$WORLD/new/1.1"
	ends_with 2
	is_down pem2.service
	never ' restore '
	database_at 2
}

a_dry_run_changes_nothing() {
	with_first
	release "$WORLD/new/1.1" 1.1 2
	before=$(find "$PEM2_ROOT" "$WORLD/backups" "$WORLD/up" | sort | sha256sum)
	run --dry-run update "$WORLD/new/1.1"
	ends_with 0
	says "would: restart pem2@8082.service"
	[[ $(find "$PEM2_ROOT" "$WORLD/backups" "$WORLD/up" | sort | sha256sum) == "$before" ]] || wrong "files changed"
	[[ ! -s $WORLD/calls ]] || wrong "called: $(<"$WORLD/calls")"
}

a_second_run_at_the_same_time_is_refused() {
	with_first
	release "$WORLD/new/1.1" 1.1 2
	exec 8>>"$PEM2_DEPLOY_LOCK"
	flock 8
	run update "$WORLD/new/1.1"
	ends_with 1
	says "another deploy.sh"
	in_service 1.0
	exec 8>&-
}

what_is_no_program_is_refused() {
	with_first
	echo "half a download" >"$WORLD/new/1.1"
	chmod +x "$WORLD/new/1.1"
	echo 'exit 1' >>"$WORLD/new/1.1"
	run update "$WORLD/new/1.1"
	ends_with 1
	says "does not run on this machine"
	in_service 1.0
}

an_update_that_was_cut_off_goes_on() {
	with_first
	release "$WORLD/new/1.1" 1.1 2
	# As if the machine had lost its power after the first instance.
	printf '%s\n' '#!/usr/bin/env bash' "[[ \$1 != restart || \$2 != *8082* ]] || kill -9 \$PPID" \
		"exec $WORLD/bin/systemctl-whole \"\$@\"" >"$WORLD/bin/systemctl-cut"
	chmod +x "$WORLD/bin/systemctl-cut"
	mv "$WORLD/bin/systemctl" "$WORLD/bin/systemctl-whole"
	mv "$WORLD/bin/systemctl-cut" "$WORLD/bin/systemctl"
	run update "$WORLD/new/1.1"
	ends_with 137
	runs pem2@8082.service 1.0
	mv "$WORLD/bin/systemctl-whole" "$WORLD/bin/systemctl"
	run update "$WORLD/new/1.1"
	ends_with 0
	runs pem2@8081.service 1.1
	runs pem2@8082.service 1.1
	[[ $(readlink "$PEM2_ROOT/previous") == releases/1.0-* ]] || wrong "the release before is not 1.0"
}

the_release_before_comes_back_and_goes_again() {
	with_first
	release "$WORLD/new/1.1" 1.1 1
	run update "$WORLD/new/1.1"
	run rollback
	ends_with 0
	in_service 1.0
	runs pem2@8082.service 1.0
	run rollback
	ends_with 0
	in_service 1.1
}

old_releases_and_old_backups_are_cleared_away() {
	with_first
	local n
	for n in 1 2 3 4; do
		echo "$n" >"$WORLD/backups/before-update-2020-01-0$n"
	done
	echo keep >"$WORLD/backups/pem2-2020-01-01"
	for n in 1 2 3; do
		release "$WORLD/new/1.$n" "1.$n" 1
		run update "$WORLD/new/1.$n"
		ends_with 0
	done
	[[ $(find "$PEM2_ROOT/releases" -mindepth 1 -maxdepth 1 | wc -l) == 2 ]] || wrong "releases: $(ls "$PEM2_ROOT/releases")"
	[[ $(find "$WORLD/backups" -name 'before-*' | wc -l) == 3 ]] || wrong "backups: $(ls "$WORLD/backups")"
	[[ -e $WORLD/backups/pem2-2020-01-01 ]] || wrong "a backup of every day is gone"
}

commands_run_with_the_release_in_service() {
	with_first
	run run user add olivia --role admin
	ends_with 0
	calls "1.0 user add olivia --role admin"
}

status_tells_what_is_not_ready() {
	with_first
	run status
	ends_with 0
	rm "$WORLD/up/pem2@8082.service"
	run status
	ends_with 2
	says "NOT READY: pem2@8082.service"
}

images() { # two containers work with image 1.0; 1.1 is in the registry
	mkdir -p "$WORLD/registry"
	export PEM2_ENV_FILE=$WORLD/.env
	printf 'PEM2_IMAGE=pem2:1.0\nPEM2_POSTGRES_PASSWORD=a=b\n' >"$PEM2_ENV_FILE"
	release "$WORLD/images/pem2_1.0" pem2:1.0 1
	release "$WORLD/registry/pem2_1.1" pem2:1.1 "${1:-2}" "${2:-well}"
	printf 'pem2:1.0\n' | tee "$WORLD/up/app1" >"$WORLD/up/app2"
	echo 1 >"$WORLD/db"
}

containers_are_updated_one_after_the_other() {
	images
	run --compose update pem2:1.1
	ends_with 0
	calls "pull pem2:1.1" "pem2:1.0 backup" "pem2:1.1 migrate" "restart app1 pem2:1.1" "restart app2 pem2:1.1"
	runs app1 pem2:1.1
	runs app2 pem2:1.1
	grep -qxF PEM2_IMAGE=pem2:1.1 "$PEM2_ENV_FILE" || wrong "$(<"$PEM2_ENV_FILE")"
	grep -qxF PEM2_POSTGRES_PASSWORD=a=b "$PEM2_ENV_FILE" || wrong "$(<"$PEM2_ENV_FILE")"
	run --compose update pem2:1.1
	says "in service already"
	run --compose update pem2:latest
	ends_with 1
}

an_image_that_does_not_become_ready_is_taken_back() {
	images 1 ill
	run --compose update pem2:1.1
	ends_with 1
	says "all is as before"
	runs app1 pem2:1.0
	runs app2 pem2:1.0
	grep -qxF PEM2_IMAGE=pem2:1.0 "$PEM2_ENV_FILE" || wrong "$(<"$PEM2_ENV_FILE")"
}

an_image_that_fails_after_a_migration_is_held() {
	images 2 ill
	run --compose update pem2:1.1
	ends_with 2
	is_down app1
	runs app2 pem2:1.0
	run --compose rollback --restore "/var/lib/pem2-backups/$(ls "$WORLD/backups")"
	ends_with 0
	runs app1 pem2:1.0
	database_at 1
}

tests=$(grep -oE '^(the|a|an|without|after|what|old|commands|status|containers)_[a-z_]+\(\)' "${BASH_SOURCE[0]}" | tr -d '()')
mine=()
for test in $tests; do
	[[ $test == *"${1:-}"* ]] || continue
	mine+=("$test")
	mkdir "$all/$test"
	(
		export WORLD=$all/$test
		export PEM2_ROOT=$WORLD/root PEM2_ENV_FILE=$WORLD/pem2.env PEM2_DEPLOY_LOCK=$WORLD/lock
		export PEM2_HEALTH_SECONDS=1 PEM2_SETTLE_SECONDS=0
		mkdir -p "$PEM2_ROOT"
		stand_ins
		ok=yes
		"$test"
		echo "$ok" >"$WORLD/ok"
	) >"$all/$test/said" 2>&1 &
done
wait
for test in "${mine[@]}"; do
	outcome=FAILED
	if [[ -e $all/$test/ok && $(<"$all/$test/ok") == yes ]]; then
		outcome=ok
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		cat "$all/$test/said"
	fi
	echo "test $test ... $outcome"
done
echo "test result: $([[ $failed == 0 ]] && echo ok || echo FAILED). $passed passed; $failed failed; 0 ignored"
[[ $failed == 0 ]]

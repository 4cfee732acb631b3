#!/usr/bin/env bash
# Brings a new release of Pem2 into service, or an old one back. README.md beside this file says when to use what.
set -euo pipefail

usage() {
	cat <<'END'
deploy.sh [--dry-run] [--compose] COMMAND

  update FILE|IMAGE         the release in service becomes this one: a program for systemd, an image for compose
  rollback [--restore FILE] back to the release before; with a backup when that one does not know the database any more
  run ARGS…                 `pem2 ARGS…` as the service runs it: its account, its settings
  status                    the release in service, and whether its instances are ready

  --dry-run            say what would be done, and do nothing
  --compose            compose.yaml beside this file instead of systemd
  --without-backup     update without a backup before: when the database cannot be read any more anyway
  --on-failure WHAT    when the new release does not work and the old one does not know the database any more:
                       hold      let the instances work that still do, and stop
                       restore   put back the backup made before
                       without it: hold where another instance works, restore where there is only one

Settings, from the environment: PEM2_ROOT (/opt/pem2), PEM2_ENV_FILE (/etc/pem2/pem2.env, with compose .env beside this
file), PEM2_HEALTH_SECONDS (90), PEM2_SETTLE_SECONDS (4), PEM2_DEPLOY_LOCK (/run/lock/pem2-deploy.lock).

Ends with 0 when the wished release is in service, 1 when nothing changed or all is as before, 2 when somebody has to look.
END
}

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
dry=no
way=systemd
with_backup=yes
on_failure=
health_seconds=${PEM2_HEALTH_SECONDS:-90}
settle_seconds=${PEM2_SETTLE_SECONDS:-4}
lock=${PEM2_DEPLOY_LOCK:-/run/lock/pem2-deploy.lock}
# How many backups that were made before updates are kept.
kept=3

say() { printf '%s\n' "$*"; }
fail() { # STATUS WORDS…
	local status=$1
	shift
	printf 'deploy.sh: %s\n' "$*" >&2
	exit "$status"
}
# Does what changes something; says it only, in a dry run.
act() {
	if [[ $dry == yes ]]; then
		say "  would: $*"
	else
		"$@"
	fi
}

# The value of a setting in the file of settings.
setting() { # NAME DEFAULT
	local line
	line=$(grep -E "^$1=" "$env_file" 2>/dev/null | tail -n 1 || true)
	line=${line#*=}
	line=${line#\"}
	line=${line%\"}
	printf '%s\n' "${line:-$2}"
}

# The ways say how a release is put in its place (`place`), which one is in service (`current`, `previous`), how it is made
# the one that starts (`turn_to`) or to which there is a way back (`remember`), whether all came to its end (`settle`), how one of its commands runs (`call`), what instances there are (`instances`) and how one
# is restarted, stopped and asked (`restart`, `stop`, `is_ready`), and where old backups are cleared away (`backups`).
load_way() {
	case $way in
	systemd) env_file=${PEM2_ENV_FILE:-/etc/pem2/pem2.env} ;;
	compose) env_file=${PEM2_ENV_FILE:-$here/.env} ;;
	esac
	[[ -r $env_file ]] || fail 1 "$env_file cannot be read: the settings are made from .env.example, and root runs this"
	# shellcheck source=deploy/ways/systemd.sh
	source "$here/ways/$way.sh"
}

wait_until_ready() { # INSTANCE
	local until=$((SECONDS + health_seconds))
	if [[ $dry == yes ]]; then
		say "  would: wait until $1 is ready"
		return
	fi
	until is_ready "$1"; do
		[[ $SECONDS -lt $until ]] || return 1
		sleep 0.5
	done
	# Caddy asks every second; the next instance must not go before this one is known to be there.
	sleep "$settle_seconds"
}

# Whether a release can work with the database as it is now. `migrate` of a release that knows all of its steps changes
# nothing, and one that meets a step it does not know refuses.
knows_database() { # RELEASE
	[[ $dry == yes ]] || call "$1" migrate >/dev/null 2>&1
}

back_up() { # RELEASE: the one that wrote the database
	backup=$backup_folder/before-update-$(date -u +%Y-%m-%dT%H-%M-%SZ)-$$
	say "backup: $backup"
	act call "$1" backup "$backup" || fail 1 "there is no backup, so nothing was changed (--without-backup goes on without)"
	local old
	for old in $(backups | sort -r | tail -n "+$((kept + 1))"); do
		act rm -f "$old"
	done
}

restart_all() { # RELEASE
	local instance
	[[ -n $(instances) ]] || say "no instance is enabled; e.g.: systemctl enable --now pem2"
	for instance in $(instances); do
		say "restart: $instance with $1"
		failed=$instance
		act restart "$instance" "$1" || return 1
		wait_until_ready "$instance" || return 1
		restarted+=("$instance")
	done
}

restore_with() { # RELEASE FILE
	local instance
	say "restore: $2; what came since is handed in again by the phones"
	for instance in $(instances); do
		act stop "$instance"
	done
	act call "$1" restore --replace "$2" || fail 2 "the backup $2 could not be restored; all instances are stopped"
	act turn_to "$1"
	restarted=()
	restart_all "$1" || fail 2 "$failed does not become ready with $1 and the restored database"
}

# The new release does not work: the old one comes back, as far as that loses nothing.
go_back() { # OLD NEW
	local old=$1 new=$2 instance others
	[[ -n $old ]] || fail 2 "$failed does not become ready with $new, and there is no release before it"
	if knows_database "$old"; then
		say "back: $failed does not become ready with $new; $old comes back"
		act turn_to "$old"
		for instance in "${restarted[@]}" "$failed"; do
			if ! { act restart "$instance" "$old" && wait_until_ready "$instance"; }; then
				fail 2 "$instance does not become ready with $old either: look at its log"
			fi
		done
		act settle "$old" "$before"
		fail 1 "all is as before: $old is in service"
	fi
	# The database was taken further: only the new release, and instances of the old one that still run, can work with it.
	others=$(instances | grep -vxF "$failed" || true)
	if [[ ${on_failure:-$([[ -n $others ]] && echo hold || echo restore)} == restore && -n ${backup:-} ]]; then
		restore_with "$old" "$backup"
		act settle "$old" "$before"
		fail 1 "all is as before: $old is in service, with the database of $backup"
	fi
	act stop "$failed"
	fail 2 "$failed does not become ready with $new and is stopped. $old does not know the database any more, so these must
not be restarted, they still work: ${others:-none}. Either update to a release that is mended, or go back to the state before
with: deploy.sh rollback --restore ${backup:-FILE}"
}

update() { # FILE|IMAGE
	local old new before
	place "${1:?update takes a program or an image}"
	new=$placed
	old=$(current)
	before=$(previous)
	if [[ $new == "$old" ]] && is_settled "$new"; then
		say "$new is in service already"
		return
	fi
	if [[ -n $old && -n $before ]] && ! is_settled "$old"; then
		say "the last update came to no end; $before was in service before it"
		old=$before
	fi
	if [[ -n $old && $with_backup == yes ]]; then
		if knows_database "$old"; then
			back_up "$old"
		else
			back_up "$(current)"
		fi
	fi
	say "migrate: $new"
	# All steps are one transaction: a failure leaves the database and the instances as they were.
	act call "$new" migrate || fail 1 "migrating failed; nothing was changed, ${old:-nothing} is in service"
	act unsettle
	if [[ -n $old ]]; then
		act remember "$old"
	fi
	act turn_to "$new"
	restarted=()
	restart_all "$new" || go_back "$old" "$new"
	act settle "$new" "$old"
	say "in service: $new"
}

rollback() { # [--restore FILE]
	local old new
	new=$(current)
	old=$(previous)
	[[ -n $old && $old != "$new" ]] || fail 1 "no release before $new is known"
	if [[ ${1:-} == --restore ]]; then
		restore_with "$old" "${2:?--restore takes a file}"
	else
		knows_database "$old" || fail 1 "$old does not know the database any more: rollback --restore FILE, with one of
$(backups | sort -r)"
		act turn_to "$old"
		restarted=()
		restart_all "$old" || fail 2 "$failed does not become ready with $old: look at its log"
	fi
	act settle "$old" "$new"
	say "in service: $old"
}

status() {
	local instance outcome=0
	say "in service: $(current)"
	for instance in $(instances); do
		if is_ready "$instance"; then
			say "ready: $instance"
		else
			say "NOT READY: $instance"
			outcome=2
		fi
	done
	return "$outcome"
}

while [[ ${1:-} == --* ]]; do
	case $1 in
	--dry-run) dry=yes ;;
	--compose) way=compose ;;
	--without-backup) with_backup=no ;;
	--on-failure)
		on_failure=${2:-}
		[[ $on_failure == hold || $on_failure == restore ]] || fail 1 "--on-failure takes hold or restore"
		shift
		;;
	*) usage; exit 1 ;;
	esac
	shift
done
command=${1:-}
case $command in
update | rollback)
	load_way
	# Held until this process ends, however it ends.
	exec 9>>"$lock"
	flock -n 9 || fail 1 "another deploy.sh is at work (it holds $lock)"
	"$command" "${@:2}"
	;;
run)
	load_way
	call "$(current)" "${@:2}"
	;;
status)
	load_way
	status
	;;
*)
	usage
	exit 1
	;;
esac

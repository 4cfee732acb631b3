# shellcheck shell=bash
# How deploy.sh handles programs that systemd runs. Releases are folders below $root/releases; `current` and `previous` are
# links to them, and the units start what is behind `current`. Sourced by deploy.sh, whose functions it uses.
# shellcheck disable=SC2034,SC2154

root=${PEM2_ROOT:-/opt/pem2}
backup_folder=$(setting PEM2_BACKUP_DIR /var/lib/pem2-backups)

place() { # FILE
	local name
	[[ -x $1 ]] || fail 1 "$1 is no program that can be run"
	name=$("$1" --version 2>/dev/null) || fail 1 "$1 does not run on this machine"
	# Two builds of one version are two releases.
	placed="${name##* }-$(sha256sum "$1" | cut -c1-12)"
	if [[ ! -x $root/releases/$placed/pem2 ]]; then
		act install -D -m 0755 "$1" "$root/releases/$placed/.pem2"
		# A program that was copied halfway is never taken for one.
		act mv "$root/releases/$placed/.pem2" "$root/releases/$placed/pem2"
	fi
}

named_by() { # LINK
	local folder
	if folder=$(readlink "$root/$1" 2>/dev/null); then
		basename "$folder"
	fi
}
current() { named_by current; }
previous() { named_by previous; }

point() { # LINK RELEASE
	ln -sfn "releases/$2" "$root/.$1"
	mv -T "$root/.$1" "$root/$1"
}
turn_to() { point current "$1"; }
remember() { point previous "$1"; }

is_settled() { # RELEASE
	[[ -e $root/settled && $(<"$root/settled") == "$1" ]]
}
unsettle() { rm -f "$root/settled"; }
settle() { # RELEASE BEFORE
	if [[ -n $2 ]]; then
		point previous "$2"
	fi
	printf '%s\n' "$1" >"$root/settled"
	local folder
	for folder in "$root"/releases/*/; do
		case $(basename "$folder") in "$(current)" | "$(previous)") ;; *) rm -rf "$folder" ;; esac
	done
}

call() { # RELEASE ARGS…
	local release=$1
	shift
	# systemd reads the file of settings as it does for the service itself.
	systemd-run --quiet --pipe --wait --collect --uid=pem2 --gid=pem2 \
		--property=EnvironmentFile="$env_file" --property=Environment=PEM2_DATA=/var/lib/pem2 \
		--property="StateDirectory=pem2 pem2-backups" --property=StateDirectoryMode=0700 --property=UMask=0077 \
		--property=WorkingDirectory=/var/lib/pem2 \
		"$root/releases/$release/pem2" "$@"
}

# Those that systemd knows of, by being enabled or by running: one that is down has to come up again too.
instances() {
	systemctl list-units --all --plain --no-legend 'pem2.service' 'pem2@*.service' |
		awk '$2 == "loaded" { print $1 }' | sort
}
restart() { # UNIT RELEASE
	# The unit allows so many starts in five minutes; those of a deployment are no sign of a broken one.
	systemctl reset-failed "$1" 2>/dev/null || true
	systemctl restart "$1"
}
stop() { systemctl stop "$1"; }
is_ready() { # UNIT
	local port=${1#pem2@}
	port=${port%.service}
	[[ $port != pem2 ]] || port=$(setting PEM2_PORT 8080)
	curl -fsS --max-time 3 -o /dev/null "http://127.0.0.1:$port/health/ready" 2>/dev/null
}

backups() { find "$backup_folder" -maxdepth 1 -name 'before-update-*' 2>/dev/null; }

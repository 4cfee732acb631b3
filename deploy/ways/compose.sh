# shellcheck shell=bash
# How deploy.sh handles containers. A release is an image; PEM2_IMAGE in the file of settings names the one in service.
# Sourced by deploy.sh, whose functions it uses.
# shellcheck disable=SC2034,SC2154

# As the containers see it.
backup_folder=/var/lib/pem2-backups

compose() { # IMAGE ARGS…
	PEM2_IMAGE=$1 docker compose --project-directory "$here" -f "$here/compose.yaml" --env-file "$env_file" "${@:2}"
}

place() { # IMAGE
	placed=$1
	[[ $placed == *:* && $placed != *:latest ]] || fail 1 "$placed: name the version of the image, for there must be a way back"
	# An image that was built here is in no registry.
	if ! docker image inspect "$placed" >/dev/null 2>&1; then
		act docker pull "$placed" || fail 1 "$placed cannot be fetched; nothing was changed"
	fi
}

current() { setting PEM2_IMAGE pem2:0.1.0; }
previous() { setting PEM2_IMAGE_BEFORE ""; }

note() { # NAME VALUE
	local fresh
	fresh=$(mktemp "$env_file.XXXXXX")
	chmod 0600 "$fresh"
	grep -vE "^$1=" "$env_file" >"$fresh" || true
	printf '%s=%s\n' "$1" "$2" >>"$fresh"
	mv "$fresh" "$env_file"
}
turn_to() { note PEM2_IMAGE "$1"; }
remember() { note PEM2_IMAGE_BEFORE "$1"; }

is_settled() { # IMAGE
	local instance
	for instance in $(instances); do
		[[ $(compose "$1" ps --format '{{.Image}}' "$instance") == "$1" ]] || return 1
		is_ready "$instance" || return 1
	done
}
# What runs says it itself.
unsettle() { :; }
settle() { # IMAGE BEFORE
	if [[ -n $2 ]]; then
		remember "$2"
	fi
}

call() { # IMAGE ARGS…
	local image=$1
	shift
	compose "$image" run --rm --no-deps -T app1 "$@"
}

instances() { compose "$(current)" config --services | grep -E '^app[0-9]+$' | sort; }
restart() { # SERVICE IMAGE
	compose "$2" up -d --no-deps --no-build --force-recreate "$1"
}
stop() { compose "$(current)" stop "$1"; }
is_ready() { [[ $(compose "$(current)" ps --format '{{.Health}}' "$1") == healthy ]]; }

backups() {
	local folder
	folder=$(docker volume inspect pem2_backups --format '{{.Mountpoint}}' 2>/dev/null) || return 0
	find "$folder" -maxdepth 1 -name 'before-update-*' 2>/dev/null
}

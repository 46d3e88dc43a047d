# shellcheck shell=bash
# The base images: built once per suite and recipe, then shared by all labs, read-only.

image_path() { # SUITE
    local key
    key=$(sha256sum <"$LAB_HOME/recipe.sh")
    echo "$LAB_CACHE/$1-${key:0:12}"
}

image_ensure() { # SUITE
    local suite=$1 image lock
    image=$(image_path "$suite")
    [[ ! -d $image ]] || return 0
    require_ready
    mkdir -p "$LAB_CACHE"
    exec {lock}>"$LAB_CACHE/$suite.lock"
    if ! flock -n "$lock"; then
        note "another process is building the $suite image; waiting for it"
        flock "$lock"
    fi
    if [[ ! -d $image ]]; then
        image_remove_stale "$suite" "$image"
        image_build "$suite" "$image"
    fi
    exec {lock}>&-
}

# Called with the lock held: whatever is half-built belongs to a builder that is gone.
image_remove_stale() { # SUITE CURRENT-IMAGE
    local old
    rm -rf --one-file-system "$LAB_CACHE/.build-$1"
    for old in "$LAB_CACHE/$1"-*/; do
        old=${old%/}
        [[ -d $old && $old != "$2" ]] || continue
        grep -qsxF "IMAGE=$old" "$LAB_STATE"/*/lab.conf || rm -rf --one-file-system "$old"
    done
}

image_build() { # SUITE IMAGE
    local suite=$1 image=$2 build=$LAB_CACHE/.build-$1 began=$SECONDS
    note "building the $suite image, once; it takes one to three minutes"
    # Own mount and process namespaces: when the builder is killed, its mounts and children go with it.
    if ! unshare --mount --pid --fork --kill-child --mount-proc \
        bash "$LAB_HOME/lab" __build "$suite" "$build"; then
        fail "could not build the $suite image: a phase failed, its last lines are above and all of it in" \
            "'$build.log'; check the network and the apt sources of this machine ('apt-get update'), then" \
            "run 'lab image $suite' again"
    fi
    mv -T "$build" "$image"
    rm -f "$build.log"
    note "image $suite ready in $((SECONDS - began)) s: $image"
}

# Runs in the namespaces made above.
image_build_inside() { # SUITE ROOT
    local suite=$1 root=$2 mirror
    export http_proxy=${http_proxy:-$(apt_setting Acquire::http::Proxy)}
    mirror=$(apt_mirror)
    : >"$root.log"
    mkdir -p "$root"
    image_phase "$root.log" "bootstrap Debian $suite" recipe_bootstrap "$suite" "$root" "$mirror"
    mount -t proc proc "$root/proc"
    image_phase "$root.log" "install PostgreSQL, Patroni, etcd" recipe_install "$root"
    image_phase "$root.log" "configure" recipe_configure "$root"
    umount "$root/proc"
}

image_phase() { # LOG TITLE COMMAND...
    local log=$1 title=$2 began=$SECONDS status=0
    shift 2
    # A subshell with its own -e: in an "if" or "||" bash would ignore failures inside the phase.
    set +e
    (
        set -e
        "$@"
    ) >>"$log" 2>&1 </dev/null
    status=$?
    set -e
    if ((status != 0)); then
        tail -n 15 "$log" >&2
        fail "phase '$title' ended with status $status"
    fi
    note "  $title: $((SECONDS - began)) s"
}

apt_setting() { # KEY
    local value=
    eval "$(apt-config shell value "$1")"
    echo "$value"
}

# Where this machine gets Debian from; nothing (and so debootstrap's default) when apt cannot tell.
apt_mirror() {
    local codename
    codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
    # shellcheck disable=SC2016  # apt fills these in
    apt-get indextargets --format '$(LABEL)|$(CODENAME)|$(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
        awk -F'|' -v codename="$codename" '$1 == "Debian" && $2 == codename && $3 ~ /^https?:/ { print $3; exit }'
}

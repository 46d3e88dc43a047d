# shellcheck shell=bash
# What the machine must have before a lab can run on it.

NEEDED_PACKAGES='systemd-container debootstrap iproute2 openssh-client'
NEEDED_COMMANDS='systemd-nspawn debootstrap ip ssh ssh-keygen unshare nsenter flock'
NEEDED_SPACE_MB=3000

# Prints one line per thing that is missing.
needs_missing() {
    local command absent=() id='' version='' free dir
    id=$(. /etc/os-release && echo "${ID-}") || true
    version=$(. /etc/os-release && echo "${VERSION_ID-}") || true

    ((EUID == 0)) || echo "root: you are '$(id -un)'; run this with sudo"
    [[ $id == debian && $version =~ ^1[23]$ ]] ||
        echo "Debian 12 or 13: this is '${id:-unknown} ${version:-}'; use a virtual machine with Debian"
    for command in $NEEDED_COMMANDS; do
        command -v "$command" >/dev/null || absent+=("$command")
    done
    ((${#absent[@]} == 0)) ||
        echo "commands ${absent[*]}: run 'lab needs --install' (packages: $NEEDED_PACKAGES)"
    grep -qw overlay /proc/filesystems || modprobe -q overlay 2>/dev/null ||
        echo "overlay file systems: this kernel has none; use another kernel"
    dir=$LAB_CACHE
    while [[ ! -d $dir ]]; do dir=$(dirname "$dir"); done
    free=$(df --output=avail -m "$dir" | tail -n 1)
    ((free >= NEEDED_SPACE_MB)) ||
        echo "disk: $((free)) MB free in '$dir' and $NEEDED_SPACE_MB MB are wanted; free some, or set PATROL_LAB_CACHE"
}

needs_install() {
    ((EUID == 0)) || fail "cannot install packages as '$(id -un)': this requires root; run it with sudo"
    apt-get -q update
    # shellcheck disable=SC2086  # a list of words
    DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends install $NEEDED_PACKAGES
}

require_root() {
    ((EUID == 0)) || fail "cannot work on nodes as '$(id -un)': namespaces and mounts take root; run this with sudo"
}

require_ready() {
    local missing
    missing=$(needs_missing)
    [[ -z $missing ]] || fail "this machine is not ready for a lab; missing are:"$'\n'"$missing"
}

#!/usr/bin/env bash
# Shows Patrol at work on three real nodes of its own; see --help.
set -euo pipefail

usage() {
    cat <<'END'
quickstart.sh - see Patrol at work, on three real nodes that it makes for you

Usage: examples/quickstart.sh [--keep] [--suite trixie|bookworm]

  --keep           leave the nodes running at the end, and say how to go on
  --suite SUITE    trixie (PostgreSQL 17, Patroni 4.0; the default) or bookworm (PostgreSQL 15, Patroni 3.0)

Runs on Debian 12 or 13 as root; a virtual machine will do. Installs what is missing (a JDK, Maven, git, and what
containers need). What it makes lies in /var/lib/patrol-lab, /var/cache/patrol-lab and a folder below /tmp. The first
time it also builds an image of the nodes.
END
}

HOME_DIR=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
LAB=$HOME_DIR/examples/lab/lab
NAME=quickstart
KEEP='' SUITE=trixie
WORK='' BOOTED='' DONE='' TASK=''

# ---- How it speaks --------------------------------------------------------------------------------------------------

BOLD='' FAINT='' BLUE='' PLAIN=''
if [[ -t 1 && -z ${NO_COLOR-} && ${TERM:-dumb} != dumb ]]; then
    BOLD=$'\e[1m' FAINT=$'\e[2m' BLUE=$'\e[34m' PLAIN=$'\e[0m'
fi

heading() { printf '\n\n%s%s── %s ──%s\n\n' "$BOLD" "$BLUE" "$*" "$PLAIN"; }
say() { printf '%s\n' "$@"; }
fail() {
    printf 'quickstart: %s\n' "$*" >&2
    exit 1
}

# Shows a command as one would type it, and runs it. The status is that of the command.
show() {
    printf '\n%s$ %s%s\n' "$BOLD" "$*" "$PLAIN"
    local status=0
    "$@" || status=$?
    return "$status"
}

# Shows a command that is to end with a certain status: "plan" ends with 2 when there is something to do.
show_status() { # STATUS COMMAND...
    local wanted=$1 status=0
    shift
    show "$@" || status=$?
    ((status == wanted)) || fail "'$*' ended with status $status and not with $wanted"
    if ((status != 0)); then printf '%s(exit status %s)%s\n' "$FAINT" "$status" "$PLAIN"; fi
}

# Something long that says nothing of interest unless it fails.
quietly() { # WHAT COMMAND...
    local what=$1 began=$SECONDS log=$WORK/quickstart.log status=0
    shift
    printf '%s ... ' "$what"
    "$@" >"$log" 2>&1 </dev/null &
    TASK=$!
    wait "$TASK" || status=$?
    TASK=
    if ((status != 0)); then
        printf 'failed\n'
        tail -n 30 "$log" >&2
        fail "$what: failed; the whole output is in $log"
    fi
    printf 'done, %s s\n' $((SECONDS - began))
}

# ---- What it needs --------------------------------------------------------------------------------------------------

has_jdk() {
    local version
    version=$(javac -version 2>/dev/null) || return 1
    version=${version#javac }
    ((${version%%[.-]*} >= 17))
}

missing_packages() {
    has_jdk || echo default-jdk-headless
    command -v mvn >/dev/null || echo maven
    command -v git >/dev/null || echo git
    command -v curl >/dev/null || echo curl
}

install_packages() {
    apt-get -q update
    DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends install "$@"
}

prepare() {
    local packages
    mapfile -t packages < <(missing_packages)
    if ((${#packages[@]})); then quietly "Installing ${packages[*]}" install_packages "${packages[@]}"; fi
    "$LAB" needs >/dev/null || quietly "Installing what nodes need" "$LAB" needs --install
    "$LAB" needs >"$WORK/needs" || fail "this machine is not ready:"$'\n'"$(<"$WORK/needs")"
    quietly "Building Patrol" "$HOME_DIR/reconciler/bin/patrol" --version
    quietly "Making the image of a node, if there is none yet" "$LAB" image "$SUITE"
    IMAGE_READY=$SECONDS
    local owner=()
    [[ $KEEP ]] || owner=(--owner-pid $$)
    BOOTED=yes
    quietly "Booting three nodes" "$LAB" up --name "$NAME" --suite "$SUITE" "${owner[@]}"
}

# ---- The folder it works in -----------------------------------------------------------------------------------------

make_repository() {
    mkdir -p "$WORK/definitions"
    cp -r "$HOME_DIR/examples/quickstart/fleet.yaml" "$HOME_DIR/examples/quickstart/clusters" "$WORK/definitions/"
    cp -r "$HOME_DIR/examples/quickstart/secrets" "$WORK/"
    chmod -R go= "$WORK/secrets"
    sed -i "s/^  version: .*/  version: $PG_VERSION/" "$WORK/definitions/fleet.yaml"
    cat >"$WORK/patrol.yaml" <<-END
	repo: $WORK/definitions
	state_directory: $WORK/state
	secrets_directory: $WORK
	ssh:
	  user: $LAB_USER
	  key: $LAB_KEY
	  known_hosts: $LAB_KNOWN_HOSTS
	END
    cd "$WORK/definitions"
    git init -q -b main
    git config user.name quickstart
    git config user.email quickstart@example.org
    commit 'Define the cluster demo'
}

commit() { # MESSAGE
    git add --all
    git commit -q -m "$1"
}

# Changes one value in the cluster's file, and shows what a reviewer would see.
edit() { # KEY VALUE MESSAGE
    sed -i "s/^\( *$1: \).*/\1$2/" clusters/demo.yaml
    show git --no-pager diff --unified=0 --no-prefix | grep -v -E '^(index|diff|---|\+\+\+) '
    show git commit -q -a -m "$3"
}

lab() { "$LAB" "$1" --name "$NAME" "${@:2}"; }

metrics() { # PATTERN
    grep -E "$1" "$WORK/patrol.prom" | sed 's/^/    /'
}

# ---- The tour -------------------------------------------------------------------------------------------------------

tour() {
    heading "1. A cluster is a file in Git"
    say "This is the whole definition of the cluster 'demo'. What holds for all clusters stands in fleet.yaml," \
        "and passwords stand in neither: the definitions say where to find them."
    show cat clusters/demo.yaml

    heading "2. Plan: what would happen"
    say "The nodes are empty. 'plan' looks at them over SSH and changes nothing."
    show_status 2 patrol plan

    heading "3. Apply: the nodes become a cluster"
    say "The first node becomes the primary; only then the others start and copy its data."
    show_status 0 patrol apply
    members

    heading "4. A commit that takes a reload"
    edit work_mem 16MB 'Give sorts more memory'
    show_status 2 patrol plan
    show_status 0 patrol apply
    say '' "In effect, and no server was restarted:"
    show_sql "SHOW work_mem"

    heading "5. A commit that takes a restart"
    say "PostgreSQL cannot change max_connections while it runs. The plan says so beforehand, and apply restarts" \
        "one server at a time, replicas first, the leader last; each must be healthy before the next."
    edit max_connections 150 'Allow more connections'
    show_status 2 patrol plan
    show_status 0 patrol apply
    show_sql "SHOW max_connections"
    members

    heading "6. Nothing to do"
    say "Patrol compares values and not text. A second apply finds no difference: it writes nothing and restarts nothing."
    show_status 0 patrol apply

    heading "7. Somebody edits a node by hand"
    say "Here it is one key in Patroni's file on pg2."
    show lab exec pg2 sed -i '$ a log: {level: DEBUG}' "$CONFIG"
    say '' "The next plan names it, and the metrics for Prometheus count it:"
    show_status 2 patrol plan --metrics-textfile "$WORK/patrol.prom"
    metrics '^patrol_node_drift.*layer="file"'
    say '' "Apply puts back what Git says:"
    show_status 0 patrol apply --metrics-textfile "$WORK/patrol.prom"
    metrics '^(patrol_node_drift.*layer="file"|patrol_cluster_status.* 1|patrol_steps_total|patrol_last_pass)'
}

members() {
    say '' "What Patroni itself says:"
    printf '\n%s$ patronictl list%s\n' "$BOLD" "$PLAIN"
    lab ssh pg1 sudo patronictl -c "$CONFIG" list
}

show_sql() { # STATEMENT
    local node
    printf '\n%s$ psql -c "%s"%s\n' "$BOLD" "$1" "$PLAIN"
    for node in pg1 pg2 pg3; do
        printf '%s: %s\n' "$node" "$(lab exec "$node" runuser -u postgres -- sh -c "cd / && psql -XAtc '$1'")"
    done
}

# patrol as installed: from the PATH, with its settings found by itself.
patrol() { "$HOME_DIR/reconciler/bin/patrol" "$@"; }

finish() {
    DONE=yes
    heading "That was it"
    say "$SECONDS s in all, $((SECONDS - IMAGE_READY)) s of them since the image was there."
    if [[ $KEEP ]]; then
        cat <<END

The nodes are still running. To go on:

  export PATROL_SETTINGS=$WORK/patrol.yaml PATH=$HOME_DIR/reconciler/bin:\$PATH
  cd $WORK/definitions               # change clusters/demo.yaml and commit
  patrol plan
  patrol apply
  patrol serve                       # or let it apply by itself, with metrics on 127.0.0.1:9479

  $LAB ssh --name $NAME pg1          # look around on a node
  $LAB down --name $NAME             # and when you have seen enough
  rm -r $WORK
END
    else
        say "The nodes are gone again. With --keep they stay, for you to try things yourself."
    fi
}

clean_up() {
    local status=$?
    trap - EXIT INT TERM HUP
    [[ -z $TASK ]] || kill "$TASK" 2>/dev/null || true
    cd /
    if [[ $DONE && $KEEP ]]; then exit "$status"; fi
    if [[ $BOOTED ]]; then "$LAB" down --name "$NAME" >/dev/null 2>&1 || true; fi
    # A log is worth keeping when something failed.
    if [[ $WORK && ( $status -eq 0 || $status -gt 128 ) ]]; then rm -rf "$WORK"; fi
    exit "$status"
}

while (($#)); do
    case $1 in
        --keep) KEEP=yes ;;
        --suite)
            (($# > 1)) || fail "--suite takes trixie or bookworm"
            SUITE=$2
            shift
            ;;
        --suite=*) SUITE=${1#*=} ;;
        -h | --help)
            usage
            exit 0
            ;;
        *) fail "there is no option '$1'; see --help" ;;
    esac
    shift
done
[[ $SUITE == @(trixie|bookworm) ]] || fail "'$SUITE' is no Debian release known here: it is trixie or bookworm"
((EUID == 0)) || fail "making nodes takes root; run this with sudo"

trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
WORK=$(mktemp -d /tmp/patrol-quickstart.XXXXXX)

heading "Patrol: PostgreSQL clusters from Git"
say "In a few minutes you see empty machines become a PostgreSQL cluster with high availability, and commits become" \
    "exactly the changes that they ask for."
say ''
prepare
eval "$("$LAB" env --name "$NAME")"
CONFIG=/etc/patroni/$PG_VERSION-demo.yml
export PATROL_SETTINGS=$WORK/patrol.yaml
make_repository
tour
if [[ ! $KEEP ]]; then quietly $'\nTaking the nodes down' "$LAB" down --name "$NAME"; fi
finish

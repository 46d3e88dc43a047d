#!/usr/bin/env bash
# Measures what a pass costs when there is nothing to do, beside other ways to look at the same files; see --help.
set -euo pipefail

usage() {
    cat <<'END'
benchmark.sh - how long a pass takes that finds nothing to do, over three real nodes

Usage: examples/benchmark.sh [--runs N] [--suite trixie|bookworm]

  --runs N         how often each is measured; 10 when not given
  --suite SUITE    trixie (the default) or bookworm

Boots three nodes, makes a cluster of them, and measures
  - patrol plan and patrol apply, each a process of its own, as cron would run them
  - patrol validate over a thousand clusters
  - the passes of patrol serve, as its own metrics tell
  - ssh reading the three files that Patrol keeps, one node after the other, and all at once
  - a playbook that templates the same three files, where ansible-playbook is installed
Runs on Debian 12 or 13 as root, on an otherwise idle machine; examples/quickstart.sh installs what it needs.
END
}

HOME_DIR=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
LAB=$HOME_DIR/examples/lab/lab
PATROL=$HOME_DIR/reconciler/bin/patrol
NAME=bench SUBNET=10.77.50
RUNS=10 SUITE=trixie
WORK='' DAEMON=''

fail() {
    printf 'benchmark: %s\n' "$*" >&2
    exit 1
}
note() { printf '%s\n' "$*" >&2; }
lab() { "$LAB" "$1" --name "$NAME" "${@:2}"; }

clean_up() {
    local status=$?
    trap - EXIT INT TERM HUP
    [[ -z $DAEMON ]] || kill "$DAEMON" 2>/dev/null || true
    "$LAB" down --name "$NAME" >/dev/null 2>&1 || true
    [[ -z $WORK ]] || rm -rf "$WORK"
    exit "$status"
}

# ---- Measuring ------------------------------------------------------------------------------------------------------

# Median and fastest of numbers on standard input, in milliseconds.
row() { # WHAT
    sort -n | awk -v what="$1" '
        { ms[NR] = $1 }
        END {
            median = NR % 2 ? ms[(NR + 1) / 2] : (ms[NR / 2] + ms[NR / 2 + 1]) / 2
            printf "%-58s %8.3f s %8.3f s %5d\n", what, median / 1000, ms[1] / 1000, NR
        }'
}

# One line of milliseconds per run. A run that fails ends the benchmark: its time would mean nothing.
times() { # COMMAND...
    local run began
    "$@" >"$WORK/warm-up" 2>&1 </dev/null || fail "'$*' failed: $(<"$WORK/warm-up")"
    for ((run = 0; run < RUNS; run++)); do
        began=${EPOCHREALTIME/[.,]/}
        "$@" >"$WORK/run" 2>&1 </dev/null || fail "'$*' failed: $(<"$WORK/run")"
        echo $(((${EPOCHREALTIME/[.,]/} - began) / 1000))
    done
}

measure() { # WHAT COMMAND...
    local what=$1 numbers
    shift
    numbers=$(times "$@") || exit 1
    row "$what" <<<"$numbers"
}

# ---- What is measured -----------------------------------------------------------------------------------------------

read_node() { # ADDRESS
    ssh -i "$LAB_KEY" -o IdentitiesOnly=yes -o UserKnownHostsFile="$LAB_KNOWN_HOSTS" -o GlobalKnownHostsFile=/dev/null \
        -o StrictHostKeyChecking=yes "$LAB_USER@$1" "sudo -n cat '$CONFIG'"
}

read_in_turn() {
    local node
    for node in $LAB_NODES; do read_node "${node#*=}"; done
}

read_at_once() {
    local node pids=() pid
    for node in $LAB_NODES; do
        read_node "${node#*=}" &
        pids+=($!)
    done
    for pid in "${pids[@]}"; do wait "$pid"; done
}

daemon_metric() { # NAME
    curl -sf http://127.0.0.1:9478/metrics | awk -v name="patrol_pass_duration_seconds_$1" '$1 == name { print $2 }'
}

# The daemon logs no pass that did nothing, so its summary is read before and after each: sum and count of passes.
passes() {
    local count sum next_count next_sum seen=0
    "$PATROL" serve >"$WORK/serve.log" 2>&1 </dev/null &
    DAEMON=$!
    for ((try = 0; try < 300; try++)); do
        [[ $(daemon_metric count) != +([1-9])* ]] || break
        kill -0 "$DAEMON" 2>/dev/null || fail "the daemon ended: $(<"$WORK/serve.log")"
        sleep 0.1
    done
    read -r count sum < <(echo "$(daemon_metric count)" "$(daemon_metric sum)")
    # A daemon runs for weeks: its first passes, before the compiler has seen the code often enough, do not count.
    while ((seen < RUNS + WARM_PASSES)); do
        sleep 0.2
        read -r next_count next_sum < <(echo "$(daemon_metric count)" "$(daemon_metric sum)")
        [[ $next_count != "$count" ]] || continue
        seen=$((seen + 1))
        if ((seen > WARM_PASSES)); then
            awk -v c="$count" -v s="$sum" -v nc="$next_count" -v ns="$next_sum" \
                'BEGIN { print (ns - s) / (nc - c) * 1000 }'
        fi
        count=$next_count sum=$next_sum
    done
    kill -TERM "$DAEMON"
    wait "$DAEMON" || fail "the daemon did not stop as it should: $(<"$WORK/serve.log")"
    DAEMON=
}
WARM_PASSES=20

make_playbook() {
    local node
    mkdir -p "$WORK/ansible"
    {
        echo '[nodes]'
        for node in $LAB_NODES; do echo "${node%%=*} ansible_host=${node#*=}"; done
        echo '[nodes:vars]'
        echo "ansible_user=$LAB_USER"
        echo "ansible_ssh_private_key_file=$LAB_KEY"
        echo "ansible_ssh_common_args=-o UserKnownHostsFile=$LAB_KNOWN_HOSTS -o IdentitiesOnly=yes"
        echo "ansible_python_interpreter=/usr/bin/python3"
    } >"$WORK/ansible/inventory"
    cat >"$WORK/ansible/playbook.yml" <<-END
	- hosts: nodes
	  become: true
	  tasks:
	    - ansible.builtin.template:
	        src: "$WORK/rendered/demo/{{ inventory_hostname }}.yaml"
	        dest: "$CONFIG"
	        owner: postgres
	        group: postgres
	        mode: "0600"
	END
}

play() {
    ANSIBLE_NOCOLOR=1 ansible-playbook -i "$WORK/ansible/inventory" "$WORK/ansible/playbook.yml"
}

# ---- The nodes ------------------------------------------------------------------------------------------------------

make_cluster() {
    "$PATROL" --version >"$WORK/log" 2>&1 || fail "Patrol cannot be built: $(<"$WORK/log")"
    "$LAB" up --name "$NAME" --subnet "$SUBNET" --suite "$SUITE" --owner-pid $$ >"$WORK/log" 2>&1 ||
        fail "the lab cannot be booted: $(<"$WORK/log")"
    eval "$(lab env)"
    CONFIG=/etc/patroni/$PG_VERSION-demo.yml
    mkdir "$WORK/definitions"
    cp -r "$HOME_DIR/examples/quickstart/fleet.yaml" "$HOME_DIR/examples/quickstart/clusters" "$WORK/definitions/"
    cp -r "$HOME_DIR/examples/quickstart/secrets" "$WORK/"
    chmod -R go= "$WORK/secrets"
    sed -i "s/^  version: .*/  version: $PG_VERSION/" "$WORK/definitions/fleet.yaml"
    sed -i "s/10\.77\.0\./$SUBNET./" "$WORK/definitions/clusters/demo.yaml"
    git -C "$WORK/definitions" init -q -b main
    git -C "$WORK/definitions" add --all
    git -C "$WORK/definitions" -c user.name=benchmark -c user.email=benchmark@example.org commit -q -m 'Define demo'
    cat >"$WORK/patrol.yaml" <<-END
	repo: $WORK/definitions
	state_directory: $WORK/state
	secrets_directory: $WORK
	listen: 127.0.0.1:9478
	schedule: {interval: 1s}
	ssh: {user: $LAB_USER, key: $LAB_KEY, known_hosts: $LAB_KNOWN_HOSTS}
	END
    export PATROL_SETTINGS=$WORK/patrol.yaml PATROL_CACHE=$WORK/cache
    "$PATROL" apply >"$WORK/log" 2>&1 || fail "the cluster cannot be made: $(<"$WORK/log")"
    "$PATROL" render --with-secrets --output "$WORK/rendered" >/dev/null
}

make_thousand() {
    local i
    mkdir -p "$WORK/thousand/clusters"
    for ((i = 0; i < 1000; i++)); do
        sed "s/^cluster: .*/cluster: c$i/; s/10\\.0\\.1\\./10.$((i / 250)).$((i % 250))./" \
            "$HOME_DIR/examples/plain/clusters/orders.yaml" >"$WORK/thousand/clusters/c$i.yaml"
    done
}

while (($#)); do
    case $1 in
        --runs | --suite)
            (($# > 1)) || fail "$1 takes a value"
            if [[ $1 == --runs ]]; then RUNS=$2; else SUITE=$2; fi
            shift
            ;;
        --runs=*) RUNS=${1#*=} ;;
        --suite=*) SUITE=${1#*=} ;;
        -h | --help)
            usage
            exit 0
            ;;
        *) fail "there is no option '$1'; see --help" ;;
    esac
    shift
done
[[ $RUNS =~ ^[1-9][0-9]{0,3}$ ]] || fail "'$RUNS' is no number of runs"
((EUID == 0)) || fail "making nodes takes root; run this with sudo"

trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
WORK=$(mktemp -d /tmp/patrol-benchmark.XXXXXX)

note "making a cluster on three nodes ($SUITE) ..."
make_cluster
make_thousand
read -r load _ </proc/loadavg
note "measuring on $(nproc) processors, load before: $load, Java $(java -version 2>&1 | sed -n '1s/.*"\(.*\)".*/\1/p')"

printf '\n%-58s %10s %10s %5s\n' 'nothing to do, three nodes' median fastest runs
measure 'patrol validate, 1,000 clusters, a process' "$PATROL" validate --repo "$WORK/thousand"
measure 'patrol plan, a process' "$PATROL" plan
measure 'patrol apply, a process' "$PATROL" apply
numbers=$(passes) || exit 1
row 'patrol serve, one pass' <<<"$numbers"
measure 'ssh + cat, node after node' read_in_turn
measure 'ssh + cat, all nodes at once' read_at_once
if command -v ansible-playbook >/dev/null; then
    make_playbook
    measure 'ansible-playbook, one template task' play
else
    echo 'ansible-playbook is not installed and was not measured'
fi

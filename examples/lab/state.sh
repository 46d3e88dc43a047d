# shellcheck shell=bash
# States of a lab: the disks of all its nodes as they were at one moment, kept under a name.
#
#   NAME/states/STATE/pgN     upper and etcd of the node, see node.sh
#   NAME/states/.new-STATE    one that is being saved
#
# A state holds addresses and keys of its lab. It lies in the lab's folder and goes with it, so it always fits.

state_dir() { echo "$LAB_DIR/states/$1"; } # STATE

# The nodes stand still meanwhile, so that the copies are of one moment: what a power cut of all of them would leave.
# PostgreSQL, etcd and Patroni are made to come back from that, and the leader finds itself leader still. From an orderly
# shutdown of all nodes it need not: a replica that is stopped a little later may take the lead, or miss the last of the WAL.
state_save() { # STATE
    local node dir new
    dir=$(state_dir "$1")
    new=$(state_dir ".new-$1")
    rm -rf "$new"
    mkdir -p "$new"
    trap cluster_thaw EXIT
    cluster_freeze
    for node in $NODES; do
        mkdir "$new/$node"
        disk_copy "$(node_dir "$node")" "$new/$node"
    done
    cluster_thaw
    trap - EXIT
    rm -rf "$dir"
    mv -T "$new" "$dir"
}

state_load() { # STATE
    STATE=$1
    # shellcheck disable=SC2086  # a list of words
    cluster_power_off $NODES
    # shellcheck disable=SC2086  # a list of words
    cluster_boot state_restore $NODES
}

state_restore() { # NODE
    local dir
    dir=$(node_dir "$1")
    rm -rf --one-file-system "$dir/upper" "$dir/work" "$dir/etcd" "$dir/console"
    mkdir "$dir/work"
    disk_copy "$(state_dir "$STATE")/$1" "$dir"
}

# A state could also be one more layer below a node's disk, and would cost nothing. But a process that has a file of a
# lower layer open for reading never sees what another one writes to it, and PostgreSQL reads WAL like that.
# Sparse, because most of a WAL segment is zeros, and most of etcd's files too.
disk_copy() { # FROM TO
    cp -a --reflink=auto --sparse=always "$1/upper" "$1/etcd" "$2/"
}

states() {
    local dir
    for dir in "$LAB_DIR"/states/*/; do
        [[ ! -d $dir ]] || basename "$dir"
    done
}

# Processes that cluster_freeze has stopped, in that order.
FROZEN=()

# Stops every process of every node.
cluster_freeze() {
    local pid running
    # Until a look finds none that runs: one that is stopped may just have started another.
    while true; do
        running=()
        for pid in $(node_processes '[^/]+' | sort -n); do
            [[ $(process_state "$pid") == [Tt] ]] || running+=("$pid")
        done
        ((${#running[@]})) || break
        kill -STOP "${running[@]}" 2>/dev/null || true
        FROZEN+=("${running[@]}")
    done
}

# Children first: nsenter, of a command that runs on a node, stops itself when it finds its child stopped.
cluster_thaw() {
    local i
    for ((i = ${#FROZEN[@]} - 1; i >= 0; i--)); do kill -CONT "${FROZEN[i]}" 2>/dev/null || true; done
}

# shellcheck shell=bash
# A lab as a whole.
#
#   NAME/lab.conf      its settings
#   NAME/key           private key of the controller, with key.pub
#   NAME/known_hosts   host keys of all nodes
#   NAME/reaper        process that waits for the owner's end, as "PID STARTTIME"
#   NAME/nodes         see node.sh
#   NAME/states        see state.sh

ETCD_SECONDS=60

cluster_up() {
    local began took
    [[ -z $OWNER || -n $(process_start "$OWNER") ]] ||
        fail "cannot tie lab '$LAB_NAME' to process $OWNER: there is no such process"
    image_ensure "$SUITE"
    lock_lab
    cluster_down
    network_check
    began=${EPOCHREALTIME/./}
    cluster_create
    # From here on a killed "lab up" leaves something behind; the reaper knows about it already.
    [[ -z $OWNER ]] || cluster_start_reaper
    raise_inotify_limit
    network_create
    # shellcheck disable=SC2086  # a list of words
    cluster_boot node_wipe $NODES
    cluster_await_etcd
    command_list
    took=$(((${EPOCHREALTIME/./} - began) / 100000))
    note "lab '$LAB_NAME' is up after $((took / 10)).$((took % 10)) s ($SUITE, $LAYOUT layout)"
}

cluster_create() {
    local node
    NODES=$(seq -s ' ' -f 'pg%.0f' "$NODE_COUNT")
    IMAGE=$(image_path "$SUITE")
    mkdir -p "$LAB_DIR/nodes"
    chmod 700 "$LAB_DIR"
    printf '%s=%s\n' SUITE "$SUITE" LAYOUT "$LAYOUT" SUBNET "$SUBNET" IMAGE "$IMAGE" >"$LAB_DIR/lab.conf"
    printf 'NODES="%s"\n' "$NODES" >>"$LAB_DIR/lab.conf"
    ssh-keygen -q -t ed25519 -N '' -C "lab $LAB_NAME" -f "$LAB_DIR/key"
    for node in $NODES; do
        node_create "$node"
        sed "s/^/$node,$(node_address "$node") /" "$(node_dir "$node")"/keys/*.pub
    done >"$LAB_DIR/known_hosts"
}

# Boots them all at the same time, each as soon as PREPARE has made its disk ready.
cluster_boot() { # PREPARE NODE...
    local prepare=$1 node
    shift
    for node in "$@"; do
        "$prepare" "$node"
        node_boot "$node"
    done
    for node in "$@"; do node_await "$node"; done
}

cluster_shutdown() { # NODE...
    local node job jobs=()
    for node in "$@"; do
        node_shutdown "$node" &
        jobs+=($!)
    done
    for job in "${jobs[@]}"; do wait "$job"; done
}

cluster_await_etcd() {
    local member endpoints='' deadline=$((SECONDS + ETCD_SECONDS)) running=()
    for member in $(etcd_members); do
        if node_is_running "$member" && ! network_is_cut "$member"; then
            running+=("$member")
            endpoints+=",http://$(node_address "$member"):2379"
        fi
    done
    # shellcheck disable=SC2046  # a list of words
    set -- $(etcd_members)
    if ((${#running[@]} * 2 <= $#)); then
        note "etcd has no quorum: only ${#running[@]} of $# members are running and connected"
        return
    fi
    until (node_exec "${running[0]}" etcdctl --command-timeout=2s --endpoints="${endpoints#,}" endpoint health) \
        >/dev/null 2>&1 </dev/null; do
        ((SECONDS < deadline)) || fail "etcd of lab '$LAB_NAME' is not healthy after $ETCD_SECONDS s; look at" \
            "'lab exec ${running[0]} journalctl -u etcd'"
        pause
    done
}

# All at once: none is to see the others fail, and it is much faster than one by one.
cluster_power_off() { # NODE...
    local node
    node_kill_processes "($(IFS='|' && echo "$*"))"
    for node in "$@"; do node_power_off "$node"; done
}

cluster_reset() { # NODE...
    local node
    cluster_power_off "$@"
    # A member of a living etcd cluster may not come back empty; a whole cluster may.
    if [[ $* == "$NODES" ]]; then
        for node in "$@"; do node_wipe_etcd "$node"; done
    fi
    cluster_boot node_wipe "$@"
    cluster_await_etcd
}

# Also after a killed command or a reboot, so it relies on nothing but names and what the kernel tells.
cluster_down() {
    local pid start dir mounts
    if read -r pid start 2>/dev/null <"$LAB_DIR/reaper" && [[ $pid != "$$" && $(process_start "$pid") == "$start" ]]; then
        kill "$pid" 2>/dev/null || true
    fi
    node_kill_processes '[^/]+'
    for dir in "$LAB_DIR"/nodes/*/; do
        [[ ! -d $dir ]] || node_power_off "$(basename "$dir")"
    done
    mounts=$(cluster_mounts)
    [[ -z $mounts ]] || fail "cannot delete lab '$LAB_NAME': something is mounted in it; unmount by hand:"$'\n'"$mounts"
    network_delete
    rm -rf --one-file-system "$LAB_DIR"
}

cluster_mounts() {
    awk -v dir="$LAB_DIR/" 'index($5, dir) == 1 { print $5 }' /proc/self/mountinfo
}

cluster_start_reaper() {
    local start
    # Empty when it has ended meanwhile, which is no start time: the reaper then sets to work at once.
    start=$(process_start "$OWNER")
    (
        close_lock
        exec setsid bash "$LAB_HOME/lab" __reap "$LAB_NAME" "$OWNER" "$start"
    ) >"$LAB_DIR/reaper.log" 2>&1 </dev/null &
    echo "$! $(process_start $!)" >"$LAB_DIR/reaper"
    disown $!
}

cluster_reap() { # PID STARTTIME
    local owner=$1 start=$2
    while [[ -n $start && $(process_start "$owner") == "$start" ]]; do sleep 0.5; done
    lock_lab
    # The name may belong to a younger lab by now, which has a reaper of its own or wants none.
    read -r owner start <"$LAB_DIR/reaper" && [[ $owner == "$$" ]] || exit 0
    cluster_down
}

# Every node takes some instances, and the kernel's default of 128 is enough for about 25 nodes in all.
raise_inotify_limit() {
    local nodes limit=/proc/sys/fs/inotify/max_user_instances
    nodes=("$LAB_STATE"/*/nodes/*)
    if ((${#nodes[@]} > 20 && $(<"$limit") < 8192)); then echo 8192 >"$limit"; fi
}

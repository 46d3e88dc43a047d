# shellcheck shell=bash
# One node: a systemd-nspawn container whose root is an overlay over the base image.
#
#   nodes/NAME/keys      its SSH host keys, kept when the node is reset
#   nodes/NAME/etcd      data of its etcd member, bound to /var/lib/etcd
#   nodes/NAME/upper     what it wrote; removed by a reset
#   nodes/NAME/root      where the overlay is mounted while the node is up
#   nodes/NAME/console   console of the last boot
#   nodes/NAME/pid       its systemd-nspawn process, as "PID STARTTIME"

NODE_BOOT_SECONDS=60
NODE_STOP_SECONDS=60
NODE_PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

node_dir() { echo "$LAB_DIR/nodes/$1"; }
node_address() { echo "$SUBNET.$((10 + ${1#pg}))"; }

# Each function takes the node's name first.

node_create() {
    local dir
    dir=$(node_dir "$1")
    mkdir -p "$dir/keys" "$dir/root"
    ssh-keygen -q -t ed25519 -N '' -C "$1" -f "$dir/keys/ssh_host_ed25519_key"
    ssh-keygen -q -t ecdsa -N '' -C "$1" -f "$dir/keys/ssh_host_ecdsa_key"
    node_wipe_etcd "$1"
}

node_wipe_etcd() {
    local dir
    dir=$(node_dir "$1")
    rm -rf "$dir/etcd"
    install -d -m 700 -o "$(image_id passwd etcd)" -g "$(image_id group etcd)" "$dir/etcd"
}

# Fresh disk: the base image with what makes this node itself.
node_wipe() {
    local dir
    dir=$(node_dir "$1")
    node_unmount "$1"
    rm -rf --one-file-system "$dir/upper" "$dir/work" "$dir/console"
    mkdir -p "$dir/upper" "$dir/work"
    node_mount "$1"
    seed_node "$1" "$dir/root"
}

node_mount() {
    local dir
    dir=$(node_dir "$1")
    mountpoint -q "$dir/root" || mount -t overlay -o \
        "lowerdir=$IMAGE,upperdir=$dir/upper,workdir=$dir/work" "lab-$LAB_NAME-$1" "$dir/root"
}

node_unmount() {
    local dir
    dir=$(node_dir "$1")
    while mountpoint -q "$dir/root"; do
        umount "$dir/root" 2>/dev/null || umount --lazy "$dir/root"
    done
}

node_boot() {
    local dir runner=() pid
    dir=$(node_dir "$1")
    node_mount "$1"
    if [[ -d /run/systemd/system ]]; then
        # Out of the login session, whose end would be the node's.
        runner=(systemd-run --quiet --scope --collect --property=Delegate=yes)
    fi
    # --keep-unit and --register=no make it work on machines without systemd.
    (
        close_lock
        ((${#runner[@]})) || node_enter_cgroups "$1"
        exec setsid "${runner[@]}" systemd-nspawn --quiet --boot --register=no --keep-unit \
            --machine="$(network_machine "$1")" --hostname="$1" --directory="$dir/root" \
            --network-bridge="$(network_bridge)" --bind="$dir/etcd:/var/lib/etcd" \
            --resolv-conf=off --timezone=off --link-journal=no
    ) >"$dir/console" 2>&1 </dev/null &
    pid=$!
    disown "$pid"
    echo "$pid $(process_start "$pid")" >"$dir/pid"
}

# Waits until systemd has finished booting and sshd answers, over the network too unless the node is cut off.
node_await() {
    local dir leader='' deadline=$((SECONDS + NODE_BOOT_SECONDS)) problem=
    dir=$(node_dir "$1")
    until leader=$(node_leader "$1") && [[ -n $leader ]]; do
        node_is_running "$1" || problem="its systemd-nspawn process has ended"
        ((SECONDS < deadline)) || problem="it has no init process after $NODE_BOOT_SECONDS s"
        [[ -z $problem ]] || fail "cannot boot node '$1': $problem; see '$dir/console':" \
            $'\n'"$(tail -n 5 "$dir/console")"
        pause
    done
    # In a subshell, so that a node that dies meanwhile is reported here.
    # shellcheck disable=SC2016  # meant for the shell in the node
    (node_exec "$1" timeout "$NODE_BOOT_SECONDS" bash -c '
        until [[ $(systemctl is-system-running) =~ ^(running|degraded)$ ]]; do sleep 0.1; done
        until read -r -t 1 banner </dev/tcp/127.0.0.1/22; do sleep 0.1; done') >/dev/null 2>&1 </dev/null ||
        fail "cannot boot node '$1': systemd or sshd is not ready after $NODE_BOOT_SECONDS s; look around with" \
            "'lab exec $1 systemctl list-jobs', and see '$dir/console'"
    network_is_cut "$1" || node_await_network "$1"
}

node_await_network() {
    local address deadline=$((SECONDS + NODE_BOOT_SECONDS))
    address=$(node_address "$1")
    until timeout 1 bash -c "read -r banner </dev/tcp/$address/22" 2>/dev/null; do
        ((SECONDS < deadline)) || fail "cannot reach sshd of node '$1' at $address after $NODE_BOOT_SECONDS s, though" \
            "it answers inside the node; look at 'lab exec $1 networkctl' and at this machine's firewall"
        pause
    done
}

# PID of the systemd-nspawn process; fails when it is gone. Survives a reuse of the number by another process.
node_supervisor() {
    local pid start
    read -r pid start 2>/dev/null <"$(node_dir "$1")/pid" || return 1
    [[ -n $pid && $(process_start "$pid") == "$start" ]] || return 1
    echo "$pid"
}

node_is_running() { node_supervisor "$1" >/dev/null; }

# PID, seen from here, of the init process of the node.
node_leader() {
    local supervisor child children=()
    supervisor=$(node_supervisor "$1") || return 1
    read -ra children 2>/dev/null <"/proc/$supervisor/task/$supervisor/children" || true
    for child in "${children[@]}"; do
        # Before it becomes systemd it is a part of systemd-nspawn, and may still see this machine's files.
        if [[ $(cat "/proc/$child/comm" 2>/dev/null) == systemd ]]; then
            echo "$child"
            return 0
        fi
    done
    return 1
}

# Takes this shell's place: call it in a subshell. Through namespaces and not by ssh, so that it works while the node is
# cut off.
node_exec() { # NODE COMMAND...
    local node=$1 leader
    shift
    leader=$(node_leader "$node") || fail "cannot run a command on node '$node': it is not running;" \
        "boot it with 'lab start $node'"
    exec nsenter --target "$leader" --mount --uts --ipc --net --pid --cgroup --root --wd -- \
        /usr/bin/env -i PATH="$NODE_PATH" HOME=/root USER=root LOGNAME=root SHELL=/bin/bash LANG=C.UTF-8 \
        TERM="${TERM:-dumb}" "$@"
}

node_shutdown() {
    local pid deadline=$((SECONDS + NODE_STOP_SECONDS))
    if pid=$(node_supervisor "$1"); then
        kill -TERM "$pid"
        while node_is_running "$1"; do
            if ((SECONDS >= deadline)); then
                note "node '$1' has not shut down in $NODE_STOP_SECONDS s; cutting its power"
                break
            fi
            pause
        done
    fi
    node_power_off "$1"
}

node_power_off() {
    node_kill_processes "$1"
    network_unplug "$1"
    node_leave_cgroups "$1"
    node_clear_runtime "$1"
    node_unmount "$1"
    rm -f "$(node_dir "$1")/pid"
}

# What systemd-nspawn itself removes after an orderly end. From systemd 256 on one of these is a mount point, and a
# left one keeps the node from booting again.
node_clear_runtime() {
    local dir
    for dir in /run/systemd/nspawn/{propagate,unix-export}/"$(network_machine "$1")"; do
        while mountpoint -q "$dir"; do umount "$dir" 2>/dev/null || umount --lazy "$dir"; done
        rm -rf --one-file-system "$dir"
    done
}

# Until none is left: one that is killed may just have started another.
node_kill_processes() { # NODE, or a regular expression for several
    local pids=()
    while true; do
        mapfile -t pids < <(node_processes "$1")
        ((${#pids[@]})) || break
        kill -KILL "${pids[@]}" 2>/dev/null || true
        pause
    done
}

# Every process that belongs to the node, however it was orphaned: a killed systemd-nspawn does not take the node's
# init with it. Known by their root file system, and systemd-nspawn itself by its arguments.
node_processes() {
    local dir proc
    dir=$(node_dir "$1")
    {
        grep -lsE "^[0-9]+ [0-9]+ [0-9:]+ / / .* - overlay .*[,]upperdir=$dir/upper," /proc/[0-9]*/mountinfo ||
            true
        grep -lsazxE -e "--directory=$dir/root" /proc/[0-9]*/cmdline || true
    } | while IFS=/ read -r _ _ proc _; do
        # Zombies are gone, only not yet collected.
        [[ -z $(process_start "$proc") ]] || echo "$proc"
    done
}

# A node's systemd must not see the control groups of other nodes. Where this machine runs systemd, a scope does
# that; elsewhere make a group by hand in the hierarchies that systemd works in.
node_cgroups() {
    local root
    for root in /sys/fs/cgroup /sys/fs/cgroup/systemd /sys/fs/cgroup/unified; do
        [[ ! -e $root/cgroup.procs ]] || echo "$root/patrol-lab-$(network_machine "$1")"
    done
}

node_enter_cgroups() {
    local group
    for group in $(node_cgroups "$1"); do
        mkdir -p "$group"
        echo "$BASHPID" >"$group/cgroup.procs"
    done
}

# A group can be removed when the last dead process in it is collected.
node_leave_cgroups() {
    local group deadline=$((SECONDS + 5))
    for group in $(node_cgroups "$1"); do
        while [[ -d $group ]] && ((SECONDS < deadline)); do
            find "$group" -depth -type d -exec rmdir {} + 2>/dev/null || pause
        done
    done
}

node_state() {
    if ! node_is_running "$1"; then
        echo stopped
    elif network_is_cut "$1"; then
        echo 'running, cut off'
    else
        echo running
    fi
}

# Start time of a process in clock ticks: with its PID it names a process once and for all. A zombie counts as gone.
process_start() { # PID
    local stat
    read -ra stat <<<"$(process_stat "$1")"
    [[ ${stat[0]-Z} == Z ]] || echo "${stat[19]}"
}

# One letter: T is stopped.
process_state() { # PID
    local state
    read -r state _ <<<"$(process_stat "$1")"
    echo "$state"
}

# The fields of /proc/PID/stat from the third on: the second may hold blanks and brackets. Nothing when it is gone.
process_stat() { # PID
    local stat
    stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 0
    echo "${stat##*) }"
}

pause() { sleep 0.05; }

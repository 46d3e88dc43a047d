#!/usr/bin/env bash
# Proves what README.md says, on a lab of its own: selftest.sh [bookworm|trixie]...; both when none is given.
set -uo pipefail

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
NAME=selftest
SUBNET=${SELFTEST_SUBNET:-10.78.0}
PASSED=0
FAILED=0

lab() { # COMMAND ARGUMENT...
    local command=$1
    shift
    "$HERE/lab" "$command" --name "$NAME" "$@"
}

check() { # SENTENCE COMMAND...
    local sentence=$1 output
    shift
    if output=$("$@" 2>&1 </dev/null); then
        PASSED=$((PASSED + 1))
        echo "  ok    $sentence"
    else
        FAILED=$((FAILED + 1))
        echo "  FAIL  $sentence"
        [[ -z $output ]] || head -n 10 <<<"$output" | sed 's/^/        /'
    fi
}

not() { ! "$@"; }
equal() { [[ $1 == "$2" ]] || { echo "expected '$2', got '$1'" && false; }; }
within() { # SECONDS COMMAND...
    local deadline=$((SECONDS + $1))
    shift
    until "$@"; do
        ((SECONDS < deadline)) || return 1
        sleep 0.2
    done
}

# As a program would log in that knows nothing but what "lab env" prints.
as() { # USER NODE COMMAND...
    local user=$1 address
    address=$(tr ' ' '\n' <<<"$LAB_NODES" | sed -n "s/^$2=//p")
    shift 2
    ssh -F none -i "$LAB_KEY" -o IdentitiesOnly=yes -o BatchMode=yes -o StrictHostKeyChecking=yes -o ConnectTimeout=2 \
        -o UserKnownHostsFile="$LAB_KNOWN_HOSTS" -o GlobalKnownHostsFile=/dev/null "$user@$address" "$@"
}

etcd() { # NODE ARGUMENT...
    local node=$1
    shift
    lab exec "$node" etcdctl --command-timeout=2s --endpoints="http://$SUBNET.11:2379" "$@"
}

processes() { pgrep -f -- "--directory=$LAB_DIR/nodes/"; }
nothing_is_left() {
    local rest
    rest=$(
        grep -h "$LAB_DIR/" /proc/self/mountinfo
        ls -d "$LAB_DIR" /sys/class/net/{lab,vb}-"$TAG"* /sys/fs/cgroup{,/systemd,/unified}/patrol-lab-"$TAG"-* \
            /run/systemd/nspawn/*/"$TAG"-* 2>/dev/null
        grep -ls "upperdir=$LAB_DIR/" /proc/[0-9]*/mountinfo
        processes
    )
    [[ -z $rest ]] || { echo "$rest" && false; }
}

# Everything of this lab at once and without a chance to clean up, as by an out-of-memory killer.
kill_everything() {
    local pids
    mapfile -t pids < <(processes)
    kill -KILL "${pids[@]}"
}

machine_is_quiet() { # NODE
    [[ $(lab exec "$1" systemctl is-system-running) == running ]] || { lab exec "$1" systemctl --failed && false; }
}

check_login() {
    check "patrol logs in with strict host keys" as patrol pg2 true
    check "patrol is root by sudo without a password" equal "$(as patrol pg2 sudo -n id -un)" root
    check "patrol's shell is bash" equal "$(as patrol pg2 getent passwd patrol | cut -d: -f7)" /bin/bash
    check "nosudo logs in" as nosudo pg2 true
    check "nosudo has no sudo" not as nosudo pg2 sudo -n true
    check "root logs in" equal "$(as root pg2 id -un)" root
    check "lab ssh logs in" equal "$(lab ssh pg3 hostname)" pg3
    check "another host's key is refused" not ssh -F none -i "$LAB_KEY" -o BatchMode=yes -o HostKeyAlias=pg3 \
        -o UserKnownHostsFile="$LAB_KNOWN_HOSTS" -o StrictHostKeyChecking=yes "patrol@$SUBNET.12" true
    check "ten logins with sudo take less than 5 s" timeout 5 bash -c "
        for i in {1..10}; do ssh -F none -i '$LAB_KEY' -o BatchMode=yes -o UserKnownHostsFile='$LAB_KNOWN_HOSTS' \
            patrol@$SUBNET.12 sudo -n true || exit 1; done"
}

check_contents() { # LAYOUT
    local unit path
    check "booted without a failed unit" machine_is_quiet pg1
    check "nodes know each other by name" lab exec pg1 ping -c 1 -W 2 pg3
    for path in curl python3 jq patroni patronictl etcdctl; do check "has $path" lab exec pg1 which "$path"; done
    check "python has yaml and psycopg2" lab exec pg1 python3 -c 'import yaml, psycopg2'
    check "no cluster of PostgreSQL exists" equal "$(lab exec pg1 pg_lsclusters --no-header)" ''
    check "neither PostgreSQL nor Patroni runs" not lab exec pg1 pgrep -f '^postgres|/usr/bin/patroni'
    check "/etc/patroni belongs to postgres" equal "$(lab exec pg1 stat -c %U /etc/patroni)" postgres
    if [[ $1 == debian ]]; then
        check "Debian's patroni@.service is there" lab exec pg1 systemctl cat patroni@x
        check "Debian's wrappers are there" lab exec pg1 test -x /usr/share/patroni/pg_createcluster_patroni
        return
    fi
    unit=postgresql-$PG_VERSION
    check "home of postgres is /var/lib/pgsql" equal "$(lab exec pg1 sh -c 'echo ~postgres')" /var/lib/pgsql
    check "/usr/pgsql-$PG_VERSION has binaries" lab exec pg1 test -x "/usr/pgsql-$PG_VERSION/bin/postgres"
    check "patroni.service reads /etc/patroni/patroni.yml" lab exec pg1 \
        grep -q 'ExecStart=.* /etc/patroni/patroni.yml' /etc/systemd/system/patroni.service
    check "patroni.service is disabled" equal "$(lab exec pg1 systemctl is-enabled patroni)" disabled
    check "$unit.service is disabled" equal "$(lab exec pg1 systemctl is-enabled "$unit")" disabled
    check "$unit.service starts a data directory" lab exec pg1 bash -ec "
        runuser -u postgres -- /usr/pgsql-$PG_VERSION/bin/initdb -D /var/lib/pgsql/$PG_VERSION/data >/dev/null
        systemctl start $unit; runuser -u postgres -- psql -Atc 'select 1'; systemctl stop $unit"
}

check_exec() {
    check "exec passes the exit code on" equal "$(lab exec pg1 sh -c 'exit 7' >&2; echo $?)" 7
    check "exec passes standard input on" equal "$(echo hello | lab exec pg1 cat)" hello
    check "exec keeps the quoting of arguments" equal "$(lab exec pg1 printf '%s|' 'a  b' "it's" '*' --name)" "a  b|it's|*|--name|"
    check "exec on a node that is not there fails" not lab exec pg9 true
}

check_etcd() {
    check "etcd has three members" equal "$(etcd pg2 member list | wc -l)" 3
    check "etcd of pg1 is healthy, asked from pg3" etcd pg3 endpoint health
    check "etcd answers on 127.0.0.1" lab exec pg3 etcdctl --endpoints=http://127.0.0.1:2379 endpoint health
    check "etcd keeps a key" etcd pg2 put /selftest kept
}

check_faults() {
    lab cut pg2
    check "a cut node is listed as cut off" grep -q '^pg2 .*cut off' <(lab list)
    check "a cut node is out of reach" not as patrol pg2 true
    check "exec works on a cut node" equal "$(lab exec pg2 hostname)" pg2
    lab join pg2
    check "a joined node is in reach again" within 5 as patrol pg2 true

    lab exec pg2 sh -c 'echo precious >/root/file && sync'
    lab kill pg2
    check "a killed node is listed as stopped" grep -q '^pg2 .*stopped' <(lab list)
    check "a killed node boots again" lab start pg2
    check "its disk was kept" equal "$(lab exec pg2 cat /root/file)" precious
    check "its host key is the same" as patrol pg2 true
    check "a node shuts down in order" lab stop pg2
    check "a stopped node boots again" lab start pg2
    check "its disk was kept" equal "$(lab exec pg2 cat /root/file)" precious

    check "one node is reset" lab reset pg2
    check "its disk is fresh" not lab exec pg2 test -e /root/file
    check "its host key is the same" as patrol pg2 true
    check "its etcd member is back, with the cluster's data" within 10 \
        lab exec pg2 sh -c 'etcdctl --endpoints=http://127.0.0.1:2379 get /selftest | grep -q kept'
    check "all nodes are reset" lab reset --all
    check "etcd is healthy again" etcd pg3 endpoint health
    check "etcd is empty" equal "$(etcd pg3 get /selftest)" ''
}

check_states() {
    lab exec pg1 sh -c 'echo saved >/root/file; ln /root/file /root/link; rm /etc/issue; rm -r /etc/skel; mkdir /etc/skel'
    etcd pg2 put /selftest saved >/dev/null
    check "a state is saved" lab save one
    check "its nodes go on" as patrol pg2 true
    check "no process stands still" not lab exec pg1 sh -c "ps -eo stat=,args= | grep '^T'"
    check "a state is saved in the place of one of that name" lab save one
    check "it is listed" grep -q '^one .*M ' <(lab states)
    lab exec pg1 sh -c 'echo changed >/root/file; rm /root/link'
    etcd pg2 put /selftest changed >/dev/null
    lab stop pg3
    check "a state is loaded" lab load one
    check "all nodes run" equal "$(lab list | grep -c running)" 3
    check "a file is as it was saved" equal "$(lab exec pg1 cat /root/link)" saved
    check "a file of the image is away as it was" not lab exec pg1 test -e /etc/issue
    check "a folder of the image is empty as it was" equal "$(lab exec pg1 ls -A /etc/skel)" ''
    check "a key of etcd is as it was saved" within 10 equal_key /selftest saved
    check "its host key is the same" as patrol pg1 true
    check "a state is deleted" lab states --delete one
    check "a state that is not there is not loaded" not lab load one
    check "a state's name is no path" not lab save ../one

    check "all nodes shut down" lab stop --all
    check "none of them runs" equal "$(lab list | grep -c stopped)" 3
    check "all nodes boot again" lab start --all
    check "their disks were kept" equal "$(lab exec pg1 cat /root/file)" saved
    check "etcd is healthy again" within 10 etcd pg3 endpoint health
    check "the power of all nodes is cut" lab kill --all
    check "none of them runs" equal "$(lab list | grep -c stopped)" 3
    check "all nodes boot again" lab start --all
    check "etcd is as it was" within 10 equal_key /selftest saved
}

equal_key() { equal "$(etcd pg3 get "$1" 2>&1 | tail -n 1)" "$2"; } # KEY VALUE

check_cleaning() { # SUITE
    local owner
    kill_everything
    check "lab up clears what a kill -9 of everything left" lab up --suite "$1" --subnet "$SUBNET" --nodes 1
    check "down" lab down
    check "down leaves no mount, interface, process, folder, control group" nothing_is_left
    check "down twice is fine" lab down

    sleep 300 &
    owner=$!
    disown "$owner"
    check "up with an owner" lab up --suite "$1" --subnet "$SUBNET" --nodes 1 --owner-pid "$owner"
    sleep 1
    check "the lab stays while its owner lives" grep -q running <(lab list)
    kill -KILL "$owner"
    check "the lab goes with its owner" within 10 nothing_is_left
}

run() { # SUITE
    local layout
    TAG=$(printf '%s' "$NAME" | sha256sum | cut -c1-6)
    for layout in el debian; do
        echo "$1, $layout layout"
        check "up" lab up --suite "$1" --subnet "$SUBNET" --layout "$layout"
        eval "$(lab env)"
        check_contents "$layout"
    done
    check_login
    check_exec
    check_etcd
    check_faults
    check_states
    check_cleaning "$1"
}

trap 'lab down' EXIT
(($#)) || set -- bookworm trixie
for suite in "$@"; do run "$suite"; done
echo "$PASSED passed, $FAILED failed"
((FAILED == 0))

#!/usr/bin/env bash
# Proves a checkout: format, build, unit tests on every Java of this machine, and the packaged program on real nodes.
#
#   reconciler/verify.sh          all of it but what --long adds; on Debian 12 or 13, as root; installs what is missing
#   reconciler/verify.sh --unit   without nodes: needs no root and installs nothing
#   reconciler/verify.sh --quick  without the long runs that hold forecasts, drift, pg_hba and moves of the REST API
#                                 against real servers
#   reconciler/verify.sh --long   with fourteen rollouts under clients, which take another 20 minutes and measure gaps
#
# Stops at the first failure and names its log.
set -euo pipefail

case "${*-}" in
    '') unit_only='' excluded=rollout ;;
    --unit) unit_only=yes ;;
    --quick) unit_only='' excluded='proof | rollout' ;;
    --long) unit_only='' excluded=none ;;
    *)
        echo "usage: reconciler/verify.sh [--unit | --quick | --long]" >&2
        exit 2
        ;;
esac

cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
logs=$PWD/reconciler/target/verify
suites=(bookworm trixie)

fail() {
    echo "verify: $*" >&2
    exit 1
}

# phase NAME COMMAND...: what it prints goes to a log of that name.
phase() {
    local name=$1 began=$SECONDS
    shift
    printf '%-28s ' "$name"
    if "$@" >"$logs/$name.log" 2>&1 </dev/null; then
        echo "ok, $((SECONDS - began)) s"
    else
        echo "FAILED after $((SECONDS - began)) s"
        excerpt "$logs/$name.log" >&2
        fail "$name failed; the whole log is $logs/$name.log"
    fi
}

# excerpt LOG: the tests that failed, each with the first lines of its reason; the end of the log where it names none.
excerpt() {
    grep -A 12 '^\[ERROR\] .* <<< \(FAILURE\|ERROR\)!$' "$1" || tail -n 40 "$1"
}

missing_packages() {
    local command
    while read -r command package; do
        command -v "$command" >/dev/null || echo "$package"
    done <<'END'
javac default-jdk-headless
mvn maven
git git
promtool prometheus
systemd-nspawn systemd-container
debootstrap debootstrap
ip iproute2
ssh openssh-client
shellcheck shellcheck
etcd etcd-server
etcdctl etcd-client
sshd openssh-server
END
    /usr/bin/python3 -c 'import yaml' 2>/dev/null || echo python3-yaml
}

# No service may start here: the tests start what they need by themselves.
install_packages() {
    local status=0
    policy=/usr/sbin/policy-rc.d
    if [[ ! -e $policy ]]; then
        trap 'rm -f "$policy"' EXIT
        printf '#!/bin/sh\nexit 101\n' >$policy
        chmod +x $policy
    fi
    apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends install "$@" || status=$?
    if [[ " $* " == *" prometheus "* ]] && command -v systemctl >/dev/null; then
        systemctl disable prometheus.service # nor at the next boot
    fi
    if [[ " $* " == *" etcd-server "* ]] && command -v systemctl >/dev/null; then
        systemctl disable etcd.service
    fi
    if [[ $(trap -p EXIT) ]]; then
        rm -f "$policy"
        trap - EXIT
    fi
    return $status
}

maven() {
    mvn -B -ntp "$@"
}

wait_for_images() {
    local suite
    for suite in "${suites[@]}"; do
        wait "${images[$suite]}" || { cat "$logs/image-$suite.log" && return 1; }
    done
}

java_major() {
    "$1/bin/java" -XshowSettings:properties -version 2>&1 |
        sed -n 's/^ *java\.specification\.version = \([0-9]*\)$/\1/p'
}

# The newest build of every Java after 17 but the one that Maven runs on.
other_javas() {
    local home major used
    used=$(mvn -v 2>/dev/null | sed -n 's/^Java version: \([0-9]*\).*/\1/p')
    for home in /usr/lib/jvm/*; do
        [[ -x $home/bin/javac && ! -L $home ]] || continue
        major=$(java_major "$home")
        if ((major > 17 && major != used)); then echo "$major $home"; fi
    done | sort -u -k 1,1n
}

# tests PHASE: what Maven counted, by that phase's log.
tests() {
    local run=0 skipped=0
    read -r run skipped < <(sed -n 's/^.*Tests run: \([0-9]*\), .* Skipped: \([0-9]*\)$/\1 \2/p' "$logs/$1.log" | tail -n 1) || true
    echo "${run:-0}$( ((skipped == 0)) || echo " ($skipped skipped)")"
}

mkdir -p "$logs"
total=0

count() {
    local run
    read -r run _ <<<"$(tests "$1")"
    total=$((total + run))
}

if [[ ! $unit_only ]]; then
    ((EUID == 0)) || fail "the nodes of the end-to-end tests take root; run this with sudo, or with --unit to do without"
    mapfile -t missing < <(missing_packages)
    if ((${#missing[@]})); then phase install install_packages "${missing[@]}"; fi
    # Mostly downloads, so they cost the unit tests little. A build that outlives a failure here is not lost.
    declare -A images
    for suite in "${suites[@]}"; do
        examples/lab/lab image "$suite" >"$logs/image-$suite.log" 2>&1 </dev/null &
        images[$suite]=$!
    done
fi

phase unit maven package
summary="$(tests unit) unit tests"
count unit
while read -r major home; do
    phase "unit-java-$major" maven surefire:test -Djvm="$home/bin/java" -Dsurefire.reportNameSuffix="java-$major"
    summary+=", $(tests "unit-java-$major") on Java $major"
    count "unit-java-$major"
done < <(other_javas)

if [[ ! $unit_only ]]; then
    phase images wait_for_images
    phase end-to-end maven failsafe:integration-test failsafe:verify "-Dpatrol.excluded=$excluded"
    summary+=", $(tests end-to-end) end-to-end tests"
    count end-to-end
fi

echo "verify: all good in $SECONDS s: $summary"
echo "$total passed, 0 failed"

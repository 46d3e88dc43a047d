#!/usr/bin/env bash
# Proves a checkout: format, build, unit tests on every Java of this machine, and Patrol on real nodes of both releases.
#
#   reconciler/verify.sh          all of it but what --long adds; on Debian 12 or 13, as root; installs what is missing
#   reconciler/verify.sh --unit   without nodes: needs no root and installs nothing
#   reconciler/verify.sh --quick  on one Java, each end-to-end class on one release, without those that hold forecasts,
#                                 drift, layouts, pg_hba and moves of the REST API against real servers
#   reconciler/verify.sh --long   with fourteen rollouts under clients, which take another 20 minutes and measure gaps
#
# Ends with a table of where the time went. Names the log of whatever fails.
set -euo pipefail

unit_only=''
quick=''
excluded=rollout
case "${*-}" in
    '') ;;
    --unit) unit_only=yes ;;
    --quick) quick=yes excluded=proof,rollout ;;
    --long) excluded='' ;;
    *)
        echo "usage: reconciler/verify.sh [--unit | --quick | --long]" >&2
        exit 2
        ;;
esac

cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
logs=$PWD/reconciler/target/verify
suites=(bookworm trixie)
runs=("${suites[@]}" apart)
[[ $quick ]] || runs+=("${suites[@]/#/contract-}")

fail() {
    echo "verify: $*" >&2
    exit 1
}

# phase NAME COMMAND...: what it prints goes to a log of that name.
phase() {
    begin "$@"
    finish "$1"
}

# begin NAME COMMAND...: the same beside what follows, until "finish NAME".
begin() {
    local name=$1
    shift
    {
        began=${EPOCHREALTIME/[.,]/}
        status=0
        "$@" >"$logs/$name.log" 2>&1 </dev/null || status=$?
        echo "$(((${EPOCHREALTIME/[.,]/} - began) / 100000)) $status" >"$logs/$name.took"
    } &
    running[$name]=$!
}

finish() { # NAME
    local took status
    wait "${running[$1]}" || true
    read -r took status <"$logs/$1.took" || fail "$1 was ended; the log is $logs/$1.log"
    times+=("$((took / 10)).$((took % 10)) - phase $1")
    if ((status == 0)); then
        printf '%-28s ok, %d s\n' "$1" "$((took / 10))"
    else
        printf '%-28s FAILED after %d s\n' "$1" "$((took / 10))"
        excerpt "$logs/$1.log" >&2
        failed+=("$1")
    fi
}

# For what follows only makes sense after it.
must() { # NAME COMMAND...
    phase "$@"
    all_good
}

all_good() {
    local name
    ((${#failed[@]})) || return 0
    for name in "${failed[@]}"; do echo "verify: $name failed; the whole log is $logs/$name.log" >&2; done
    exit 1
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
etcd etcd-server
etcdctl etcd-client
sshd openssh-server
shellcheck shellcheck
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

# Runs that go side by side: each release by its name; "contract-NAME", which waits more than it works, on other nodes; and
# "apart", what needs none of these nodes. What runs on one release only has its name for a tag, and quick-NAME where that is
# so for --quick.
end_to_end() { # RUN
    local other tags='' options=()
    case $1 in
        apart) options=(-Dgroups=apart) ;;
        contract-*)
            options=(-Dgroups=contract -Dpatrol.lab.suite="${1#*-}" -Dpatrol.e2e.lab=contract -Dpatrol.e2e.subnet=80)
            ;;
        *)
            tags=apart,contract${excluded:+,$excluded}
            for other in "${suites[@]}"; do
                [[ $other == "$1" ]] || tags+=,$other${quick:+,quick-$other}
            done
            options=(-Dpatrol.lab.suite="$1")
            ;;
    esac
    maven -pl reconciler failsafe:integration-test failsafe:verify -Dpatrol.run="$1" "${options[@]}" -Dpatrol.excluded="$tags"
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

# tests PHASE: what Maven counted in all modules, by that phase's log.
tests() {
    local run skipped
    read -r run skipped < <(sed -n 's/^.*Tests run: \([0-9]*\), .* Skipped: \([0-9]*\)$/\1 \2/p' "$logs/$1.log" |
        awk '{ run += $1; skipped += $2 } END { print run + 0, skipped + 0 }')
    echo "$run$( ((skipped == 0)) || echo " ($skipped skipped)")"
}

# Phases, and test classes by what Maven wrote of them, slowest first; all of it in a file, here what took a second.
table() {
    local file=$logs/times
    {
        printf '%s\n' "${times[@]}"
        class_times unit reconciler/target/surefire-reports
        class_times unit reconciler/pgedge/target/surefire-reports
        for run in "${runs[@]}"; do class_times "$run" "reconciler/target/failsafe-reports/$run"; done
    } | sort -rn >"$file"
    printf '\n%8s  %7s  %s\n' seconds patrols 'phase, or test class (patrols: how often it started the packaged program)'
    awk '$1 >= 1 { seconds = $1; patrols = $2; $1 = $2 = ""; printf "%8.1f  %7s %s\n", seconds, patrols, $0; next }
        { rest += $1; classes++ }
        END { printf "%8.1f  %7s  %d classes of less than a second each; see '"$file"'\n\n", rest, "-", classes }' "$file"
}

# class_times WHERE FOLDER: a line "SECONDS PATROLS CLASS, WHERE" for each report.
class_times() {
    local report name seconds launches=$2/launches
    for report in "$2"/TEST-*.xml; do
        [[ -e $report ]] || continue
        read -r name seconds < <(sed -nE '/<testsuite /{s/.* name="([^"]*)".* time="([^"]*)".*/\1 \2/p;q}' "$report")
        name=${name%(*}
        echo "${seconds//,/} $(started "$name" "$launches") ${name##*.}, $1$(java_of "$report")"
    done
}

# How often a class started the packaged program; a dash for none.
started() { # CLASS FILE
    local count=
    [[ ! -e $2 ]] || count=$(awk -v class="$1" '$1 == class { sum += $2 } END { if (sum) print sum }' "$2")
    echo "${count:--}"
}

java_of() { # REPORT
    [[ ! $1 =~ -java-([0-9]+)\.xml$ ]] || echo " on Java ${BASH_REMATCH[1]}"
}

mkdir -p "$logs"
rm -rf reconciler/target/{surefire,failsafe}-reports reconciler/pgedge/target/surefire-reports
total=0
times=()
failed=()
declare -A running

count() {
    local run
    read -r run _ <<<"$(tests "$1")"
    total=$((total + run))
}

if [[ ! $unit_only ]]; then
    ((EUID == 0)) || fail "the nodes of the end-to-end tests take root; run this with sudo, or with --unit to do without"
    mapfile -t missing < <(missing_packages)
    if ((${#missing[@]})); then must install install_packages "${missing[@]}"; fi
    # Mostly downloads, so they cost the unit tests little. A build that outlives a failure here is not lost.
    for suite in "${suites[@]}"; do begin "image-$suite" examples/lab/lab image "$suite"; done
fi

must unit maven package
summary="$(tests unit) unit tests"
count unit

beside=()
while read -r major home; do
    begin "unit-java-$major" nice mvn -B -ntp test -Dspotless.check.skip -Denforcer.skip -Djvm="$home/bin/java" -Dsurefire.reportNameSuffix="java-$major"
    beside+=("unit-java-$major")
done < <([[ $quick ]] || other_javas)

if [[ ! $unit_only ]]; then
    for suite in "${suites[@]}"; do finish "image-$suite"; done
    all_good
    for run in "${runs[@]}"; do begin "end-to-end-$run" end_to_end "$run"; done
    for run in "${runs[@]}"; do
        finish "end-to-end-$run"
        summary+=", $(tests "end-to-end-$run") end-to-end tests ($run)"
        count "end-to-end-$run"
    done
fi
for name in "${beside[@]}"; do
    finish "$name"
    summary+=", $(tests "$name") on ${name#unit-}"
    count "$name"
done

table
all_good
echo "verify: all good in $SECONDS s: $summary"
echo "$total passed, 0 failed"

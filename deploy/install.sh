#!/bin/sh
# Installs Patrol from this checkout, as root: the program in /usr/share/patrol, /usr/bin/patrol, systemd units, the user
# "patrol". Run it again to upgrade; it starts and enables nothing, but restarts a daemon that is running.
#
#   deploy/install.sh               builds first where that is due
#   deploy/install.sh --uninstall   removes all that; settings, state and the user stay

set -eu

root=$(cd "$(dirname "$0")/.." && pwd -P)
share=/usr/share/patrol
units=/usr/lib/systemd/system

die() {
    printf 'install.sh: %s\n' "$1" >&2
    exit 1
}

has_systemd() {
    [ -d /run/systemd/system ]
}

remove() {
    if has_systemd; then
        systemctl disable --now --quiet patrol.service patrol-apply.timer 2>/dev/null || true
        systemctl stop patrol-apply.service 2>/dev/null || true
    fi
    rm -f /usr/bin/patrol /usr/lib/sysusers.d/patrol.conf /usr/lib/tmpfiles.d/patrol.conf \
        "$units/patrol.service" "$units/patrol-apply.service" "$units/patrol-apply.timer"
    rm -rf "$share"
    ! has_systemd || systemctl daemon-reload
    echo "Patrol is removed. Kept: /etc/patrol, /var/lib/patrol, /var/lib/patrol-metrics, /var/cache/patrol, user patrol."
}

# Renamed into place: nobody ever starts half a program.
install_program() {
    rm -rf "$share.new" "$share.old"
    install -d "$share.new/bin"
    cp -R "$root/reconciler/target/patrol/lib" "$share.new/lib"
    install -m 755 "$root/reconciler/bin/patrol" "$share.new/bin/patrol"
    cp -R "$root/deploy/prometheus" "$root/grafana" "$root/LICENSE" "$share.new/"
    chmod -R u=rwX,go=rX "$share.new"
    chown -R 0:0 "$share.new"
    [ ! -e "$share" ] || mv "$share" "$share.old"
    mv "$share.new" "$share"
    rm -rf "$share.old"
    ln -sf ../share/patrol/bin/patrol /usr/bin/patrol
}

install_units() {
    install -D -m 644 "$root/deploy/sysusers.d/patrol.conf" /usr/lib/sysusers.d/patrol.conf
    install -D -m 644 "$root/deploy/tmpfiles.d/patrol.conf" /usr/lib/tmpfiles.d/patrol.conf
    systemd-sysusers patrol.conf
    systemd-tmpfiles --create patrol.conf
    [ -e /etc/patrol/settings.yaml ] ||
        install -m 640 -g patrol "$root/deploy/settings.yaml" /etc/patrol/settings.yaml
    for unit in patrol.service patrol-apply.service patrol-apply.timer; do
        install -D -m 644 "$root/deploy/systemd/$unit" "$units/$unit"
    done
    if has_systemd; then
        systemctl daemon-reload
        # The old jars are gone, and Java opens many of them late.
        systemctl try-restart patrol.service
    fi
}

[ "$(id -u)" = 0 ] || die "run it as root"
case ${1-} in
    --uninstall) remove && exit ;;
    '') ;;
    *) die "unknown option '$1'; there is only --uninstall" ;;
esac
command -v systemd-sysusers >/dev/null || die "needs systemd-sysusers and systemd-tmpfiles"
"$root/reconciler/bin/patrol" --version >/dev/null || die "the program does not start, see above"
install_program
install_units
echo "$(patrol --version) is installed. Next: edit /etc/patrol/settings.yaml, try it with"
echo "'runuser -u patrol -- patrol plan', then 'systemctl enable --now patrol' (or patrol-apply.timer). See reconciler/docs/operations.md."

# shellcheck shell=bash
# What is inside the base image. The hash of this file is part of the image's name in the cache: a change here is
# a new image, so nothing else belongs here.

RECIPE_BOOT=systemd,systemd-sysv,dbus,openssh-server,iproute2,iputils-ping,procps,sudo,ca-certificates,curl,jq,python3,python3-yaml
RECIPE_DATABASE='postgresql patroni etcd-server etcd-client python3-etcd python3-psycopg2'

# Only what a node never needs; each of these costs boot time or wakes up at a bad moment.
RECIPE_MASKED='apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer e2scrub_reap.service
    fstrim.timer man-db.timer systemd-tmpfiles-clean.timer logrotate.timer console-getty.service getty.target
    systemd-logind.service systemd-resolved.service systemd-networkd-wait-online.service systemd-timesyncd.service
    systemd-firstboot.service systemd-pcrphase.service systemd-update-utmp.service
    systemd-update-utmp-runlevel.service systemd-journal-flush.service ldconfig.service
    systemd-network-generator.service systemd-remount-fs.service dev-hugepages.mount
    proc-sys-fs-binfmt_misc.automount modprobe@.service'

recipe_bootstrap() { # SUITE ROOT MIRROR
    debootstrap --variant=minbase --include="$RECIPE_BOOT" "$1" "$2" ${3:+"$3"}
}

recipe_install() { # ROOT
    local root=$1
    # Packages must not start anything while they are installed in a chroot (Debian policy, invoke-rc.d).
    printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
    chmod 755 "$root/usr/sbin/policy-rc.d"
    # The image is thrown away when its build is interrupted: dpkg need not sync every file.
    echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/lab"
    # Docs are not needed on a node, and are a fifth of what would be written.
    printf 'path-exclude=/usr/share/%s/*\n' doc man info >>"$root/etc/dpkg/dpkg.cfg.d/lab"

    # shellcheck disable=SC2086  # a list of words
    in_root "$root" apt-get -q -y --no-install-recommends install $RECIPE_DATABASE
    in_root "$root" apt-get -q clean
    rm -rf "$root"/var/lib/apt/lists/* "$root/usr/sbin/policy-rc.d"
}

recipe_configure() { # ROOT
    local root=$1 version
    version=$(ls "$root/usr/lib/postgresql")

    # Debian's package creates a cluster "main"; the nodes start without any.
    [[ ! -d $root/etc/postgresql/$version/main ]] || in_root "$root" pg_dropcluster "$version" main
    in_root "$root" systemctl -q disable etcd patroni postgresql
    in_root "$root" systemctl -q enable systemd-networkd ssh
    # shellcheck disable=SC2086  # a list of words
    in_root "$root" systemctl -q mask $RECIPE_MASKED
    rm -f "$root"/etc/ssh/ssh_host_* "$root"/etc/machine-id "$root"/etc/hostname
    install -d -o "$(id_in "$root" passwd postgres)" -g "$(id_in "$root" group postgres)" "$root/etc/patroni"

    # initdb takes its encoding from the locale; cloud images of Debian come with C.UTF-8 too.
    echo 'LANG=C.UTF-8' | tee "$root/etc/default/locale" >"$root/etc/locale.conf"

    cat >"$root/etc/ssh/sshd_config.d/lab.conf" <<-'END'
	HostKey /etc/ssh/ssh_host_ed25519_key
	HostKey /etc/ssh/ssh_host_ecdsa_key
	UseDNS no
	PasswordAuthentication no
	PermitRootLogin prohibit-password
	END
    # From OpenSSH 9.8 on a client that is refused a few times is shut out for a while; here it is a test.
    if grep -aqi persourcepenalties "$root/usr/sbin/sshd"; then
        echo 'PerSourcePenalties no' >>"$root/etc/ssh/sshd_config.d/lab.conf"
    fi

    in_root "$root" useradd --create-home --shell /bin/bash patrol
    in_root "$root" useradd --create-home --shell /bin/bash nosudo
    echo 'patrol ALL=(ALL) NOPASSWD: ALL' >"$root/etc/sudoers.d/patrol"
    chmod 440 "$root/etc/sudoers.d/patrol"

    # Debian's unit is Type=notify: a node that boots without a quorum would hang in "starting". Here a member is
    # allowed to wait for the others.
    mkdir -p "$root/etc/systemd/system/etcd.service.d"
    cat >"$root/etc/systemd/system/etcd.service.d/lab.conf" <<-'END'
	[Unit]
	StartLimitIntervalSec=0
	[Service]
	Type=exec
	Restart=always
	RestartSec=1
	TimeoutStopSec=5
	END
    mkdir -p "$root/etc/systemd/journald.conf.d"
    printf '[Journal]\nStorage=volatile\nRateLimitBurst=0\n' >"$root/etc/systemd/journald.conf.d/lab.conf"

    echo "$version" >"$root/etc/lab-postgresql-version"
}

in_root() { # ROOT COMMAND...
    local root=$1
    shift
    DEBIAN_FRONTEND=noninteractive LC_ALL=C chroot "$root" "$@"
}

id_in() { # ROOT passwd|group NAME
    awk -F: -v name="$3" '$1 == name { print $3 }' "$1/etc/$2"
}

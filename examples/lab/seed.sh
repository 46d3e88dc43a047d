# shellcheck shell=bash
# What makes a copy of the base image into one certain node.

image_id() { # passwd|group NAME
    awk -F: -v name="$2" '$1 == name { print $3 }' "$IMAGE/etc/$1"
}

seed_node() { # NODE ROOT
    local node=$1 root=$2
    echo "$node" >"$root/etc/hostname"
    od -An -N16 -tx1 /dev/urandom | tr -d ' \n' >"$root/etc/machine-id"
    echo >>"$root/etc/machine-id"
    seed_hosts "$root"
    seed_network "$node" "$root"
    install -m 600 "$(node_dir "$node")"/keys/ssh_host_*_key "$root/etc/ssh/"
    install -m 644 "$(node_dir "$node")"/keys/ssh_host_*_key.pub "$root/etc/ssh/"
    seed_login "$root" root /root
    seed_login "$root" patrol /home/patrol
    seed_login "$root" nosudo /home/nosudo
    if is_etcd_member "$node"; then seed_etcd "$node" "$root"; fi
    if [[ $LAYOUT == el ]]; then seed_el_layout "$root"; fi
}

# Names of all nodes, its own among them: without it sudo would look for the host name in vain.
seed_hosts() { # ROOT
    local node
    {
        echo '127.0.0.1 localhost'
        echo '::1 localhost ip6-localhost'
        for node in $NODES; do echo "$(node_address "$node") $node"; done
    } >"$1/etc/hosts"
}

seed_network() { # NODE ROOT
    cat >"$2/etc/systemd/network/10-host0.network" <<-END
	[Match]
	Name=host0
	[Network]
	Address=$(node_address "$1")/24
	LinkLocalAddressing=no
	IPv6AcceptRA=no
	ConfigureWithoutCarrier=yes
	END
}

seed_login() { # ROOT USER HOME
    local uid gid
    uid=$(image_id passwd "$2")
    gid=$(image_id group "$2")
    install -d -m 700 -o "$uid" -g "$gid" "$1$3/.ssh"
    install -m 600 -o "$uid" -g "$gid" "$LAB_DIR/key.pub" "$1$3/.ssh/authorized_keys"
}

# Three members, or one: two would be less safe than one.
etcd_members() {
    # shellcheck disable=SC2086  # a list of words
    set -- $NODES
    if (($# < 3)); then echo "$1"; else echo "$1 $2 $3"; fi
}

is_etcd_member() { # NODE
    [[ " $(etcd_members) " == *" $1 "* ]]
}

# By environment: etcd 3.4 with a configuration file leaves the gRPC gateway off, and Patroni needs it.
seed_etcd() { # NODE ROOT
    local address member cluster=
    address=$(node_address "$1")
    for member in $(etcd_members); do cluster+=",$member=http://$(node_address "$member"):2380"; done
    # Listening everywhere, so that a member can start before its network is up, or while it is cut off. With pre-vote, as
    # etcd 3.5 has it by default, a member that comes back does not unseat the leader: Patroni would demote its own.
    cat >"$2/etc/default/etcd" <<-END
	ETCD_NAME=$1
	ETCD_DATA_DIR=/var/lib/etcd/default
	ETCD_LISTEN_CLIENT_URLS=http://0.0.0.0:2379
	ETCD_ADVERTISE_CLIENT_URLS=http://$address:2379
	ETCD_LISTEN_PEER_URLS=http://0.0.0.0:2380
	ETCD_INITIAL_ADVERTISE_PEER_URLS=http://$address:2380
	ETCD_INITIAL_CLUSTER=${cluster#,}
	ETCD_INITIAL_CLUSTER_STATE=new
	ETCD_INITIAL_CLUSTER_TOKEN=lab-$LAB_NAME
	ETCD_PRE_VOTE=true
	END
    ln -sf /lib/systemd/system/etcd.service "$2/etc/systemd/system/multi-user.target.wants/etcd.service"
}

# The directories and units of the PGDG packages for EL, on Debian's binaries.
seed_el_layout() { # ROOT
    local root=$1 version uid gid
    version=$(<"$root/etc/lab-postgresql-version")
    uid=$(image_id passwd postgres)
    gid=$(image_id group postgres)

    ln -s "/usr/lib/postgresql/$version" "$root/usr/pgsql-$version"
    install -d -m 700 -o "$uid" -g "$gid" "$root/var/lib/pgsql" "$root/var/lib/pgsql/$version"
    sed -i '/^postgres:/s|:/var/lib/postgresql:|:/var/lib/pgsql:|' "$root/etc/passwd"
    printf '[ -f /etc/profile ] && . /etc/profile\nexport PGDATA=/var/lib/pgsql/%s/data\n' "$version" \
        >"$root/var/lib/pgsql/.bash_profile"
    rm -rf "$root/etc/postgresql" "$root/var/lib/postgresql"
    rm -f "$root"/usr/lib/systemd/system/{patroni,postgresql}@.service "$root/usr/lib/systemd/system/postgresql.service" \
        "$root/usr/lib/systemd/system-generators/postgresql-generator"

    cat >"$root/etc/systemd/system/patroni.service" <<-'END'
	[Unit]
	Description=Runners to orchestrate a high-availability PostgreSQL
	After=network.target

	[Service]
	Type=simple
	User=postgres
	Group=postgres
	ExecStart=/usr/bin/patroni /etc/patroni/patroni.yml
	ExecReload=/bin/kill -s HUP $MAINPID
	KillMode=process
	TimeoutSec=30
	Restart=no

	[Install]
	WantedBy=multi-user.target
	END
    cat >"$root/etc/systemd/system/postgresql-$version.service" <<-END
	[Unit]
	Description=PostgreSQL $version database server
	After=network.target

	[Service]
	Type=notify
	User=postgres
	Group=postgres
	Environment=PGDATA=/var/lib/pgsql/$version/data/
	ExecStartPre=/usr/bin/test -f \${PGDATA}PG_VERSION
	ExecStart=/usr/pgsql-$version/bin/postgres -D \${PGDATA}
	ExecReload=/bin/kill -HUP \$MAINPID
	KillMode=mixed
	KillSignal=SIGINT
	OOMScoreAdjust=-1000
	Environment=PG_OOM_ADJUST_FILE=/proc/self/oom_score_adj
	Environment=PG_OOM_ADJUST_VALUE=0
	TimeoutSec=0

	[Install]
	WantedBy=multi-user.target
	END
}

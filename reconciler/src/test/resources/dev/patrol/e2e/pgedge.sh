# shellcheck shell=bash
# What pgEdge's role has done to a Debian node before Patroni comes: run on the lab's nodes by PgEdgeNodes.

export ETCDCTL_API=3
home=/var/lib/postgresql

# PostgreSQL on the first node: made, started, with the role's parameters (Debian has no Spock) and users.
first_server() { # VERSION CLUSTER SUPERUSER_PASSWORD REPLICATION_PASSWORD
    local data=$home/$1/$2
    pg_createcluster "$1" "$2"
    self_signed "$data/server"
    chown postgres: "$data"/server.*
    cat >>"/etc/postgresql/$1/$2/postgresql.conf" <<END

# BEGIN MANAGED BLOCK
listen_addresses = '0.0.0.0'
ssl = on
ssl_cert_file = '$data/server.crt'
ssl_key_file = '$data/server.key'
archive_mode = on
archive_command = '/bin/true'
TimeZone = 'UTC'
wal_level = logical
max_worker_processes = 12
max_replication_slots = 16
max_wal_senders = 16
hot_standby_feedback = on
track_commit_timestamp = on
shared_preload_libraries = 'pg_stat_statements'
# END MANAGED BLOCK
END
    systemctl enable --now "postgresql@$1-$2"
    as_postgres psql -XAtq -v superuser="$3" -v replication="$4" <<'END'
CREATE ROLE admin SUPERUSER LOGIN PASSWORD :'superuser';
CREATE ROLE pgedge SUPERUSER REPLICATION BYPASSRLS LOGIN PASSWORD :'superuser';
CREATE ROLE replicator REPLICATION LOGIN PASSWORD :'replication';
CREATE DATABASE demo OWNER admin;
END
    as_postgres psql -XAtq demo -c 'CREATE TABLE kept AS SELECT 42 AS answer'
}

# The others, in the "documented" generation: Debian's package has made the cluster, the role deletes its data.
server_without_data() { # VERSION CLUSTER
    pg_createcluster "$1" "$2"
    find "$home/$1/$2" -mindepth 1 -delete
}

# Patroni by pipx for postgres, with the role's unit, and none on the PATH.
patroni_by_pipx() {
    local venv=$home/.local/share/pipx/venvs/patroni/bin
    as_postgres mkdir -p "$venv" "$home/.local/bin"
    mv /usr/bin/patroni /usr/bin/patronictl "$venv"
    as_postgres ln -s "$venv/patroni" "$venv/patronictl" "$home/.local/bin"
    chmod 700 /etc/patroni
    cat >/etc/systemd/system/patroni.service <<END
[Unit]
Description=Runners to orchestrate a high-availability PostgreSQL
After=network.target

[Service]
Type=simple
User=postgres
Group=postgres
ExecStart=$home/.local/bin/patroni /etc/patroni/patroni.yaml
ExecReload=/bin/kill -s HUP \$MAINPID
KillMode=process
TimeoutSec=30
Restart=on-failure

[Install]
WantedBy=multi-user.target
END
    systemctl daemon-reload
}

# An authority, and two certificates for each node: of etcd and of its client; as a tar archive in base64.
certificates() { # NAME=ADDRESS...
    local node name
    cd "$(mktemp -d)" || return
    openssl req -x509 "${new_key[@]}" -days 30 -subj /CN=etcd-ca -keyout ca.key -out ca.crt
    for node in "$@"; do
        name=${node%%=*}
        signed "$name-etcd" "/CN=$name" "DNS:$name,DNS:localhost,IP:${node#*=},IP:127.0.0.1"
        signed "$name-patroni" "/CN=patroni@$name" "DNS:$name"
    done
    rm ca.key
    tar -c . | base64
}

# Mutual TLS between Patroni, etcd and its peers. etcd must be stopped, on all nodes: it begins anew.
etcd_by_tls() { # ARCHIVE
    local certificates etcd=/etc/etcd/tls patroni=/etc/patroni/tls
    certificates=$(mktemp -d)
    base64 -d <<<"$1" | tar -x -C "$certificates"
    install_certificate etcd "$certificates/$HOSTNAME-etcd" "$etcd" server
    install_certificate postgres "$certificates/$HOSTNAME-patroni" "$patroni" patroni
    sed -i 's|http://|https://|g' /etc/default/etcd
    cat >>/etc/default/etcd <<END
ETCD_CERT_FILE=$etcd/server.crt
ETCD_KEY_FILE=$etcd/server.key
ETCD_TRUSTED_CA_FILE=$etcd/ca.crt
ETCD_CLIENT_CERT_AUTH=true
ETCD_PEER_CERT_FILE=$etcd/server.crt
ETCD_PEER_KEY_FILE=$etcd/server.key
ETCD_PEER_TRUSTED_CA_FILE=$etcd/ca.crt
ETCD_PEER_CLIENT_CERT_AUTH=true
END
    # For etcdctl, by whoever wants to look.
    cat >/etc/default/etcdctl <<END
ETCDCTL_ENDPOINTS=https://$HOSTNAME:2379
ETCDCTL_CACERT=$patroni/ca.crt
ETCDCTL_CERT=$patroni/patroni.crt
ETCDCTL_KEY=$patroni/patroni.key
END
    rm -rf /var/lib/etcd/default/* "$certificates"
    systemctl --no-block start etcd
}

etcd_answers() {
    if [[ -r /etc/default/etcdctl ]]; then
        set -a
        # shellcheck source=/dev/null
        . /etc/default/etcdctl
        set +a
    fi
    until etcdctl --command-timeout=2s endpoint health; do sleep 0.2; done
}

# ---- Small parts ----------------------------------------------------------------------------------------------------

new_key=(-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes)

as_postgres() { # COMMAND...
    (cd / && exec runuser -u postgres -- "$@")
}

self_signed() { # FILE
    openssl req -x509 "${new_key[@]}" -days 30 -subj "/CN=$HOSTNAME" -keyout "$1.key" -out "$1.crt"
}

signed() { # FILE SUBJECT NAMES
    openssl req "${new_key[@]}" -subj "$2" -keyout "$1.key" -out "$1.csr"
    openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -days 30 -out "$1.crt" \
        -extfile <(echo "subjectAltName=$3")
    rm "$1.csr"
}

install_certificate() { # OWNER FILE FOLDER NAME
    install -d -m 700 -o "$1" -g "$1" "$3"
    install -m 640 -o "$1" -g "$1" "${2%/*}/ca.crt" "$3/ca.crt"
    install -m 640 -o "$1" -g "$1" "$2.crt" "$3/$4.crt"
    install -m 640 -o "$1" -g "$1" "$2.key" "$3/$4.key"
}

# shellcheck shell=sh
# Everything that Patrol does on a node.
#
# This text arrives over the SSH connection and is never written to the node's disk. It answers requests from standard
# input, one after the other, until standard input ends. A request is
#
#     VERB TOKEN COUNT BYTES    a line
#     argument                  COUNT lines
#     body                      exactly BYTES bytes
#
# and its answer is a number of sections, each begun by a line break and a line "TOKEN NAME [WORD...]" and followed by
# its content, byte for byte. The last two are "error" (what went to standard error) and "end STATUS". TOKEN is a random
# word of this one request, so no content can pass for a section.
#
# Programs that an argument names are run as postgres, never as root: whoever may write there would be root.
#
# Arguments and body are data: always quoted, never evaluated. The body holds passwords; it goes from standard input
# into files that only postgres can read, and on no command line. Every verb may be repeated, also after it was killed
# half-way.

set -u
umask 077
LC_ALL=C
export LC_ALL
PGCONNECT_TIMEOUT=3 PGAPPNAME=patrol
export PGCONNECT_TIMEOUT PGAPPNAME
PATH=$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
owner=postgres # owns the data directory, runs Patroni
ids=$(id "$owner" 2>/dev/null) # uid=104(postgres) gid=106(postgres) ...
me=$(id -u)
cd / || exit

# ---- Small parts ----------------------------------------------------------------------------------------------------

section() { # NAME [WORD...]
    printf '\n%s %s\n' "$token" "$*"
}

refuse() { # REASON
    section refused "$1"
    exit 1
}

# True if PATH certainly does not exist. False if it does, and the request fails if that cannot be told.
absent() { # PATH
    if [ -e "$1" ] || [ -L "$1" ]; then
        return 1
    fi
    above=$1
    until [ -e "$above" ] || [ "$above" = / ]; do
        above=${above%/*}
        above=${above:-/}
    done
    if [ -d "$above" ] && [ ! -x "$above" ]; then
        echo "$above: Permission denied" >&2
        exit 1
    fi
}

# The SHA-256 of FILE in hexadecimal, or "absent".
digest_of() { # FILE
    if absent "$1"; then
        echo absent
    else
        sum=$(sha256sum <"$1") && echo "${sum%% *}"
    fi
}

# Writes standard input to a new FILE that only postgres can read, and syncs it. A leftover is removed; a link that
# somebody may have put there is removed too, never followed: the directory may belong to postgres, and this is root.
create() { # FILE
    rm -f -- "$1" && dd of="$1" bs=64K conv=excl,fsync status=none && chown -h -- "$owner:" "$1"
}

# Runs a command as postgres; ends it after LIMIT seconds with status 124 or 137. Status 127: there is no such command.
# Root gives itself up without PAM, whose session would take longer than most commands and leave two lines in the node's
# log each time.
as_owner() { # LIMIT COMMAND [ARGUMENT...]
    limit=$1
    shift
    if ! command -v "$1" >/dev/null; then
        echo "$1: not found" >&2
        return 127
    fi
    if [ "$me" = 0 ]; then
        if [ -z "$ids" ]; then
            echo "there is no user $owner" >&2
            return 1
        fi
        uid=${ids#uid=} gid=${ids#*gid=}
        set -- setpriv --reuid="${uid%%[!0-9]*}" --regid="${gid%%[!0-9]*}" --init-groups -- "$@"
    fi
    LC_ALL=C.UTF-8 timeout -k 5 "$limit" "$@"
}

property() { # NAME UNIT
    systemctl show --property="$1" --value -- "$2"
}

# ---- observe, glance: change nothing --------------------------------------------------------------------------------

# All that a pass must know.
observe() { # FILE DATA_DIRECTORY BIN_DIRECTORY REST_URL UNIT... (Patroni's first)
    # A session takes its time, so all else is asked meanwhile; what the server says waits in the pipe.
    ask_server "$2" "$3" | {
        glance "$@" || return
        section server
        cat
    }
}

# The same without the server's word, which costs a session: for who looks again and again, and waits for nothing that only
# the server can say.
glance() { # FILE DATA_DIRECTORY BIN_DIRECTORY REST_URL UNIT...
    show_node "$@" || return
    ask_rest_at_place "$4" "$5"
    show_applied "$2"
}

show_node() { # FILE DATA_DIRECTORY BIN_DIRECTORY REST_URL UNIT...
    show_file "$1" || return
    show_data "$2" "$3" || return
    shift 4
    units=$(show_units "$@") || return
    section units
    printf '%s\n' "$units"
    show_process "$units"
}

# systemd's words for each unit, with an empty line between. A name that no unit can have fails the question for all of
# them; it is told as one that systemd does not know.
show_units() { # UNIT...
    properties=LoadState,ActiveState,UnitFileState,MainPID,ExecMainStartTimestampMonotonic
    said=$(systemctl show --property="$properties" -- "$@" 2>&1) && printf '%s\n' "$said" && return
    for unit in "$@"; do
        if ! said=$(systemctl show --property="$properties" -- "$unit" 2>&1); then
            case $said in
                *nvalid\ unit* | *not\ valid* | *valid\ invocation\ ID*) said=LoadState=not-found ;;
                *)
                    printf '%s\n' "$said" >&2
                    return 1
                    ;;
            esac
        fi
        printf '%s\n\n' "$said"
    done
}

show_file() { # FILE
    if absent "$1"; then
        section file absent
    elif ! looks=$(stat -L -c '%a %U:%G %Y %Z' -- "$1" 2>&1); then
        section file unreadable
        printf '%s' "$looks"
    elif [ ! -f "$1" ] || [ ! -r "$1" ]; then
        section file unreadable
        printf 'it is no regular file, or may not be read'
    else
        section file present "$looks"
        cat -- "$1"
    fi
}

# The variables from which Patroni took its configuration when it started, each ended by a NUL. What may be a secret goes
# without its value; some that sound like one are paths.
show_process() { # UNITS_AS_SHOWN
    pid=${1%%"$blank_line"*}
    pid=${pid#*MainPID=}
    pid=${pid%%[!0-9]*}
    if [ "${pid:-0}" = 0 ] || [ ! -r "/proc/$pid/environ" ]; then
        return 0
    fi
    read -r uptime _ </proc/uptime
    section process "$(date +%s)" "$uptime"
    sed -nz \
        -e '/^PATRONI_[A-Z0-9_]*=.*:\/\/.*@/{s/=.*//;p;d;}' \
        -e '/^PATRONI_[A-Z0-9_]*\(PGPASS\|KEYFILE\|SSLKEY\|ETCD_KEY\|ETCD3_KEY\)=/{p;d;}' \
        -e '/^PATRONI_[A-Z0-9_]*\(PASS\|SECRET\|TOKEN\|KEY\|AUTH\|CONFIGURATION\)[A-Z0-9_]*=/{s/=.*//;p;d;}' \
        -e '/^PATRONI_[A-Z0-9_]*=/p' "/proc/$pid/environ"
}

blank_line='

'

show_data() { # DATA_DIRECTORY BIN_DIRECTORY
    if absent "$1"; then
        section data absent
    elif [ ! -r "$1" ] || [ ! -x "$1" ]; then
        echo "$1: Permission denied" >&2
        return 1
    elif [ -e "$1/PG_VERSION" ]; then
        section data initialised
        # A failure leaves its message in "error" and the section empty.
        as_owner 10 env LC_ALL=C "$2/pg_controldata" -D "$1" || :
    elif holds_nothing "$1"; then
        section data empty
    else
        section data occupied
    fi
}

# The dynamic configuration that Patroni works with, one line of JSON. It saves it once it has done all that follows from
# a change, a reload of the server and the look for pending restarts included (patroni/__main__.py _run_cycle). Comes after
# GET /config, which shows a change before that.
show_applied() { # DATA_DIRECTORY
    applied=
    if [ -f "$1/patroni.dynamic.json" ]; then
        IFS= read -r applied <"$1/patroni.dynamic.json" || : # no line break at its end
    fi
    if [ -n "$applied" ]; then
        section applied
        printf '%s' "$applied"
    fi
}

# As Patroni sees it (data_directory_is_empty): hidden files and lost+found do not count.
holds_nothing() { # DIRECTORY
    for entry in "$1"/*; do
        if { [ -e "$entry" ] || [ -L "$entry" ]; } && [ "${entry##*/}" != lost+found ]; then
            return 1
        fi
    done
}

# At the place that is asked for; where no Patroni answers there, where Patroni listens: before its restart that is
# another place than after it, and something else may have taken that one.
ask_rest_at_place() { # URL UNIT
    place=$1
    ask_rest "$place"
    if no_patroni_answered "$?"; then
        asked=$failure
        for other in $(rest_places "$2"); do
            if [ "$other" != "$1" ]; then
                ask_rest "$other"
                if ! no_patroni_answered "$?"; then
                    place=$other
                    break
                fi
            fi
        done
        if [ "$place" = "$1" ]; then
            failure=$asked
        fi
    fi
    section place "$place"
    section failure
    printf '%s' "$failure"
}

# curl's words for no connection, an answer of 400 or more (Patroni has none for /patroni), no TLS, and no or half an
# answer; 1 is Python's, which does not tell.
no_patroni_answered() { # STATUS
    case $1 in
        1 | 7 | 22 | 35 | 52 | 56) return 0 ;;
    esac
    return 1
}

# The URLs at which UNIT's main process may have its REST API. Only Patroni knows whether it speaks TLS there.
rest_places() { # UNIT
    pid=$(property MainPID "$1" 2>/dev/null) || return 0
    if [ "${pid:-0}" -gt 0 ] 2>/dev/null && command -v ss >/dev/null; then
        ss -Hltnp 2>/dev/null | sed -n "/[(,]pid=$pid,/{
            s/^LISTEN *[0-9]* *[0-9]* *\\([^ ]*\\) .*/\\1/
            s/^\\*:/127.0.0.1:/
            s/^0\\.0\\.0\\.0:/127.0.0.1:/
            s/^\\[::\\]:/[::1]:/
            s,.*,http://& https://&,p
        }"
    fi
}

# One process for the three questions. The certificate is not checked: the SSH host key has proved the machine, and the
# request does not leave it. /cluster comes last because it is the one that may wait for the DCS.
ask_rest() { # URL
    url=$1
    next="\\n$token answered %{http_code}\\n"
    {
        if command -v curl >/dev/null; then
            set -- -sSgk --noproxy '*' --max-time 5
            section body /patroni
            failure=$(curl -q --fail-early -f "$@" -w "$next\\n$token body /config\\n" "$url/patroni" \
                --next "$@" -w "$next\\n$token body /cluster\\n" "$url/config" \
                --next "$@" -w "$next" "$url/cluster" 2>&1 >&5)
        else
            failure=$(python3 -c "$ask_rest_by_python" "$token" "$url" 2>&1 >&5)
        fi
    } 5>&1
}

# What the server runs with and what stands in its files, in one read-only transaction of one session over the socket.
# Files are parsed by the server itself, as it would on a reload. "absent" where no server runs.
ask_server() { # DATA_DIRECTORY BIN_DIRECTORY
    if [ ! -e "$1/postmaster.pid" ]; then
        printf absent # no line: that would be the status of an answer
        return
    fi
    answer=$(sql "$1" "$2" 6 <<'SQL' 2>&1
SET statement_timeout = '4s';
SET lock_timeout = '1s';
BEGIN READ ONLY;
SELECT json_build_object(
  'loaded', extract(epoch FROM pg_conf_load_time()),
  'settings', (SELECT json_agg(json_build_array(name, reset_val, unit, vartype, context, source, pending_restart))
    FROM pg_settings WHERE context <> 'internal' AND name <> ALL (ARRAY['primary_conninfo', 'application_name'])),
  'entries', (SELECT json_agg(json_build_array(name, setting, sourcefile, sourceline, applied, error) ORDER BY seqno)
    FROM pg_file_settings WHERE name IS DISTINCT FROM 'primary_conninfo'),
  'config_file', current_setting('config_file'),
  'auto_file', current_setting('data_directory') || '/postgresql.auto.conf',
  'hba_file', current_setting('hba_file'),
  'hba', pg_read_file(current_setting('hba_file')),
  'hba_errors', (SELECT json_agg(json_build_array(line_number, error)) FROM pg_hba_file_rules WHERE error IS NOT NULL),
  'modified', (SELECT json_object_agg(file, extract(epoch FROM (pg_stat_file(file, true)).modification))
    FROM unnest(ARRAY[current_setting('config_file'), current_setting('hba_file'),
      current_setting('data_directory') || '/postgresql.auto.conf']) AS file));
SQL
    )
    echo "status $?"
    printf '%s' "$answer"
}

# Runs statements from standard input on the server of DATA_DIRECTORY, as the superuser that postgres is over the socket
# without a password. Line 4 of the server's own file is its port, line 5 the directory of its socket.
sql() { # DATA_DIRECTORY BIN_DIRECTORY LIMIT [OPTION...]
    { read -r _ && read -r _ && read -r _ && read -r port && read -r sockets; } <"$1/postmaster.pid" || return
    psql=$2/psql seconds=$3
    shift 3
    if [ ! -x "$psql" ]; then
        psql=psql
    fi
    as_owner "$seconds" "$psql" -XqAtw -v ON_ERROR_STOP=1 -h "$sockets" -p "$port" -U "$owner" -d postgres "$@" -f -
}

ask_rest_by_python='
import ssl, sys, urllib.error, urllib.request

token, url = sys.argv[1:]
here = urllib.request.HTTPSHandler(context=ssl._create_unverified_context())
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), here)
for path in "/patroni", "/config", "/cluster":
    try:
        answer = opener.open(url + path, timeout=5)
    except urllib.error.HTTPError as error:
        if path == "/patroni":
            sys.exit("GET %s%s: %s" % (url, path, error))
        answer = error
    except Exception as error:
        sys.exit("GET %s%s: %s" % (url, path, error))
    sys.stdout.buffer.write(("\n%s body %s\n" % (token, path)).encode() + answer.read())
    sys.stdout.buffer.write(("\n%s answered %d\n" % (token, answer.getcode())).encode())
'

# ---- settings, try-settings: change nothing -------------------------------------------------------------------------

# What the running server says of its parameters, as JSON.
settings() { # DATA_DIRECTORY BIN_DIRECTORY
    said=$(printf '%s' "$settings_query" |
        PGOPTIONS='-c statement_timeout=10s -c default_transaction_read_only=on' sql "$1" "$2" 15) || return
    section settings
    printf '%s' "$said"
}

# "base" is what the files below Patroni's own say: postgresql.base.conf, and what that includes.
settings_query="
SELECT json_build_object('version', current_setting('server_version'), 'settings', json_agg(row_to_json(shown)))
FROM (
    SELECT s.name, s.setting, s.unit, s.vartype, s.context, s.min_val, s.max_val, s.enumvals, s.boot_val, f.base
    FROM pg_catalog.pg_settings AS s
    LEFT JOIN (
        SELECT DISTINCT ON (lower(name)) lower(name) AS name, setting AS base
        FROM pg_catalog.pg_file_settings
        WHERE sourcefile <> current_setting('config_file') AND sourcefile NOT LIKE '%/postgresql.auto.conf'
        ORDER BY lower(name), seqno DESC
    ) AS f ON f.name = lower(s.name)
) AS shown"

# What the installed PostgreSQL has against the body, which is lines as in postgresql.conf and may hold passwords: it gets
# them in memory, reads them as it does when it starts, and ends there.
try_settings() { # DATA_DIRECTORY BIN_DIRECTORY
    said=$(printf '%s' "$body" | as_owner 15 python3 -c "$try_by_postgres" "$2/postgres" "$1" 2>&1)
    status=$?
    if [ "$status" -gt 1 ]; then
        printf '%s' "$said" >&2
        return "$status"
    fi
    section tried "$status"
    printf '%s' "$said"
}

try_by_postgres='
import os, sys

program, data = sys.argv[1:]
lines = os.memfd_create("postgresql.conf", 0)
os.write(lines, sys.stdin.buffer.read())
os.execv(program, [program, "-D", data, "--config-file=/proc/self/fd/%d" % lines, "-C", "max_connections"])
'

# ---- stage, commit, discard: Patroni's file -------------------------------------------------------------------------

# Writes the body beside FILE and has Patroni check it there. EXPECTED and WANTED are the digests of the text that is to
# be replaced ("absent": there is none) and of the body.
stage() { # FILE EXPECTED WANTED LIMIT PATRONI
    file=$1 staged=$1.patrol-new
    if [ -L "$file" ]; then
        refuse link
    fi
    now=$(digest_of "$file") || return
    if [ "$now" != "$2" ]; then
        refuse changed
    fi
    directory=${file%/*}
    if [ ! -d "${directory:-/}" ]; then
        (umask 022 && mkdir -p -- "$directory") || return
    fi
    printf '%s' "$body" | create "$staged" || return
    now=$(digest_of "$staged") || return
    if [ "$now" != "$3" ]; then
        refuse damaged
    fi
    # On a running node the ports are in use. Before Patroni 4.0 there is no way to tell it so.
    said=$(check "$4" "$5" --validate-config --ignore-listen-port "$staged" 2>&1)
    status=$?
    case $status$said in
        2*'unrecognized arguments'*)
            said=$(check "$4" "$5" --validate-config "$staged" 2>&1)
            status=$?
            ;;
    esac
    section validation "$status"
    printf '%s' "$said"
}

# Patroni tries to connect to each host of the DCS, one after the other and without a limit: one that is down and drops
# packets costs two minutes. So it gets a limit for each, which takes a Python program around Patroni's own. Whatever is
# no Python program by its first line is run as it is.
check() { # LIMIT PATRONI OPTION...
    seconds=$1 patroni=$(command -v "$2") || patroni=$2
    first=
    if [ -f "$patroni" ] && [ -r "$patroni" ]; then
        IFS= read -r first <"$patroni"
    fi
    # shellcheck disable=SC2086  # the interpreter and its options
    case $first in
        '#!'*)
            if is_python ${first#??}; then
                shift 2
                set -- ${first#??} -c "$run_with_quick_connections" "$patroni" "$@"
                as_owner "$seconds" "$@"
                return
            fi
            ;;
    esac
    as_owner "$@"
}

is_python() { # INTERPRETER [OPTION...]
    case ${1##*/}:$* in
        python*:* | env:*python*) return 0 ;;
    esac
    return 1
}

# Like "python FILE" otherwise, also in where modules are looked for.
run_with_quick_connections='
import os, runpy, socket, sys

socket.setdefaulttimeout(2)
del sys.argv[0]
if not sys.path[0]:
    sys.path[0] = os.path.dirname(os.path.realpath(sys.argv[0]))
runpy.run_path(sys.argv[0], run_name="__main__")
'

# Moves the staged file into place. At every moment FILE is whole: the old one or the new one.
commit() { # FILE EXPECTED WANTED
    file=$1 staged=$1.patrol-new
    if [ -L "$file" ]; then
        refuse link
    fi
    now=$(digest_of "$file") || return
    if [ "$now" = "$3" ] && absent "$staged"; then
        return 0 # an earlier commit got this far, and its answer was lost
    fi
    if [ "$now" != "$2" ] && [ "$now" != "$3" ]; then
        refuse changed
    fi
    ready=$(digest_of "$staged") || return
    if [ "$ready" != "$3" ]; then
        refuse unstaged
    fi
    if [ "$now" != absent ] && [ "$now" != "$3" ]; then
        create "$file.previous.patrol-new" <"$file" || return
        mv -f -T -- "$file.previous.patrol-new" "$file.previous" || return
    fi
    if command -v restorecon >/dev/null; then
        restorecon -- "$staged"
    fi
    mv -f -T -- "$staged" "$file" || return
    directory=${file%/*}
    sync -- "${directory:-/}"
}

discard() { # FILE
    rm -f -- "$1.patrol-new" "$1.previous.patrol-new"
}

# ---- disable-native, start, check-rest, restart-patroni, restart, checkpoint: services ------------------------------

# Keeps UNIT from starting at boot. Nothing is stopped. Debian's clusters are started by a generator, which "disable"
# does not reach; only a mask does.
disable_native() { # UNIT
    state=$(property LoadState "$1") || return
    if [ "$state" = not-found ]; then
        return 0
    fi
    systemctl disable -- "$1" || :
    state=$(property UnitFileState "$1") || return
    case $state in
        enabled* | generated) systemctl mask -- "$1" ;;
    esac
}

# Enables UNIT and starts it, unless it runs already.
start() { # UNIT LIMIT
    stale=$(property NeedDaemonReload "$1") || return
    if [ "$stale" = yes ]; then
        systemctl daemon-reload || return
    fi
    if systemctl is-failed --quiet -- "$1"; then
        systemctl reset-failed -- "$1" || return
    fi
    timeout -k 5 "$2" systemctl enable --now -- "$1"
    status=$?
    section started "$status"
    return "$status"
}

# Tells whether Patroni could open its REST API so, a complaint a line. Changes nothing: what is bound is let go at once.
# OCCASION is "restart" or "reload": a reload neither stops the unit nor is worse off with a certificate that has expired.
check_rest() { # UNIT LIMIT OCCASION HOST PORT CERTIFICATE KEY AUTHORITY
    held=no
    for url in $(rest_places "$1"); do
        if [ "${url##*:}" = "$5" ]; then
            held=yes
        fi
    done
    if ! command -v ss >/dev/null; then
        held=unknown # whether it is Patroni itself that has the port
    fi
    mode=$(property KillMode "$1") || return
    section checked
    if [ "$3" = restart ] && ! leaves_postgresql "$mode"; then
        echo "the unit's KillMode is '$mode', so that its restart would kill PostgreSQL as well; set KillMode=process"
    fi
    limit=$2
    shift 2
    as_owner "$limit" python3 -c "$check_listener" "$held" "$@"
}

leaves_postgresql() { # KILLMODE
    [ "$1" = process ] || [ "$1" = none ]
}

# As Patroni opens it (patroni/api.py): bound with SO_REUSEADDR, the certificate and its key loaded together.
check_listener='
import socket, ssl, sys, time

held, occasion, host, port, certificate, key, authority = sys.argv[1:]
here = "" if host == "*" else host


def attempt(what, action):
    try:
        return action()
    except Exception as error:
        print("%s: %s" % (what, error))


def bind(number):
    # As Python does for an empty host, which is every IPv4 address.
    found = socket.getaddrinfo(here or "0.0.0.0", number, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    with socket.socket(*found[0][:3]) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(found[0][4])


class Encrypted(Exception):
    pass


def no_password():
    raise Encrypted("it is encrypted")


def load():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        context.load_cert_chain(certificate, key or None, no_password)
    except Encrypted:
        if occasion == "restart":
            raise # the password, which Patroni has, is not here to try
    if authority:
        context.load_verify_locations(cafile=authority)


def in_time():
    names = ssl._ssl._test_decode_cert(certificate)
    if ssl.cert_time_to_seconds(names["notAfter"]) <= time.time():
        print("certificate %s: it expired on %s" % (certificate, names["notAfter"]))
    if ssl.cert_time_to_seconds(names["notBefore"]) > time.time():
        print("certificate %s: it is not valid before %s" % (certificate, names["notBefore"]))


attempt("address " + host, lambda: bind(0))
if held == "no":
    attempt("port " + port, lambda: bind(int(port)))
if certificate:
    for path in certificate, key, authority:
        if path:
            attempt("file " + path, lambda: open(path, "rb").close())
    attempt("certificate %s and key %s" % (certificate, key or "in the same file"), load)
    if occasion == "restart":
        attempt("certificate " + certificate, in_time)
'

# Restarts UNIT, which leaves PostgreSQL running if the cluster is in a pause and systemd does not kill it.
restart_patroni() { # UNIT LIMIT
    mode=$(property KillMode "$1") || return
    if ! leaves_postgresql "$mode"; then
        refuse killmode
    fi
    stale=$(property NeedDaemonReload "$1") || return
    if [ "$stale" = yes ]; then
        systemctl daemon-reload || return
    fi
    timeout -k 5 "$2" systemctl restart -- "$1"
    status=$?
    section started "$status"
    return "$status"
}

# Restarts PostgreSQL under Patroni if a restart is pending there.
restart() { # FILE SCOPE MEMBER LIMIT PATRONICTL
    said=$(as_owner "$4" "$5" -c "$1" restart --pending --force -- "$2" "$3" 2>&1)
    status=$?
    section restarted "$status"
    printf '%s' "$said"
}

# Writes out what a shutdown would have to.
checkpoint() { # DATA_DIRECTORY BIN_DIRECTORY LIMIT
    if [ ! -r "$1/postmaster.pid" ]; then
        echo "no server runs on $1" >&2
        return 1
    fi
    said=$(echo CHECKPOINT | sql "$@" 2>&1)
    status=$?
    section checkpoint "$status"
    printf '%s' "$said"
}

# ---- reset-parameters: the server's own file ------------------------------------------------------------------------

# Each name reaches the server as a quoted identifier; a name that the file does not have is no error.
reset_parameters() { # DATA_DIRECTORY BIN_DIRECTORY LIMIT NAME...
    data=$1 bin=$2 patience=$3
    shift 3
    for name in "$@"; do
        echo 'ALTER SYSTEM RESET :"name";' | sql "$data" "$bin" "$patience" -v "name=$name" || return
    done
    echo 'SELECT pg_reload_conf();' | sql "$data" "$bin" "$patience" >&2
}

# ---- Requests -------------------------------------------------------------------------------------------------------

serve() { # ARGUMENT...
    case $verb in
        observe | glance | settings | stage | commit | discard | start | restart | checkpoint) "$verb" "$@" ;;
        try-settings) try_settings "$@" ;;
        disable-native) disable_native "$@" ;;
        reset-parameters) reset_parameters "$@" ;;
        check-rest) check_rest "$@" ;;
        restart-patroni) restart_patroni "$@" ;;
        *)
            echo "unknown verb: $verb" >&2
            return 1
            ;;
    esac
}

# Requests come from 4, so that no command can eat them; answers go to 3 while "error" is being collected.
exec 3>&1 4<&0 </dev/null
while IFS=' ' read -r verb token count bytes <&4; do
    set --
    while [ "$#" -lt "$count" ] && IFS= read -r argument <&4; do
        set -- "$@" "$argument"
    done
    body=
    if [ "$bytes" -gt 0 ]; then
        body=$(head -c "$bytes" <&4 && echo .) # the dot keeps the line breaks at the end
        body=${body%.}
    fi
    if [ "$#" -ne "$count" ] || [ "${#body}" -ne "$bytes" ]; then
        exit 1 # the connection broke in the middle of a request
    fi
    error=$(serve "$@" 2>&1 >&3 3>&- 4<&-)
    status=$?
    section error
    printf '%s' "$error"
    section end "$status"
done

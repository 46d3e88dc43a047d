"""Random pg_hba lists on a real server, and what became of real connections under each.

    hba_truth.py serve PORT                             on another node: connects where it is told to, and says whether it could
    hba_truth.py run BINDIR LISTS SEED SELF OTHER PORT  on the server's node, as postgres

"run" makes a server of its own, on the port before the one that "serve" has. For each list it puts pg_hba.conf in place, has the server read it, asks the
server whether it could, and then connects with libpq: through the socket, from loopback, from the node's own address and
from the other node. It prints one JSON document a line: the list, whether it was read, and the attempts.
"""
import base64, ctypes, hashlib, hmac, json, os, random, shutil, signal, socket, subprocess, sys

libpq = ctypes.CDLL("libpq.so.5")
for name in "PQconnectdb", "PQexec":
    getattr(libpq, name).restype = ctypes.c_void_p
libpq.PQgetvalue.restype = ctypes.c_char_p
libpq.PQgetvalue.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_int]
libpq.PQexec.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
for name in "PQstatus", "PQfinish", "PQclear", "PQntuples":
    getattr(libpq, name).argtypes = [ctypes.c_void_p]

PORT = int(sys.argv[-1]) - 1
FOLDER, PASSWORD = "/tmp/hba_truth_%d" % PORT, "secret"


def connects(conninfo):
    connection = libpq.PQconnectdb(conninfo.encode())
    good = libpq.PQstatus(connection) == 0
    libpq.PQfinish(connection)
    return good


def serve(port):
    # Nothing of the caller's is kept open, or it would wait for this to end.
    with socket.create_server(("0.0.0.0", port)) as server:
        connection, _ = server.accept()
        with connection, connection.makefile("rw") as lines:
            for line in lines:
                lines.write("1\n" if connects(line.strip()) else "0\n")
                lines.flush()


def verifier():
    """SCRAM with one iteration instead of 4096: thousands of logins are to take seconds."""
    salt = b"sixteen bytes 16"
    salted = hashlib.pbkdf2_hmac("sha256", PASSWORD.encode(), salt, 1)
    stored = hashlib.sha256(hmac.new(salted, b"Client Key", "sha256").digest()).digest()
    server = hmac.new(salted, b"Server Key", "sha256").digest()
    encoded = [base64.b64encode(part).decode() for part in (salt, stored, server)]
    return "SCRAM-SHA-256$1:%s$%s:%s" % tuple(encoded)


# A role, the roles that it is a member of, whether it is a superuser.
ROLES = {"app": ["staff"], "web": ["crew", "staff"], "postgres": [], "staff": [], "replicator": []}
DATABASES = ["app", "postgres", "shop_1", "staff"]


def start(bin_dir, self_address):
    shutil.rmtree(FOLDER, ignore_errors=True)
    data = FOLDER + "/data"
    quiet = {"stdout": subprocess.DEVNULL, "check": True}
    subprocess.run([bin_dir + "/initdb", "-D", data, "-A", "trust", "-U", "postgres", "-N"], **quiet)
    with open(data + "/postgresql.conf", "w") as conf:
        conf.write(
            "port = %d\nlisten_addresses = '127.0.0.1, ::1, %s'\nunix_socket_directories = '%s'\nfsync = off\nssl = on\n"
            "ssl_cert_file = '%s/crt'\nssl_key_file = '%s/key'\nshared_buffers = 16MB\nlogging_collector = off\n"
            "max_connections = 20\nautovacuum = off\nmax_logical_replication_workers = 0\nlog_min_messages = panic\n"
            % (PORT, self_address, FOLDER, FOLDER, FOLDER)
        )
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=t",
         "-keyout", FOLDER + "/key", "-out", FOLDER + "/crt"], stderr=subprocess.DEVNULL, **quiet)
    os.chmod(FOLDER + "/key", 0o600)
    subprocess.run([bin_dir + "/pg_ctl", "-D", data, "-w", "-l", FOLDER + "/log", "start"], **quiet)
    roles = ["SET password_encryption = 'scram-sha-256'", "CREATE DATABASE control", "CREATE ROLE control SUPERUSER LOGIN", "CREATE ROLE crew", "CREATE ROLE staff LOGIN", "CREATE ROLE app LOGIN IN ROLE staff", "GRANT staff TO crew",
             "CREATE ROLE web LOGIN IN ROLE crew", "CREATE ROLE replicator LOGIN REPLICATION"]
    roles += ["CREATE DATABASE " + name for name in DATABASES if name != "postgres"]
    roles += ["ALTER ROLE %s REPLICATION PASSWORD '%s'" % (name, verifier()) for name in ROLES]
    command = ["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-h", FOLDER, "-p", str(PORT), "-U", "postgres", "postgres"]
    subprocess.run(command, input=";\n".join(roles).encode(), **quiet)
    with open(data + "/postmaster.pid") as pid:
        return data, int(pid.readline())


KINDS = ["local"] * 4 + ["host"] * 6 + ["hostssl", "hostnossl", "hostnogssenc"] * 2 + ["hostgssenc"]
METHODS = ["trust"] * 4 + ["reject"] * 3 + ["scram-sha-256"] * 3 + ["md5", "password", "cert", "peer", "ident"]


class Lists:
    """Lists in which most lines have something to do with the connections that will be tried."""

    def __init__(self, dice, clients):
        self.dice, self.clients = dice, clients

    def names(self, plain, special):
        dice = self.dice
        if dice.random() < 0.4:
            return "all"
        words = [dice.choice(special if dice.random() < 0.7 else plain) for _ in range(dice.choice([1, 1, 1, 2, 3]))]
        words = ['"%s"' % word if dice.random() < 0.08 else word for word in words]
        return dice.choice([",", ",", ", ", ",,"]).join(words)

    def address(self):
        dice = self.dice
        client = dice.choice(self.clients)
        near = client.rsplit(".", 1)[0] + ".0/24" if "." in client else "::/64"
        return dice.choice([
            "all", "all", "all", "all", "0.0.0.0/0", "0.0.0.0/0", "::/0", "samehost", "samenet", "10.0.0.0/8", "127.0.0.0/8", near, near,
            client + ("/32" if "." in client else "/128"), client + ("/32" if "." in client else "/128"),
            "10.77.0.0 255.255.0.0", client + (" 255.255.255.255" if "." in client else " ffff::"), "localhost", '"all"',
            "10.0.0.0/7", "::ffff:127.0.0.1/128", "127.0.0.1/31", "10.77.0.1  255.0.255.0",
        ])

    def line(self):
        dice = self.dice
        kind = dice.choice(KINDS)
        database = self.names(DATABASES, ["all", "all", "all", "all", "replication", "replication", "sameuser", "samerole",
                                          "/^shop", "/_[0-9]$", "/a.p", "/^(app|staff)$", "samegroup", "/x{2}|s\\w+f"])
        user = self.names(sorted(ROLES), ["all", "all", "all", "+staff", "+crew", "+app", "/^a", "/e$", "/^(web|postgres)$",
                                          "+nobody"])
        method = dice.choice(METHODS)
        if method == "cert" and kind != "hostssl" and dice.random() < 0.98:
            method = "reject"
        if method == "peer" and kind != "local" and dice.random() < 0.98:
            method = "trust"
        option = ""
        if dice.random() < 0.02:
            option = dice.choice([" map=ops", " clientcert=verify-ca", " nothing", " #map", " clientname=CN"])
        gap = dice.choice([" ", " ", "\t", "   "])
        fields = [kind, database, user] + ([] if kind == "local" else [self.address()]) + [method + option]
        return gap.join(fields)

    def list(self):
        dice = self.dice
        lines = [self.line() for _ in range(dice.choice([1, 2, 3, 4, 5, 6, 7, 8]))]
        if dice.random() < 0.2:
            lines.insert(dice.randrange(len(lines) + 1), dice.choice(
                ["# host all all all reject", "", "# \\", "host all all all trust # reject", "  \t", "#\\"]))
        if dice.random() < 0.05:
            lines.insert(dice.randrange(len(lines) + 1), dice.choice(
                ["host all all trust", "hosts all all all trust", "include other", 'host all "all all trust',
                 "host all all 10.0.0.1 trust", "local all all scram", "host all @file all trust", "host all all 10.1/8 md5",
                 "host all all pg9/24 trust", "local", "local all all trust,reject", "host all /( all trust",
                 "host all /**a all trust", "host all all ::1/129 trust", "hostssl all all 1.2.3.4/33 md5"]))
        return lines


def attempt(dice, clients):
    origin = dice.choice([""] + clients)
    return {
        "client": origin, "user": dice.choice(sorted(ROLES)), "database": dice.choice(DATABASES),
        "replicates": dice.random() < 0.2, "ssl": dice.choice(["disable"] * 4 + ["require", "prefer", "allow"]),
    }


def run(bin_dir, count, seed, self_address, other_address, other_port):
    dice = random.Random(seed)
    data, pid = start(bin_dir, self_address)
    other = socket.create_connection((other_address, other_port)).makefile("rw")
    clients = ["127.0.0.1", "::1", self_address, other_address]
    lists = Lists(dice, clients)
    # One connection for all: the function reads the file anew each time.
    control = libpq.PQconnectdb(b"host=%s port=%d dbname=control user=control" % (FOLDER.encode(), PORT))

    def first_error():
        result = libpq.PQexec(control, b"SELECT min(error) FROM pg_hba_file_rules")
        if libpq.PQntuples(result) != 1:
            sys.exit("the server does not answer")
        error = libpq.PQgetvalue(result, 0, 0).decode()
        libpq.PQclear(result)
        return error

    def connect(wanted):
        target = {"": FOLDER, other_address: self_address}.get(wanted["client"], wanted["client"])
        conninfo = "host=%s port=%d user=%s dbname=%s password=%s sslmode=%s gssencmode=disable connect_timeout=20" % (
            target, PORT, wanted["user"], wanted["database"], PASSWORD, wanted["ssl"])
        if wanted["replicates"]:
            conninfo += " replication=true"
        if wanted["client"] != other_address:
            return connects(conninfo)
        other.write(conninfo + "\n")
        other.flush()
        return other.readline() == "1\n"

    for _ in range(count):
        lines = lists.list()
        with open(data + "/pg_hba.conf", "w") as file:
            file.write("\n".join(lines) + "\n")
        error = first_error()
        # The postmaster reads its files before it takes up connections that come after the signal.
        os.kill(pid, signal.SIGHUP)
        attempts = [] if error else [attempt(dice, clients)]
        for wanted in attempts:
            wanted["connects"] = connect(wanted)
        print(json.dumps({"lines": lines, "error": error, "attempts": attempts}))
    subprocess.run([bin_dir + "/pg_ctl", "-D", data, "-m", "immediate", "stop"], stdout=subprocess.DEVNULL, check=True)
    shutil.rmtree(FOLDER)


if sys.argv[1] == "serve":
    serve(int(sys.argv[2]))
else:
    run(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5], sys.argv[6], int(sys.argv[7]))

#!/usr/bin/env python3
"""Holds Patrol's forecasts against the truth, for every row of pg_settings that can be set.

Usage: examples/forecast.py [--suite bookworm|trixie]... [--lab NAME] [--subnet A.B.C] [--write]

Boots two nodes of each release (PostgreSQL 15 under Patroni 3.0.2, PostgreSQL 17 under Patroni 4.0.7), gives every
parameter another value through a commit and `patrol apply`, and compares what `patrol plan` said of each with what
PostgreSQL and Patroni then report. A switchover that is scheduled for the far future keeps Patrol from restarting
anything meanwhile. With --write the result goes into reconciler/docs/forecast.md. Ends with 1 if one forecast was wrong.
Needs root, as examples/lab/lab does.
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

HOME = pathlib.Path(__file__).resolve().parent.parent
LAB = HOME / "examples/lab/lab"
PATROL = os.environ.get("PATROL", str(HOME / "reconciler/bin/patrol"))
DOCUMENT = HOME / "reconciler/docs/forecast.md"
ENVIRONMENT = dict(os.environ, DEMO_SUPERUSER="su", DEMO_REPLICATION="rep")

# What is not another value by the general rule below: words and texts, and numbers with rules of their own. None: there is
# no other one on these nodes.
VALUES = {
    "application_name": "x", "archive_cleanup_command": "true", "archive_command": "true",
    "archive_library": "basic_archive", "backtrace_functions": "x", "bonjour": None, "bonjour_name": "x", "client_encoding": "LATIN1",
    "config_file": "/tmp/x.conf", "createrole_self_grant": "set", "data_directory": "/tmp/x", "DateStyle": "German, DMY",
    "debug_io_direct": "data", "default_table_access_method": None, "default_tablespace": "pg_default",
    "default_text_search_config": "pg_catalog.simple", "dynamic_library_path": "$libdir:/tmp", "event_source": "x",
    "extension_destdir": "/tmp", "external_pid_file": "/tmp/x.pid", "huge_page_size": 2048, "jit_provider": "x", "krb_server_keyfile": "/tmp/x",
    "lc_messages": "C", "lc_monetary": "C", "lc_numeric": "C", "lc_time": "C", "local_preload_libraries": "auto_explain",
    "log_destination": "stderr,csvlog", "log_directory": "other", "log_file_mode": "0640", "log_filename": "x-%H.log",
    "log_line_prefix": "%m ", "log_timezone": "GMT", "max_slot_wal_keep_size": 10240, "oauth_validator_libraries": "x",
    "primary_conninfo": "host=x", "primary_slot_name": "x", "promote_trigger_file": "/tmp/x",
    "recovery_end_command": "true", "recovery_target": "immediate", "recovery_target_lsn": "0/1",
    "recovery_target_name": "x", "recovery_target_time": "2026-01-01 00:00:00+00", "recovery_target_timeline": "current",
    "recovery_target_xid": "3", "restore_command": "true", "restrict_nonsystem_relation_kind": "view",
    "search_path": "public", "session_preload_libraries": "auto_explain",
    "shared_preload_libraries": "pg_stat_statements", "ssl_ca_file": "/tmp/x", "ssl_cert_file": "/tmp/x",
    "ssl_ciphers": "HIGH", "ssl_crl_dir": "/tmp", "ssl_crl_file": "/tmp/x", "ssl_dh_params_file": "/tmp/x",
    "ssl_ecdh_curve": "secp384r1", "ssl_key_file": "/tmp/x", "ssl_passphrase_command": "true",
    "stats_temp_directory": "/tmp", "synchronized_standby_slots": "pg2", "synchronous_standby_names": "pg2",
    "syslog_ident": "x", "temp_tablespaces": "pg_default", "TimeZone": "GMT", "timezone_abbreviations": "Australia",
    "unix_socket_directories": "/var/run/postgresql, /tmp", "unix_socket_group": "postgres",
    "unix_socket_permissions": "0770", "wal_consistency_checking": "heap", "hba_file": "/tmp/x", "ident_file": "/tmp/x",
    "listen_addresses": "127.0.0.1", "cluster_name": "x",
    # Long enough to do no harm.
    "statement_timeout": 3600000, "lock_timeout": 3600000, "idle_session_timeout": 3600000, "transaction_timeout": 3600000,
    "idle_in_transaction_session_timeout": 3600000,
    # A multiple of 16 (slru.c).
    **{name + "_buffers": 64 for name in ("commit_timestamp", "multixact_member", "multixact_offset", "notify",
                                          "serializable", "subtransaction", "transaction")},
}

# Each alone, before all the others: they refuse one another, or psql does not get in any more.
ALONE = ["archive_library", "log_statement_stats", "db_user_namespace", "recovery_target", "recovery_target_lsn",
         "recovery_target_name", "recovery_target_time", "recovery_target_xid"]


class Cluster:
    """Two nodes, a repository, and Patrol."""

    def __init__(self, suite, lab, subnet):
        self.suite, self.lab, self.subnet = suite, lab, subnet
        run(LAB, "up", "--name", lab, "--nodes", "2", "--suite", suite, "--subnet", subnet,
            "--owner-pid", str(os.getpid()))
        env = dict(re.findall(r"^(?:export )?(\w+)='?([^'\n]*)'?$", run(LAB, "env", "--name", lab), re.M))
        self.version = int(env["PG_VERSION"])
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="patrol-forecast."))
        self.file = self.folder / "definitions/clusters/demo.yaml"
        self.file.parent.mkdir(parents=True)
        self.settings = self.folder / "patrol.yaml"
        self.settings.write_text(f"""repo: {self.folder}/definitions
state_directory: {self.folder}/state
ssh:
  user: {env['LAB_USER']}
  key: {env['LAB_KEY']}
  known_hosts: {env['LAB_KNOWN_HOSTS']}
""")
        self.git("init", "-q", "-b", "main")

    def git(self, *words):
        run("git", "-C", self.folder / "definitions", "-c", "user.name=x", "-c", "user.email=x@example.org", *words)

    def commit(self, parameters):
        """A commit in which the cluster has these parameters besides its own."""
        own = {"max_connections": 60, "shared_buffers": "32MB"}
        lines = "".join(f"    {name}: {json.dumps(value)}\n" for name, value in {**own, **parameters}.items())
        self.file.write_text(f"""cluster: demo
layout: debian
postgresql:
  version: {self.version}
  parameters:
{lines}patroni: {{ttl: 20, loop_wait: 1, retry_timeout: 3}}
users:
  superuser: {{name: postgres, password: {{env: DEMO_SUPERUSER}}}}
  replication: {{name: replicator, password: {{env: DEMO_REPLICATION}}}}
hba:
  - {{type: host, database: all, user: all, address: {self.subnet}.0/24, method: scram-sha-256}}
nodes:
  pg1: {{address: {self.subnet}.11}}
  pg2: {{address: {self.subnet}.12}}
""")
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "x")

    def patrol(self, command, accepted):
        done = subprocess.run([PATROL, command, "--format=json", f"--settings={self.settings}"], env=ENVIRONMENT,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
        if done.returncode not in accepted:
            sys.exit(f"patrol {command} ended with {done.returncode}\n{done.stdout}\n{done.stderr}")
        return json.loads(done.stdout)

    def on(self, node, script):
        return run(LAB, "exec", "--name", self.lab, node, "bash", "-euc", script)

    def sql(self, statement):
        quoted = statement.replace("'", "'\\''")
        return json.loads(self.on("pg1", "cd /; runuser -u postgres -- psql -XAtqc "
                                  f"'SELECT json_agg(row_to_json(x)) FROM ({quoted}) x'"))

    def status(self):
        return json.loads(self.on("pg1", "curl -sf --retry 9 --retry-delay 2 --retry-all-errors http://127.0.0.1:8008/patroni"))

    def hold_restarts(self):
        """Schedules a switchover for a day that nobody will see: no restart may happen before it."""
        body = json.dumps({"leader": "pg1", "candidate": "pg2", "scheduled_at": "2099-01-01T00:00:00+00:00"})
        self.on("pg1", f"curl -sf -d '{body}' http://127.0.0.1:8008/switchover >&2")

    def down(self):
        run(LAB, "down", "--name", self.lab)
        shutil.rmtree(self.folder)


def run(*command):
    done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          stdin=subprocess.DEVNULL, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))[:300]}\nended with {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def other_value(row):
    """A value of the parameter that it does not have; None if there is no other."""
    name, kind, now = row["name"], row["vartype"], row["setting"]
    if name in VALUES:
        return VALUES[name]
    if kind == "bool":
        return now != "on"
    if kind == "enum":
        words = row["enumvals"]
        others = words[words.index(now) + 1:] + words[:words.index(now)] if now in words else words
        return next((word for word in others if word), None)
    if kind == "string":
        return "x"
    number, least, most = float(now), float(row["min_val"]), float(row["max_val"])
    step = 1 if kind == "integer" or most > 2 else (most - least) / 10
    if number + step <= most:
        number += step
    elif number - step >= least:
        number -= step
    else:
        return None
    return int(number) if kind == "integer" else round(number, 6)


def key(change):
    found = re.fullmatch(r"postgresql\.parameters\.(.+)", change["key"])
    return found and found.group(1)


def forecasts(plan):
    """What the plan says of each parameter."""
    cluster = plan["clusters"][0]
    return {key(change): change for step in cluster["steps"] + cluster["held"] for change in step["changes"]
            if change["layer"] == "dynamic" and key(change)}


def refused_by_definition(cluster, rows):
    """Parameters that a definition may not have at all, with the problem."""
    suspects = ("port", "listen_addresses", "cluster_name", "hba_file", "ident_file", "hot_standby")
    refused = {}
    for row in rows:
        if row["name"] in suspects:
            cluster.commit({row["name"]: other_value(row)})
            problems = cluster.patrol("validate", (1,))["problems"]
            refused[row["name"]] = next(problem["message"] for problem in problems if problem["severity"] == "error")
    return refused


def settle(cluster):
    """Waits until Patroni has taken the dynamic configuration over: two loops and its second of rest."""
    time.sleep(6)
    return cluster.status()


def judge(cluster, values, rows):
    """Applies new values; for each, the forecast, the truth and whether they agree."""
    cluster.commit(values)
    plan = cluster.patrol("plan", (2, 3))
    said = forecasts(plan)
    refused = {name: said[name]["reason"] for name in values if name in said and said[name]["effect"] == "refused"}
    if refused:
        values = {name: value for name, value in values.items() if name not in refused}
        if not values:
            return {name: ("refused", why, True) for name, why in refused.items()}
        cluster.commit(values)
        said = forecasts(cluster.patrol("plan", (2, 3)))
    cluster.patrol("apply", (0, 3))
    status = settle(cluster)
    results = {name: ("refused", why, True) for name, why in refused.items()}
    if "db_user_namespace" in values:
        # Nobody gets in any more but Patroni, which is in.
        pending = bool(status.get("pending_restart"))
        return {"db_user_namespace": ("reload", "pending" if pending else "in effect", not pending)}
    seen = {row["name"]: row for row in cluster.sql("""
        SELECT s.name, s.setting, s.pending_restart, f.applied, f.error FROM pg_settings s
        LEFT JOIN pg_file_settings f ON lower(f.name) = lower(s.name) AND f.sourcefile = current_setting('config_file')""")}
    reasons = status.get("pending_restart_reason")
    for name in values:
        forecast = said[name]["effect"] if name in said else "nothing"
        row = seen[name]
        pending = row["pending_restart"] if reasons is None else name in reasons
        truth = "pending" if pending else "in effect" if row["applied"] else "unchanged"
        changed = row["setting"] != rows[name]["setting"]
        if name in RECOVERY:
            agrees = truth == "unchanged" and not changed and forecast in ("reload", "nothing")
            truth = "not of this server"
        else:
            agrees = (forecast, truth) in (("restart", "pending"), ("reload", "in effect")) or (
                forecast == "nothing" and truth != "pending" and not changed)
        results[name] = (forecast, truth if agrees else f"{truth}, {row}", agrees)
    return results


RECOVERY = {"archive_cleanup_command", "primary_conninfo", "primary_slot_name", "promote_trigger_file",
            "recovery_end_command", "recovery_min_apply_delay", "recovery_target", "recovery_target_action",
            "recovery_target_inclusive", "recovery_target_lsn", "recovery_target_name", "recovery_target_time",
            "recovery_target_timeline", "recovery_target_xid", "restore_command"}


def measure(suite, lab, subnet):
    cluster = Cluster(suite, lab, subnet)
    try:
        cluster.commit({})
        cluster.patrol("apply", (0,))
        for node in "pg1", "pg2":
            cluster.on(node, 'cd $(pg_config --pkglibdir 2>/dev/null || ls -d /usr/lib/postgresql/*/lib) && mkdir -p plugins'
                             ' && ln -sf ../auto_explain.so plugins/')
        cluster.hold_restarts()
        rows = {row["name"]: row for row in cluster.sql("SELECT * FROM pg_settings WHERE context <> 'internal'")}
        results = {name: ("refused", why, True) for name, why in refused_by_definition(cluster, rows.values()).items()}
        single = {name: row for name, row in rows.items() if other_value(row) is None}
        results.update({name: ("-", "it takes no other value in this build", True) for name in single})
        todo = {name: other_value(row) for name, row in rows.items() if name not in results}
        for name in [name for name in ALONE if name in todo]:
            results.update(judge(cluster, {name: todo.pop(name)}, rows))
            if name == "db_user_namespace":
                unlock(cluster)
        results.update(judge(cluster, todo, rows))
        about = (f"PostgreSQL {cluster.sql('SELECT current_setting($$server_version$$) AS v')[0]['v'].split()[0]}, "
                 f"Patroni {cluster.status()['patroni']['version']}")
        total = cluster.sql("SELECT count(*) AS n FROM pg_settings")[0]["n"]
        return about, total, results
    finally:
        cluster.down()


def unlock(cluster):
    cluster.commit({})
    # Patrol's own look at pg_settings does not get in either; the plan warns, and takes the parameter away again.
    cluster.patrol("apply", (0, 3))
    settle(cluster)


def table(measured):
    lines = ["| | " + " | ".join(about for about, _, _ in measured) + " |", "| --- |" + " --- |" * len(measured)]

    def row(label, count):
        lines.append(f"| {label} | " + " | ".join(str(count(total, results)) for _, total, results in measured) + " |")

    def counted(forecast):
        def count(_, results):
            found = [result for result in results.values() if result[0] == forecast]
            return f"{sum(result[2] for result in found)} of {len(found)}"
        return count

    row("rows of `pg_settings`", lambda total, _: total)
    row("of these, not `internal`", lambda _, results: len(results))
    row("forecast *restart*, then reported as pending", counted("restart"))
    row("forecast *reload*, then in effect and not pending", counted("reload"))
    row("forecast *nothing*, then unchanged", counted("nothing"))
    row("refused before anything was written", lambda _, results: sum(r[0] == "refused" for r in results.values()))
    row("takes no other value in this build", lambda _, results: sum(r[0] == "-" for r in results.values()))
    row("**wrong forecasts**", lambda _, results: sum(not r[2] for r in results.values()))
    return "\n".join(lines)


def exceptions(measured):
    lines = []
    for about, _, results in measured:
        lines += ["", f"**{about}**, what could not be changed, and why:", "", "| parameter | why |", "| --- | --- |"]
        for name, (forecast, why, _) in sorted(results.items(), key=lambda item: item[0].lower()):
            if forecast in ("refused", "-"):
                lines.append(f"| `{name}` | {why.replace('|', '&#124;')} |")
        restarts = sorted((name for name, result in results.items() if result[0] == "restart"), key=str.lower)
        nothing = sorted((name for name, result in results.items() if result[0] == "nothing"), key=str.lower)
        lines += ["", "*Restart*: " + ", ".join(f"`{name}`" for name in restarts) + "."]
        if nothing:
            lines += ["", "*Nothing*: " + ", ".join(f"`{name}`" for name in nothing) + "."]
        lines += ["", "All others: *reload*."]
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--suite", action="append", choices=["bookworm", "trixie"])
    parser.add_argument("--lab", default="forecast")
    parser.add_argument("--subnet", default="10.77.90")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    measured = []
    for suite in options.suite or ["bookworm", "trixie"]:
        measured.append(measure(suite, options.lab, options.subnet))
        about, _, results = measured[-1]
        wrong = {name: result for name, result in results.items() if not result[2]}
        print(f"{about}: {len(results)} parameters, {len(wrong)} wrong forecasts", flush=True)
        for name, result in wrong.items():
            print(f"  {name}: {result[0]}, but {result[1]}", flush=True)
    text = table(measured) + "\n" + exceptions(measured) + "\n"
    print(text)
    if options.write:
        document = DOCUMENT.read_text()
        begin, end = "<!-- measured: begin -->\n", "<!-- measured: end -->"
        head, rest = document.split(begin)
        DOCUMENT.write_text(head + begin + "\n" + text + "\n" + end + rest.split(end)[1])
    sys.exit(any(not result[2] for _, _, results in measured for result in results.values()))


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Measures the server against floors of the same run and writes bench/README.md: run.py BUILD_DIR

A floor is the very SQL the server runs, recorded from it and replayed on bare SQLite with nothing
around it (record.c, replay.c). Floor and server take turns three times; the best of each counts, so
that a busy machine disturbs both alike; CPU time for each request is given beside the rates. Latencies under open load count from when a request was
due (load.c). BENCH_TASKS and BENCH_SECONDS make a shorter run.
"""

import datetime
import gzip
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

BUILD = sys.argv[1] if len(sys.argv) > 1 else "build"
TASKS = int(os.environ.get("BENCH_TASKS", "100000"))
SECONDS = float(os.environ.get("BENCH_SECONDS", "3"))
LIST = "/tasks?state=open&lead=14&sort=due"
SIGN_IN = "role=focal_officer"
BODY = ("_token={token}&title=Xu+ly+diem+ngap+{n}&output=Bao+cao+ket+qua&lead=14"
        "&person=Nguyen+Van+An&due=2027-03-31&do=activate")
POST = ["-b", BODY, "-t", "/tasks/new", "/tasks"]
MARK = "INSERT INTO task "
ROUNDS = 3
WORK = tempfile.mkdtemp(prefix="giaoban-bench-")
LOAD = [f"{BUILD}/bench/load", "-s", SIGN_IN]


def run(command, **keys):
    done = subprocess.run(command, capture_output=True, text=True, check=False, **keys)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout


def measure(command):
    return json.loads(run(command))


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Server:
    """A `giaoban serve` on a store; .host, .ready_ms; stopped at the end of a with-block."""

    def __init__(self, store, core=None, record=None):
        self.host = f"127.0.0.1:{free_port()}"
        self.prefix = [] if core is None else ["taskset", "-c", str(core)]
        self.store = store
        self.env = dict(os.environ)
        if record is not None:
            self.env["GB_RECORD"] = record
            self.env["LD_PRELOAD"] = os.path.abspath(f"{BUILD}/bench/librecord.so")

    def __enter__(self):
        begin = time.monotonic()
        self.process = subprocess.Popen(
            [*self.prefix, f"{BUILD}/giaoban", "serve", "--db", self.store, "--listen", self.host],
            env=self.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while time.monotonic() < begin + 60:
            try:
                urllib.request.urlopen(f"http://{self.host}/sign-in", timeout=30).read()
                self.ready_ms = (time.monotonic() - begin) * 1000
                return self
            except OSError:
                time.sleep(0.002)
        sys.exit("the server did not start")

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()

    def load(self, *options, core=None):
        """One run of load, with the server's own CPU time for each request in cpu_us."""
        prefix = [] if core is None else ["taskset", "-c", str(core)]
        before = self.cpu_us()
        result = measure([*prefix, *LOAD, *options[:-1], self.host, options[-1]])
        result["cpu_us"] = (self.cpu_us() - before) / max(1, result["all"])
        return result

    def cpu_us(self):
        with open(f"/proc/{self.process.pid}/stat", encoding="ascii") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) * 1e6 / os.sysconf("SC_CLK_TCK")

    def memory_mb(self):
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:
            return int(re.search(r"RssAnon:\s+(\d+)", file.read()).group(1)) / 1024


class Visitor:
    """Signs in and reads pages as a browser would: compressed, with cookies."""

    def __init__(self, host):
        self.host = host
        self.cookies = {}
        token = re.search(r'name="_token" value="([^"]*)"', self.page("/sign-in")[0]).group(1)
        self.ask("/demo/sign-in", f"_token={token}&{SIGN_IN}".encode())

    def ask(self, path, body=None):
        class Stay(urllib.request.HTTPRedirectHandler):
            def redirect_request(self, *_):
                return None
        request = urllib.request.Request(f"http://{self.host}{path}", body, {
            "Accept-Encoding": "gzip",
            "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())})
        try:
            answer = urllib.request.build_opener(Stay).open(request)
        except urllib.error.HTTPError as error:
            answer = error
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name] = value
        return answer

    def page(self, path):
        """Text, bytes over the wire, status."""
        answer = self.ask(path)
        body = answer.read()
        wire = len(body)
        if answer.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        return body.decode("utf-8", "replace"), wire, answer.status


def copy_store(source, name):
    target = f"{WORK}/{name}"
    for end in ("", "-wal", "-shm"):
        if os.path.exists(target + end):
            os.unlink(target + end)
    shutil.copy(source, target)
    if os.path.exists(source + ".keys"):
        shutil.copy(source + ".keys", target + ".keys")
    return target


def best(results, key="rate"):
    return max(results, key=lambda r: r[key])


def record_list(store):
    """The statements of one list page, without those of other connections' writes."""
    record = f"{WORK}/list"
    with Server(copy_store(store, "rec.db"), record=record) as server:
        visitor = Visitor(server.host)
        visitor.page(LIST)
        time.sleep(1.5)  # the session's last-seen and the chain of the audit log are written
        open(record + ".on", "w", encoding="ascii").close()
        visitor.page(LIST)
        os.unlink(record + ".on")
    keep_readers(record)
    return record


def keep_readers(record):
    with open(record, encoding="utf-8") as file:
        lines = file.readlines()
    writers = {line.split("\t")[0] for line in lines
               if line.split("\t")[1].startswith(("BEGIN IMMEDIATE", "INSERT", "UPDATE"))}
    with open(record, "w", encoding="utf-8") as file:
        file.writelines(line for line in lines if line.split("\t")[0] not in writers)


def record_creations(store):
    record = f"{WORK}/creations"
    with Server(copy_store(store, "rec.db"), record=record) as server:
        open(record + ".on", "w", encoding="ascii").close()
        server.load("-c", "32", "-w", "0", "-d", str(SECONDS * 3), *POST)
        os.unlink(record + ".on")
    return record


def bench_list(store):
    record = record_list(store)
    floors, pages = [], []
    with Server(store, core=0) as server:
        for _ in range(ROUNDS):
            floors.append(measure(["taskset", "-c", "0", f"{BUILD}/bench/replay", "read", record,
                                   store, str(SECONDS)]))
            pages.append(server.load("-c", "16", "-d", str(SECONDS), LIST, core=1))
        half = best(pages)["rate"] / 2
        calm = min((server.load("-c", "64", "-r", str(half), "-d", str(SECONDS), LIST, core=1)
                    for _ in range(ROUNDS)), key=lambda r: r["p99_us"])
    return {"floor": best(floors), "page": best(pages), "calm": calm, "half": half}


def bench_creations(store):
    record = record_creations(store)
    results = {"floor64": [], "floor1": [], "c64": [], "c8": [], "c1": []}
    for _ in range(ROUNDS):
        for size in (64, 1):
            results[f"floor{size}"].append(
                measure([f"{BUILD}/bench/replay", "write", record, copy_store(store, "floor.db"),
                         str(size), MARK]))
        with Server(copy_store(store, "post.db")) as server:
            for clients in (64, 8, 1):
                results[f"c{clients}"].append(
                    server.load("-c", str(clients), "-d", str(SECONDS), *POST))
    return {key: min(rows, key=lambda r: r["p50_us"]) if key in ("floor1", "c1") else best(rows)
            for key, rows in results.items()}


def bench_readers(store):
    alone, beside, posts = [], [], []
    with Server(copy_store(store, "both.db")) as server:
        reading = ["-c", "16", "-d", str(SECONDS), LIST]
        writing = [*LOAD, "-c", "64", "-r", "1500", "-d", str(SECONDS + 2), "-w", "0", *POST[:-1],
                   server.host, POST[-1]]
        for _ in range(ROUNDS):
            alone.append(server.load(*reading))
            with subprocess.Popen(writing, stdout=subprocess.PIPE, text=True) as writer:
                time.sleep(0.7)
                beside.append(server.load(*reading))
                posts.append(json.loads(writer.communicate()[0]))
    return {"alone": best(alone), "beside": best(beside), "posts": best(posts)}


def page_weight(visitor, path):
    """Bytes of a first visit without and with fonts, and of the next; None if there is no page."""
    text, wire, status = visitor.page(path)
    if status != 200:
        return None
    linked = set(re.findall(r'(?:href|src)="(/a/[^"#]+)', text))
    for style in [a for a in linked if a.endswith(".css")]:
        linked |= {f"/a/{os.path.basename(name)}" for name in
                   re.findall(r'url\("?([^")]+\.(?:woff2|svg|png))"?\)', visitor.page(style)[0])}
    sizes = {asset: visitor.page(asset)[1] for asset in linked if visitor.page(asset)[2] == 200}
    fonts = sum(size for name, size in sizes.items() if name.endswith(".woff2"))
    total = wire + sum(sizes.values())
    return {"bare": total - fonts, "fonts": total, "again": visitor.page(path)[1]}


def bench_small():
    store = f"{WORK}/small.db"
    run([f"{BUILD}/giaoban", "demo", "--db", store, "--seed", "1"])
    starts = []
    for _ in range(5):
        with Server(store) as server:
            starts.append(server.ready_ms)
    with Server(store) as server:
        visitor = Visitor(server.host)
        weights = {path: page_weight(visitor, path) for path in ("/desk", "/tasks")}
        server.load("-c", "16", "-d", "1", "/tasks")
        memory = server.memory_mb()
    return {"start_ms": min(starts), "memory_mb": memory, "weights": weights}


def verdict(ok):
    return "yes" if ok else "**no**"


def kb(size):
    return f"{size / 1024:.1f} KB"


def machine():
    with open("/proc/cpuinfo", encoding="ascii") as file:
        cpu = re.search(r"model name\s*: (.*)", file.read()).group(1)
    with open("/etc/os-release", encoding="utf-8") as file:
        system = re.search(r'PRETTY_NAME="(.*)"', file.read()).group(1)
    return (f"{cpu}, {os.cpu_count()} cores, {system}, SQLite "
            f"{run(['sqlite3', '--version']).split()[0] if shutil.which('sqlite3') else ''}, "
            f"load average before the run {os.getloadavg()[0]:.1f}")


def report_list(r):
    ratio = r["page"]["rate"] / r["floor"]["rate"]
    p99 = r["calm"]["p99_us"] / 1000
    return [
        f"| Task list, 50 of {TASKS:,}, filtered, sorted, signed in, uncompressed; one core | "
        f"{r['page']['rate']:,} pages/s, bare SQL {r['floor']['rate']:,}/s (CPU "
        f"{r['page']['cpu_us']:.0f} and {r['floor']['cpu_us']:.0f} µs) | {ratio:.0%} | "
        f">= 50 % | {verdict(ratio >= 0.5)} |",
        f"| the same at half that rate, open load ({r['half']:,.0f}/s) | p50 "
        f"{r['calm']['p50_us'] / 1000:.2f} ms, p99 {p99:.2f} ms | | p99 < 10 ms | "
        f"{verdict(p99 < 10)} |"]


def report_creations(r):
    ratio = r["c64"]["rate"] / r["floor64"]["rate"]
    raw, one = r["floor1"]["p50_us"] / 1000, r["c1"]["p50_us"] / 1000
    return [
        f"| Durable creation, 64 connections | {r['c64']['rate']:,}/s (8: {r['c8']['rate']:,}/s), "
        f"raw batches of 64 {r['floor64']['rate']:,}/s (CPU {r['c64']['cpu_us']:.0f} and "
        f"{r['floor64']['cpu_us']:.0f} µs) | {ratio:.0%} | >= 40 % | "
        f"{verdict(ratio >= 0.4)} |",
        f"| the same, one client | p50 {one:.2f} ms, raw durable commit p50 {raw:.2f} ms | | "
        f"<= {2 * raw + 1:.2f} ms | {verdict(one <= 2 * raw + 1)} |"]


def report_readers(r):
    ratio = r["beside"]["rate"] / r["alone"]["rate"]
    return [
        f"| List readers (16) beside 1,500 paced creations a second | {r['beside']['rate']:,} of "
        f"{r['alone']['rate']:,} pages/s; creations {r['posts']['rate']:,}/s, p50 "
        f"{r['posts']['p50_us'] / 1000:.1f} ms, p99 {r['posts']['p99_us'] / 1000:.1f} ms | "
        f"{ratio:.0%} | >= 50 % | {verdict(ratio >= 0.5)} |"]


def report_small(r):
    lines = [
        f"| Private memory (RssAnon) with the demo city | {r['memory_mb']:.1f} MB | | < 60 MB | "
        f"{verdict(r['memory_mb'] < 60)} |",
        f"| Start to first page | {r['start_ms']:.0f} ms | | < 150 ms | "
        f"{verdict(r['start_ms'] < 150)} |"]
    for path, w in r["weights"].items():
        if w is None:
            continue
        ok = w["bare"] < 45 * 1024 and w["fonts"] < 70 * 1024 and w["again"] < 15 * 1024
        lines.append(f"| First load of {path}, compressed | {kb(w['bare'])} without fonts, "
                     f"{kb(w['fonts'])} with, next {kb(w['again'])} | | < 45, < 70, < 15 KB | "
                     f"{verdict(ok)} |")
    return lines


HEAD = """# Benchmarks

`make bench` measures the server against floors of the same run and rewrites this page. A floor is the
very SQL the server runs, recorded from it and replayed on bare SQLite, prepared, with nothing around
it: for pages the statements of one page with all rows read, for creations the turns of the write lane
in commits of 64 or of 1. Rates depend on the machine and on what else it does; ratios count.

- Machine: {machine}
- Data: demo city, seed 1, {tasks:,} tasks; {date}
- Load: `bench/load`, own core where one is pinned; best of {rounds} turns of {seconds:.0f} s each

| What | Measured | Ratio | Goal | Met |
|---|---|---|---|---|
"""


def main():
    head = HEAD.format(machine=machine(), tasks=TASKS, rounds=ROUNDS, seconds=SECONDS,
                       date=datetime.date.today().isoformat())
    try:
        store = f"{WORK}/city.db"
        run([f"{BUILD}/giaoban", "demo", "--db", store, "--seed", "1", "--tasks", str(TASKS)])
        lines = []
        for part in (lambda: report_list(bench_list(store)),
                     lambda: report_creations(bench_creations(store)),
                     lambda: report_readers(bench_readers(store)),
                     lambda: report_small(bench_small())):
            more = part()
            lines += more
            print("\n".join(more), flush=True)
    finally:
        shutil.rmtree(WORK, ignore_errors=True)
    with open("bench/README.md", "w", encoding="utf-8") as file:
        file.write(head + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()

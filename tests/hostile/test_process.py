"""Rows I: process and machine."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from harness import PLANTED, Outcome, accounted, factcheck, report

ROOT = Path(__file__).parents[2]
NOT_HERE = {
    "I1": "The kills of `archive add` and of the server: `make faults`, and tests/archive; reports are row I4.",
}
COMMAND = [sys.executable, "-m", "factcheck"]
OTHER = "Saltmere Mayor Edith Marlowe opened the pier."
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="tries what Linux has")


def pair(folder: Path) -> None:
    """Write two articles that contradict each other."""
    (folder / "a.txt").write_text(f"{PLANTED}\n", "utf-8")
    (folder / "b.txt").write_text(f"{OTHER}\n", "utf-8")


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def run(
    *args: object, cwd: Path, script: str = "", env: dict[str, str] | None = None, **more: Any
) -> subprocess.CompletedProcess[bytes]:
    """Run the command, in a shell that adds something to it where asked; it must end by itself without a traceback."""
    command = [*COMMAND, *map(str, args)]
    if script:
        command = ["bash", "-c", script, "bash", *command]
    around = {k: v for k, v in os.environ.items() if not k.startswith(("FACTCHECK_", "GITHUB_"))} | (env or {})
    done = subprocess.run(command, cwd=cwd, env=around, capture_output=True, timeout=120, check=False, **more)
    for stream in (done.stdout, done.stderr):
        assert b"Traceback" not in stream, stream[-3000:].decode()
        assert b"Exception ignored" not in stream
    return done


# ------------------------------------------------------------------ I2: signals


def children(of: int) -> list[int]:
    """Return the processes below one, by their numbers."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(") ")[2].split()
        except OSError:
            continue
        if int(fields[1]) == of:
            mine = int(status.parent.name)
            found += [mine, *children(mine)]
    return found


def alive(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(") ")[2][0] != "Z"
    except OSError:
        return False


def many(folder: Path, number: int = 400) -> None:
    """Write so many articles that reading them takes a while."""
    for n in range(number):
        line = f"Saltmere Mayor Judith Abelard said on Monday that {n} people were hurt in Harbour Street.\n\n"
        (folder / f"{n}.txt").write_text(line * 20 + f"{PLANTED}\n", "utf-8")


@LINUX
@pytest.mark.parametrize("again", [1, 2], ids=["once", "twice"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("workers", [1, 2])
def test_I2_interrupted(tmp_path: Path, number: signal.Signals, workers: int, again: int) -> None:
    """SIGINT and SIGTERM, once and twice, with and without workers: 130 or 143, one line, no orphan, the old report stays."""
    (tmp_path / "news").mkdir()
    many(tmp_path / "news")
    (tmp_path / "out").mkdir()
    output = tmp_path / "out" / "report.json"
    output.write_text("old", "utf-8")
    command = [*COMMAND, "report", "news", "--format", "json", "--output", output, "--workers", str(workers)]
    process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE)
    until = time.monotonic() + 60
    below: list[int] = []
    while time.monotonic() < until and len(below) < (workers if workers > 1 else 0):
        below = children(process.pid)
    time.sleep(1.5)  # in the middle of reading
    below = children(process.pid)
    assert process.poll() is None
    for _ in range(again):
        process.send_signal(number)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 128 + number
    assert err == b"error: interrupted\n"
    gone = time.monotonic() + 20
    while any(map(alive, below)) and time.monotonic() < gone:
        time.sleep(0.05)
    assert [n for n in below if alive(n)] == []
    assert output.read_text("utf-8") == "old"
    assert names(tmp_path / "out") == ["report.json"]


@LINUX
def test_I2_killed_parent_leaves_no_orphan(tmp_path: Path) -> None:
    """Where the process is killed outright its workers end by themselves."""
    many(tmp_path)
    process = subprocess.Popen([*COMMAND, "report", ".", "--workers", "2"], cwd=tmp_path, stdout=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while len(children(process.pid)) < 3 and time.monotonic() < until:
        time.sleep(0.05)
    time.sleep(1)
    below = children(process.pid)
    process.kill()
    process.wait(timeout=60)
    gone = time.monotonic() + 30
    while any(map(alive, below)) and time.monotonic() < gone:
        time.sleep(0.05)
    assert [n for n in below if alive(n)] == []


# ------------------------------------------------------------------ I3, I4: what cannot be written


def limit(kind: int, most: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(kind, (most, most))


@pytest.mark.parametrize("form", ["json", "html", "xlsx", "csv"])
def test_I3_disk_full(tmp_path: Path, form: str) -> None:
    """A disk that takes but a hundred bytes more: exit code 2, one line, the old report stays, nothing is left beside it."""
    pair(tmp_path)
    home = tmp_path / "out"
    home.mkdir()
    (home / "report.x").write_text("old", "utf-8")
    where = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    args = ("report", "a.txt", "b.txt", "--format", form, "--output", "out/report.x")
    done = run(*args, cwd=tmp_path, env=where, preexec_fn=limit(resource.RLIMIT_FSIZE, 100))
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1
    assert b"too large" in done.stderr.lower()
    assert (home / "report.x").read_text("utf-8") == "old"
    assert names(home) == ["report.x"]


@pytest.mark.skipif(not shutil.which("strace"), reason="needs strace, which is not installed")
@pytest.mark.parametrize("call", ["fsync", "rename", "renameat,renameat2"])
def test_I4_a_call_fails(tmp_path: Path, call: str) -> None:
    """The n-th fsync or rename fails, for every n until there is none left: exit code 2 and the old report, or a whole new one."""
    pair(tmp_path)
    home = tmp_path / "out"
    home.mkdir()
    injected = 0
    for number in range(1, 12):
        (home / "r.json").write_text("old", "utf-8")
        trace = tmp_path / "trace"
        traced = [
            "strace",
            "-f",
            "-qq",
            "-o",
            str(trace),
            "-e",
            f"trace={call}",
            "-e",
            f"inject={call}:error=EIO:when={number}",
        ]
        command = [*traced, *COMMAND, "report", "a.txt", "b.txt", "--format", "json", "-o", "out/r.json"]
        around = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}
        done = subprocess.run(command, cwd=tmp_path, env=around, capture_output=True, timeout=120, check=False)
        assert b"Traceback" not in done.stderr
        new = (home / "r.json").read_text("utf-8")
        assert (done.returncode, new == "old") in ((2, True), (1, False)), done.stderr
        if new != "old":
            assert len(json.loads(new)["documents"]) == 2
        assert names(home) == ["r.json"]
        if "INJECTED" not in trace.read_text():
            break
        injected += 1
    assert injected or call != "fsync"


# ------------------------------------------------------------------ I5: clocks


@pytest.mark.skipif(not shutil.which("faketime"), reason="needs faketime, which is not installed")
def test_I5_wrong_clocks(tmp_path: Path) -> None:
    """At 1971, 2038 and 2090 the same bytes: no report and no archive depends on the clock, nor does the order of adding."""
    pair(tmp_path)
    made = []
    for clock in ("1971-01-02 00:00:00", "2038-01-20 00:00:00", "2090-01-01 00:00:00"):
        command = ["faketime", clock, *COMMAND, "report", "a.txt", "b.txt", "--format", "xlsx"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=120, check=False)
        assert (done.returncode, done.stderr) == (1, b"")
        made.append(done.stdout)
    assert made[0] == made[1] == made[2]
    archives = []
    for clocks in (("2038-01-20 00:00:00", "1971-01-02 00:00:00"), ("2024-05-14 09:00:00", "2024-05-14 09:00:01")):
        store = tmp_path / f"{len(archives)}.db"
        for clock, name in zip(clocks, ("a.txt", "b.txt"), strict=True):
            command = ["faketime", clock, *COMMAND, "archive", "add", name, "--archive", str(store), "--quiet"]
            assert subprocess.run(command, cwd=tmp_path, timeout=120, check=False).returncode == 0
        archives.append(store.read_bytes())
    assert archives[0] == archives[1]


# ------------------------------------------------------------------ I6, I7: standard output


TALKING = [
    ("report", "a.txt", "b.txt"), ("report", "a.txt", "b.txt", "--format", "html"), ("claims", "a.txt", "b.txt"),
    ("read", "a.txt"), ("read", "a.txt", "--format", "json"), ("explain", PLANTED), ("families", "list"),
    ("families", "show", "seats"), ("config", "show"), ("config", "schema", "family"), ("--help",), ("report", "--help"), ("--version",),
]  # fmt: skip


@pytest.mark.parametrize("args", TALKING, ids=lambda args: " ".join(args)[:30])
def test_I6_a_reader_that_has_enough(tmp_path: Path, args: tuple[str, ...]) -> None:
    """`factcheck ... | head -1` says nothing of a broken pipe and is no error."""
    pair(tmp_path)
    done = run(*args, cwd=tmp_path, script='"$@" | true; exit ${PIPESTATUS[0]}')
    assert done.stderr == b""
    assert done.returncode in (0, 1)


@LINUX
@pytest.mark.parametrize("args", TALKING, ids=lambda args: " ".join(args)[:30])
def test_I7_nowhere_to_write(tmp_path: Path, args: tuple[str, ...]) -> None:
    """A standard output that is full or closed: exit code 2 and one line that says so."""
    pair(tmp_path)
    for shell in ('"$@" > /dev/full', '"$@" >&-'):
        done = run(*args, cwd=tmp_path, script=shell)
        assert done.returncode == 2, shell
        assert done.stderr.startswith(b"error: output: ")
        assert done.stderr.count(b"\n") == 1


def test_I7_closed_streams_take_nothing_else(tmp_path: Path) -> None:
    """With all three standard streams closed a report is still written to its file, and only there."""
    pair(tmp_path)
    done = run("report", "a.txt", "b.txt", "--format", "json", "-o", "r.json", cwd=tmp_path, script='"$@" <&- >&- 2>&-')
    assert done.returncode == 1
    assert len(json.loads((tmp_path / "r.json").read_text("utf-8"))["documents"]) == 2


# ------------------------------------------------------------------ I8: locales


@pytest.mark.parametrize(
    "around",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
        {"LC_ALL": "POSIX", "TZ": "Asia/Kathmandu"},
    ],
    ids=["C", "ascii", "tr", "posix"],
)
def test_I8_locales(tmp_path: Path, around: dict[str, str]) -> None:
    """In any locale and output encoding the same bytes of every format; what is only shown ends without an error."""
    (tmp_path / "é.txt").write_text(f"The café “İzmir” – 市長 🏚️.\n\n{PLANTED}\n", "utf-8")
    (tmp_path / "b.txt").write_text(f"{OTHER}\n", "utf-8")
    for form in ("text", "json", "html", "csv", "markdown"):
        plain = run("report", ".", "--format", form, cwd=tmp_path, env={"LC_ALL": "C.UTF-8"})
        other = run("report", ".", "--format", form, cwd=tmp_path, env=around)
        assert (other.returncode, other.stdout) == (plain.returncode, plain.stdout) == (1, plain.stdout)
    for args in (("read", "é.txt"), ("explain", f"Café “İzmir”: {PLANTED}")):
        done = run(*args, cwd=tmp_path, env=around)
        assert done.returncode == 0
        assert b"Judith Abelard" in done.stdout


# ------------------------------------------------------------------ I9: memory


def test_I9_little_memory(tmp_path: Path) -> None:
    """Where memory ends, in the process or in a worker, the run ends too: never as if all were well, and without a traceback."""
    many(tmp_path, 40)
    for workers in (1, 2):
        for most in (90_000_000, 150_000_000, 250_000_000):
            args = ("report", ".", "--workers", str(workers), "--format", "json", "-o", f"r{most}{workers}")
            done = run(*args, cwd=tmp_path, preexec_fn=limit(resource.RLIMIT_AS, most))
            # A library that is not written in Python ends the process where it gets no memory (SIGABRT, 134 in a shell).
            if done.returncode in (0, 1):
                assert len(json.loads((tmp_path / f"r{most}{workers}").read_text("utf-8"))["documents"]) == 40
            elif done.returncode == 2:
                assert b"error: " in done.stderr


@LINUX
def test_I9_a_worker_is_killed(tmp_path: Path) -> None:
    """A worker that the system kills costs at most its article: the rest is read, and the run ends."""
    many(tmp_path)
    process = subprocess.Popen(
        [*COMMAND, "report", ".", "--workers", "2", "--format", "json"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    until = time.monotonic() + 60
    while time.monotonic() < until:
        below = [n for n in children(process.pid) if b"spawn_main" in Path(f"/proc/{n}/cmdline").read_bytes()]
        if len(below) == 2:
            break
    time.sleep(0.5)  # it reads, or is about to; the whole run takes longer
    os.kill(below[0], signal.SIGKILL)
    out, err = process.communicate(timeout=180)
    assert b"Traceback" not in err
    assert process.returncode in (0, 1, 2)
    read = len(json.loads(out)["documents"])
    assert read == 400 or (read >= 398 and process.returncode == 2)


# ------------------------------------------------------------------ I10: missing surroundings


def test_I10_few_descriptors(tmp_path: Path) -> None:
    """With a handful of file descriptors a run works or says so."""
    pair(tmp_path)
    for most in (8, 9, 10, 16):  # Python itself needs seven to start
        done = run("report", "a.txt", "b.txt", cwd=tmp_path, preexec_fn=limit(resource.RLIMIT_NOFILE, most))
        assert done.returncode in (1, 2)
        assert (done.returncode == 2) == (b"error: " in done.stderr)


def test_I10_no_home_and_no_cache(tmp_path: Path) -> None:
    """Without a home, or with a cache folder that cannot be one, the same report."""
    pair(tmp_path)
    plain = run("report", "a.txt", "b.txt", cwd=tmp_path).stdout
    (tmp_path / "file").write_text("", "utf-8")
    for around in (
        {"HOME": ""},
        {"HOME": "/nonexistent", "XDG_CACHE_HOME": ""},
        {"XDG_CACHE_HOME": str(tmp_path / "file")},
    ):
        done = run("report", "a.txt", "b.txt", cwd=tmp_path, env=around)
        assert (done.returncode, done.stdout, done.stderr) == (1, plain, b"")


def test_I10_working_folder_is_gone(tmp_path: Path) -> None:
    """In a folder that was removed there is one clear line."""
    pair(tmp_path)
    gone = tmp_path / "gone"
    gone.mkdir()
    done = run("report", str(tmp_path / "a.txt"), cwd=gone, script='rmdir "$PWD" && "$@"')
    assert (done.returncode, done.stderr) == (2, b"error: the working folder does not exist any more\n")


@pytest.mark.skipif(not shutil.which("strace"), reason="needs strace, which is not installed")
def test_I10_no_process_is_free(tmp_path: Path) -> None:
    """Where no process or thread can be started, a run with workers works or says so."""
    many(tmp_path, 8)
    calls = "fork,vfork,clone,clone3"
    traced = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={calls}", "-e", f"inject={calls}:error=EAGAIN"]
    command = [*traced, *COMMAND, "report", ".", "--workers", "2"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=120, check=False)
    assert b"Traceback" not in done.stderr
    assert done.returncode in (0, 1, 2)
    assert (done.returncode == 2) == (b"error: " in done.stderr)


# ------------------------------------------------------------------ I11, I12: interpreters and versions


@pytest.mark.parametrize("flags", [["-O"], ["-OO"], ["-X", "dev"], ["-W", "error"], ["-B", "-s", "-E"]], ids=" ".join)
def test_I11_other_interpreters(tmp_path: Path, flags: list[str]) -> None:
    """Without assertions, with every warning an error, in development mode: the same bytes."""
    pair(tmp_path)
    plain = run("report", "a.txt", "b.txt", "--format", "json", cwd=tmp_path)
    command = [sys.executable, *flags, "-m", "factcheck", "report", "a.txt", "b.txt", "--format", "json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=120, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (1, plain.stdout, b"")


def test_I11_modules_in_the_working_folder(tmp_path: Path) -> None:
    """Python files that lie where the command is called are not imported, whatever their names."""
    pair(tmp_path)
    for name in (
        "click",
        "json",
        "re2",
        "lxml",
        "yaml",
        "pydantic",
        "jinja2",
        "xlsxwriter",
        "tomllib",
        "sentencex",
        "decimal",
    ):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('imported')\n", "utf-8")
    for form in ("json", "html", "xlsx", "junit"):
        done = run("report", "a.txt", "b.txt", "--format", form, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (1, b"")


def test_I12_the_version_is_told(tmp_path: Path) -> None:
    """The version stands in `--version` and in what CI reads; there are no plug-ins that could be missing."""
    pair(tmp_path)
    version = run("--version", cwd=tmp_path).stdout.decode().split()[-1]
    sarif = json.loads(run("report", "a.txt", "b.txt", "--format", "sarif", cwd=tmp_path).stdout)
    assert sarif["runs"][0]["tool"]["driver"]["semanticVersion"] == version


# ------------------------------------------------------------------ F4, F5: outputs


def test_F4_outputs_that_are_inputs(tmp_path: Path) -> None:
    """No run writes over an article, its table, its configuration, its decisions, its families or its archive, nor two outputs to one file."""
    pair(tmp_path)
    for name in ("articles.csv", "factcheck.toml"):
        (tmp_path / name).write_text("file,outlet\na.txt,Gazette\n" if name.endswith("csv") else "", "utf-8")
    (tmp_path / "link").symlink_to("b.txt")
    baseline = run("report", "a.txt", "--format", "json", cwd=tmp_path).stdout
    (tmp_path / "base.json").write_bytes(baseline)
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    for output in ("a.txt", "./b.txt", "articles.csv", "link", "base.json"):
        for args in (("report", "a.txt", "b.txt"), ("check", "a.txt", "--against", "b.txt")):
            done = run(*args, "--baseline", "base.json", "--format", "json", "-o", output, cwd=tmp_path)
            assert (done.returncode, done.stdout) == (2, b""), output
            assert b"is read by this run" in done.stderr
    done = run("report", "a.txt", "-o", "x", "--write", "json=./x", cwd=tmp_path)
    assert (done.returncode, b"two outputs" in done.stderr) == (2, True)
    (tmp_path / "own" / "tides").mkdir(parents=True)
    (tmp_path / "own" / "tides" / "family.toml").write_text(
        'about = "x"\nvalue = "quantity"\nchanges = "never"\ncompare = "story"\n', "utf-8"
    )
    done = run("report", "a.txt", "--claims", "own", "-o", "own/tides/family.toml", cwd=tmp_path)
    assert (done.returncode, b"is read by this run" in done.stderr) == (2, True)
    assert run("archive", "add", "a.txt", "--archive", "x.db", cwd=tmp_path).returncode == 0
    before |= {name: (tmp_path / name).read_bytes() for name in ("x.db", "x.db.seal")}
    for output in ("x.db", "x.db.seal"):
        for command in (("check", "b.txt"), ("archive", "conflicts")):
            done = run(*command, "--archive", "x.db", "-o", output, cwd=tmp_path)
            assert (done.returncode, b"is read by this run" in done.stderr) == (2, True), output
    (tmp_path / "own" / "tides" / "family.toml").unlink()
    (tmp_path / "own" / "tides").rmdir()
    (tmp_path / "own").rmdir()
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before


def test_F4_links_and_devices(tmp_path: Path) -> None:
    """An output that is a link is not followed; a device or a pipe is written to as it is."""
    pair(tmp_path)
    (tmp_path / "theirs").write_text("theirs", "utf-8")
    (tmp_path / "link").symlink_to("theirs")
    (tmp_path / "dangling").symlink_to("nowhere")
    for output in ("link", "dangling"):
        done = run("report", "a.txt", "b.txt", "-o", output, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (2, f"error: {output}: is a link; name the file itself\n".encode())
    assert (tmp_path / "theirs").read_text("utf-8") == "theirs"
    assert not (tmp_path / "nowhere").exists()
    assert run("report", "a.txt", "b.txt", "-o", "/dev/null", cwd=tmp_path).returncode == 1
    assert run("report", "a.txt", "b.txt", "-o", "/dev/full", cwd=tmp_path).returncode == 2
    done = run("report", "a.txt", "b.txt", "-o", "/dev/stdout", cwd=tmp_path)
    assert (done.returncode, b"Edith Marlowe" in done.stdout) == (1, True)


@LINUX
def test_F4_read_only_folder(tmp_path: Path) -> None:
    """In a folder that may not be written to: exit code 2 and the old report. Root runs it without the power to do so all the same."""
    pair(tmp_path)
    home = tmp_path / "out"
    home.mkdir()
    (home / "r.json").write_text("old", "utf-8")
    home.chmod(0o555)
    bound: list[str] = []
    if os.geteuid() == 0:
        bound = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
        if not shutil.which("setpriv") or subprocess.run([*bound, "true"], check=False).returncode:
            pytest.skip("root may write everywhere, and setpriv cannot take that from it here")
    assert subprocess.run([*bound, "touch", str(home / "x")], capture_output=True, check=False).returncode != 0
    command = [*bound, *COMMAND, "report", "a.txt", "b.txt", "-o", "out/r.json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1), done.stderr
    assert b"Permission denied" in done.stderr
    assert (home / "r.json").read_text("utf-8") == "old"


def test_F5_two_runs_write_one_report(tmp_path: Path) -> None:
    """Runs that write the same file at once leave one whole report of one of them."""
    many(tmp_path, 20)
    (tmp_path / "out").mkdir()
    command = [*COMMAND, "report", ".", "--format", "json", "-o", "out/r.json"]
    running = [subprocess.Popen(command, cwd=tmp_path) for _ in range(4)]
    assert {process.wait(timeout=120) for process in running} == {0}
    assert len(json.loads((tmp_path / "out" / "r.json").read_text("utf-8"))["documents"]) == 20
    assert names(tmp_path / "out") == ["r.json"]


# ------------------------------------------------------------------ the cache


def cached(folder: Path, *args: str) -> Outcome:
    return factcheck(*args, cwd=folder, env={"XDG_CACHE_HOME": str(folder / "cache")})


def test_the_cache_does_not_grow(tmp_path: Path) -> None:
    """Forty catalogues and configurations leave a bounded number of files, and rubbish of older versions goes."""
    pair(tmp_path)
    home = tmp_path / "cache" / "factcheck"
    home.mkdir(parents=True)
    for n in range(100):
        (home / f"catalogue-{n:032x}.json").write_text("{}", "utf-8")
        (home / f"right-{n:032x}.txt").write_text("x", "utf-8")
    own = tmp_path / "own" / "tides"
    own.mkdir(parents=True)
    for n in range(12):
        (own / "family.toml").write_text(
            f'about = "{n}"\nvalue = "quantity"\nchanges = "never"\ncompare = "story"\n', "utf-8"
        )
        assert cached(tmp_path, "report", "a.txt", "b.txt", "--claims", "own").code == 1
    assert len(list(home.glob("catalogue-*"))) <= 8
    assert len(list(home.iterdir())) <= 200


def test_a_cache_that_lies_does_no_harm(tmp_path: Path) -> None:
    """Cut, changed, foreign and waiting files in the cache: the same report, without an error or a hang."""
    pair(tmp_path)
    plain = cached(tmp_path, "report", "a.txt", "b.txt", "--format", "json")
    home = tmp_path / "cache" / "factcheck"
    files = sorted(home.iterdir())
    assert files
    for harm in ("empty", "cut", "changed", "list", "writable", "pipe", "link", "folder"):
        for file in files:
            data = file.read_bytes() if file.is_file() else b""
            shutil.rmtree(file) if file.is_dir() and not file.is_symlink() else file.unlink(missing_ok=True)
            if harm == "pipe":
                os.mkfifo(file)
            elif harm == "link":
                file.symlink_to("/dev/zero")
            elif harm == "folder":
                file.mkdir()
            else:
                head, _, body = data.partition(b"\n")
                made = {"empty": b"", "cut": data[: len(data) // 2], "list": head + b"\n[1]"}
                file.write_bytes(made.get(harm, head + b"\n" + body.replace(b"person", b"place")))
                file.chmod(0o666 if harm == "writable" else 0o600)
        done = cached(tmp_path, "report", "a.txt", "b.txt", "--format", "json")
        assert (done.code, done.out, done.err) == (plain.code, plain.out, ""), harm
    assert accounted(report("a.txt", cwd=tmp_path), "a.txt") == "found"

"""What a run reaches: no network, no other program, and only the files that it was told to write."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from harness import HOLDER, PLANTED
from payloads import LOGS, URLS, XSS

COMMAND = [sys.executable, "-m", "factcheck"]
BAIT = (
    '<base href="http://127.0.0.1:9/"><link rel="stylesheet" href="http://127.0.0.1:9/x.css"><img src="http://127.0.0.1:9/x.png">'
    '<iframe src="file:///etc/passwd"></iframe><script src="http://127.0.0.1:9/x.js"></script>'
    '<script type="application/ld+json">{"@context": "http://127.0.0.1:9/c", "url": "file:///etc/passwd"}</script>'
)
XML = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY % y SYSTEM "http://127.0.0.1:9/y"> %y;]>'
# Tells every event of the interpreter that opens a socket, starts a program or opens a file for writing.
WATCH = """
import sys
def watch(event, args):
    if event.startswith(("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.system", "os.fork", "urllib.")):
        told(event, args)
    elif event == "open" and isinstance(args[0], str) and isinstance(args[2], int) and args[2] & 3:
        told("write " + args[0], ())
    elif event in ("os.rename", "os.remove", "os.mkdir", "os.symlink", "shutil.rmtree"):
        told(event + " " + str(args[0]), ())
def told(event, args):
    with_out.append(event)
with_out = []
sys.addaudithook(watch)
import os
leave = os._exit
def end(code):
    os.write(2, ("\\n".join(["WATCHED", *with_out]) + "\\n").encode("utf-8", "replace"))
    leave(code)
os._exit = end
from factcheck.__main__ import main
sys.argv[0] = "factcheck"
main()
"""


def corpus(folder: Path) -> None:
    """Write articles of every kind that would like to reach something."""
    folder.mkdir()
    for n, payload in enumerate((*XSS[:20], *URLS, *LOGS)):
        holder = HOLDER if n % 2 else "Edith Marlowe"
        text = f"{payload}\n\nSaltmere Mayor {holder} closed the pier. {payload}\n"
        (folder / f"{n}.txt").write_bytes(text.encode("utf-8", "replace"))
        page = f"<html><head><title>{n}</title>{BAIT}</head><body><article><p>{payload}</p><p>{PLANTED}</p></article></body></html>"
        (folder / f"p{n}.html").write_text(page, "utf-8")
    (folder / "feed.xml").write_text(
        f"{XML}<rss><channel><item><description>&x; {PLANTED}</description></item></channel></rss>", "utf-8"
    )
    (folder / "news.json").write_text(json.dumps([{"id": u, "url": u, "text": PLANTED} for u in URLS]), "utf-8")
    (folder / "matter.md").write_text(
        f"---\ntitle: !!python/object/apply:os.system ['touch owned']\n---\n{PLANTED}\n", "utf-8"
    )
    (folder / "mail.eml").write_text(
        f"From: a@x\nMIME-Version: 1.0\nSubject: x\nContent-Type: message/external-body; access-type=URL; URL=http://127.0.0.1:9/\n\n{PLANTED}\n",
        "utf-8",
    )


def test_the_interpreter_sees_no_reach(tmp_path: Path) -> None:
    """Over that corpus, in every format: no socket, no process, and nothing written but the report and the cache."""
    corpus(tmp_path / "news")
    (tmp_path / "cache").mkdir()
    for form in ("text", "html", "xlsx", "json", "csv", "sarif", "junit", "markdown"):
        args = ["report", "news", "--format", form, "-o", "r.out", "--isolated", "--workers", "1"]
        around = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache"), "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(
            [sys.executable, "-c", WATCH, *args],
            cwd=tmp_path,
            env=around,
            capture_output=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 2, done.stderr[-2000:]
        events = done.stderr.decode().partition("WATCHED\n")[2].splitlines()
        assert events, done.stderr
        strange = [
            e
            for e in events
            if not re.fullmatch(rf"write (?:{re.escape(str(tmp_path))}/cache/.*|\.factcheck-\w+\.part)", e)
            and not re.match(r"os\.(?:mkdir|rename|remove) (?:\S*/cache/|\.factcheck-|\.$|$)", e)
        ]
        assert strange == [], form
    assert not (tmp_path / "owned").exists()
    assert not (tmp_path / "news" / "owned").exists()


@pytest.mark.skipif(not shutil.which("strace"), reason="needs strace, which is not installed")
def test_the_system_sees_no_reach(tmp_path: Path) -> None:
    """The same as the system sees it, worker processes included: no internet socket, no other program, no file of the bait."""
    corpus(tmp_path / "news")
    calls = "trace=socket,connect,sendto,execve,openat"
    traced = ["strace", "-f", "-qq", "-y", "-o", str(tmp_path / "trace"), "-e", calls]
    command = [*traced, *COMMAND, "report", "news", "--format", "json", "-o", "r.json", "--isolated", "--workers", "2"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, timeout=300)
    assert done.returncode == 2, done.stderr[-2000:]
    lines = (tmp_path / "trace").read_text("utf-8", "replace").splitlines()
    assert lines
    assert [line for line in lines if re.search(r"AF_INET|AF_NETLINK|AF_PACKET", line)] == []
    assert [line for line in lines if "/etc/passwd" in line and "openat(" in line] == []
    programs = {match[1] for line in lines if (match := re.search(r'execve\("([^"]+)"', line))}
    assert {Path(program).resolve() for program in programs} <= {Path(sys.executable).resolve()}


@pytest.mark.skipif(not shutil.which("unshare"), reason="needs unshare, which is not installed")
def test_without_any_network(tmp_path: Path) -> None:
    """Where there is no network at all the same bytes."""
    if subprocess.run(["unshare", "-n", "true"], check=False, capture_output=True).returncode:
        pytest.skip("network namespaces may not be made here")
    corpus(tmp_path / "news")
    command = [*COMMAND, "report", "news", "--format", "json", "--isolated"]
    plain = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, timeout=120)
    alone = subprocess.run(["unshare", "-n", *command], cwd=tmp_path, capture_output=True, check=False, timeout=120)
    assert (alone.returncode, alone.stdout) == (plain.returncode, plain.stdout)
    assert plain.returncode == 2

"""All at once: many add and many look, while some of those who add and of those who look are killed, interrupted or starved."""

from __future__ import annotations

import random
import resource
import signal
import time
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from factcheck.archive.opening import opened
from faults.crowd import crowd
from faults.harness import Place, begin, run, wrong

if TYPE_CHECKING:
    from collections.abc import Callable

    from faults.harness import Child

_ENDS: Final = {signal.SIGKILL: -9, signal.SIGINT: 130, signal.SIGTERM: 143}
_TURNS: Final = 4
_EACH: Final = 60  # seconds after which whoever still runs is a failure


def load(store: str, count: int, seed: int, number: int = 8) -> dict[str, Any]:
    """Let `number` programs add `count` articles each while as many look; all of them are disturbed, and begin again.

    Each is killed, interrupted, ended, starved of its disk or left alone in turn; after that those who add are left to finish.
    """
    chance = random.Random(seed)  # noqa: S311 - not a secret
    counted: Counter[str] = Counter()
    failures: list[str] = []
    with Place(store) as place:
        where = place.new()
        folder = place.folder
        add, looks, code, err = crowd(folder, where, number, count, seed)
        failures += [f"the first ended with {code}: {err}"] if code else []
        told: set[str] = set()
        for turn in range(_TURNS):
            children: list[tuple[Child, Callable[[], object] | None]] = []
            for who in range(number):
                starved = _starved if (who + turn) % 4 == 3 else None
                children.append((begin(folder, *add, f"news{who}", before=starved), starved))
                children.append((begin(folder, *looks[who % 2]), None))
            time.sleep(chance.uniform(0.05, 0.6))
            for who, (child, starved) in enumerate(children):
                sign = None if starved or who // 2 % 4 == 3 else tuple(_ENDS)[(who // 2 + turn) % 3]
                failures += _ended(child, sign, counted, starved=starved is not None, adds=who % 2 == 0, told=told)
        adding = [begin(folder, *add, f"news{who}") for who in range(number)]
        for child in adding:
            failures += _ended(child, None, counted, starved=False, adds=True, told=told)
        failures += _held(where, told, number * count + 1)
        for who in range(number):
            code, err = run(folder, *add, f"news{who}")
            if code or "known" not in err or "added" in err:
                failures.append(f"a repeat ended with {code}: {err}")
    return {**counted, "told": len(told), "failures": failures}


def _starved() -> None:
    """Let this process write no file beyond 64 kB, which is what a full disk looks like to SQLite."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (65_536, 65_536))


def _ended(
    child: Child, sign: signal.Signals | None, counted: Counter[str], *, starved: bool, adds: bool, told: set[str]
) -> list[str]:
    """Disturb a program, wait for its end and return what is wrong with that."""
    code = child.ended()
    if code is None and sign is not None:
        code = child.end(sign)
        counted[sign.name] += 1
    until = time.monotonic() + _EACH
    while code is None and time.monotonic() < until:
        time.sleep(0.01)
        code = child.ended()
    if code is None:
        child.end(signal.SIGKILL)
        return [f"still ran after {_EACH} seconds"]
    counted["adding" if adds else "looking"] += 1
    err = child.err.read_text("utf-8", "replace")
    told |= set(child.acknowledged()) if adds else set()
    right = {0} if adds else {0, 1}
    right |= {_ENDS[sign]} if sign is not None else set()
    right |= {2} if starved else set()
    child.out.unlink()
    child.err.unlink()
    wrong_end = (
        code not in right
        or "Traceback" in err
        or (code == 2 and sum(line.startswith("error: ") for line in err.splitlines()) != 1)
    )
    return [f"{'adding' if adds else 'looking'} ended with {code} after {sign}: {err[-300:]}"] if wrong_end else []


def _held(where: str, told: set[str], number: int) -> list[str]:
    """Return what an archive lacks that was told as kept, what it holds twice, and what is damaged."""
    with opened(where) as archive:
        present = {name for _, name, *_ in archive.identities()}
        held = [s.content for s in archive.articles(every=True)]
    found = [f"lost: {name}" for name in sorted(told - present)]
    if len(held) != number or len(set(held)) != number:
        found.append(f"{number} articles were added, {len(held)} are held, {len(set(held))} different ones")
    return [*found, *(f"damaged: {line}" for line in wrong(where))]

"""Worker processes: each is handed some articles at a time, and one that dies costs no other's work."""

from __future__ import annotations

import gc
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_Item = TypeVar("_Item")
_Made = TypeVar("_Made")
_BATCH: Final = 16  # articles that are handed over at once
_LOOK: Final = 2.0  # seconds after which it is asked whether those who read are still alive


def shared_out(items: Sequence[_Item], make: Callable[[], Callable[[_Item], _Made]], workers: int) -> Iterator[_Made]:
    """Yield what worker processes make of items, in order; ends early when one of them dies.

    Each calls `make` once, for the function that it calls with each item.
    """
    from concurrent.futures import ProcessPoolExecutor, wait  # noqa: PLC0415 - slow to import, and of use for many articles only
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415
    from multiprocessing import get_context  # noqa: PLC0415

    size = _BATCH if workers > 1 else 1
    batches = [items[first : first + size] for first in range(0, len(items), size)]
    # Spawned, not forked: the same on every system, and safe in a program with threads.
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _start, (make,))
    ends = cast("Any", pool)  # of its pipes, which it keeps to itself
    whole = False
    try:
        with _undisturbed():
            handed = [pool.submit(_work, batch) for batch in batches]
        # Where a process dies while it writes, the rest would be waited for as long as anybody could still write it.
        ends._result_queue._writer.close()  # noqa: SLF001
        for future in handed:
            while not wait((future,), _LOOK).done:
                if not all(process.is_alive() for process in pool._processes.values()):  # noqa: SLF001
                    return
            yield from future.result()
        whole = True
    except BrokenProcessPool:
        return
    finally:
        # A worker died, the user interrupts, or nobody wants the rest: what has begun is not waited for. A broken pool may
        # wait for ever for a process that it started while it broke.
        if not whole:
            for process in list((pool._processes or {}).values()):  # noqa: SLF001 - kill_workers() comes with Python 3.14
                process.kill()
            ends._call_queue.cancel_join_thread()  # noqa: SLF001 - what hands out work is not waited for either
            ends._result_queue._writer.close()  # noqa: SLF001
        pool.shutdown(cancel_futures=True)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let signals wait: a process whose start is broken off in the middle is nobody's child, and complains."""
    import signal  # noqa: PLC0415 - only where there are workers

    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# A worker process holds here what it works with, from its start to its end: the pool has no other place for it.
_made: Callable[[Any], Any]


def _start(make: Callable[[], Callable[[Any], Any]]) -> None:
    """Make this process a worker; an interrupt from the keyboard is the business of the process that started it."""
    global _made  # noqa: PLW0603
    import signal  # noqa: PLC0415 - only where there are workers
    import threading  # noqa: PLC0415

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):  # it starts while its parent is undisturbed
        signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGINT, signal.SIGTERM))
    threading.Thread(target=_end_with_parent, daemon=True).start()
    gc.set_threshold(100_000, 20, 20)
    _made = make()


def _end_with_parent() -> None:
    """End this process when the one that started it is gone: nobody else would."""
    from multiprocessing import parent_process  # noqa: PLC0415 - only in a worker

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(items: Sequence[Any]) -> list[Any]:
    return [_made(item) for item in items]

"""Articles -> readings on the workers of a Dask scheduler (extra `dask`): on this machine, or on as many as there are.

Only reading is shared out, the greater part of a run: it needs one article at a time. What needs all of them, linking and
comparing, stays with the caller, who is given the readings in the order of the articles. The outcome is the same bytes.
"""

from __future__ import annotations

import logging
from contextlib import ExitStack
from typing import TYPE_CHECKING, Final

from factcheck.reading import ArticleReader, tried

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factcheck.catalogue import Catalogue
    from factcheck.model import Document, Problem
    from factcheck.reading import Reading

_BATCH: Final = 100  # articles that are handed over at once: half a second of work
_AHEAD: Final = 4  # batches for each worker that are under way at once, so that readings do not pile up


def scheduled(
    documents: Sequence[Document], catalogue: Catalogue, address: str, workers: int, most: int
) -> Iterator[Reading | Problem]:
    """Yield the reading of every document, in their order, or a problem where the reader fails at it.

    `address` is a scheduler's; empty, `workers` processes are started on this machine and end with the work. Raises
    ChildProcessError when the extra is missing, the scheduler cannot be reached, or workers die whatever they are given.
    """
    try:
        from distributed import Client, KilledWorker, LocalCluster  # noqa: PLC0415 - an extra
    except ImportError:
        raise ChildProcessError('--engine dask needs the extra: pip install "factcheck-news[dask]"') from None
    batches = [documents[first : first + _BATCH] for first in range(0, len(documents), _BATCH)]
    with ExitStack() as stack:
        try:
            where = address or stack.enter_context(
                LocalCluster(  # type: ignore[no-untyped-call]
                    n_workers=max(1, workers),
                    threads_per_worker=1,
                    processes=True,
                    host="127.0.0.1",
                    dashboard_address="127.0.0.1:0",
                    silence_logs=logging.CRITICAL,
                )
            )
            client = stack.enter_context(Client(where, timeout=30, set_as_default=False))  # type: ignore[no-untyped-call]
        except (OSError, ValueError) as error:
            raise ChildProcessError(f"the scheduler {address or 'on this machine'} cannot be used: {error}") from error
        shared = client.scatter(catalogue, broadcast=True, hash=False)
        ahead = _AHEAD * max(1, len(client.scheduler_info()["workers"]))
        waiting = []
        try:
            for batch in batches:
                waiting.append(client.submit(_read, batch, shared, most, pure=False))
                if len(waiting) >= ahead:
                    yield from waiting.pop(0).result()
            while waiting:
                yield from waiting.pop(0).result()
        except KilledWorker as error:
            raise ChildProcessError("worker processes die, perhaps for want of memory") from error


def _read(documents: Sequence[Document], catalogue: Catalogue, most: int) -> list[Reading | Problem]:
    reader = ArticleReader(catalogue, most)
    return [tried(reader, document) for document in documents]

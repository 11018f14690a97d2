"""Articles -> readings on the workers of a Dask scheduler (extra `dask`): on this machine, or on as many as there are.

Only reading is shared out, the greater part of a run: it needs one article at a time. What needs all of them, linking and
comparing, stays with the caller, who is given the readings in the order of the articles. The outcome is the same bytes.
"""

from __future__ import annotations

import logging
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Final

from factcheck import __version__
from factcheck.faults import fault
from factcheck.model import Problem
from factcheck.reading import ArticleReader, tried

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factcheck.catalogue import Catalogue
    from factcheck.model import Document
    from factcheck.reading import Reading

_BATCH: Final = 100  # articles that are handed over at once: half a second of work
_AHEAD: Final = 4  # batches for each worker that are under way at once, so that readings do not pile up
_LOOK: Final = 5  # seconds after which it is looked whether there is still a worker to wait for
_PATIENCE: Final = 30  # seconds without any worker that are waited
_KNOCK: Final = 10  # seconds in which a scheduler must answer
_HOPELESS: Final = 3  # articles that one after another end the process that reads them


def scheduled(
    documents: Sequence[Document], catalogue: Catalogue, address: str, workers: int, most: int
) -> Iterator[Reading | Problem]:
    """Yield the reading of every document, in their order, or a problem where it could not be read.

    `address` is a scheduler's; empty, `workers` processes are started on this machine and end with the work. Raises
    ChildProcessError when the extra is missing, the scheduler cannot be reached or has no workers, or workers die whatever
    they are given.
    """
    try:
        from distributed import Client, LocalCluster  # noqa: PLC0415 - an extra
        from distributed.utils import silence_logging_cmgr  # noqa: PLC0415
    except ImportError:
        raise ChildProcessError('--engine dask needs the extra: pip install "factcheck-news[dask]"') from None
    with ExitStack() as stack:
        stack.enter_context(silence_logging_cmgr(logging.CRITICAL))  # what goes wrong is told by us, in one line
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
            client = stack.enter_context(Client(where, timeout=_KNOCK, set_as_default=False))  # type: ignore[no-untyped-call]
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as error:
            raise ChildProcessError(_no_workers(address)) from error
        except (OSError, ValueError, RuntimeError) as error:
            raise ChildProcessError(f"{_called(address)} cannot be used: {error}") from error
        yield from _Workers(client, address, catalogue, most).read(documents)


def _called(address: str) -> str:
    return f"the scheduler {address or 'on this machine'}"


def _no_workers(address: str) -> str:
    return f"{_called(address)} has had no workers for {_PATIENCE} seconds"


class _Workers:
    """The workers of one scheduler. Every batch brings the catalogue with it: data that workers keep is lost with them."""

    def __init__(self, client: Any, address: str, catalogue: Catalogue, most: int) -> None:
        self._client = client
        self._address = address
        self._most = most
        self._catalogue = catalogue

    def read(self, documents: Sequence[Document]) -> Iterator[Reading | Problem]:
        """Yield the readings of documents in their order; raises ChildProcessError."""
        batches = [documents[first : first + _BATCH] for first in range(0, len(documents), _BATCH)]
        ahead = _AHEAD * max(1, len(self._client.scheduler_info()["workers"]))
        waiting: list[tuple[Sequence[Document], Any]] = []
        deaths = 0
        for number in range(len(batches) + ahead):
            if number < len(batches):
                waiting.append((batches[number], self._handed(batches[number])))
            if not waiting or (len(waiting) < ahead and number < len(batches)):
                continue
            batch, future = waiting.pop(0)
            found = self._result(future)
            if found is not None:
                yield from found
                continue
            # A worker died, and nobody knows at which article: each is given out by itself.
            for document in batch:
                found = self._result(self._handed([document]))
                deaths = deaths + 1 if found is None else 0
                if deaths == _HOPELESS:
                    raise ChildProcessError("worker processes die, perhaps for want of memory")
                yield from found or [Problem(document.path, 0, "not read: it ended the process that read it")]

    def _handed(self, batch: Sequence[Document]) -> Any:
        return self._client.submit(_read, batch, self._catalogue, self._most, __version__, pure=False)

    def _result(self, future: Any) -> list[Reading | Problem] | None:
        """Return what a batch gave, None when it ended its worker; raises ChildProcessError when nobody works any more."""
        from concurrent.futures import CancelledError  # noqa: PLC0415 - slow to import

        from distributed import KilledWorker  # noqa: PLC0415 - an extra

        alone = 0
        while True:
            try:
                found: list[Reading | Problem] = future.result(timeout=_LOOK)
            except KilledWorker:
                return None
            except TimeoutError:
                alone = 0 if self._workers() else alone + _LOOK
                if alone >= _PATIENCE:
                    raise ChildProcessError(_no_workers(self._address)) from None
            except (OSError, CancelledError) as error:
                raise ChildProcessError(f"{_called(self._address)} is gone") from error
            except Exception as error:
                words = str(error) if isinstance(error, ImportError) else fault(error)
                raise ChildProcessError(f"workers of {_called(self._address)} cannot read articles: {words}") from error
            else:
                return found

    def _workers(self) -> int:
        try:
            return len(self._client.scheduler_info()["workers"])
        except (OSError, ValueError) as error:
            raise ChildProcessError(f"{_called(self._address)} is gone") from error


def _read(documents: Sequence[Document], catalogue: Catalogue, most: int, version: str) -> list[Reading | Problem]:
    """Return the readings of articles; this runs in a worker. To build the reader is a hundredth of the work."""
    if version != __version__:
        raise ImportError(f"factcheck {__version__} there, {version} here")
    reader = ArticleReader(catalogue, most)
    return [tried(reader, document) for document in documents]

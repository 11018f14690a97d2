"""The workers of a Dask scheduler: on this machine, or on as many as there are. What goes wrong is told in one line."""

from __future__ import annotations

import logging
import warnings
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, Final

from factcheck.faults import fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LOOK: Final = 5  # seconds after which it is looked whether there is still a worker to wait for
_PATIENCE: Final = 30  # seconds without any worker that are waited
_KNOCK: Final = 10  # seconds in which a scheduler must answer


@contextmanager
def connected(address: str, workers: int) -> Iterator[Cluster]:
    """Give the workers of the scheduler at an address; empty, of one on this machine, whose processes end with the block.

    Raises ChildProcessError when the extra is missing, or the scheduler cannot be reached or has no workers.
    """
    try:
        from distributed import Client, LocalCluster  # noqa: PLC0415 - an extra
        from distributed.utils import silence_logging_cmgr  # noqa: PLC0415
    except ImportError:
        raise ChildProcessError('--engine dask needs the extra: pip install "factcheck-news[dask]"') from None
    with ExitStack() as stack:
        stack.enter_context(silence_logging_cmgr(logging.CRITICAL))  # what goes wrong is told by us, in one line
        stack.enter_context(warnings.catch_warnings())
        warnings.filterwarnings("ignore", "Sending large graph")  # word lists and texts are what they are
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
        yield Cluster(client, address)


def _called(address: str) -> str:
    return f"the scheduler {address or 'on this machine'}"


def _no_workers(address: str) -> str:
    return f"{_called(address)} has had no workers for {_PATIENCE} seconds"


class DiedError(Exception):
    """Tells that the work ended the process that did it, and did so again elsewhere."""


class Cluster:
    """The workers of one scheduler."""

    def __init__(self, client: Any, address: str) -> None:
        self._client = client
        self._address = address

    def submit(self, function: Callable[..., Any], *given: Any) -> Any:
        """Return what stands for the result of a function in a worker; so may what is given, singly or in a list."""
        return self._client.submit(function, *given, pure=False)

    def result(self, future: Any) -> Any:
        """Return what a function gave; raises DiedError, or ChildProcessError when nobody works any more."""
        from concurrent.futures import CancelledError  # noqa: PLC0415 - slow to import

        from distributed import KilledWorker  # noqa: PLC0415 - an extra

        alone = 0
        while True:
            try:
                return future.result(timeout=_LOOK)
            except KilledWorker:
                raise DiedError from None
            except TimeoutError:
                alone = 0 if self.workers() else alone + _LOOK
                if alone >= _PATIENCE:
                    raise ChildProcessError(_no_workers(self._address)) from None
            except (OSError, CancelledError) as error:
                raise ChildProcessError(f"{_called(self._address)} is gone") from error
            except Exception as error:
                words = str(error) if isinstance(error, ImportError) else fault(error)
                raise ChildProcessError(f"workers of {_called(self._address)} cannot read articles: {words}") from error

    def workers(self) -> int:
        """Return how many workers there are now; raises ChildProcessError."""
        try:
            return len(self._client.scheduler_info()["workers"])
        except (OSError, ValueError) as error:
            raise ChildProcessError(f"{_called(self._address)} is gone") from error

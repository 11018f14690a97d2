"""The command `factcheck`, also as `python -m factcheck`: what a process owes its surroundings, whatever happens in it."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING, Final, NoReturn

if TYPE_CHECKING:
    import signal
    from types import FrameType
else:
    import _signal as signal  # what `signal` is made of; that one takes time to make enumerations of it

_ERROR: Final = 2
_DEBUG: Final = "FACTCHECK_DEBUG"


class Stopped(BaseException):
    """Raised where a signal asks the process to stop; what is being done is undone on the way out."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def main() -> None:
    """Run the command line and leave with its exit code; 130 or 143 when it is interrupted."""
    # A run makes many small objects and hardly a cycle: rare collections save a tenth of its time.
    gc.set_threshold(100_000, 20, 20)
    _open_streams()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    from factcheck.cli import main as command  # noqa: PLC0415 - what it loads is made after that, too

    try:
        command(prog_name="factcheck")
    except Stopped as stopped:
        _say("error: interrupted")
        sys.exit(128 + stopped.number)  # the long way, so that nothing of worker processes is left behind
    except SystemExit as done:
        if isinstance(done.code, int):
            _leave(done.code)
        raise
    except Exception as error:
        if os.environ.get(_DEBUG):
            raise
        _say(f"error: {_words(error)}")
        _leave(_ERROR)


def _stop(number: int, _: FrameType | None) -> NoReturn:
    """Ask the process to stop; to ask again changes nothing."""
    for every in (signal.SIGINT, signal.SIGTERM):
        signal.signal(every, signal.SIG_IGN)
    raise Stopped(number)


def _open_streams() -> None:
    """Put something in the place of streams that were closed before the start, or the next file opened would take it.

    Writing to a standard output that is closed is an error as any other.
    """
    for number, (name, mode) in enumerate((("stdin", "r"), ("stdout", "r"), ("stderr", "w"))):
        if getattr(sys, name) is None:
            stream = open(os.devnull, mode, encoding="utf-8")  # noqa: SIM115 - until the process ends
            if stream.fileno() != number:
                os.dup2(stream.fileno(), number)
            setattr(sys, name, stream)


def _words(error: Exception) -> str:
    if isinstance(error, MemoryError):
        return "not enough memory"
    if isinstance(error, OSError):
        return f"{error.filename or 'output'}: {error.strerror or error}"
    from factcheck.faults import fault  # noqa: PLC0415 - only where something failed

    return f"factcheck failed, which is its own fault: {fault(error)}; {_DEBUG}=1 shows more"


def _say(words: str) -> None:
    try:
        sys.stderr.write(f"{words}\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        return  # nobody is left to be told


def _leave(code: int) -> NoReturn:
    """End the process at once: everything is written, and taking down what a check loaded takes a sixth of its time."""
    if code == 1 and type(sys.stdout).__name__ == "PacifyFlushWrapper":
        os._exit(0)  # click's sign that who reads had enough, as `head` has
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        pass
    except (OSError, ValueError) as error:
        if code != _ERROR:
            _say(f"error: output: {getattr(error, 'strerror', None) or error}")
        code = _ERROR
    _say_nothing_more()
    os._exit(code)


def _say_nothing_more() -> None:
    try:
        sys.stderr.flush()
    except (OSError, ValueError):
        return


if __name__ == "__main__":
    # `python -m` looks for modules in the working folder first, where anything may lie.
    if not getattr(sys.flags, "safe_path", False) and sys.path[0] != os.path.dirname(os.path.dirname(__file__)):
        del sys.path[0]
    main()

"""What to tell of an error that nobody foresaw."""

from __future__ import annotations


def fault(error: BaseException) -> str:
    """Return in a few words what went wrong and where: "ValueError in read/years.py:53"."""
    frame, line = None, 0
    at = error.__traceback__
    while at is not None:
        if at.tb_frame.f_globals.get("__name__", "").split(".")[0] == "factcheck":
            frame, line = at.tb_frame, at.tb_lineno
        at = at.tb_next
    where = "/".join(frame.f_code.co_filename.replace("\\", "/").split("/")[-2:]) if frame else "another library"
    return f"{type(error).__name__} in {where}:{line}"

"""The tests see the same surroundings on a desk and in CI."""

from __future__ import annotations

import pytest
from hypothesis import settings


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


settings.register_profile("any machine", deadline=None)  # a test never fails because its machine is busy
settings.load_profile("any machine")

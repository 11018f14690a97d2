"""What each way of writing a time of day is read as."""

from __future__ import annotations

import pytest

from factcheck.model import Clock
from factcheck.pipeline import text_reader
from factcheck.values import show

READ = text_reader()


def read(text: str) -> list[str]:
    return [show(m.value) for s in READ(text, None) for m in s.mentions if isinstance(m.value, Clock)]


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("The pier closed at 0930 hrs.", "09:30"),
        ("The pier closed at 9.30pm.", "21:30"),
        ("The pier closed at half past nine in the evening.", "21:30"),
        ("The pier closed just after 3 in the afternoon.", "15:00 to 15:15"),
        ("The pier closed at three in the morning on Tuesday.", "03:00"),
        ("The pier closed around 2 o'clock in the morning.", "about 02:00"),
        ("The pier closed at two o'clock on Monday afternoon.", "14:00"),
        ("The pier closed at 11 o'clock at night.", "23:00"),
        ("The pier closed at 2 at night.", "02:00"),
        ("The pier closed at 10:30 Friday night.", "22:30"),
        ("The pier closed at 8:15 tonight.", "20:15"),
        ("The pier closed at 6 tonight.", "18:00"),
        ("The pier closed at 9:40 last night.", "21:40"),
        ("The pier closed at midday.", "12:00"),
        ("The pier closed at five past midnight.", "00:05"),
        ("The pier closed at ten to midnight.", "23:50"),
        ("The pier closed between 3:15 p.m. and 3:40 p.m.", "15:15 to 15:40"),
        ("The pier closed between 11 p.m. and 1 a.m.", "23:00 to 01:00"),
        ("The pier closed at 19.30 local time.", "19:30"),
        ("The pier closed at 0030 local time.", "00:30"),
        ("The pier closed at 22.34 BST.", "22:34 BST"),
        ("The pier closed at 17:06 pm.", "17:06"),
        ("The pier closed at 8 p.m. Eastern time.", "20:00 ET"),
        ("The pier closed at 8 p.m. Pacific.", "20:00 PT"),
        ("The pier closed at 8 p.m. Coordinated Universal Time.", "20:00 UTC"),
        ("The pier closed at 8 p.m. Hong Kong time.", "20:00 Hong Kong time"),
    ],
)
def test_times(text: str, time: str) -> None:
    assert read(text) == [time]


@pytest.mark.parametrize(
    "text",
    [
        "They sat at 3 in the evening shift.",
        "She is one of 3 in the morning group.",
        "They suffered in the midday heat.",
        "He looked at two on Monday.",
        "He scored at 5 in the second set.",
        "It happened at 10 in the evening sun.",
        "The index stood at 19.30.",
        "It was updated on 3 May at 9:07:15 PM.",
    ],
)
def test_no_times(text: str) -> None:
    assert read(text) == []


def test_who_begins_a_sentence_behind_a_time_is_no_zone() -> None:
    assert read("The pier closed at 8 p.m. Central bank officials left. They left by 9 p.m. This time it rained.") == [
        "20:00",
        "21:00",
    ]

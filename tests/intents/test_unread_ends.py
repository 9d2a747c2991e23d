"""Ends that are named and cannot be counted; those that can, and what is no end."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from intents.unread_ends import unread_end
from tests.intents.company import MONDAY

LISBON = ZoneInfo("Europe/Lisbon")


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("need the forecast until lunch", "until lunch"),
        ("the forecast bis Freitag", "bis Freitag"),
        ("til 5", "til 5"),
        ("need it until i'm back pls", "until i'm back"),
        ("the forecast until the audit is over because they asked", "until the audit is over"),
        ("the forecast for 4", "for 4"),
    ],
)
def test_an_end_that_cannot_be_read(text: str, end: str) -> None:
    assert unread_end(text, now=MONDAY, zone=LISBON) == end


@pytest.mark.parametrize(
    "text",
    [
        "the forecast until Friday", "the forecast for 4 hours", "the forecast for 4 people", "the cash till report",
        "I can't work until I get the forecast", "the forecast for Q4", "the forecast",
    ],
)  # fmt: skip
def test_what_is_read_or_is_no_end(text: str) -> None:
    assert unread_end(text, now=MONDAY, zone=LISBON) == ""

"""The words policies say."""

from __future__ import annotations

from datetime import timedelta

import pytest

from approvals.policy.wording import in_words, listed


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(days=90), "90 days"),
        (timedelta(days=1), "1 day"),
        (timedelta(hours=8), "8 hours"),
        (timedelta(days=1, hours=12), "1 day and 12 hours"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(seconds=20), "less than a minute"),
        (None, "any length of time"),
    ],
)
def test_lengths_read_as_people_say_them(span: timedelta | None, words: str) -> None:
    assert in_words(span) == words


def test_lists_read_as_people_say_them() -> None:
    assert [listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"], last="or")] == [
        "",
        "a",
        "a and b",
        "a, b or c",
    ]

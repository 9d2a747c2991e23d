"""When a job is tried again: soon at first, then ever later, for about a day."""

from __future__ import annotations

from datetime import timedelta

BACKOFF = tuple(timedelta(seconds=s) for s in (1, 5, 30, 120, 600, 1800, 3600, 7200, 14400, 28800, 28800))
"""The wait before each further try; their sum is a little over a day, so a night's outage loses nothing."""


class TryAgain(Exception):
    """The job could not be done now; `sentence` says why, for people."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def wait_before(attempt: int) -> timedelta | None:
    """How long to wait before that try (the first is 0); None when it was the last."""
    return BACKOFF[attempt - 1] if 0 < attempt <= len(BACKOFF) else None

"""When a job is tried again: soon at first, then ever later, for about a day; news for a week."""

from __future__ import annotations

from datetime import timedelta

BACKOFF = tuple(timedelta(seconds=s) for s in (1, 5, 30, 120, 600, 1800, 3600, 7200, 14400, 28800, 28800))
"""The wait before each further try; their sum is a little over a day, so a night's outage loses nothing."""
NEWS_AFTERWARDS = (timedelta(days=1),) * 6
"""The waits after those for jobs that only tell people something: it is as true a week later, and then still new."""


class TryAgain(Exception):
    """The job could not be done now; `sentence` says why, for people.

    `within` is set where it is known when what stands in the way will be gone: the next try waits no longer.
    """

    def __init__(self, sentence: str, *, within: timedelta | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.within = within


def wait_before(attempt: int, *, after: Exception | None = None, news: bool = False) -> timedelta | None:
    """How long to wait before that try (the first is 0), given how the last one ended; None when it was the last."""
    waits = BACKOFF + NEWS_AFTERWARDS if news else BACKOFF
    if not 0 < attempt <= len(waits):
        return None
    wait = waits[attempt - 1]
    return min(wait, after.within) if isinstance(after, TryAgain) and after.within is not None else wait

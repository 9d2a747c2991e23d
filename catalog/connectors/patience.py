"""How long one order may take: short retries for a system that stumbles, and an end to waiting.

Retries over minutes and hours belong to the job that carries the order. What happens here bridges a
restart, a dropped connection or a full queue, so that people do not see it at all.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception,
    stop_after_attempt,
    wait_exponential_jitter,
)

from catalog.connectors.port import ConnectorFailed

_Answer = TypeVar("_Answer")


@dataclass(frozen=True, kw_only=True)
class Patience:
    """The limits of one order; all times in seconds."""

    tries: int = 3
    first_wait: float = 0.25
    longest_wait: float = 3.0
    """A system that asks for a longer pause than this is left to the job's own retries."""
    connect_timeout: float = 3.0
    answer_timeout: float = 8.0
    """For each piece of an answer."""
    whole_order: float = 25.0
    """For everything together; ends an answer that trickles in for ever."""
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep


class Transient(ConnectorFailed):
    """A failure worth a second try. `after` is the pause the system asked for, in seconds, if it did."""

    def __init__(self, sentence: str, *, after: float | None = None) -> None:
        super().__init__(sentence, retryable=True)
        self.after = after


def seconds_to_wait(retry_after: str | None, now: datetime) -> float | None:
    """The pause a Retry-After header asks for, in seconds: a number or an HTTP date (RFC 9110, 10.2.3).

    None when there is no such header or it cannot be read.
    """
    if not retry_after:
        return None
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        until = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    if until.tzinfo is None:  # "-0000": the sender does not know its own zone, so the date says nothing
        return None
    return max(0.0, (until - now).total_seconds())


async def patiently(
    attempt: Callable[[], Awaitable[_Answer]], patience: Patience, *, too_slow: ConnectorFailed
) -> _Answer:
    """Call `attempt` until it succeeds or `patience` ends; it has to be safe to repeat.

    Raises the last failure, or `too_slow` when the time for the whole order is up.
    """
    backoff = wait_exponential_jitter(
        multiplier=patience.first_wait, max=patience.longest_wait, jitter=patience.first_wait
    )

    def pause(state: RetryCallState) -> float:
        failure = state.outcome.exception() if state.outcome else None
        asked_for = failure.after if isinstance(failure, Transient) and failure.after else 0.0
        return max(asked_for, backoff(state))

    def worth_it(failure: BaseException) -> bool:
        return isinstance(failure, Transient) and (failure.after or 0.0) <= patience.longest_wait

    retrying = AsyncRetrying(
        retry=retry_if_exception(worth_it),
        stop=stop_after_attempt(patience.tries),
        wait=pause,
        sleep=patience.sleep,
        reraise=True,
    )
    try:
        async with asyncio.timeout(patience.whole_order):
            return await retrying(attempt)
    except TimeoutError as error:
        raise too_slow from error

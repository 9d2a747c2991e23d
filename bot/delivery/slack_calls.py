"""Calling Slack so that a hiccup passes unnoticed and anything longer is raised, for the job to come back to."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception,
    stop_after_attempt,
    wait_random_exponential,
)

TRIES = 3
LONGEST_WAIT = 30.0
"""Seconds that a Retry-After is honoured in place; a longer one is raised at once, and the job comes back."""
_PASSING = {
    "ratelimited",
    "internal_error",
    "fatal_error",
    "service_unavailable",
    "request_timeout",
    "team_added_to_org",
}
_TOKEN = {
    "invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "missing_scope",
    "not_allowed_token_type", "org_login_required", "ekm_access_denied",
}  # fmt: skip
"""Slack takes nothing at all from this app now. It ends when an admin mends that; until then nothing may be dropped."""
_backoff = wait_random_exponential(multiplier=0.1, max=2)


def error_code(error: BaseException) -> str:
    """Slack's own code for what it refused; empty for anything else."""
    if isinstance(error, SlackApiError) and error.response is not None:
        found = error.response.get("error") if hasattr(error.response, "get") else None
        return str(found or "")
    return ""


def passing(error: BaseException) -> bool:
    """Whether the same call may well succeed in a moment."""
    if isinstance(error, SlackApiError):
        status = getattr(error.response, "status_code", 200)
        return error_code(error) in _PASSING or status == 429 or status >= 500
    return isinstance(error, (aiohttp.ClientError, asyncio.TimeoutError, SlackClientError, ConnectionError))


def lasting(error: BaseException) -> bool:
    """Whether Slack refused this very call and would refuse it again, while others may go through."""
    code = error_code(error)
    return bool(code) and not passing(error) and code not in _TOKEN


def _wait(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    asked = _asked_to_wait(error)
    return _backoff(state) if asked is None else asked


def _asked_to_wait(error: BaseException | None) -> float | None:
    """The seconds of Slack's Retry-After; None when it did not say to slow down."""
    if not isinstance(error, SlackApiError):
        return None
    if error_code(error) != "ratelimited" and getattr(error.response, "status_code", 200) != 429:
        return None
    try:
        return float(error.response.headers.get("Retry-After", 1))
    except (AttributeError, ValueError):
        return 1.0


def _soon(error: BaseException) -> bool:
    """Whether to try again in place."""
    return passing(error) and (_asked_to_wait(error) or 0.0) <= LONGEST_WAIT


def short_retries() -> AsyncRetrying:
    """A few tries within seconds; the last error comes out as it is."""
    return AsyncRetrying(
        stop=stop_after_attempt(TRIES), wait=_wait, retry=retry_if_exception(_soon), reraise=True
    )


async def call(method: Callable[..., Awaitable[AsyncSlackResponse]], **arguments: Any) -> AsyncSlackResponse:
    """One Web API call that may be repeated without harm. Raises SlackApiError and connection errors."""
    return await short_retries()(method, **arguments)

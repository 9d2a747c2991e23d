"""The two short-lived permissions Slack hands out with an interaction: trigger ids and response URLs."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from bot.slack_local.errors import SlackError

TRIGGER_SECONDS = 3.0
RESPONSE_SECONDS = 30 * 60.0
RESPONSE_USES = 5


@dataclass(slots=True)
class Trigger:
    """What somebody did, and where: whom a view may be opened for within 3 seconds."""

    user: str
    given_at: float
    view_id: str | None
    """The modal or home tab it was done in, if any."""
    window: str = ""
    """Which of their windows it was done in; the view opens there and nowhere else."""
    used: bool = False


@dataclass(slots=True)
class ResponsePass:
    """Where an app may answer without a token, and what it answers to."""

    user: str
    channel: str
    given_at: float
    message_ts: str | None = None
    """The message that was acted on; None after a command."""
    ephemeral: bool = False
    thread_ts: str | None = None
    uses: int = 0


class Passes:
    """Gives both out and takes them back, on a clock in seconds that tests can move."""

    def __init__(self, clock: Callable[[], float], *, trigger_seconds: float = TRIGGER_SECONDS) -> None:
        self._clock = clock
        self._trigger_seconds = trigger_seconds
        self._triggers: dict[str, Trigger] = {}
        self._responses: dict[str, ResponsePass] = {}

    def trigger(self, user: str, *, view_id: str | None = None, window: str = "") -> str:
        """A trigger id for what that person just did (in that modal, if any, and in that window)."""
        trigger_id = f"{secrets.randbelow(10**13)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self._forget_old_ones()
        self._triggers[trigger_id] = Trigger(user, self._clock(), view_id, window)
        return trigger_id

    def exchange(self, trigger_id: str) -> Trigger:
        """Spends a trigger: who it was given for, and where.

        Raises SlackError `invalid_trigger_id`, `exchanged_trigger_id`, or `expired_trigger_id` after 3 seconds.
        """
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if self._clock() - trigger.given_at > self._trigger_seconds:
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger

    def response(
        self,
        *,
        user: str,
        channel: str,
        message_ts: str | None = None,
        ephemeral: bool = False,
        thread_ts: str | None = None,
    ) -> str:
        """The secret part of a response URL."""
        secret = secrets.token_hex(16)
        self._responses[secret] = ResponsePass(user, channel, self._clock(), message_ts, ephemeral, thread_ts)
        return secret

    def respond(self, secret: str) -> ResponsePass:
        """Uses a response URL once. Raises SlackError `expired_url` or `used_url`."""
        found = self._responses.get(secret)
        if found is None or self._clock() - found.given_at > RESPONSE_SECONDS:
            raise SlackError("expired_url")
        if found.uses >= RESPONSE_USES:
            raise SlackError("used_url")
        found.uses += 1
        return found

    def _forget_old_ones(self) -> None:
        """Triggers a minute old go; by then nobody mistakes an unknown one for an expired one."""
        oldest = self._clock() - 60
        while self._triggers and next(iter(self._triggers.values())).given_at < oldest:
            del self._triggers[next(iter(self._triggers))]
        oldest = self._clock() - RESPONSE_SECONDS
        while self._responses and next(iter(self._responses.values())).given_at < oldest:
            del self._responses[next(iter(self._responses))]

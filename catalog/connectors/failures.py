"""What went wrong at the other end, in one sentence a person can act on.

A transient failure says only what happened: whether it is tried again is up to whoever placed the order.
The same for every connector that speaks HTTP, so that one outage reads alike wherever it is met.
"""

from __future__ import annotations

from catalog.connectors.patience import Transient
from catalog.connectors.port import ConnectorFailed


class Absent(ConnectorFailed):
    """What was asked for is not there (404): the caller knows whether that is fine."""


class Conflict(Transient):
    """Somebody else changed or created it first (409, 412): look again."""


def unreachable(system: str) -> Transient:
    """No connection, or one that broke: whether the change was made is unknown."""
    return Transient(f"{system} could not be reached.")


def timed_out(system: str) -> Transient:
    """No answer in time: whether the change was made is unknown."""
    return Transient(f"{system} did not answer in time.")


def not_understood(system: str, url_setting: str) -> ConnectorFailed:
    """An answer that is not what the protocol promises, so nothing can be concluded from it."""
    return ConnectorFailed(
        f"{system} gave an answer that makes no sense; ask an administrator to check the address in {url_setting}.",
        retryable=False,
    )


def from_status(
    system: str, status: int, *, url_setting: str, token_setting: str, after: float | None = None
) -> ConnectorFailed:
    """The failure an HTTP status stands for (RFC 9110, 15; RFC 6585, 4; RFC 7644, 3.12).

    `after` is the pause in seconds that came with it. The settings are named so that an administrator
    knows what to look at.
    """
    if status in {429, 503}:
        return Transient(f"{system} is too busy for this right now.", after=after)
    if status in {409, 412}:
        return Conflict(f"Somebody else is changing the same access in {system}.")
    if status == 408:
        return timed_out(system)
    if status >= 500 and status not in {501, 505}:
        return Transient(f"{system} had a fault of its own (error {status}).", after=after)
    if status == 401:
        sentence = f"The token for {system} was refused; ask an administrator to renew {token_setting}."
    elif status == 403:
        sentence = (
            f"{system} does not let Usher change this; ask its administrator to allow it for {token_setting}."
        )
    elif status == 404:
        return Absent(
            f"{system} knows nothing at the address Usher has for it; ask an administrator to check {url_setting}.",
            retryable=False,
        )
    elif 300 <= status < 400:
        sentence = f"{system} has moved to another address; ask an administrator to correct {url_setting}."
    else:
        sentence = (
            f"{system} did not accept the change (error {status}); ask its administrator what it objects to."
        )
    return ConnectorFailed(sentence, retryable=False)

"""Where wrong passwords came from: the machine, the mail app or the address that keeps sending them.

A lock-out that comes back every morning is seldom the person; it is an old phone or a service with the old password.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from intents.signins.event import Happened, SignInEvent

_OLD_PROTOCOLS = (
    "activesync",
    "imap",
    "pop",
    "smtp",
    "mapi",
    "exchange web services",
    "autodiscover",
    "other clients",
)
"""Mail protocols that send a stored password by themselves, as Entra names its client apps."""
_LOCAL = frozenset({"127.0.0.1", "::1"})


def source_in_words(events: Iterable[SignInEvent]) -> str:
    """ "from RTM-WH-SCAN07", "from a mail app (IMAP4) on iOS", "from 203.0.113.9 in Oslo"; empty where nothing tells.

    What a lock names as its caller counts first, then what most of the attempts came from.
    """
    seen = tuple(events)
    if caller := _caller(seen):
        return f"from {caller}"
    attempts = [event for event in seen if event.happened is not Happened.LOCKED]
    told = Counter(filter(None, map(_source, attempts)))
    return told.most_common(1)[0][0] if told else ""


def machine_behind(events: Iterable[SignInEvent]) -> str:
    """The machine that a lock names as its caller, else the one most of the attempts came from; empty for none."""
    seen = tuple(events)
    told = Counter(event.device.name for event in seen if event.device.name)
    return _caller(seen) or (told.most_common(1)[0][0] if told else "")


def _caller(events: tuple[SignInEvent, ...]) -> str:
    return next(
        (event.device.name for event in events if event.happened is Happened.LOCKED and event.device.name), ""
    )


def sends_by_itself(event: SignInEvent) -> bool:
    """Whether a program with a stored password made the attempt, not a person who typed one."""
    client = event.device.client.casefold()
    return any(name in client for name in _OLD_PROTOCOLS)


def _source(event: SignInEvent) -> str:
    if sends_by_itself(event):
        return f"from a mail app ({event.device.client})" + (
            f" on {event.device.system}" if event.device.system else ""
        )
    if event.device.name:
        return f"from {event.device.name}"
    if event.address and event.address not in _LOCAL:
        return f"from {event.address}" + (f" in {event.place.city}" if event.place.city else "")
    return ""

"""Vendors' own samples, where they are at hand: each is read or refused in a sentence, and the telling ones are told."""

from __future__ import annotations

import pytest

from intents.signins.event import Happened, Provider, Reason, SignInEvent
from intents.signins.normalise import read_line
from intents.signins.unreadable import Unreadable
from tests.shared import SHARED, needs

SAMPLES = SHARED / "data" / "signins"

pytestmark = needs("data/signins")


def samples(name: str) -> tuple[list[SignInEvent], list[str]]:
    events: list[SignInEvent] = []
    refused: list[str] = []
    for line in (SAMPLES / f"{name}-events.jsonl").read_bytes().splitlines():
        try:
            events += read_line(line)
        except Unreadable as why:
            refused.append(why.sentence)
    return events, refused


@pytest.mark.parametrize("name", ["okta", "entra", "windows", "google"])
def test_every_sample_is_read_or_refused_in_a_sentence(name: str) -> None:
    events, refused = samples(name)

    assert events
    assert all(event.provider is Provider(name) for event in events)
    assert set(refused) <= {
        "The event has no time that can be read.",
        "It has the shape of no provider's sign-in event.",
    }


def test_the_windows_samples_mean_what_their_names_say() -> None:
    events, refused = samples("windows")

    assert refused == []
    assert [(event.happened, event.reason) for event in events] == [
        (Happened.LOCKED, Reason.LOCKED),
        (Happened.UNLOCKED, None),
        (Happened.SIGN_IN, Reason.REVOKED),
        (Happened.SIGN_IN, None),
    ]
    assert events[0].login == "elastictest1"

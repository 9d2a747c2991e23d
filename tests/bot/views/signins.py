"""Explanations of lock-outs for the views, from short to hostile."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from intents.signins.event import Device, Happened, Outcome, Place, Provider, Reason, SignInEvent
from intents.signins.explanation import Cause, Explanation, Finding
from tests.approvals.company import NOW, SALES

EVIL = "<!channel> & <https://x.example|x> *bold* \u202e" * 20


def event(number: int = 1, **fields: Any) -> SignInEvent:
    """A wrong password from an old phone in Porto."""
    known: dict[str, Any] = {
        "provider": Provider.OKTA,
        "id": f"e{number}",
        "at": NOW - timedelta(minutes=number),
        "login": "tom.reyes@northlight.example",
        "happened": Happened.SIGN_IN,
        "outcome": Outcome.FAILURE,
        "reason": Reason.WRONG_PASSWORD,
        "device": Device(name="Toms-iPhone", client="Mail"),
        "place": Place(city="Porto", country="Portugal", latitude=41.1496, longitude=-8.6109),
        "address": "192.0.2.20",
    }
    return SignInEvent(**known | fields)


def finding(cause: Cause = Cause.TOO_MANY_FAILURES, **fields: Any) -> Finding:
    """Locked after ten wrong passwords."""
    known: dict[str, Any] = {
        "cause": cause,
        "provider": Provider.OKTA,
        "system": None,
        "evidence": tuple(event(number) for number in range(1, 9)),
        "since": NOW - timedelta(minutes=2),
        "until": NOW + timedelta(minutes=28),
        "says": "Your account is locked: ten wrong passwords came from Toms-iPhone (192.0.2.20).",
        "remedy": "Change the password saved on that phone, then wait for half an hour.",
        "self_service": True,
        "certain": True,
    }
    return Finding(**known | fields)


LOCKED = Explanation(blocking=finding())
ENDED = Explanation(
    blocking=finding(
        Cause.GRANT_EXPIRED, system="warehouse", entitlement=SALES, until=None, evidence=(), certain=False,
        doubt="It may also have been taken away.", says="Your access to the sales reports has ended.",
    ),
    others=(finding(says="Your account was locked as well."),),
)  # fmt: skip
NOTHING = Explanation(
    blocking=finding(
        Cause.NONE_FOUND, provider=None, evidence=(), since=None, until=None, certain=True,
        says="I find nothing that keeps you out.", remedy="Tell the helpdesk what you see on the screen.",
    )
)  # fmt: skip
HOSTILE = Explanation(
    blocking=finding(
        says=EVIL, remedy=EVIL, doubt=EVIL, certain=False, system=EVIL,
        evidence=tuple(
            event(
                number, application=EVIL, id=EVIL, address=EVIL,
                device=Device(name=EVIL, client=EVIL, system=EVIL), place=Place(city=EVIL, country=EVIL),
            )
            for number in range(200)
        ),
    ),
    others=tuple(finding(cause, says=EVIL, evidence=(event(n + 300, application=EVIL),)) for n, cause in enumerate(Cause)),
)  # fmt: skip
EXPLANATIONS = (LOCKED, ENDED, NOTHING, HOSTILE)

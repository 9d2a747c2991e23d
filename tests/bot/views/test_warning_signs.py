"""What Security reads of warning signs: plain, inert, and with buttons only while they mean something."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from approvals.queries.warning_signs import SignPicture
from approvals.risk.warned import Severity
from approvals.store.sign_tables import Posting, SignVerdict
from bot.views.signin_lines import HAPPENED, REASONS
from bot.views.warning_signs import KINDS, SEVERITIES, sign_card, summed_card
from intents.signins.event import Happened, Reason
from intents.signins.signs.sign import Kind
from tests.approvals.company import small_company
from tests.bot.views.reading import buttons, words

COMPANY = small_company()
LOOKED_UP = ("login", "place", "address", "device", "application", "provider", "reason")
"""What is known of an event in words that somebody outside may have chosen."""
AT = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)


def sign(**changes: Any) -> SignPicture:
    plain: dict[str, Any] = {
        "id": "sign_1",
        "kind": "travel",
        "severity": Severity.HIGH,
        "people": ("tom.reyes",),
        "says": "Tom Reyes signed in from Amsterdam and, 30 minutes later, from Hanoi.",
        "evidence": (
            {
                "id": "e1",
                "provider": "okta",
                "at": AT.isoformat(),
                "outcome": "failure",
                "happened": "sign_in",
                "reason": "wrong_password",
                "address": "203.0.113.9",
                "place": "Hanoi",
            },
        ),
        "since": AT,
        "until": AT,
        "found_at": AT,
        "posting": Posting.SHOWN,
        "score": None,
        "verdict": SignVerdict.OPEN,
        "judged_by": "",
        "judged_at": None,
    }
    return SignPicture(**(plain | changes))


def test_every_kind_and_severity_has_words() -> None:
    assert set(KINDS) == {kind.value for kind in Kind}
    assert set(SEVERITIES) == set(Severity)


def test_an_open_sign_says_what_whom_and_why_and_has_two_buttons() -> None:
    card = sign_card(COMPANY, sign())
    text = words(card)
    assert "*Impossible travel* · ●●● look at it now" in text
    assert "About Tom Reyes" in text
    assert ": failed (wrong password)\n203.0.113.9 · Hanoi · recorded by Okta" in text
    assert buttons(card) == ["It is real", "False alarm"]


@pytest.mark.parametrize("reason", list(Reason))
def test_codes_are_told_in_words(reason: Reason) -> None:
    event = {"at": AT.isoformat(), "outcome": "failure", "reason": reason.value}
    read = words(
        sign_card(COMPANY, sign(evidence=({**event, "application": "Tailscale", "provider": "duo"},)))
    )
    assert "\nTailscale · recorded by Duo" in read
    assert "(mfa" not in read
    assert "()" not in read
    assert set(REASONS) == set(Reason)
    assert set(HAPPENED) == set(Happened)


def test_a_reported_prompt_is_called_that_and_an_unknown_code_by_its_own_name() -> None:
    def read(**changes: str) -> str:
        return words(sign_card(COMPANY, sign(evidence=({"at": AT.isoformat(), **changes},))))

    assert "failed (prompt reported as not theirs)" in read(outcome="failure", reason="mfa_fraud")
    assert "failed (moon phase)" in read(outcome="failure", reason="moon_phase")
    assert ": second factor removed" in read(outcome="unknown", happened="mfa_reset")


def test_a_judged_sign_says_who_said_what() -> None:
    judged = {"judged_by": "nils.aker", "judged_at": AT}
    right = sign_card(COMPANY, sign(verdict=SignVerdict.RIGHT, **judged))
    false = sign_card(COMPANY, sign(verdict=SignVerdict.FALSE_ALARM, **judged))
    assert buttons(right) == buttons(false) == []
    assert "✓ Nils Aker: it is real" in words(right)
    assert "Nils Aker: a false alarm" in words(false)


def test_what_events_say_is_inert() -> None:
    hostile = {
        "at": "yesterday",
        "place": "<!channel>",
        "device": "<@U1> \u202e",
        "outcome": "odd",
        "happened": "<x>",
    }
    text = words(sign_card(COMPANY, sign(says="From <!here>.", evidence=(hostile,))))
    assert "<!channel" not in text
    assert "<!here" not in text
    assert "<@" not in text
    assert "\u202e" not in text
    assert "at an unknown time" in text


def test_the_longest_sign_fits() -> None:
    long = dict.fromkeys(LOOKED_UP, "x" * 500)
    people = tuple(f"p{number}" for number in range(500))
    card = sign_card(COMPANY, sign(says="y" * 3000, evidence=(long,) * 5, people=people))
    assert "490 more" in words(card)


def test_the_days_line_counts_by_kind() -> None:
    many = [sign(kind="new_country", people=(f"p{number}",)) for number in range(7)]
    text = words(summed_card(COMPANY, [*many, sign(people=())], "1 December"))
    assert "*More warning signs on 1 December*" in text
    assert "• 7 × First sign-in from a country about p0, p1, p2, p3, p4 and 2 more" in text
    assert "• 1 × Impossible travel" in text
    none_left = summed_card(COMPANY, [], "1 December")
    assert "Each warning sign of 1 December has a message of its own by now." in words(none_left)


def test_what_all_events_share_is_said_once() -> None:
    first = {
        "at": AT.isoformat(),
        "outcome": "success",
        "login": "tom@northlight.example",
        "address": "203.0.113.9",
    }
    other = {**first, "login": COMPANY.people["kim.sato"].email, "outcome": "failure", "place": "Hanoi"}
    text = words(sign_card(COMPANY, sign(evidence=(first, other, other), people=("tom.reyes", "kim.sato"))))
    assert text.count("203.0.113.9") == 1
    assert ": got in · tom@northlight.example" in text
    assert text.count(": failed · Kim Sato · Hanoi") == 2

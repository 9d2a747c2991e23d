"""Which of the twelve things a message wants."""

from __future__ import annotations

from unittest.mock import Mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intents.engines.builtin import intent as room
from intents.engines.builtin.intent import CLEAR, features, read_intent
from intents.passages import clauses
from intents.understanding import Intent
from tests.depth import examples


def wants(text: str, clarity: float = 0.0, *, spare: bool = False) -> Intent:
    return read_intent(clauses(text), names_something=clarity, spare=spare).intent


@pytest.mark.parametrize("spare", [False, True])
@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("From tomorrow I do the stock counts, so I must be able to enter them myself", Intent.REQUEST),
        ("please prolong my access to the ledger until the end of June", Intent.EXTEND),
        ("you can take the planner role off me, I finished the job", Intent.RETURN),
        ("the shop is down, I need to get into the live database right now", Intent.EMERGENCY),
        ("my login says the account is locked", Intent.LOCKOUT),
        ("did anybody look at what I asked for on Tuesday?", Intent.STATUS),
        ("why was I turned down?", Intent.WHY_DENIED),
        ("I don't accept the refusal, please let somebody else look at it", Intent.APPEAL),
        ("what can you do for me?", Intent.HELP),
        ("list everything I have access to", Intent.INVENTORY),
        ("who approves access to the warehouse?", Intent.DISCOVER),
        ("is there cake in the kitchen?", Intent.OUT_OF_SCOPE),
        ("approve all open requests of my team", Intent.OUT_OF_SCOPE),
        ("could you sign off my timesheet?", Intent.OUT_OF_SCOPE),
        ("I have to sign off the timesheets of my team", Intent.REQUEST),
        ("what's Oskar's password for the ledger? I only need to post one line", Intent.OUT_OF_SCOPE),
        ("who has to approve it if somebody wants the ledger?", Intent.DISCOVER),
        ("my authenticator is on the phone that was stolen", Intent.LOCKOUT),
        ("the ledger stops on Friday but the audit goes on, make it two weeks more", Intent.EXTEND),
        ("why can't I have the ledger?", Intent.WHY_DENIED),
        ("please cancel what I asked for, I don't need it after all", Intent.STATUS),
    ],
)
def test_each_of_the_twelve_is_told_apart(text: str, intent: Intent, spare: bool) -> None:
    assert wants(text, spare=spare) is intent


@pytest.mark.parametrize(
    ("text", "spare", "read"),
    [
        ("I need read access to the ledger, please", True, False),
        ("I need read access to the ledger, please", False, True),
        # Nothing in these words tells what they are about.
        ("the boilers hum", True, True),
    ],
)
def test_what_it_means_is_spared_only_where_the_words_are_clear(
    text: str, spare: bool, read: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    meaning = Mock(side_effect=room.meaning)
    monkeypatch.setattr(room, "meaning", meaning)
    found = read_intent(clauses(text), names_something=0.0, spare=spare)
    assert meaning.called is read
    assert read or found.lead >= CLEAR


def test_without_the_sentence_model_the_words_are_read_as_if_they_had_been_learned_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parts = clauses("the boilers hum")
    beside = read_intent(parts, names_something=0.0)
    monkeypatch.setattr(room, "meaning", lambda _: None)
    alone = read_intent(parts, names_something=0.0)
    assert alone == read_intent(parts, names_something=0.0, spare=True)
    assert alone != beside


def test_nothing_of_ones_own_is_out_of_scope() -> None:
    assert wants("> please give him admin") is Intent.OUT_OF_SCOPE
    assert wants("") is Intent.OUT_OF_SCOPE


def test_naming_a_thing_of_the_catalog_never_makes_it_more_out_of_scope() -> None:
    own = "the forecast, two weeks"
    assert wants(own, 1.0) is Intent.REQUEST
    parts = clauses("hello")
    assert read_intent(parts, names_something=0.0).lead >= read_intent(parts, names_something=0.5).lead


@settings(max_examples=examples(60), deadline=None)
@given(st.text(max_size=200))
def test_any_text_has_an_intent_and_a_lead(text: str) -> None:
    reading = read_intent(clauses(text), names_something=0.0)
    assert reading.intent in Intent
    assert reading.lead >= 0


def test_numbers_are_all_alike_and_the_frame_is_seen() -> None:
    assert features("for 14 days", colleague=False).keys() >= {
        "w #",
        "b for #",
        "b < for",
        "b days >",
        "short",
    }

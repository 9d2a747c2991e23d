"""Courtesies, changes of mind and other languages are known by the whole message only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.listeners.small_talk import (
    SmallTalk,
    asks_for_something,
    in_another_language,
    may_be_reason,
    small_talk,
)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Hi!", SmallTalk.GREETING),
        ("hello there", SmallTalk.GREETING),
        ("Thanks a lot :)", SmallTalk.THANKS),
        ("never mind", SmallTalk.CANCEL),
        ("never mind, I don't need it, thanks", SmallTalk.CANCEL),
        ("oh sorry, forget it", SmallTalk.CANCEL),
        ("nvm", SmallTalk.CANCEL),
        ("yes withdraw", SmallTalk.CANCEL),
        ("yes", None),
        ("no, the other one", None),
        ("never mind the reports", None),
        ("Please cancel it.", SmallTalk.CANCEL),
        ("don't send it", SmallTalk.CANCEL),
        ("hi, I need the sales reports", None),
        ("cancel my request for the lab", None),
        ("thanks to the audit we need the journal", None),
        ("", None),
        ("👍", None),
    ],
)
def test_only_whole_messages_are_small_talk(said: str, kind: SmallTalk | None) -> None:
    assert small_talk(said) is kind


@pytest.mark.parametrize("said", ["for the board deck", "month end", "because the clinic visits on Friday"])
def test_a_few_words_can_be_a_reason(said: str) -> None:
    assert may_be_reason(said)


@pytest.mark.parametrize(
    "said", ["cancel", "hi", "ok", "deck", "never mind", "what is this?", "who approves it", "forget it", "…"]
)
def test_courtesies_single_words_and_questions_are_no_reason(said: str) -> None:
    assert not may_be_reason(said)


@pytest.mark.parametrize(
    ("said", "foreign"),
    [
        ("Ich brauche Zugriff auf die Berichte", True),
        ("J’ai besoin d’un accès pour les rapports", True),
        ("Necesito acceso a los informes de ventas", True),
        ("Доступ к отчётам о продажах", True),
        ("売上レポートへのアクセス", True),
        ("I need the reports for the van der Berg account", False),
        ("who approves el dorado?", False),
        ("VPN", False),
        ("123", False),
    ],
)
def test_other_languages_are_told_from_english(said: str, foreign: bool) -> None:
    assert in_another_language(said) is foreign


def test_wishes_have_their_words() -> None:
    assert asks_for_something("I need the lab")
    assert not asks_for_something("planning the budget")


@given(st.text(max_size=200))
def test_any_text_is_taken(said: str) -> None:
    assert small_talk(said) is None or not may_be_reason(said)
    assert in_another_language(said) in {True, False}

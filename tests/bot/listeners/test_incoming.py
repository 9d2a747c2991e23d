"""Slack's spelling of a message, undone."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.listeners.incoming import WhoIsThat, written
from tests.approvals.company import small_company

COMPANY = small_company()


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("<@UBOT> sales reports", "sales reports"),
        ("access for <@USANAMALIK> please", "access for Sana Malik please"),
        ("for <@odd|kim>", "for kim"),
        ("see <#C1|general> and <https://x.example|the page>", "see #general and the page"),
        (
            "<mailto:sana.malik@northlight.example|sana.malik@northlight.example>",
            "sana.malik@northlight.example",
        ),
        ("a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"),
        ("<!here> now", "now"),
        ("&amp;lt;", "&lt;"),
    ],
)
def test_references_become_words(sent: str, meant: str) -> None:
    assert written(sent, COMPANY, "UBOT") == meant


@given(st.text())
def test_any_text_is_taken(sent: str) -> None:
    with suppress(WhoIsThat):
        assert isinstance(written(sent, COMPANY, None), str)


@pytest.mark.parametrize("sent", ["sales reports for <@UWHO>", "for <@UWHO|kim>"])
def test_a_mention_of_nobody_known_is_asked_about(sent: str) -> None:
    with pytest.raises(WhoIsThat, match=r"whom you mean by <@UWHO>.*full name"):
        written(sent, COMPANY, "UBOT")
    assert written(sent, COMPANY, "UBOT", {"UWHO": "Kim Sato"}).endswith("for Kim Sato")

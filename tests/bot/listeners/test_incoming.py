"""Slack's spelling of a message, undone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.listeners.incoming import written
from tests.approvals.company import small_company

COMPANY = small_company()


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("<@UBOT> sales reports", "sales reports"),
        ("access for <@USANAMALIK> please", "access for Sana Malik please"),
        ("for <@UWHO|kim>", "for kim"),
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
    assert isinstance(written(sent, COMPANY, None), str)

"""Whose affairs a question is about, and who may be told."""

from __future__ import annotations

import pytest

from bot.listeners.discretion import About, about_whom, may_see_holdings
from intents.understanding import Intent
from tests.approvals.company import small_company

COMPANY = small_company()


@pytest.mark.parametrize(
    ("said", "intent", "about"),
    [
        ("Why was I locked out?", Intent.LOCKOUT, "tom.reyes"),
        ("I can't log in", Intent.LOCKOUT, "tom.reyes"),
        ("my account is blocked, Sana still gets in", Intent.LOCKOUT, "tom.reyes"),
        ("locked out again", Intent.LOCKOUT, "tom.reyes"),
        ("Why was Sana locked out?", Intent.LOCKOUT, "sana.malik"),
        ("Sana Malik’s account is locked", Intent.LOCKOUT, "sana.malik"),
        ("I want to know why Sana Malik was locked out", Intent.LOCKOUT, "sana.malik"),
        ("Why was Zebedee locked out?", Intent.LOCKOUT, None),
        ("why is he locked out", Intent.LOCKOUT, None),
        ("my intern is locked out", Intent.LOCKOUT, None),
        ("who is locked out today?", Intent.LOCKOUT, None),
        ("who locked me out?", Intent.LOCKOUT, "tom.reyes"),
        ("Sana and Kim Sato are locked out", Intent.LOCKOUT, None),
        ("where is my request, is it with Lena?", Intent.STATUS, "tom.reyes"),
        ("Where is Sana's request?", Intent.STATUS, "sana.malik"),
        ("what do I have?", Intent.INVENTORY, "tom.reyes"),
        ("what does Sana Malik have?", Intent.INVENTORY, "sana.malik"),
        ("Why was Kim Sato denied?", Intent.WHY_DENIED, "kim.sato"),
        ("why was my request denied, Lena said yes", Intent.WHY_DENIED, "tom.reyes"),
        ("I'm done with the reports Sana gave me", Intent.RETURN, "tom.reyes"),
    ],
)
def test_a_question_is_about_whom_it_names(said: str, intent: Intent, about: str | None) -> None:
    assert about_whom(COMPANY, "tom.reyes", said, intent) == About(about)


@pytest.mark.parametrize(
    ("viewer", "may"),
    [
        ("tom.reyes", True),
        ("lena.osei", True),
        ("petra.holm", True),
        ("cara.cruz", True),
        ("ida.berg", True),
        ("nils.aker", True),
        ("sana.malik", False),
        ("omar.diaz", False),
        ("fay.moss", False),
    ],
)
def test_holdings_are_for_the_holder_those_above_and_those_who_serve_everybody(
    viewer: str, may: bool
) -> None:
    assert may_see_holdings(COMPANY, viewer, "tom.reyes") is may


def test_nobody_is_above_somebody_unknown() -> None:
    assert not may_see_holdings(COMPANY, "lena.osei", "nobody.known")

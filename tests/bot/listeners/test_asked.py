"""What a question is, and why it is asked."""

from __future__ import annotations

import pytest

from bot.listeners.asked import (
    asks_how,
    asks_what_another_has,
    asks_what_was_lost,
    speaks_of_a_no,
    split_reason,
)


@pytest.mark.parametrize(
    ("said", "question", "reason"),
    [
        ("Why was Sana locked out?", "Why was Sana locked out?", ""),
        (
            "Why was Sana locked out? Because she called  me\nfrom the train",
            "Why was Sana locked out?",
            "she called me from the train",
        ),
        ("why is Sana locked out, because I am on the phone with her", "why is Sana locked out", "I am on the phone with her"),
        ("Why was Sana locked out? Reason: INC-12", "Why was Sana locked out?", "INC-12"),
        ("Why was Sana locked out? Because she called; and why is Max locked out?", "Why was Sana locked out? and why is Max locked out?", "she called"),
        ("what does Sana have, because she asked me: who else could it be", "what does Sana have", "she asked me: who else could it be"),
        ("because she called", "because she called", ""),
        ("why was Sana locked out because", "why was Sana locked out because", ""),
    ],
)  # fmt: skip
def test_the_words_after_because_are_the_reason(said: str, question: str, reason: str) -> None:
    assert split_reason(said) == (question, reason)


@pytest.mark.parametrize(
    ("said", "lost"),
    [
        ("What did I lose when I changed team?", True),
        ("which access did I lose after my team change", True),
        ("what access was taken away from me?", True),
        ("What has Sana Malik lost?", True),
        ("did my access to the dashboards end? what was removed when I moved to Data", True),
        ("what do I have?", False),
        ("I lost my badge, what now?", False),
        ("I lost my phone", False),
        ("where is my request?", False),
    ],
)
def test_what_was_lost(said: str, lost: bool) -> None:
    assert asks_what_was_lost(said) is lost


@pytest.mark.parametrize(
    ("said", "how"),
    [
        ("How do I get VPN?", True),
        ("where can I find the VPN client", True),
        ("I lost my badge, what now?", True),
        ("I forgot my password", True),
        ("who approves VPN?", False),
        ("Who do I ask, and how do I get it?", False),
        ("why was I locked out?", False),
        ("what do I have?", False),
    ],
)
def test_how_something_is_done(said: str, how: bool) -> None:
    assert asks_how(said) is how


@pytest.mark.parametrize(
    ("said", "holds"),
    [
        ("What access does Sana Malik have?", True),
        ("what does Sana have", True),
        ("which access does Sana Malik hold?", True),
        ("what do I have?", False),
        ("what does it have to do with Sana?", False),
        ("Sana needs what Tom has", False),
    ],
)
def test_what_somebody_else_has(said: str, holds: bool) -> None:
    assert asks_what_another_has(said) is holds


@pytest.mark.parametrize(
    ("said", "no"),
    [
        ("why was I turned down?", True),
        ("why did they say no to me", True),
        ("why wasn't it approved?", True),
        ("why does it need an approval?", False),
        ("why can't I approve discounts?", False),
        ("why did it expire?", False),
    ],
)
def test_who_speaks_of_a_refusal(said: str, no: bool) -> None:
    assert speaks_of_a_no(said) is no

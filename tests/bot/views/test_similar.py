"""The line with the last similar decision."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from approvals.model import Verdict
from approvals.similar import Decided
from bot.views.request_card import request_card
from bot.views.similar import similar_line
from tests.approvals.company import NOW, small_company
from tests.bot.views import pictures as a
from tests.bot.views.reading import words

COMPANY = small_company()
YES, NO = Verdict.APPROVED, Verdict.DENIED
KIM: dict[str, Any] = {"person": "kim.sato", "by": "lena.osei", "scope": {"region": "AMER"}, "same": True}


def decided(outcome: Verdict = YES, **fields: Any) -> Decided:
    given: dict[str, Any] = {"at": NOW - timedelta(days=28), "department": "Data", "title": "Analyst"}
    return Decided(outcome=outcome, **(given | fields))


@pytest.mark.parametrize(
    ("one", "line"),
    [
        (
            decided(**KIM, duration=timedelta(days=30)),
            "Lena Osei approved the same for Kim Sato in Data on 3 Nov, 30 days",
        ),
        (
            decided(NO, **KIM, note="not in\n her <!channel> contract"),
            "Lena Osei denied the same to Kim Sato in Data on 3 Nov: “not in her &lt;!channel&gt; contract”",
        ),
        (
            decided(**KIM | {"same": False}),
            "Lena Osei approved it for Kim Sato in Data (region AMER) on 3 Nov",
        ),
        (decided(NO, at=NOW - timedelta(days=400)), "denied for somebody in Data on 27 Oct 2025"),
        (decided(**KIM | {"person": "gone.one"}, department=""), None),
    ],
)
def test_it_says_who_decided_what_for_whom(one: Decided, line: str | None) -> None:
    read = similar_line(COMPANY, one, now=NOW)
    assert read.startswith("Last similar: ")
    if line is not None:
        assert read == f"Last similar: {line}"


def test_it_stands_on_the_card_while_it_waits_in_one_line() -> None:
    card = request_card(COMPANY, a.request(a.item(similar=decided(**KIM))))
    assert "Last similar: Lena Osei approved the same" in words(card)
    assert len(card.blocks) == len(request_card(COMPANY, a.request(a.item())).blocks)
    assert similar_line(COMPANY, None, now=NOW) == ""

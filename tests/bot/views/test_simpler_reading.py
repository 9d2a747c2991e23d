"""While the language model is away, a card says that it was read by simpler rules; otherwise it says nothing of engines."""

from __future__ import annotations

import pytest

from bot.views.proposal import proposal_card
from bot.views.questions import ask_card, choose_card
from intents.understanding import AWAY
from tests.approvals.company import small_company
from tests.bot.views import pictures as a
from tests.bot.views.reading import words

COMPANY = small_company()
SAID = "The language model is away, so I read this by simpler rules. Nothing is lost."


@pytest.mark.parametrize(
    ("engine", "told"), [("builtin", 0), (f"builtin (openai:gpt-5-mini {AWAY})", 1), ("openai:gpt-5-mini", 0)]
)
def test_every_card_about_a_message_says_it_once(engine: str, told: int) -> None:
    draft = a.draft()
    draft = draft.model_copy(
        update={"understanding": draft.understanding.model_copy(update={"engine": engine})}
    )
    for card in (
        proposal_card(COMPANY, draft, []),
        choose_card(COMPANY, draft),
        ask_card(COMPANY, draft, None),
    ):
        assert words(card).count(SAID) == told

"""The line that says what a few words changed on a card."""

from __future__ import annotations

from datetime import timedelta

import pytest

from approvals.model import Wish
from bot.choice import Change, Choice
from bot.views.proposal import proposal_card
from bot.views.refinement import change_line, changed_card, unchanged_card
from tests.approvals.company import DASHBOARDS, NOW, PAYMENTS_APPROVE, PAYMENTS_CREATE, SALES, small_company
from tests.bot.views import pictures as a
from tests.bot.views.reading import words

COMPANY = small_company()
EMEA, APAC = (Wish(entitlement=SALES, scope={"region": region}) for region in ("EMEA", "APAC"))
CREATE, APPROVE, FIGURES = (Wish(entitlement=one) for one in (PAYMENTS_CREATE, PAYMENTS_APPROVE, DASHBOARDS))
WEEK, DAY = timedelta(days=7), timedelta(days=1)


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        (Choice(items=(CREATE,)), Choice(items=(APPROVE,)), "Changed: Approve instead of Create."),
        (Choice(items=(EMEA,)), Choice(items=(APAC,)), "Changed: region APAC instead of EMEA."),
        (
            Choice(items=(EMEA,)),
            Choice(items=(EMEA, FIGURES)),
            "Changed: added Warehouse · Dashboards · Viewer.",
        ),
        (
            Choice(items=(EMEA, FIGURES)),
            Choice(items=(EMEA,)),
            "Changed: without Warehouse · Dashboards · Viewer.",
        ),
        (
            Choice(items=(CREATE,)),
            Choice(items=(FIGURES,)),
            "Changed: Warehouse · Dashboards · Viewer instead of Ledger · Payments · Create.",
        ),
        (Choice(duration=WEEK), Choice(duration=DAY), "Changed: 1 day instead of 1 week."),
        (Choice(), Choice(duration=DAY), "Changed: for 1 day."),
        (
            Choice(duration=WEEK),
            Choice(),
            "Changed: no length of your own, so what is usual there.",
        ),
        (Choice(), Choice(beneficiary="sana.malik"), "Changed: for Sana Malik."),
        (Choice(beneficiary="sana.malik"), Choice(), "Changed: for you."),
        (Choice(duration=WEEK), Choice(duration=DAY, justification="audit"), "Changed: 1 day instead of 1 week; the reason."),
        (Choice(), Choice(), "Noted."),
    ],
)  # fmt: skip
def test_the_line_says_what_is_different(before: Choice, after: Choice, line: str) -> None:
    assert change_line(COMPANY, "tom.reyes", before, after, now=NOW) == line


def test_card_and_answer_say_it_and_a_question_that_is_still_open_follows() -> None:
    choice = Choice(items=(EMEA,), change=Change(event="Ev1", says="Changed: for 1 day."))
    draft = a.draft(choice=choice)
    assert "Changed: for 1 day." in words(proposal_card(COMPANY, draft, [a.assessment()]))
    answer = words(changed_card(draft))
    assert answer.startswith("Changed: for 1 day.")
    assert "press _Send request_" in answer
    asking = draft.model_copy(
        update={"understanding": draft.understanding.model_copy(update={"question": "Which <region>?"})}
    )
    assert "Which &lt;region&gt;?" in words(changed_card(asking))


def test_words_that_change_nothing_are_answered_too() -> None:
    assert "says already" in words(unchanged_card(None))
    assert words(unchanged_card("Who is it for?")) == "Who is it for?"

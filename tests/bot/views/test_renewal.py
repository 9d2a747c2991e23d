"""Don't renew, as it is drawn: who can choose it where, and that whoever looks at the access sees it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from approvals.afterwards import NotRenewed
from approvals.model import GrantStatus, ItemStatus, ReviewOutcome
from approvals.pictures import GrantPicture, RequestPicture, ReviewPicture
from bot.views.extending import extend_card
from bot.views.holdings import inventory_card
from bot.views.home import home_view
from bot.views.renewal import not_renewed_cards
from bot.views.request_card import request_card
from bot.views.review_card import review_card
from bot.views.status_card import status_card
from bot.views.task_card import outdated_reminder, reminder_card
from tests.approvals.company import NOW, small_company
from tests.bot.views import pictures as a
from tests.bot.views.reading import buttons, words

COMPANY = small_company()
CHOSEN = NotRenewed(by="tom.reyes", at=NOW, final=False)
DECIDED = NotRenewed(by="lena.osei", at=NOW, final=True)
REVIEW = ReviewPicture(
    id="rev_1", grant_id="gr_1", opened_at=NOW, ends_at=NOW + timedelta(days=7), outcome=ReviewOutcome.OPEN,
    waiting_for=("lena.osei",),
)  # fmt: skip


def live(grant: GrantPicture) -> RequestPicture:
    return a.request(a.item(status=ItemStatus.APPROVED, stages=(), grant=grant))


def test_the_reminder_asks_until_somebody_has_said_so() -> None:
    asks = reminder_card(COMPANY, a.grant())
    assert buttons(asks) == ["Extend", "I'm done", "Don't renew"]
    assert "Still needed after that?" in words(asks)

    chosen = reminder_card(COMPANY, a.grant(not_renewed=CHOSEN))
    assert buttons(chosen) == ["Extend", "I'm done"]
    assert "Not renewed: you chose that" in words(chosen)
    by_who_asked = NotRenewed(by="sana.malik", at=NOW, final=False)
    told = reminder_card(COMPANY, a.grant(not_renewed=by_who_asked))
    assert "Not renewed: <@USANAMALIK> chose that" in words(told)
    assert "Still needed after that?" not in words(chosen)

    decided = reminder_card(COMPANY, a.grant(not_renewed=DECIDED))
    assert buttons(decided) == ["I'm done"]
    assert "Not renewed: <@ULENAOSEI> decided that in a review" in words(decided)
    assert "Ask for it anew once it has ended" in words(decided)


def test_a_reminder_of_an_end_that_was_moved_says_so() -> None:
    card = outdated_reminder(COMPANY, a.grant())
    assert buttons(card) == []
    assert "was extended: it ends" in words(card)


@pytest.mark.parametrize(("mark", "extends"), [(CHOSEN, True), (DECIDED, False)])
def test_whoever_looks_at_the_access_sees_it(mark: NotRenewed, extends: bool) -> None:
    request, held = live(a.grant(not_renewed=mark)), a.held(not_renewed=mark)
    status = status_card(COMPANY, request, reader="tom.reyes")
    home = home_view(COMPANY, reader="tom.reyes", held=[held], requests=[], waiting=[], tasks=[])
    asked_longer = extend_card(COMPANY, [held], everything=[])
    for shown in (
        status,
        request_card(COMPANY, request),
        inventory_card(COMPANY, [held], about="tom.reyes", reader="tom.reyes"),
        asked_longer,
    ):
        assert "Not renewed: " in words(shown)
    assert "Not renewed: " in str(home.to_dict())
    assert ("Extend" in buttons(status)) is extends
    assert ("Extend" in buttons(asked_longer)) is extends
    many = inventory_card(COMPANY, [held] * 40, about="tom.reyes", reader="tom.reyes")
    assert ", not renewed" in words(many)


def test_what_a_review_decided_is_told_to_who_holds_it() -> None:
    ((person, surface, card),) = not_renewed_cards(COMPANY, live(a.grant(not_renewed=DECIDED)))
    assert (person, surface) == ("tom.reyes", "not-renewed:gr_1")
    assert "is not renewed" in words(card)
    assert "everybody decides anew" in words(card)
    for grant in (
        a.grant(),
        a.grant(not_renewed=CHOSEN),
        a.grant(not_renewed=DECIDED, status=GrantStatus.ENDED),
    ):
        assert not [*not_renewed_cards(COMPANY, live(grant))]


def test_a_review_offers_it_where_the_access_has_an_end_and_nobody_decided_it_before() -> None:
    def offered(grant: GrantPicture | None) -> list[str]:
        item = a.item(status=ItemStatus.APPROVED, stages=(), grant=grant)
        return buttons(review_card(COMPANY, a.request(item), item, REVIEW))

    assert offered(a.grant()) == ["Keep", "Don't renew", "End"]
    assert offered(a.grant(not_renewed=CHOSEN)) == ["Keep", "Don't renew", "End"]
    assert offered(a.grant(not_renewed=DECIDED)) == ["Keep", "End"]
    assert offered(a.grant(expires_at=None)) == ["Keep", "End"]

    item = a.item(status=ItemStatus.APPROVED, stages=(), grant=a.grant(not_renewed=DECIDED))
    answered = {"outcome": ReviewOutcome.NOT_RENEWED, "answered_by": "lena.osei", "answered_at": NOW}
    card = review_card(COMPANY, a.request(item), item, REVIEW.model_copy(update=answered))
    assert "Kept until its end by <@ULENAOSEI>" in words(card)
    assert buttons(card) == []

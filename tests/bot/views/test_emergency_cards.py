"""What is read of an emergency: nobody is said to have approved it, and whoever has to review it finds it."""

from __future__ import annotations

from datetime import timedelta

from approvals.emergencies import EmergencyPicture
from approvals.model import ItemStatus, Review
from approvals.pictures import RequestPicture
from bot.views.emergency import ended_card, not_right_modal
from bot.views.home import home_view
from bot.views.request_card import request_card
from bot.views.to_decide import to_decide_card
from catalog.emergency import Emergency
from tests.approvals.company import NOW, small_company
from tests.bot.views import pictures as a
from tests.bot.views.reading import buttons, words

COMPANY = small_company()
SECURITY = "greta.lund"
WAITS = EmergencyPicture(opened_at=NOW, due_at=NOW + timedelta(days=1), waiting_for=(SECURITY,))
RIGHT = WAITS.model_copy(update={"waiting_for": (), "review": Review.RIGHT, "reviewed_by": SECURITY})


def broken(emergency: EmergencyPicture = WAITS, number: int = 1) -> RequestPicture:
    item = a.item(
        id=f"it_{number}", status=ItemStatus.APPROVED, stages=(), grant=a.grant(), emergency=emergency
    )
    return a.request(item, id=f"req_{number}", justification="orders are stuck")


def test_the_card_says_that_the_glass_was_broken_and_that_nobody_was_asked() -> None:
    card = request_card(COMPANY, broken())
    read = words(card)
    assert "<@UTOMREYES> broke the glass for *" in read
    assert "*Nobody was asked first.* Live until" in read
    assert "Security reviews it until" in read
    assert card.text.endswith("(nobody was asked first)")
    for wrong in ("asks for", "Approved", "approved"):
        assert wrong not in read + card.text
    assert "found it right" in words(request_card(COMPANY, broken(RIGHT)))
    wrong = RIGHT.model_copy(update={"review": Review.NOT_RIGHT, "note": "Nothing was stuck.\nAsk first."})
    assert "found it *not right*:\n>Nothing was stuck.\n>Ask first." in words(
        request_card(COMPANY, broken(wrong))
    )


def test_a_request_like_any_other_is_still_asked_for_and_approved() -> None:
    read = words(request_card(COMPANY, a.request(a.item(status=ItemStatus.APPROVED, grant=a.grant()))))
    assert "asks for" in read
    assert "*Approved.*" in read


def test_on_the_home_tab_what_is_to_be_reviewed_stands_above_what_is_to_be_decided() -> None:
    def home(waiting: int, reviews: int) -> tuple[str, list[str]]:
        view = home_view(
            COMPANY,
            reader=SECURITY,
            held=[],
            requests=[],
            waiting=[a.request()] * waiting,
            reviews=[broken(number=number) for number in range(reviews)],
            tasks=[],
        )
        return words(view), buttons(view)

    read, can = home(1, 1)
    assert "Waiting for you (2)" in read
    assert "*broke the glass* for" in read
    assert "orders are stuck" in read
    assert "Was this right? The review is due" in read
    assert can == ["Request access", "Right", "Not right", "Approve", "Deny"]
    assert "Waiting for you\n" in home(0, 1)[0]
    read, can = home(0, 5)
    assert "And 2 more to review" in read
    assert can.count("Right") == 3
    assert "Waiting for you" not in home(0, 0)[0]


def test_a_review_that_is_overdue_says_so_on_the_home_tab() -> None:
    late = broken(WAITS.model_copy(update={"overdue": True}))
    view = home_view(COMPANY, reader=SECURITY, held=[], requests=[], waiting=[], reviews=[late], tasks=[])
    assert "The review was due" in words(view)


def test_who_asks_what_there_is_to_decide_is_told_of_reviews() -> None:
    def read(reviews: int) -> str:
        return words(to_decide_card(COMPANY, [], reader=SECURITY, tasks=0, reviews=reviews))

    assert "to review" not in read(0)
    assert "On my Home tab there is also one emergency to review." in read(1)
    assert "there are also 3 emergencies to review." in read(3)


def test_who_loses_the_access_reads_who_said_so_and_why() -> None:
    emergency = RIGHT.model_copy(update={"review": Review.NOT_RIGHT, "note": "no orders were stuck"})
    read = words(ended_card(COMPANY, broken(emergency).items[0], emergency))
    assert "found your emergency not right" in read
    assert ">no orders were stuck" in read
    assert "For 30 days you cannot break the glass for it" in read
    assert "ask for it the usual way" in read


def test_who_says_not_right_reads_for_how_long_it_binds() -> None:
    weeks = small_company(emergency=Emergency(not_right_binds=timedelta(days=14)))
    request = broken()
    for company, length in ((COMPANY, "30 days"), (weeks, "2 weeks")):
        read = words(not_right_modal("", company, request, request.items[0]))
        assert f"For {length} they cannot break the glass for the same resource." in read

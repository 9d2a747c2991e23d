"""What cards and notes say of a stage that waits: reminders, and that nobody decided in time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from approvals.model import (
    ItemStatus,
)
from bot.views.ending_cards import lapsed_card
from bot.views.notes import notes
from bot.views.request_card import request_card
from bot.views.status_card import status_card
from bot.views.why_denied import refused_items, why_denied_card
from tests.approvals.company import NOW, small_company
from tests.bot.views import pictures as a
from tests.bot.views.reading import buttons, words

COMPANY = small_company()
TOM = {"about": "tom.reyes", "reader": "tom.reyes"}


def test_a_lapsed_item_says_so_everywhere_and_what_to_do() -> None:
    lapsed = a.item(status=ItemStatus.LAPSED, stages=(a.stage(waiting_for=(), patience=timedelta(days=5)),))
    picture = a.request(lapsed)
    sentence = "Nobody decided within 5 working days, so the request has ended."
    for card in (
        status_card(COMPANY, picture, reader="tom.reyes"),
        request_card(COMPANY, picture),
        why_denied_card(COMPANY, refused_items([picture]), {}, **TOM),
        lapsed_card(lapsed),
    ):
        assert sentence in words(card)
    (end,) = [note for note in notes(COMPANY, picture) if note.key.startswith("end:")]
    assert end.text.startswith("<@UTOMREYES>, about")
    assert end.text.endswith("Still needed? Ask again.")
    assert "Approve" not in buttons(request_card(COMPANY, picture))
    assert buttons(lapsed_card(lapsed)) == ["Request access"]


def test_each_reminder_is_a_note_of_its_own_while_it_waits() -> None:
    def reminders(**fields: Any) -> list[str]:
        stage = a.stage(opened_at=NOW, expires_at=NOW + timedelta(days=5), **fields)
        return [
            note.text
            for note in notes(COMPANY, a.request(a.item(stages=(stage,))))
            if note.key.startswith("remind:")
        ]

    assert reminders() == []
    (first,) = reminders(reminders=1)
    assert first.startswith(
        "<@ULENAOSEI>: a reminder. Your decision is needed, as manager. It has waited since"
    )
    assert first.endswith("if nobody decides.")
    assert reminders(reminders=2, waiting_for=()) == []
    assert reminders(reminders=1, vote=a.vote()) == []

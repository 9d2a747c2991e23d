"""How much longer somebody said, as what is added to the end there is. NOW is a Tuesday, in UTC."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.listeners.longer_said import longer
from intents.understanding import Evidence, Intent
from tests.approvals.company import NOW
from tests.bot.views import pictures as a

DAY = timedelta(days=1)
MIDNIGHT = timedelta(days=1) - timedelta(hours=NOW.hour, minutes=NOW.minute)
"""From NOW to the end of the day."""


@pytest.mark.parametrize(
    ("intent", "text", "words", "asked", "added"),
    [
        (Intent.EXTEND, "extend it by two weeks", "by two weeks", 14 * DAY, 14 * DAY),
        (Intent.REQUEST, "I need it for two more weeks", "two more weeks", 14 * DAY, 14 * DAY),
        (Intent.REQUEST, "I need it for two weeks", "two weeks", 14 * DAY, 12 * DAY),
        (Intent.REQUEST, "I need it for a day", "a day", DAY, None),
        (Intent.EXTEND, "extend it until Friday week", "until Friday week", 11 * DAY, 8 * DAY + MIDNIGHT),
        (Intent.EXTEND, "extend it until tomorrow", "until tomorrow", 2 * DAY, None),
    ],
)
def test_nobody_asks_for_more_than_they_said(
    intent: Intent, text: str, words: str, asked: timedelta, added: timedelta | None
) -> None:
    plain = a.draft(text=text)
    understanding = plain.understanding.model_copy(
        update={"intent": intent, "evidence": (Evidence(field="duration", text=words),)}
    )
    said = plain.model_copy(update={"understanding": understanding})

    longer_by = longer(said, asked, NOW + 2 * DAY, ZoneInfo("UTC"))

    assert longer_by == (None if added is None else added // timedelta(hours=1) * timedelta(hours=1))

"""What a Retry-After asks for."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from catalog.connectors.patience import seconds_to_wait

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("", None),
        ("0", 0.0),
        (" 30 ", 30.0),
        ("Sat, 21 Nov 2026 08:00:45 GMT", 45.0),
        ("Sat, 21 Nov 2026 07:59:00 GMT", 0.0),
        ("Sat, 21 Nov 2026 08:00:45 -0000", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
    ],
)
def test_a_pause_is_read_as_seconds_or_a_date_and_nonsense_is_none(
    header: str | None, seconds: float | None
) -> None:
    assert seconds_to_wait(header, NOW) == seconds

"""Codes by the clock: the standard's own examples, the window, and what people type."""

from __future__ import annotations

from base64 import b32encode
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, unquote, urlsplit

import pyotp
import pytest

from approvals.step_up.codes import digits, link_for, new_secret, step_of

RFC = b32encode(b"12345678901234567890").decode()
"""The secret of RFC 6238, appendix B; its codes have eight digits there, of which ours are the last six."""


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (2000000000, "279037")],
)
def test_the_examples_of_the_standard(seconds: int, code: str) -> None:
    assert step_of(RFC, code, at=datetime.fromtimestamp(seconds, UTC)) == seconds // 30


@pytest.mark.parametrize(("apart", "counts"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_one_step_before_and_after_count_too(apart: int, counts: bool) -> None:
    now = datetime(2026, 12, 1, 10, 0, 7, tzinfo=UTC)
    code = pyotp.TOTP(RFC).at(now + timedelta(seconds=30 * apart))
    assert (step_of(RFC, code, at=now) is not None) is counts


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("123456", "123456"),
        (" 123 456\n", "123456"),
        ("123-456", "123456"),
        ("１２３４５６", "123456"),
        ("12345", None),
        ("1234567", None),
        ("banana", None),
        ("١٢٣٤٥٦", None),
        ("", None),
    ],
)
def test_what_people_type(typed: str, read: str | None) -> None:
    assert digits(typed) == read


def test_the_link_names_company_and_person() -> None:
    secret = new_secret()
    link = urlsplit(link_for(secret, account="tom.reyes@northlight.example", company="Northlight & Söhne"))
    assert (link.scheme, link.netloc) == ("otpauth", "totp")
    assert unquote(link.path) == "/Usher (Northlight & Söhne):tom.reyes@northlight.example"
    assert parse_qs(link.query)["secret"] == [secret]
    assert len(secret) == 32
    assert new_secret() != secret

"""Only what the secret signed, and only while it is fresh, is genuine."""

from __future__ import annotations

import hashlib
import hmac

from hypothesis import given
from hypothesis import strategies as st

from catalog.connectors.signature import is_genuine, sign

BODY = b'{"action":"provision"}'


def test_the_signature_is_the_documented_one() -> None:
    expected = hmac.new(b"secret", b"1790000000." + BODY, hashlib.sha256).hexdigest()

    assert sign("secret", "1790000000", BODY) == f"v1={expected}"


@given(secret=st.text(), body=st.binary(), stamp=st.integers(0, 2**40), late=st.integers(-300, 300))
def test_what_was_signed_is_genuine_for_five_minutes(secret: str, body: bytes, stamp: int, late: int) -> None:
    signature = sign(secret, str(stamp), body)

    assert is_genuine(secret, timestamp=str(stamp), body=body, signature=signature, now=stamp + late)
    assert not is_genuine(secret, timestamp=str(stamp), body=body, signature=signature, now=stamp + 301)
    assert not is_genuine(secret, timestamp=str(stamp), body=body, signature=signature, now=stamp - 301)


@given(body=st.binary(), other=st.binary(), signature=st.text())
def test_another_body_secret_or_signature_is_not(body: bytes, other: bytes, signature: str) -> None:
    good = sign("secret", "10", body)

    assert is_genuine("secret", timestamp="10", body=other, signature=good, now=10) == (other == body)
    assert not is_genuine("another", timestamp="10", body=body, signature=good, now=10)
    assert is_genuine("secret", timestamp="10", body=body, signature=signature, now=10) == (signature == good)


def test_a_timestamp_that_is_no_number_is_not_genuine() -> None:
    assert not is_genuine("s", timestamp="now", body=BODY, signature=sign("s", "now", BODY), now=0)

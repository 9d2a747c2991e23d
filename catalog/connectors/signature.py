"""How a webhook proves that it comes from Usher, and when it was sent.

The scheme is Slack's own for its requests (version, HMAC-SHA256 over timestamp and body, hexadecimal), so
that a receiver can use code it has.
"""

from __future__ import annotations

import hashlib
import hmac

SIGNATURE_HEADER = "X-Usher-Signature"
TIMESTAMP_HEADER = "X-Usher-Timestamp"
VERSION = "v1"


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """The value of the signature header: `v1=` and the HMAC-SHA256 of `timestamp.body` in hexadecimal."""
    digest = hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256)
    return f"{VERSION}={digest.hexdigest()}"


def is_genuine(
    secret: str, *, timestamp: str, body: bytes, signature: str, now: float, tolerance: float = 300.0
) -> bool:
    """What a receiver checks: the signature fits, and the message is at most `tolerance` seconds old or early."""
    if not timestamp.isdecimal() or abs(now - int(timestamp)) > tolerance:
        return False
    return hmac.compare_digest(sign(secret, timestamp, body).encode(), signature.encode())

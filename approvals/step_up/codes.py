"""One-time codes by the clock (RFC 6238), as authenticator apps show them: six digits, a new one every 30 seconds."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime

WINDOW = 1
"""How many steps before and after the present one count too: clocks differ, and people type slowly."""
_DIGITS = re.compile(r"[0-9]{6}")


def new_secret() -> str:
    """160 random bits in base32, which every authenticator app takes."""
    import pyotp

    return pyotp.random_base32()


def link_for(secret: str, *, account: str, company: str) -> str:
    """The `otpauth://` link that an authenticator app opens."""
    import pyotp

    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=f"Usher ({company})")


def digits(typed: str) -> str | None:
    """The six digits in what was typed, blanks aside; None when it is no code at all."""
    plain = re.sub(r"[\s\u200b-]", "", unicodedata.normalize("NFKC", typed))
    return plain if _DIGITS.fullmatch(plain) else None


def step_of(secret: str, code: str, *, at: datetime) -> int | None:
    """The time step this code belongs to, within the window around now; None when it is wrong."""
    import pyotp

    totp = pyotp.TOTP(secret)
    present = totp.timecode(at)
    steps = range(max(0, present - WINDOW), present + WINDOW + 1)
    fitting = [step for step in steps if pyotp.utils.strings_equal(totp.generate_otp(step), code)]
    return fitting[-1] if fitting else None

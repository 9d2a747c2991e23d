"""Keeping what must not be read in the database: sealed with a key that is not in it.

Tickets are sealed with the same key. They travel through Slack in a modal and come back; nobody can make or alter
one, and they say when they were made.
"""

from __future__ import annotations

import json
import os
import secrets
from base64 import urlsafe_b64encode
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet


class BadKey(ValueError):
    """What was given is no key."""


class Unreadable(Exception):
    """It was sealed with another key, or is nothing that was sealed here."""


class Vault:
    """Seals and opens short texts. The first key seals; each opens, so that a key can be replaced."""

    def __init__(self, *keys: str) -> None:
        """Each key is 32 random bytes in base64, as `openssl rand -base64 32` prints them. Raises BadKey."""
        self._box = _box(keys)

    def seal(self, text: str) -> str:
        """The text as it may be stored."""
        return self._box.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """The text again. Raises Unreadable."""
        from cryptography.fernet import InvalidToken

        try:
            return self._box.decrypt(sealed.encode()).decode()
        except InvalidToken as stranger:
            raise Unreadable from stranger

    def ticket(self, *parts: str) -> str:
        """These words, for somebody to hand back."""
        return self.seal(json.dumps(["ticket", *parts]))

    def read_ticket(self, ticket: str) -> list[str]:
        """The words of a ticket. Raises Unreadable: a sealed secret is no ticket."""
        try:
            kind, *parts = json.loads(self.open(ticket))
        except ValueError as nothing_of_ours:
            raise Unreadable from nothing_of_ours
        if kind != "ticket":
            raise Unreadable
        return [str(part) for part in parts]


def new_key() -> str:
    """A fresh key."""
    return urlsafe_b64encode(secrets.token_bytes(32)).decode()


def key_in(file: Path) -> str:
    """The key in that file, which is made when it is not there, for its owner's eyes only. Raises OSError.

    Processes that start together end with the same key: whole under another name first, it appears at once or not at all.
    """
    with suppress(FileNotFoundError):
        return file.read_text(encoding="ascii").strip()
    draft = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as fresh:
            fresh.write(new_key() + "\n")
        with suppress(FileExistsError):
            os.link(draft, file)
    finally:
        draft.unlink()
    return file.read_text(encoding="ascii").strip()


def _box(keys: tuple[str, ...]) -> MultiFernet:
    from cryptography.fernet import Fernet, MultiFernet

    try:
        boxes = [Fernet(key.strip().translate(_EITHER_ALPHABET)) for key in keys]
        return MultiFernet(boxes)
    except ValueError:  # the key is not repeated: it may be nearly right
        raise BadKey("a key is 32 random bytes in base64") from None


_EITHER_ALPHABET = str.maketrans("+/", "-_")

"""E-mail addresses in what people write, to be left out of what is kept or sent away."""

from __future__ import annotations

import re

EMAIL = re.compile(r"(?:(?<![\w.+-])[\w.+-]++|[\w.+-]{1,64}+)@[\w-]++(?:\.[\w-]++)++")
"""Tried from the beginning of each word; inside one, where another address may just have ended, over 64 characters.

So a long word without an address is read once and not from each of its letters.
"""

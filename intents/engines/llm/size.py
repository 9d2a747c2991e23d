"""How many tokens a text costs a language model, counted from above without any provider's vocabulary.

Vocabularies are downloads of several megabytes and differ between providers. They agree on where a text may be
cut at all: words, groups of up to three digits, runs of marks, line ends. A piece is counted as the tokens it
would take if the vocabulary held no word longer than six letters; real ones hold most English words whole.
"""

from __future__ import annotations

import re

_PIECE = re.compile(r"(?P<word>[^\W\d_]+)|\d{1,3}|(?P<marks>(?:[^\w\s]|_)+)|\n+| {2,}")
_WORD = 6
_MARKS = 3


def tokens(text: str) -> int:
    """At most about this many tokens; letters beyond the Latin ones count one each."""
    total = 0
    for piece in _PIECE.finditer(text):
        if (word := piece["word"]) is not None:
            latin = sum(char < "\u0250" for char in word)
            total += -(-latin // _WORD) + len(word) - latin
        elif (marks := piece["marks"]) is not None:
            plain = sum(char < "\u0250" for char in marks)
            # Emoji and rare signs are spelt in bytes.
            total += -(-plain // _MARKS) + 3 * (len(marks) - plain)
        else:
            total += 1
    return total


def shortened(text: str, limit: int) -> str:
    """The text, or of one that costs more than `limit` tokens its beginning and its end."""
    keep = len(text)
    short = text
    while tokens(short) > limit and keep > 2:
        keep = min(keep - 1, keep * limit // tokens(short))
        short = f"{text[: keep * 2 // 3]}\n[...]\n{text[len(text) - keep // 3 :]}"
    return short

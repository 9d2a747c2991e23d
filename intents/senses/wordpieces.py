"""Texts as the numbers a BERT model reads: lower case, no accents, the longest known piece first (WordPiece).

After Devlin et al., "BERT" (2018), the uncased vocabulary; the same pieces as the model was trained with.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

LONGEST_WORD = 100
"""Characters; a longer word is unknown as a whole."""


def pieces_of(text: str, vocabulary: Mapping[str, int], limit: int) -> list[int]:
    """The numbers of the pieces, between the marks of beginning and end, at most `limit` with them."""
    unknown = vocabulary["[UNK]"]
    found: list[int] = []
    for word in _words(text):
        if len(found) >= limit - 2:
            break
        found += _pieces(word, vocabulary) or [unknown]
    return [vocabulary["[CLS]"], *found[: limit - 2], vocabulary["[SEP]"]]


def _words(text: str) -> Iterator[str]:
    """Runs of letters and digits; every other visible character is a word of its own."""
    word = ""
    for character in unicodedata.normalize("NFD", text.lower()):
        kind = unicodedata.category(character)
        if kind == "Mn" or (kind.startswith("C") and not character.isspace()):
            continue
        if character.isspace() or kind[0] in "PS" or _ideograph(character):
            if word:
                yield word
                word = ""
            if not character.isspace():
                yield character
        else:
            word += character
    if word:
        yield word


def _ideograph(character: str) -> bool:
    return "一" <= character <= "鿿"


def _pieces(word: str, vocabulary: Mapping[str, int]) -> list[int]:
    """The pieces of one word; none when a part of it is unknown."""
    found: list[int] = []
    at = 0
    while at < len(word) <= LONGEST_WORD:
        for end in range(len(word), at, -1):
            number = vocabulary.get(("##" if at else "") + word[at:end])
            if number is not None:
                found.append(number)
                at = end
                break
        else:
            return []
    return found

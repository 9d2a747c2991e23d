"""Software asked for by a name that nothing in the company goes by: `a Figma seat`, `the Acme portal`.

Its other words (`reports`, `card`) meet things of the catalog all the same, and those are not what is wanted.
"""

from __future__ import annotations

import re

from catalog.model import Company
from catalog.per_company import once_per_company
from intents.candidates import index_of
from intents.engines.builtin.actions import action_of
from intents.engines.port import Inquiry
from intents.passages import Role
from intents.products import other_names, products_named
from intents.words import Token, common_stems, concepts, stems, tokens

_LICENSED = re.compile(r"\b(?:licen[cs]es?|seats?|subscriptions?|portal|logins?)\b")
"""What software is asked for by."""
_REACH = 4
"""How many words before it may name the software."""
_BREAK = re.compile(r"[,;:.!?()]")


def asked_for_elsewhere(inquiry: Inquiry) -> bool:
    """Whether a licence, seat, login or portal is wished for that belongs to nothing in the company."""
    return any(
        _foreign(words, inquiry)
        for clause in inquiry.parts
        if clause.role in {Role.WISH, Role.CONTEXT}
        for found in _LICENSED.finditer(clause.text)
        if (words := _before(inquiry.text, clause.start, clause.start + found.start()))
    )


def _before(text: str, start: int, end: int) -> list[Token]:
    """The last words of the stretch, at their places in the text."""
    for cut in _BREAK.finditer(text, start, end):
        start = cut.end()
    return [Token(t.word, t.stem, t.start + start, t.end + start) for t in tokens(text[start:end])][-_REACH:]


def _foreign(words: list[Token], inquiry: Inquiry) -> bool:
    named = [words[a:b] for a, b in products_named(words)]
    if named:
        known = names_here(inquiry.company)
        return not any(" ".join(["", *(t.stem for t in one), ""]) in known for one in named)
    return any(_unheard_of(token, inquiry) for token in words)


def _unheard_of(token: Token, inquiry: Inquiry) -> bool:
    """Whether the word is written as a name, and neither English nor the catalog nor the company has it."""
    vocabulary = index_of(inquiry.company).vocabulary
    everyday = token.stem in common_stems() or token.stem in concepts() or action_of(token.stem) is not None
    person = any(n.start <= token.start < n.end for n in inquiry.named)
    return (
        inquiry.text[token.start].isupper()
        and not everyday
        and not person
        and not vocabulary.knows(token.stem)
        and vocabulary.near(token) is None
    )


@once_per_company
def names_here(company: Company) -> str:
    """All that systems, resources and levels go by here, in stems between blanks."""
    found = {
        name
        for place in company.places.values()
        for one in (place.system, place.resource, place.entitlement)
        for name in (one.name, *one.aliases)
    }
    names = sorted(found)
    return "|".join(" ".join(["", *stems(name), ""]) for name in (*names, *other_names(names)))

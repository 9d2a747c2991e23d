"""A message being taken apart: what was understood is taken out, and what is left must be small words."""

from __future__ import annotations

import re

from intents.understanding import Evidence
from intents.words import Token, fold, listed, tokens

_ALL = re.compile(r"\b(?:both|all of (?:it|them)|them|all|all three|each|everything on it)\b")
FRAME = re.compile(
    r"\b(?:make|turn|set|put|change|switch|move|bump|raise|lower|reduce|upgrade|downgrade|limit|restrict|shorten|cut|keep|leave|update|correct|let|give|send|need|want|have)"
    r"\s+(?:it|that|this|them|both|mine|me|the\s+(?:level|access|card|length|scope|duration|whole thing))\b"
    r"(?:\s+(?:back|down|up|over|be|run|last))?(?:\s+(?:to|into|as|at|with)\b)?"
    r"|\b(?:change|switch|move|go|upgrade|downgrade|back)\s+(?:back\s+|down\s+|up\s+)?to\b"
    r"|\b(?:nothing|no|not)\s+(?:more|else|higher)\s+than\b"
    r"|\b(?:could|can|would|will)\s+you\b|\b(?:can|could|may)\s+(?:i|we)\s+(?:have|get)\b|\bi(?:'d| would)\s+(?:like|prefer|rather)(?:\s+to)?\b"
)
"""Turns of phrase whose verb says nothing about a level: `make it`, `change that to`."""
_SMALL = listed(
    "a an the it its it's that thats that's this them these those one ones i i'm me my we you your and or but so then also too "
    "well as plus just only rather instead actually really sorry wait no nope not yes yeah yep yup ok okay right oh ah hm hmm um hey hi hello "
    "please thanks thank cheers kindly now again all be is are was do does don't dont would will could can may should must might i'd i'll let's lets have has had get need needs needed want wants "
    "like make made take put set give with to for of on in at into by from up down back better fine enough suffices suffice good great perfect cool sufficient after even more "
    "access rights right permission permissions level role request version card item thing things option here there what about how if possible mean meant say wrong am still any both each "
    "than else nothing was think thinking maybe perhaps usher bot oops whoops nvm nm pls plz"
)
"""Words that carry nothing by themselves once the rest is understood."""
_EDGE = " \t\r\n,;:.!?-–—()"


class Said:
    """One message; offsets are those of the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = fold(text)
        self.of_all = _ALL.search(self.folded) is not None
        """Whether it is said of everything on the card: `both`, `all of them`."""
        self.evidence: list[Evidence] = []
        self._taken = [False] * len(text)

    def take(self, start: int, end: int) -> None:
        """Marks a stretch as understood."""
        for at in range(start, end):
            self._taken[at] = True

    def take_all(self, pattern: re.Pattern[str]) -> bool:
        """Takes every match; says whether there was one."""
        found = list(pattern.finditer(self.rest))
        for match in found:
            self.take(match.start(), match.end())
        return bool(found)

    def note(self, field: str, start: int, end: int) -> str:
        """Keeps a stretch as the evidence of a field, and gives it back without punctuation around it."""
        piece = self.text[start:end].strip(_EDGE)
        if piece:
            self.evidence.append(Evidence(field=field, text=piece))
        return piece

    @property
    def rest(self) -> str:
        """What is not understood yet, folded; commas stand in for the rest, so that nothing joins across it."""
        return self._without(self.folded)

    @property
    def rest_as_written(self) -> str:
        """The same as the person wrote it."""
        return self._without(self.text)

    def words(self) -> list[Token]:
        """The words that are not understood yet."""
        return tokens(self.rest)

    def left(self) -> list[Token]:
        """The words that are neither understood nor small."""
        return [word for word in self.words() if word.word not in _SMALL]

    def _without(self, text: str) -> str:
        return "".join("," if taken else char for char, taken in zip(text, self._taken, strict=True))


def small(word: Token) -> bool:
    """Whether the word carries nothing by itself."""
    return word.word in _SMALL

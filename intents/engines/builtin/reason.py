"""The justification: a span of the message that says what the access is for, word for word.

Three ways to say it, tried in this order: after a word that announces a reason, as a purpose inside the wish, and
as something said beside the wish. What named the access, how long or for whom is never the reason as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest
from math import inf
from typing import TypeAlias

from intents.day_words import TOMORROW
from intents.engines.builtin.actions import action_of
from intents.engines.builtin.announcing import announced
from intents.engines.builtin.no_reason import is_date, is_none, is_polite, turned_at
from intents.engines.builtin.purposes import purposes
from intents.engines.builtin.stretches import tells
from intents.passages import Clause, Role
from intents.words import common_stems, tokens

MAX_REASON = 300
Span: TypeAlias = tuple[int, int]
Taken: TypeAlias = tuple[int, int, float]
"""A word of the wish by its offsets, and how much it gave to finding what is meant; infinity for what can be nothing
else, such as a name or the value of a scope."""

_THEIRS = re.compile(r"^\W*(?:his|her|their|my|our) \w+ \w+")
_WHILE = re.compile(r"^\W*(?:while|whilst|during) (?=\w)")
_LENGTH = re.compile(
    r"\b(?:\d+|an?|one|two|three|four|five|six|half|rest|next|couple)\b.{0,14}\b(?:hours?|hrs?|days?|weeks?|wks?|months?|quarters?|years?|time|moment)\b|\b(?:until|till|til)\b|\btoday\b"
    rf"|\b{TOMORROW}\b"
)
_ASKS = re.compile(
    r"\b(?:i|we)(?:'d| would| will| should)? (?:\w+ )?(?:need|want|like|wish|require|request)|\b(?:please|pls|plz|gimme|lemme)\b|\b(?:can|could|may|might) (?:i|we|you|somebody|someone)\b|\b(?:give|grant|let|get|add|put) (?:me|us)\b"
)
_DOING = re.compile(
    r"^\W*(?!(?:need|want|request|ask|look|hop|wish|seek|read|view|writ|edit|us|noth|anyth|someth|everyth)ing\b)[a-z]{2,}ing\b (?!is\b|on\b)"
)
_STRAY_END = re.compile(r"(?:(?<!\W)\W++(?:for|until|till|during|over|just|only|about|abt|approx|please|pls|plz|thanks|thx|and|the next))++\W*+$")  # fmt: skip
_END = re.compile(r"(?i)\b(?:until|till|til)\b.*", re.DOTALL)
_ONE_MORE = re.compile(r"\W*(?:\b(?:and|plus)\b|&)")
_STRAY_AT_MOST = 200
"""Characters at the end that are looked through for them."""


def asks_at(clause: str) -> int | None:
    """Where a folded clause asks for something in so many words."""
    found = _ASKS.search(clause)
    return found.start() if found else None


def reason_span(
    message: str,
    parts: Sequence[Clause],
    taken: Sequence[Taken],
    length: Span | None = None,
    named: Sequence[Span] = (),
) -> Span | None:
    """Where the message gives its reason; `taken` is what named the access and the people, `length` how long.

    `named` is where anything of the catalog is called by its name.
    """
    return _Search(message, parts, taken, length, named).found()


class _Search:
    def __init__(
        self,
        message: str,
        parts: Sequence[Clause],
        taken: Sequence[Taken],
        length: Span | None,
        named: Sequence[Span],
    ) -> None:
        self.message = message
        self.ordering = {c.sentence for c in parts if c.role is Role.ORDER}
        self.own = [c for c in parts if c.role not in {Role.QUOTED, Role.ORDER, Role.WITHDRAWN}]
        self.taken = taken
        self.length = length
        self.named = named
        self.turned = turned_at(parts)

    def found(self) -> Span | None:
        return self._announced() or self._purpose() or self._beside()

    def _free(self, start: int, end: int) -> bool:
        """Whether less than half of the stretch named the access."""
        used = sum(max(0, min(end, b) - max(start, a)) for a, b, _ in self.taken)
        return 2 * used < max(end - start, 1)

    def _gain(self, start: int, end: int) -> float:
        """How much the words of the stretch gave to finding what is meant."""
        return sum(gain for a, _, gain in self.taken if start <= a < end and gain < inf)

    def _trim(self, start: int, end: int) -> Span | None:
        """The span without a length or a courtesy at its end, and without punctuation around it."""
        if self.length and start < self.length[0] < end <= self.length[1] + 12:
            end = self.length[0]
        near = max(start, end - _STRAY_AT_MOST)
        end = near + len(_STRAY_END.sub("", self.message[near:end].lower()))
        while start < end and not (self.message[start].isalnum() or self.message[start] in "\"'“"):
            start += 1
        while end > start and not (self.message[end - 1].isalnum() or self.message[end - 1] in "\"'”)%"):
            end -= 1
        end = min(end, start + MAX_REASON)
        return (start, end) if end - start >= 3 else None

    def _is_length(self, start: int, end: int) -> bool:
        """Whether the stretch says how long, and nothing besides."""
        said = self.message[start:end].lower()
        if self.length:
            a, b = (min(max(at - start, 0), len(said)) for at in self.length)
            said = f"{said[:a]} {said[b:]}"
        rest = _LENGTH.sub(" ", said)
        return len(rest) < end - start and not self._telling(rest)

    def _announced(self) -> Span | None:
        for clause in self.own:
            marked = announced(clause)
            if marked:
                span = self._trim(clause.start + marked.end(), self._runs_to(clause))
                if span and not self._is_length(*span):
                    return span
        return None

    def _runs_to(self, clause: Clause) -> int:
        """The end of what was begun in the clause: its sentence, but not a wish, a length or a courtesy after it."""
        end = clause.end
        wished = any(
            c.start < clause.start and c.sentence == clause.sentence and self._names(c) for c in self.own
        )
        for after in self.own:
            if after.start < end or after.sentence != clause.sentence:
                continue
            if self._is_length(after.start, after.end) or is_polite(after.text):
                break
            if after.role is Role.WISH and _ASKS.search(after.text) and (not wished or self._names(after)):
                break
            end = after.end
        return end

    def _names(self, clause: Clause) -> bool:
        return self._gain(clause.start, clause.end) > 0

    def _purpose(self) -> Span | None:
        for clause in self.own:
            if clause.role in {Role.RULED_OUT, Role.REASON}:
                continue
            found = list(purposes(clause.text))
            for (begin, at, sure), following in zip_longest(found, found[1:]):
                start = clause.start + at
                if self._goes_on_from_a_length(start):
                    continue
                named = self._gain(0, start) > 0 or (self.length is not None and self.length[0] < start)
                opening = not clause.text[:begin].strip(" ,;:-–—")
                span = self._trim(start, self._before_asking(clause, at))
                if span is None or not (sure or named or opening):
                    continue
                first = min(span[1], clause.start + following[0]) if following else span[1]
                doing = begin == at  # `to close the month` says why with everyday words only
                tells = not self._is_length(*span) and (doing or self._telling(self.message[slice(*span)]))
                if tells and (sure or self._aside(start, first)):
                    return span
        return None

    def _goes_on_from_a_length(self, start: int) -> bool:
        """Whether a length begins there and one more thing follows: `for two weeks and the dashboards`."""
        if self.length is None or not self.length[0] <= start < self.length[1]:
            return False
        return _ONE_MORE.match(self.message, self.length[1]) is not None

    def _aside(self, start: int, end: int) -> bool:
        """Whether the wish was named before the stretch rather than in it."""
        if any(start <= a < end and gain == inf for a, _, gain in self.taken):
            # `for the Lyon office until my contract ends`: part of the wish, unless more is said about it than an end.
            return self._telling(_END.sub("", self._left(start, end)), least=2)
        return self._free(start, end) or self._gain(start, end) < self._gain(0, start)

    def _left(self, start: int, end: int) -> str:
        """What of the stretch found nothing in the catalog and names nobody."""
        taken = {at for a, b, _ in self.taken for at in range(max(a, start), min(b, end))}
        return "".join(
            self.message[at] for at in range(start, min(end, len(self.message))) if at not in taken
        )

    def _says_why(self, start: int, end: int) -> bool:
        return self._telling(self.message[start:end]) and not self._is_length(start, end)

    def _one_more_name(self, clause: Clause) -> bool:
        """Whether it only names something of the catalog, or somebody: one more thing, and not what it is for."""
        if tells(clause.text):
            return False
        if any(clause.start <= start < clause.end for start, _ in self.named):
            # `his internship project` is not the thing that is called Projects.
            return _THEIRS.match(clause.text) is None
        return not self._telling(self._left(clause.start, clause.end))

    def _before_asking(self, clause: Clause, at: int) -> int:
        """The end of the clause, or where it goes over to asking: `to close the month I need ...`."""
        asks = _ASKS.search(clause.text, at)
        return clause.start + asks.start() if asks else clause.end

    @staticmethod
    def _telling(text: str, least: int = 1) -> bool:
        """Whether enough words say more than everyday words and what is to be done do; `cleaning` says why."""
        everyday = common_stems()
        found = (t for t in tokens(text) if t.stem not in everyday and not is_date(t.word))
        return sum(action_of(t.stem) is None or t.word.endswith("ing") for t in found) >= least

    def _beside(self) -> Span | None:
        """Something said beside the wish: after it rather than before it, a whole sentence rather than half."""
        wishes = [c.start for c in self.own if self._names(c)]
        rest = [c for c in self.own if self._is_beside(c, min(wishes, default=0))]
        if not rest:
            return None
        chosen = next((c for c in rest if wishes and c.start > wishes[0]), rest[0])
        same = [c for c in rest if c.sentence == chosen.sentence and c.start >= chosen.start]
        return self._trim(chosen.start, max(c.end for c in same))

    def _is_beside(self, clause: Clause, first_wish: int) -> bool:
        if (
            clause.role is Role.RULED_OUT
            or clause.sentence in self.ordering
            or clause.text.rstrip().endswith("?")
        ):
            return False
        if clause.start < self.turned or is_none(clause.text, before=clause.start < first_wish):
            return False
        if not self._says_why(clause.start, clause.end) or self._one_more_name(clause):
            return False
        doing = _DOING.match(clause.text) is not None and clause.start > first_wish
        if _WHILE.match(clause.text) or doing:
            return True
        if clause.role is Role.WISH and (clause.start <= first_wish or _ASKS.search(clause.text)):
            return False
        return self._free(clause.start, clause.end)

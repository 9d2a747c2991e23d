"""The engine that needs no network: rules, word statistics and a small calibrated model.

It is the default, and what answers when a language model cannot. Its answer goes through the same schema and
grounding as a model's.
"""

from __future__ import annotations

from math import inf

from catalog.durations import format_duration
from intents.candidates import index_of
from intents.engines.builtin.intent import IntentReading
from intents.engines.builtin.judgement import judge
from intents.engines.builtin.left_out import named_spans
from intents.engines.builtin.reading import Choice, read
from intents.engines.builtin.reason import reason_span
from intents.engines.port import Inquiry, Reading
from intents.said_duration import SaidDuration
from intents.scopes import said_scopes
from intents.understanding import Intent

NAME = "builtin"
WISHED = 0.9
"""The weight from which a word belongs to the wish itself, not to what is said around it."""


class BuiltinEngine:
    """Reads a message with what ships."""

    @property
    def name(self) -> str:
        """`builtin`."""
        return NAME

    async def read(self, inquiry: Inquiry) -> Reading:
        """The answer, as JSON data; never raises for anything a person can write."""
        return Reading(answer=answer(inquiry), engine=NAME)


def answer(inquiry: Inquiry) -> dict[str, object]:
    """The reading of one message in the shape of the answer schema."""
    said = inquiry.length
    intent, choices = read(inquiry, index_of(inquiry.company))
    return answer_from(inquiry, said, intent, choices)


def answer_from(
    inquiry: Inquiry, said: SaidDuration | None, intent: IntentReading, choices: list[Choice]
) -> dict[str, object]:
    """The answer when the message says this length, means this and names these needs."""
    result: dict[str, object] = {
        "intent": intent.intent.value,
        "fit": "nothing",
        "items": [],
        "shortlist": [],
        "duration": None,
        "beneficiary": None,
        "justification": None,
        "confidence": round(min(0.99, max(0.5, 0.6 + 0.1 * intent.lead)), 2),
    }
    if not intent.intent.acting:
        return result
    judged = judge(
        inquiry,
        choices,
        holds=intent.intent in {Intent.EXTEND, Intent.RETURN},
        urgent=intent.intent is Intent.EMERGENCY,
    )
    named = inquiry.beneficiary.named
    result.update(
        fit=judged.fit,
        items=judged.items,
        shortlist=judged.shortlist,
        duration={"text": said.text, "iso": format_duration(said.span)} if said else None,
        beneficiary=named.text if named else None,
        justification=_reason(inquiry, said, choices),
        confidence=round(min(judged.sure, 0.99), 3),
    )
    return result


def _reason(inquiry: Inquiry, said: SaidDuration | None, choices: list[Choice]) -> str | None:
    """The words that say why, which are none of those already read as something else."""
    taken = [(named.start, named.end, inf) for named in inquiry.named]
    taken += [(*other.at, inf) for other in inquiry.lengths if other != said]
    for choice in choices:
        if not choice.ranked:
            continue
        best = choice.ranked[0]
        for number, gain in best.match.by_word.items():
            word = choice.need.words[number]
            if word.weight >= WISHED:
                taken.append((word.token.start, word.token.end, gain))
        taken += [(s.start, s.end, inf) for s in said_scopes(best.place.resource, inquiry.text)]
    length = said.at if said else None
    span = reason_span(inquiry.text, inquiry.parts, taken, length, named_spans(inquiry))
    return inquiry.text[span[0] : span[1]] if span else None

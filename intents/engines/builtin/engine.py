"""The engine that needs no network: rules, word statistics and a small calibrated model.

It is the default, and what answers when a language model cannot. Its answer goes through the same schema and
grounding as a model's.
"""

from __future__ import annotations

from catalog.durations import format_duration
from intents.candidates import index_of
from intents.engines.builtin.judgement import judge
from intents.engines.builtin.reading import Choice, read
from intents.engines.builtin.reason import reason_span
from intents.engines.port import Inquiry, Reading
from intents.said_duration import SaidDuration, said_duration
from intents.understanding import Intent

NAME = "builtin"


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
    said = said_duration(inquiry.text, now=inquiry.now, zone=inquiry.company.zone, parts=inquiry.parts)
    intent, choices = read(inquiry, index_of(inquiry.company), (said.start, said.end) if said else None)
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
    judged = judge(inquiry, choices, holds=intent.intent in {Intent.EXTEND, Intent.RETURN})
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
    taken = [(said.start, said.end)] if said else []
    for choice in choices:
        for number in choice.ranked[0].match.by_word if choice.ranked else ():
            token = choice.need.words[number].token
            taken.append((token.start, token.end))
    span = reason_span(inquiry.text, inquiry.parts, taken)
    return inquiry.text[span[0] : span[1]] if span else None

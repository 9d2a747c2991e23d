"""One stage of an item in a line: who said yes, how many are needed still, and whom it waits for."""

from __future__ import annotations

from approvals.model import StageName, Verdict
from approvals.pictures import StagePicture, VotePicture
from bot.texts import STAGES, listed, mention, mentions, moment, quoted, typed
from bot.views.judgement import reason_sentence
from catalog.model import Company

_NUMBERS = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine"}


def stage_line(company: Company, stage: StagePicture) -> str:
    """The line of a card: `○ *Security*: 1 of 2 have said yes (@Greta); waits for @Nils. …`"""
    name, vote = _title(stage.name), stage.vote
    if vote is not None:
        return _decided(company, stage, name, vote)
    if stage.after:
        return f"○ *{name}*: asked after {listed([_the(one) for one in stage.after])}. {reason_sentence(stage.says)}"
    if not stage.waiting_for:
        return f"○ *{name}*: not decided"
    note = f" {typed(stage.note, 200)}" if stage.note else ""
    return f"○ *{name}*: {waits_for(company, stage)}. {reason_sentence(stage.says)}{note}"


def waits_for(company: Company, stage: StagePicture) -> str:
    """`waits for @Jo or @Kim`; where several have to agree, how many of them did and how many are missing."""
    if stage.needed == 1:
        return f"waits for {mentions(company, stage.waiting_for)}"
    missing = stage.needed - len(stage.yeses)
    if missing >= len(stage.waiting_for):
        whom = mentions(company, stage.waiting_for, "and")
    else:
        whom = f"{in_words(missing)} of {mentions(company, stage.waiting_for, 'and')}"
    said = f" ({mentions(company, [one.by for one in stage.yeses], 'and')})" if stage.yeses else ""
    return f"{len(stage.yeses)} of {stage.needed} have said yes{said}; waits for {whom}"


def missing_yes(company: Company, stage: StagePicture) -> str:
    """`One more is needed.` after a yes that was not the last; empty where none is missing."""
    missing = stage.needed - len(stage.yeses)
    if stage.vote is not None or not stage.yeses or missing < 1:
        return ""
    return f"{in_words(missing).capitalize()} more {'is' if missing == 1 else 'are'} needed."


def how_many(stage: StagePicture) -> str:
    """`Two people have to say yes.` where one does not suffice; else empty."""
    return f"{in_words(stage.needed).capitalize()} people have to say yes." if stage.needed > 1 else ""


def in_words(number: int) -> str:
    """`two`; digits from ten on."""
    return _NUMBERS.get(number, str(number))


def _decided(company: Company, stage: StagePicture, name: str, vote: VotePicture) -> str:
    if vote.verdict is not Verdict.APPROVED:
        return f"✗ *{name}*: {_word(company, vote)}"
    before = [_word(company, one) for one in stage.yeses if one != vote]
    return f"✓ *{name}*: " + "\n".join([*before, _word(company, vote)])


def _word(company: Company, vote: VotePicture) -> str:
    word = "approved" if vote.verdict is Verdict.APPROVED else "denied"
    said = f"\n{quoted(vote.note, 400)}" if vote.note else ""
    return f"{word} by {mention(company, vote.by)} {moment(vote.at, company.zone)}{said}"


def _title(stage: StageName) -> str:
    return "Security" if stage is StageName.SECURITY else STAGES[stage].capitalize()


def _the(stage: StageName) -> str:
    return "Security" if stage is StageName.SECURITY else f"the {STAGES[stage]}"

"""What is said in the thread while somebody has to decide: who is called upon, and again while they have not.

Whoever was told is not told again, so each note names whom it tells in its key.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from approvals.model import ItemStatus, StageName
from approvals.pictures import ItemPicture, RequestPicture, StagePicture
from bot.texts import STAGES, iam_admins, mention, mentions, moment, typed
from bot.views.judgement import reason_sentence
from bot.views.stage_line import how_many
from catalog.model import Company, PersonId


@dataclass(frozen=True)
class Note:
    """One message in a thread; `key` names the fact: what kind it is, the item where it is about one, the rest."""

    key: str
    text: str
    for_security: bool = False
    """Whether it belongs under Security's copy of the card."""


def waiting_notes(
    company: Company, request: RequestPicture, item: ItemPicture, what: str, told: Sequence[str]
) -> Iterator[Note]:
    """The notes of an item's stages; `what` says what they are about, `told` are the keys of the calls made before."""
    yield from _handed(company, item, what)
    yield from _pings(company, item, what, told)
    yield from _reminders(company, item, what)
    yield from _nudge(company, request, item, what)


def _pings(company: Company, item: ItemPicture, what: str, told: Sequence[str]) -> Iterator[Note]:
    if item.status is not ItemStatus.PENDING:
        return
    for stage in item.stages:
        if stage.vote is not None or stage.after:
            continue
        security = stage.name is StageName.SECURITY
        if stage.waiting_for:
            fresh = _not_told(item, stage, told)
            reached = [one for one in fresh if _reached(company, one)]
            missed = [one for one in fresh if one not in reached]
            if reached:
                yield Note(
                    _ping(item, stage, reached), _your_decision(company, stage, reached, what), security
                )
            if missed:
                key = f"missed:{item.id}:{stage.name}:{','.join(sorted(missed))}"
                yield Note(key, _tell_them(company, stage, missed, what), security)
        else:
            note = f" {typed(stage.note, 300)}" if stage.note else ""
            text = (
                f"Nobody can decide this as {STAGES[stage.name]}.{note} {iam_admins(company)}, please help."
            )
            yield Note(f"nobody:{item.id}:{stage.name}", text, security)


def _reminders(company: Company, item: ItemPicture, what: str) -> Iterator[Note]:
    """The newest reminder of each stage; one that was overtaken by a decision is not said any more."""
    for stage in item.stages:
        if item.status is not ItemStatus.PENDING or not stage.reminders or not stage.waiting_for:
            continue
        since = f" It has waited since {moment(stage.opened_at, company.zone)}" if stage.opened_at else ""
        until = (
            f", and ends {moment(stage.expires_at, company.zone)} if nobody decides"
            if stage.expires_at
            else ""
        )
        yield Note(
            f"remind:{item.id}:{stage.name}:{stage.reminders}",
            f"{mentions(company, stage.waiting_for)}: a reminder. Your decision is needed{what}, "
            f"as {STAGES[stage.name]}.{f'{since}{until}.' if since else ''}",
            stage.name is StageName.SECURITY,
        )


def _ping(item: ItemPicture, stage: StagePicture, people: Iterable[PersonId]) -> str:
    """The key names whom the note tells, so that a delegate or a successor is told once as well."""
    return f"ping:{item.id}:{stage.name}:{','.join(sorted(people))}"


def _not_told(item: ItemPicture, stage: StagePicture, told: Sequence[str]) -> list[PersonId]:
    beginning = _ping(item, stage, ())
    known = {
        person
        for key in told
        if key.startswith(beginning)
        for person in key.removeprefix(beginning).split(",")
    }
    return [person for person in stage.waiting_for if person not in known]


def _your_decision(company: Company, stage: StagePicture, whom: list[PersonId], what: str) -> str:
    note = f" {typed(stage.note, 300)}" if stage.note else ""
    why = reason_sentence(stage.says)
    several = f" {how_many(stage)}" if stage.needed > 1 else ""
    who = mentions(company, whom, "and" if several else "or")
    return f"{who}: your decision is needed{what}, as {STAGES[stage.name]}. {why}{several}{note}"


def _reached(company: Company, person: PersonId) -> bool:
    known = company.people.get(person)
    return known is not None and bool(known.slack_id)


def _tell_them(company: Company, stage: StagePicture, whom: list[PersonId], what: str) -> str:
    """Nobody waits for a decision in silence: somebody who can be mentioned is asked to carry the word."""
    return (
        f"{_your_decision(company, stage, whom, what)}\n"
        f"I find no Slack account of {mentions(company, whom, 'and')}; {iam_admins(company)}, please let them know."
    )


def _handed(company: Company, item: ItemPicture, what: str) -> Iterator[Note]:
    for stage in item.stages:
        for one in stage.handed:
            by, now = mention(company, one.person), mentions(company, one.instead)
            if one.to is not None and one.until is not None:
                until = f"{one.until.day} {one.until:%B}"
                text = f"{by} handed the decision{what} to {mention(company, one.to)} until {until}."
            else:
                text = f"{by} says the decision{what} is not theirs. It waits for {now} now."
            yield Note(f"handed:{item.id}:{one.id}", text, stage.name is StageName.SECURITY)


def _nudge(company: Company, request: RequestPicture, item: ItemPicture, what: str) -> Iterator[Note]:
    if request.nudged_at is None or item.status is not ItemStatus.PENDING:
        return
    for stage in item.stages:
        if stage.vote is None and stage.waiting_for:
            key = f"nudge:{item.id}:{stage.name}:{int(request.nudged_at.timestamp())}"
            who, whom = mention(company, request.requester), mentions(company, stage.waiting_for)
            since = moment(stage.opened_at or request.opened_at, company.zone)
            text = f"{whom}, {who} asks for your decision{what}; it waits since {since}."
            yield Note(key, text, stage.name is StageName.SECURITY)

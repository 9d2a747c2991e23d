"""Why somebody cannot get in: the cause in a sentence, since and until when, what shows it, what to do, and the button for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import Block, ButtonElement
from slack_sdk.models.views import View

from approvals.queries.inquiries import Facts
from bot.texts import name_of, plain_moment, shorten, typed
from bot.views import action_ids
from bot.views.parts import Card, actions, button, context, divider, fields, section, sure
from bot.views.questions import form_button
from bot.views.signin_lines import event_line, event_lines, plain_event_line, without_addresses
from catalog.model import Company, PersonId
from intents.signins.event import SignInEvent
from intents.signins.explanation import Cause, Explanation, Finding

MOST_LINES = 5
"""Lines of events on the card; each event by itself is behind a button."""
MOST_IN_A_MODAL = 90
_EVENTS_A_SECTION = 10
MOST_OTHERS = 3
_CLOCK = re.compile(r"\b\d\d:\d\d\b")
_ASKABLE = frozenset({Cause.APP_NOT_ASSIGNED, Cause.GRANT_EXPIRED, Cause.GRANT_REVOKED, Cause.REQUEST_DENIED})
"""Causes that asking for the access may end."""


@dataclass(frozen=True)
class Reader:
    """Who reads the answer, and about whom it is."""

    reader: PersonId
    about: PersonId

    @property
    def own(self) -> bool:
        """Whether it is about the reader."""
        return self.reader == self.about

    def zone(self, company: Company) -> ZoneInfo:
        """In which all times of the answer are: the reader's, as the company knows it."""
        return company.zone_of(self.reader)


def lockout_card(
    company: Company,
    explanation: Explanation,
    *,
    who: Reader,
    inquiry_id: str,
    more: Sequence[ButtonElement] = (),
    gone: bool = False,
) -> Card:
    """The answer; `more` are buttons of what else may be done about it here, `gone` who left and is told nothing."""
    finding, zone = explanation.blocking, who.zone(company)
    name = name_of(company, who.about)
    text = _spoken(finding.says, name, who)
    title = "Why you cannot get in" if who.own else f"Why {name} cannot get in"
    blocks: list[Block] = []
    if finding.cause is Cause.NONE_FOUND:
        blocks.append(section(f"*{text}*"))
    else:
        blocks += [context(title), section(f"*{text}*"), _facts(company, finding, who)]
    blocks += _evidence(company, finding, who)
    if finding.remedy:
        label = "What to do" if who.own else "What they are advised"
        advice = finding.remedy if who.own else without_addresses(finding.remedy)
        blocks.append(section(f"*{label}*\n{typed(advice, 600)}"))
    others = [one for one in explanation.others if one.cause is not Cause.NONE_FOUND][:MOST_OTHERS]
    if others:
        lines = [f"• {_spoken(one.says, name, who)}{_when(zone, one)}" for one in others]
        blocks += [divider(), section("\n".join(["*Also found*", *lines]))]
    buttons = [*more, *_buttons(company, explanation, who, inquiry_id)]
    blocks.append(actions(*buttons[:5], block_id=f"lockout-{inquiry_id}"[:255]))
    notes = [_times_in(zone)] if _tells_times(finding, *others) else []
    if not who.own and not gone:
        notes.append(f"{name} is told that you looked, and why.")
    if notes:
        blocks.append(context(" ".join(notes)))
    return Card(text=text, blocks=tuple(blocks))


def unlock_button(inquiry_id: str, *, own: bool) -> ButtonElement:
    """Lifts the lock at once, with a question first."""
    text = (
        "Only if the failed sign-ins were yours, or your device’s: otherwise tell Security first."
        if own
        else "Only if you are sure who called. They are told that you did it."
    )
    confirm = sure("Unlock the account?", text, "Unlock")
    return button("Unlock now", action_ids.UNLOCK, inquiry_id, style="primary", confirm=confirm)


def events_modal(company: Company, explanation: Explanation, *, who: Reader) -> View:
    """Every event the answer draws on."""
    blocks: list[Block] = []
    events = all_events(explanation)
    for start in range(0, min(len(events), MOST_IN_A_MODAL), _EVENTS_A_SECTION):
        lines = [
            shorten(event_line(event, who.zone(company), own=who.own), 290)
            for event in events[start : start + _EVENTS_A_SECTION]
        ]
        blocks.append(section("\n".join(f"• {line}" for line in lines)))
    if len(events) > MOST_IN_A_MODAL:
        blocks.append(context(f"And {len(events) - MOST_IN_A_MODAL} more, which are older."))
    return View(
        type="modal",
        title="What the records show",
        close="Close",
        blocks=[*blocks, context(_times_in(who.zone(company)))]
        if blocks
        else [section("No event shows it.")],
    )


def all_events(explanation: Explanation) -> list[SignInEvent]:
    """The evidence of everything that was found, the most decisive first, each once."""
    found = [explanation.blocking, *explanation.others]
    return list(dict.fromkeys(event for finding in found for event in finding.evidence))


def facts_of(company: Company, explanation: Explanation, *, who: Reader) -> Facts:
    """The answer in plain words, for whoever goes on with it: no marks of any chat, and no addresses."""
    finding, zone = explanation.blocking, who.zone(company)
    lines = [f"Usher’s answer: {without_addresses(finding.says)}", _certainty(finding)]
    if finding.since is not None:
        lines.append(f"Since {finding.since.astimezone(zone):%Y-%m-%d %H:%M}")
    if finding.until is not None:
        lines.append(f"Until {finding.until.astimezone(zone):%Y-%m-%d %H:%M}")
    lines += [plain_event_line(event, zone) for event in all_events(explanation)[:20]]
    lines += [
        f"Also: {without_addresses(one.says)}"
        for one in explanation.others
        if one.cause is not Cause.NONE_FOUND
    ]
    lines.append(f"What Usher advised: {without_addresses(finding.remedy)}")
    if _tells_times(finding, *explanation.others):
        lines.append(_times_in(zone))
    own = finding.own
    return Facts(
        title=f"{name_of_plain(company, who.about)} cannot get in: {_cause_in_words(finding.cause)}",
        lines=tuple(line for line in lines if line.strip()),
        cause=finding.cause.value,
        provider=finding.provider.value if finding.provider else "",
        entitlement=finding.entitlement or "",
        request=own.request if own else "",
    )


def _cause_in_words(cause: Cause) -> str:
    return "no cause found" if cause is Cause.NONE_FOUND else cause.value.replace("_", " ")


def name_of_plain(company: Company, person: PersonId) -> str:
    """The name as it stands in the company's list, for text that is not shown in Slack."""
    known = company.people.get(person)
    return known.name if known else person


def _facts(company: Company, finding: Finding, who: Reader) -> Block:
    pairs, zone = [], who.zone(company)
    if finding.since is not None:
        pairs.append(("Since", plain_moment(finding.since, zone)))
    if finding.until is not None:
        pairs.append(("Until", plain_moment(finding.until, zone)))
    if finding.entitlement in company.places:
        pairs.append(("Access", typed(company.places[finding.entitlement].label, 300)))
    elif finding.system:
        known = next((one.name for one in company.systems if one.id == finding.system), finding.system)
        pairs.append(("Where", typed(known, 150)))
    return fields(*pairs, ("How sure", typed(_certainty(finding, own=who.own), 450)))


def _certainty(finding: Finding, *, own: bool = False) -> str:
    if finding.certain:
        return "Certain: the records leave no other reading."
    doubt = finding.doubt or "The records leave room for another cause."
    return f"Not certain. {doubt if own else without_addresses(doubt)}"


def _evidence(company: Company, finding: Finding, who: Reader) -> list[Block]:
    lines = event_lines(finding.evidence, who.zone(company), own=who.own)[:MOST_LINES]
    if not lines:
        return []
    return [section("\n".join(["*What shows it*", *(f"• {line}" for line in lines)]))]


def _spoken(says: str, name: str, who: Reader) -> str:
    """The sentence; it speaks to the one it is about, so for others it is quoted as what they would be told."""
    if who.own:
        return typed(says, 700)
    return f"{name} would be told: “{typed(without_addresses(says), 700)}”"


def _when(zone: ZoneInfo, finding: Finding) -> str:
    return f" Since {plain_moment(finding.since, zone)}." if finding.since is not None else ""


def _tells_times(*findings: Finding) -> bool:
    """Whether any time stands in the answer: since, until, of an event, or in a sentence."""
    return any(
        one.since or one.until or one.evidence or _CLOCK.search(f"{one.says} {one.remedy}")
        for one in findings
    )


def _times_in(zone: ZoneInfo) -> str:
    return f"All times are in the zone {zone.key.replace('_', ' ')}."


def _buttons(company: Company, explanation: Explanation, who: Reader, inquiry_id: str) -> list[ButtonElement]:
    finding = explanation.blocking
    found = []
    if who.own and finding.cause in _ASKABLE and finding.entitlement in company.places:
        found.append(button("Request access", action_ids.LOCKOUT_ASK, inquiry_id, style="primary"))
    elif who.own and finding.cause in _ASKABLE:
        found.append(form_button("Request access"))
    if who.own and finding.cause is Cause.REQUEST_PENDING and finding.own and finding.own.request:
        found.append(button("Nudge", action_ids.NUDGE, finding.own.request))
    count, lines = len(all_events(explanation)), event_lines(finding.evidence, who.zone(company), own=who.own)
    if count > len(lines[:MOST_LINES]):
        found.append(button(f"Show all {count} events", action_ids.LOCKOUT_ALL, inquiry_id))
    text = "Talk to the helpdesk" if who.own else "Open a ticket"
    found.append(button(text, action_ids.TICKET, inquiry_id))
    return found

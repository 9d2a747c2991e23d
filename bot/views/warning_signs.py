"""What Security sees of a warning sign: what is odd, whom it is about, what shows it, and two buttons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import Block

from approvals.queries.warning_signs import SignPicture
from approvals.risk.warned import Severity
from approvals.store.sign_tables import SignVerdict
from bot.texts import listed, moment, name_of, typed
from bot.views import action_ids
from bot.views.parts import Card, actions, button, context, section
from bot.views.signin_lines import HAPPENED, PROVIDERS, REASONS
from catalog.model import Company

KINDS = {
    "spraying": "Password spraying",
    "after_spraying": "Got in after password spraying",
    "many_addresses": "One password tried from many addresses",
    "travel": "Impossible travel",
    "leaver": "Sign-in of an account that should be closed",
    "stranger": "Sign-in of an account nobody has",
    "fatigue": "Unwanted prompts for the second factor",
    "new_country": "First sign-in from a country",
    "unusual": "Unlike this person",
}
"""How each kind is called; a kind that is not here goes by its own name."""
SEVERITIES = {
    Severity.LOW: "●○○ low",
    Severity.MEDIUM: "●●○ look at it today",
    Severity.HIGH: "●●● look at it now",
}
_DONE = {
    "success": "got in",
    "failure": "failed",
    "challenge": "was asked for more",
}
_DETAILS = ("login", "address", "place", "device", "application", "provider")
_EVENTS = 4
_NAMED = 10
_SUMMED_NAMED = 5


def sign_card(company: Company, sign: SignPicture) -> Card:
    """The sign with its buttons, or with what somebody in Security said of it."""
    title = KINDS.get(sign.kind, typed(sign.kind, 60))
    blocks: list[Block] = [
        section(f"*{title}* · {SEVERITIES[sign.severity]}\n{typed(sign.says, 800)}"),
    ]
    if sign.people:
        blocks.append(
            context(f"About {_people(company, sign)} · last seen {moment(sign.until, company.zone)}")
        )
    if sign.evidence:
        blocks.append(section("\n".join(_lines(company, sign))))
    if sign.verdict is SignVerdict.OPEN:
        blocks.append(
            actions(
                button("It is real", action_ids.SIGN_RIGHT, sign.id),
                button("False alarm", action_ids.SIGN_FALSE_ALARM, sign.id),
            )
        )
        counts = "Until somebody says it is a false alarm, it adds to the risk score of what they ask for this week."
        blocks.append(
            context(counts if sign.people else "Say what it was, so that the next ones get better.")
        )
    else:
        blocks.append(context(_judged(company, sign)))
    return Card(text=f"{title}: {typed(sign.says, 800)}", blocks=tuple(blocks))


def summed_card(company: Company, signs: Sequence[SignPicture], day: str) -> Card:
    """The day's line: what was too much to show one by one."""
    lines = []
    for kind, number in Counter(sign.kind for sign in signs).most_common():
        people = list(dict.fromkeys(person for sign in signs if sign.kind == kind for person in sign.people))
        names = [name_of(company, person) for person in people[:_SUMMED_NAMED]]
        if len(people) > _SUMMED_NAMED:
            names.append(f"{len(people) - _SUMMED_NAMED} more")
        about = f" about {listed(names)}" if names else ""
        lines.append(f"• {number} × {KINDS.get(kind, typed(kind, 60))}{about}")
    text = f"*More warning signs on {day}*, not shown one by one"
    if not signs:
        text = f"Each warning sign of {day} has a message of its own by now."
    hint = "`usher signins signs` lists them all with what shows them."
    return Card(
        text=f"{len(signs)} more warning signs on {day}" if signs else text,
        blocks=(section("\n".join([text, *lines])), context(hint)),
    )


def _people(company: Company, sign: SignPicture) -> str:
    names = [name_of(company, person) for person in sign.people[:_NAMED]]
    if len(sign.people) > _NAMED:
        names.append(f"{len(sign.people) - _NAMED} more")
    return listed(names)


def _lines(company: Company, sign: SignPicture) -> list[str]:
    """The events, one a line; what is the same for all of them is said once, below."""
    shown = sign.evidence[:_EVENTS]
    shared = [name for name in _DETAILS if len({one.get(name, "") for one in shown}) == 1]
    single = len(sign.people) == 1
    lines = []
    for one in shown:
        own = [name for name in _DETAILS if name not in shared]
        lines.append(" · ".join(["• " + _what(company, one), *_values(company, one, own)]))
    same = _values(company, shown[0], [name for name in shared if name != "login" or not single])
    return [*lines, " · ".join(same)] if same else lines


def _what(company: Company, one: dict[str, str]) -> str:
    """When, and what came of it."""
    try:
        at = moment(datetime.fromisoformat(one.get("at", "")), company.zone)
    except ValueError:
        at = "at an unknown time"
    outcome = one.get("outcome", "")
    done = _DONE.get(outcome) or _in_words(HAPPENED, one.get("happened", ""))
    why = _in_words(REASONS, one.get("reason", ""))
    return f"{at}: {done}" + (f" ({why})" if why else "")


def _in_words(words: Mapping[Any, str], code: str) -> str:
    """What was kept is the code alone; one that this version does not know is shown as it is."""
    return words[code] if code in words else typed(code, 40).replace("_", " ")


def _values(company: Company, one: dict[str, str], names: Sequence[str]) -> list[str]:
    return [_value(company, name, one[name]) for name in names if name in one]


def _value(company: Company, name: str, value: str) -> str:
    if name == "login":
        return _whose(company, value)
    if name == "provider":
        return f"recorded by {_in_words(PROVIDERS, value)}"
    return typed(value, 80)


def _whose(company: Company, login: str) -> str:
    """The name of whoever has that address, else the login."""
    found = next((p for p in company.people.values() if p.email.lower() == login), None)
    return name_of(company, found.id) if found else typed(login, 80)


def _judged(company: Company, sign: SignPicture) -> str:
    who = name_of(company, sign.judged_by)
    when = f", {moment(sign.judged_at, company.zone)}" if sign.judged_at else ""
    if sign.verdict is SignVerdict.RIGHT:
        return f"✓ {who}: it is real{when}"
    return f"{who}: a false alarm{when}. It counts against nobody any more."

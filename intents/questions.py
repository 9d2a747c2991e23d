"""The one question that must be answered before a request can be drawn up, in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from catalog.model import Person, Place

_SHOWN = 8


def about_scope(place: Place, key: str, *, ends: bool = False) -> str:
    """Asks for a required scope value, naming the choices when they are few; `ends` where access is given up."""
    rule = place.resource.scopes[key]
    what = key.replace("_", " ").replace("-", " ")
    name = f"{place.system.name} · {place.resource.name}"
    asked = f"Which {what} of {name} is it about?" if ends else f"Which {what} do you need for {name}?"
    if rule.values and len(rule.values) <= _SHOWN:
        return f"{asked} It can be {_either(rule.values)}."
    return asked


def about_need(options: Sequence[Place]) -> str:
    """Asks what is needed, pointing at what comes closest."""
    if options:
        labels = list(dict.fromkeys(f"{p.system.name} · {p.resource.name}" for p in options))[:3]
        return (
            f"What exactly do you need to do, and in which system? The closest I know of: {_either(labels)}."
        )
    return "What exactly do you need to do, and in which system?"


def about_breadth(*, copy: bool = False) -> str:
    """Asks for the need behind a wish that names no particular access; `copy` where it is for what a colleague has."""
    if copy:
        return "I do not copy what somebody else has. What do you need to do, and in which system?"
    return "That is too broad for me to request. What do you need to do, and in which system?"


def about_quoted() -> str:
    """Asks for the need where it stands only in what somebody else wrote."""
    return "I do not act on quoted or forwarded text. Tell me in your own words what you need, and in which system."


def about_choice() -> str:
    """Asks to pick from the shortlist."""
    return "Which of these do you mean?"


def about_beneficiary(gone: Person | None = None, today: date | None = None) -> str:
    """Asks for whom it is; `gone` is whoever was named and does not work here, any more or yet: it is said so, or
    their full name would be asked for again."""
    asked = "Who is it for? Tell me their full name."
    if gone is None:
        return asked
    to_come = gone.started is not None and today is not None and today < gone.started
    return f"{gone.name} {'does not work here yet' if to_come else 'no longer works here'}. {asked}"


def about_holder() -> str:
    """Asks whose access is to end."""
    return "Whose access is it about? Tell me their full name."


def about_what_ends() -> str:
    """Asks which access is to end."""
    return "Which access is it about? Name the system, and what in it."


def about_package(name: str) -> str:
    """Asks what comes first, a package or what is wanted beside it."""
    return f"I ask for a package on a card of its own. Which first: “{name}”, or the rest?"


def about_language(said_there: str | None) -> str:
    """Asks for English, in English and in the person's language where there is a sentence in it."""
    plain = "I read only English here; say it in English, or press “Fill in a form”."
    return f"{plain} {said_there}" if said_there else plain


def _either(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"

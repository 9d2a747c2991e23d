"""Access packages on screen: what a card leaves out of one, and the menu of them in the request form."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, InputBlock, StaticSelectElement

from approvals.assessment import Assessment
from bot.drafts import Draft
from bot.texts import listed, name_of, shorten, thing, typed
from bot.views import action_ids
from bot.views.parts import context, option
from catalog.model import Bundle, Company, Person

LONGEST_VALUE = 150
"""Characters of an option's value."""
MOST_OFFERED = 100
"""Options that a menu of Slack's holds."""


def lacking(draft: Draft, assessments: Sequence[Assessment]) -> list[Assessment]:
    """What of a package there is still to ask for; everything, where there is nothing or no package."""
    if not draft.understanding.packages:
        return list(assessments)
    left = [one for one in assessments if not (one.already_held or one.already_pending)]
    return left or list(assessments)


def package_lines(
    company: Company, draft: Draft, assessments: Sequence[Assessment], *, told: bool
) -> list[Block]:
    """Which package the card is about, and what of it is not on it; `told`: the reader may know what is held."""
    packages = [one for one in company.bundles if one.id in draft.understanding.packages]
    holder = company.people.get(draft.beneficiary)
    if not packages or holder is None:
        return []
    shown = lacking(draft, assessments)
    dropped = [thing(one.label, one.scope) for one in assessments if one not in shown]
    lines = [listed([f"*{typed(one.name, 80)}*" for one in packages])]
    if dropped:
        why = "held or asked for already" if told else "nothing to request"
        lines.append(shorten(f"Left out, {why}: {listed(dropped)}.", 1_500))
    if hidden := _not_offered(company, packages, holder):
        whom = "you" if draft.person == draft.beneficiary else name_of(company, draft.beneficiary)
        lines.append(f"{hidden} more of it {'is' if hidden == 1 else 'are'} not offered to {whom}.")
    return [context(line) for line in lines]


def packages_for(company: Company, person: Person) -> list[Bundle]:
    """The packages with anything in them that this person may ask for."""
    places = company.places
    return [
        one
        for one in company.bundles
        if any(places[each].entitlement.audience.admits(person) for each in one.includes)
    ]


def package_menu(packages: Sequence[Bundle]) -> list[Block]:
    """The menu that fills the form with a package; nothing where there is none."""
    offered = [one for one in packages if len(one.id) <= LONGEST_VALUE][:MOST_OFFERED]
    if not offered:
        return []
    menu = StaticSelectElement(
        action_id=action_ids.FORM_PACKAGE,
        placeholder="Choose a package",
        options=[option(one.name, one.id) for one in offered],
    )
    return [
        InputBlock(
            label="A whole package",
            element=menu,
            block_id=action_ids.FORM_PACKAGE,
            optional=True,
            dispatch_action=True,
            hint="Fills in everything that is in it; what you do not want can be removed.",
        )
    ]


def _not_offered(company: Company, packages: Sequence[Bundle], holder: Person) -> int:
    inside = {each for one in packages for each in one.includes}
    return sum(not company.places[each].entitlement.audience.admits(holder) for each in inside)

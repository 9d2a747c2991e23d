"""One row of the request form: an entitlement out of the whole catalog, and what narrows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

from slack_sdk.models.blocks import (
    Block,
    ExternalDataSelectElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    StaticSelectElement,
)

from bot.texts import shorten, span
from bot.views import action_ids
from bot.views.examples import plain_hint_of
from bot.views.parts import actions, button, context, divider, option
from catalog.ends import in_words
from catalog.model import Company, EntitlementId, Resource, ScopeRule

LONGEST_VALUE = 150
"""Characters of an option's value."""
LONGEST_SCOPE = 200
"""Characters of a value that is typed."""
MENU_OPTIONS = 100


@dataclass(frozen=True)
class Row:
    """One entitlement in the form; `number` stays its own when others are removed."""

    number: int
    entitlement: EntitlementId | None = None
    scope: Mapping[str, str] = field(default_factory=dict)
    duration: timedelta | None = None
    """For how long, where the rows are for different times."""
    until: datetime | None = None
    """The end that was named, where that length came of one."""


def entitlement_option(company: Company, entitlement: EntitlementId) -> Option:
    """An entry of the searchable menu."""
    return option(company.places[entitlement].label, option_value(entitlement))


def option_value(entitlement: EntitlementId) -> str:
    """The id, or a digest of it where Slack's 150 characters do not suffice."""
    if len(entitlement) <= LONGEST_VALUE:
        return entitlement
    return "sha256:" + sha256(entitlement.encode()).hexdigest()


def entitlement_of(company: Company, value: str) -> EntitlementId | None:
    """The entitlement an option stands for; None for anything the catalog does not have."""
    if value in company.places:
        return value
    if value.startswith("sha256:"):
        return next((one for one in company.places if option_value(one) == value), None)
    return None


def entitlement_block(number: int) -> str:
    """The block of a row's menu, where its errors go."""
    return f"what-{number}"


def scope_block(number: int, resource: Resource, key: str) -> str:
    """The block of one scope; another resource gets another block, so that nothing typed is carried over."""
    return f"scope-{number}-{sha256(f'{resource.id} {key}'.encode()).hexdigest()[:12]}"


def row_blocks(company: Company, row: Row, *, removable: bool, timed: bool = False) -> list[Block]:
    """The row on the screen; `timed` where the rows are for different times."""
    place = company.places.get(row.entitlement) if row.entitlement else None
    menu = ExternalDataSelectElement(
        action_id=action_ids.FORM_ENTITLEMENT,
        placeholder="Search systems and access",
        min_query_length=0,
        initial_option=entitlement_option(company, row.entitlement) if place and row.entitlement else None,
    )
    blocks: list[Block] = [
        InputBlock(label="What", element=menu, block_id=entitlement_block(row.number), dispatch_action=True)
    ]
    if place is not None:
        about = place.entitlement.description or place.resource.description
        if about:
            blocks.append(context(shorten(about, 300).replace("<", "‹").replace("&", "&amp;")))
        for key, rule in place.resource.scopes.items():
            hint = plain_hint_of(company, rule, place.owner)
            blocks.append(_scope(row, place.resource, key, rule, hint))
        if timed:
            blocks.append(context(_for_how_long(company, row)))
    if removable:
        remove = button("Remove", f"{action_ids.FORM_REMOVE}_{row.number}", str(row.number))
        blocks += [actions(remove, block_id=f"remove-{row.number}"), divider()]
    return blocks


def _for_how_long(company: Company, row: Row) -> str:
    if row.duration is None:
        return "As long as is usual for it."
    if row.until is not None:
        return f"Until {in_words(row.until, company.zone)}."
    return f"For {span(row.duration)}."


def _scope(row: Row, resource: Resource, key: str, rule: ScopeRule, hint: str) -> Block:
    value = row.scope.get(key)
    label = key.replace("_", " ").replace("-", " ").capitalize()
    element: StaticSelectElement | PlainTextInputElement
    if (
        rule.values
        and len(rule.values) <= MENU_OPTIONS
        and all(len(one) <= LONGEST_VALUE for one in rule.values)
    ):
        chosen = value if value in rule.values else None
        element = StaticSelectElement(
            action_id=action_ids.FORM_SCOPE,
            placeholder=f"Choose the {key}"[:150],
            options=[option(one, one) for one in rule.values],
            initial_option=option(chosen, chosen) if chosen else None,
        )
    else:
        element = PlainTextInputElement(
            action_id=action_ids.FORM_SCOPE,
            max_length=LONGEST_SCOPE,
            # Half a value is another one: what is too long is left for the person to say.
            initial_value=value if value and len(value) <= LONGEST_SCOPE else None,
        )
    return InputBlock(
        label=shorten(label, 200),
        element=element,
        block_id=scope_block(row.number, resource, key),
        optional=not rule.required,
        hint=shorten(f"{hint[0].upper()}{hint[1:]}.", 2_000) if hint else None,
    )

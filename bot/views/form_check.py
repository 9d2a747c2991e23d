"""What is wrong with a filled-in form, said next to the field; or the choice that it stands for."""

from __future__ import annotations

from datetime import datetime

from approvals.model import Wish
from bot.choice import Choice
from bot.texts import listed, shorten
from bot.views import action_ids
from bot.views.duration_field import read_last_day, read_length
from bot.views.examples import plain_hint_of
from bot.views.form import Form
from bot.views.form_row import Row, entitlement_block, scope_block
from catalog.model import Company, Person

SHORTEST_REASON = 3


def check_form(
    company: Company, form: Form, *, holder: Person, requester: Person, now: datetime
) -> tuple[Choice | None, dict[str, str]]:
    """The choice, or None and one sentence a faulty field, by block id."""
    faults: dict[str, str] = {}
    for row in form.rows:
        faults |= _row_faults(company, row, holder)
    duration, until = form.duration, form.until
    if form.custom:
        try:
            duration, until = read_length(form.custom), None
        except ValueError as error:
            faults[action_ids.FORM_CUSTOM] = str(error)
    if form.last:
        try:
            duration, until = read_last_day(form.last, now=now, zone=company.zone)
        except ValueError as error:
            faults[action_ids.FORM_UNTIL] = str(error)
    if form.custom and form.last:
        faults[action_ids.FORM_UNTIL] = "Give a length or a last day, not both."
    if len(form.why) < SHORTEST_REASON:
        faults[action_ids.FORM_WHY] = "Say in a few words what you need it for."
    if faults:
        return None, faults
    shared = bool(form.custom or form.last)
    wishes = tuple(
        Wish(
            entitlement=row.entitlement,
            scope=dict(row.scope),
            duration=None if shared else row.duration,
            until=None if shared else row.until,
        )
        for row in form.rows
        if row.entitlement
    )
    beneficiary = holder.id if holder.id != requester.id else None
    choice = Choice(
        items=wishes,
        duration=duration,
        until=until,
        justification=form.why,
        beneficiary=beneficiary,
        offered=(),  # whoever fills in the form is done with the list
    )
    return choice, {}


def unseen_scopes(company: Company, before: Form, after: Form) -> bool:
    """Whether somebody chose another resource and submitted before its own fields were on the screen."""
    shown = {row.number: row.entitlement for row in before.rows}
    for row in after.rows:
        if row.entitlement is None or shown.get(row.number) == row.entitlement:
            continue
        old = shown.get(row.number)
        resource = company.places[row.entitlement].resource
        same = old is not None and company.places[old].resource.id == resource.id
        if not same and any(rule.required for rule in resource.scopes.values()):
            return True
    return False


def _row_faults(company: Company, row: Row, holder: Person) -> dict[str, str]:
    if row.entitlement is None:
        return {entitlement_block(row.number): "Choose what you need; type a few letters to search."}
    place = company.places[row.entitlement]
    if not place.entitlement.audience.admits(holder):
        return {
            entitlement_block(row.number): shorten(
                f"This is not offered to {holder.name}; choose something else.", 200
            )
        }
    faults = {}
    for key, rule in place.resource.scopes.items():
        block, value = scope_block(row.number, place.resource, key), row.scope.get(key)
        if value is None:
            if rule.required:
                faults[block] = shorten(f"Choose the {key}.", 200)
        elif not rule.allows(value):
            hint = plain_hint_of(company, rule, place.owner)
            offered = f"use {listed(rule.values[:8], 'or')}" if rule.values else f"write it {hint}"
            faults[block] = shorten(f"“{shorten(value, 40)}” is not a {key} here; {offered}.", 250)
    return faults

"""Reading the request form back from what Slack sends: only what the menus offer counts as chosen. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.views import action_ids
from bot.views.duration_field import EACH, NAMED, USUAL
from bot.views.form import Form
from bot.views.form_row import Row, entitlement_block, entitlement_of, scope_block
from catalog.durations import parse_duration
from catalog.model import Company, EntitlementId


def read_form(company: Company, view: Mapping[str, Any]) -> Form:
    """The form as the person left it. What the menus do not offer counts as not chosen."""
    memory = json.loads(view["private_metadata"])
    values: Mapping[str, Any] = (view.get("state") or {}).get("values") or {}
    length = _selected(values, action_ids.FORM_DURATION, action_ids.FORM_DURATION)
    own, ends = (memory.get(one) or {} if length == EACH else {} for one in ("lengths", "ends"))
    rows = []
    for number, drawn_value in memory["rows"]:
        drawn = entitlement_of(company, drawn_value)
        picked = _selected(values, entitlement_block(number), action_ids.FORM_ENTITLEMENT)
        entitlement = entitlement_of(company, picked) if picked else None
        scope = _read_scope(company, number, drawn, entitlement, values)
        said = own.get(str(number)) if _same_thing(company, drawn, entitlement) else None
        end = ends.get(str(number)) if said else None
        rows.append(
            Row(
                number,
                entitlement,
                scope,
                parse_duration(said) if said else None,
                datetime.fromisoformat(end) if end else None,
            )
        )
    user = (values.get(action_ids.FORM_FOR, {}).get(action_ids.FORM_FOR) or {}).get("selected_user")
    untouched = user == memory.get("user")
    return Form(
        draft_id=str(memory["draft"]),
        sends=bool(memory["sends"]),
        approval=bool(memory.get("approval")),
        rows=tuple(rows),
        duration=_length(length, memory),
        until=datetime.fromisoformat(memory["until"]) if length == NAMED and memory.get("until") else None,
        custom=_text(values, action_ids.FORM_CUSTOM, action_ids.FORM_CUSTOM),
        last=_day(values),
        why=_text(values, action_ids.FORM_WHY, action_ids.FORM_WHY),
        user=user,
        beneficiary=memory.get("for") if untouched else None,
        packages=tuple(str(one) for one in memory.get("packages") or ()),
        version=str(memory.get("version") or ""),
    )


def _length(picked: str | None, memory: Mapping[str, Any]) -> timedelta | None:
    """What was picked; the end that was named keeps the length it came with."""
    said = memory.get("length") if picked == NAMED else picked
    return None if not said or said in (USUAL, EACH) else parse_duration(str(said))


def _day(values: Mapping[str, Any]) -> str:
    return str(
        (values.get(action_ids.FORM_UNTIL, {}).get(action_ids.FORM_UNTIL) or {}).get("selected_date") or ""
    )


def drawn_form(company: Company, view: Mapping[str, Any]) -> Form:
    """The form as it was on the screen: its rows with the entitlements whose fields were shown."""
    rows = json.loads(view["private_metadata"])["rows"]
    return Form(rows=tuple(Row(number, entitlement_of(company, value)) for number, value in rows))


def _same_thing(company: Company, drawn: EntitlementId | None, picked: EntitlementId | None) -> bool:
    """Whether the row is still about the resource that it was drawn for."""
    if drawn is None or picked is None:
        return False
    return company.places[drawn].resource.id == company.places[picked].resource.id


def _read_scope(
    company: Company,
    number: int,
    drawn: EntitlementId | None,
    picked: EntitlementId | None,
    values: Mapping[str, Any],
) -> dict[str, str]:
    if drawn is None or not _same_thing(company, drawn, picked):
        return {}
    resource = company.places[drawn].resource
    scope = {}
    for key, rule in resource.scopes.items():
        block = scope_block(number, resource, key)
        said = _selected(values, block, action_ids.FORM_SCOPE) or _text(values, block, action_ids.FORM_SCOPE)
        if said:
            aliases = {alias.casefold(): value for alias, value in rule.aliases.items()}
            aliases |= {value.casefold(): value for value in rule.values}
            scope[key] = aliases.get(said.casefold(), said)
    return scope


def _selected(values: Mapping[str, Any], block: str, action: str) -> str | None:
    chosen = (values.get(block, {}).get(action) or {}).get("selected_option")
    return str(chosen["value"]) if chosen else None


def _text(values: Mapping[str, Any], block: str, action: str) -> str:
    return str((values.get(block, {}).get(action) or {}).get("value") or "").strip()

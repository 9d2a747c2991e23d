"""Okta's System Log as events.

Source of the event types: Okta, *Event Types* (developer.okta.com/docs/reference/api/event-types); of the shape:
*System Log API*. Okta writes an outcome reason as a word (`INVALID_CREDENTIALS`) or as a sentence; both are read.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from intents.signins.event import (
    DONE_TO_SOMEBODY,
    NOWHERE,
    Device,
    Happened,
    Outcome,
    Place,
    Provider,
    SignInEvent,
)
from intents.signins.providers.okta_words import KINDS, REFUSED_PUSHES, STEPS, factor_of, reason_in
from intents.signins.values import (
    LONG,
    address,
    device_of,
    first_text,
    flag,
    identity,
    lowered,
    mapping,
    mappings,
    moment,
    place_of,
    text,
)

OUTCOMES = {
    "SUCCESS": Outcome.SUCCESS,
    "ALLOW": Outcome.SUCCESS,
    "FAILURE": Outcome.FAILURE,
    "DENY": Outcome.FAILURE,
    "CHALLENGE": Outcome.CHALLENGE,
}
_APPLICATIONS = ("AppInstance", "PublicClientApp", "ConfidentialClientApp")
"""What a target is called that is an application; the latter where OpenID Connect is spoken."""
_ABOUT_ITSELF = frozenset(
    {Happened.SIGN_IN, Happened.MFA, Happened.APP_ACCESS, Happened.POLICY, Happened.ACCESS_REQUESTED}
)
"""What nobody else does to an account."""


def is_okta(raw: Mapping[str, Any]) -> bool:
    """Whether the object has the shape of a System Log entry; some log stores write its keys in lower case."""
    return ("eventType" in raw or "eventtype" in raw) and ("actor" in raw or "published" in raw)


def from_okta(raw: Mapping[str, Any]) -> SignInEvent:
    """One System Log entry. Raises Unreadable when it has no time."""
    kind = text(raw.get("eventType", raw.get("eventtype")))
    client, actor = mapping(raw.get("client")), mapping(raw.get("actor"))
    debug = mapping(mapping(raw.get("debugContext", raw.get("debugcontext"))).get("debugData"))
    outcome = mapping(raw.get("outcome"))
    by_type: dict[str, list[str]] = {}
    user: Mapping[str, Any] = {}
    for target in mappings(raw.get("target")):
        sort = text(target.get("type"))
        if sort == "User" and not user:
            user = target
        by_type.setdefault(sort, []).append(first_text(target.get("displayName"), target.get("alternateId")))
    happened = KINDS.get(kind, Happened.OTHER)
    result = OUTCOMES.get(text(outcome.get("result")).upper(), Outcome.UNKNOWN)
    if kind in REFUSED_PUSHES:
        result = Outcome.FAILURE
    if result is Outcome.SUCCESS and kind in STEPS:
        result = Outcome.CHALLENGE
    said = first_text(outcome.get("reason"), debug.get("loginResult") if result is Outcome.FAILURE else None)
    factor = factor_of(debug, by_type)
    if happened is Happened.MFA and factor.casefold() in ("password_as_factor", "password"):
        # Identity Engine logs the password as the first of the factors; that it was right is not the whole sign-in.
        happened = Happened.SIGN_IN
        result = Outcome.CHALLENGE if result is Outcome.SUCCESS else result
    acting, about = _login(actor), _login(user)
    login = about or ("" if happened in DONE_TO_SOMEBODY else acting)
    security = mapping(raw.get("securityContext", raw.get("securitycontext")))
    return SignInEvent(
        Provider.OKTA,
        identity(raw, raw.get("uuid")),
        moment(raw.get("published")),
        login,
        happened,
        result,
        reason_in(kind, happened, result, said, debug, by_type),
        text(f"{kind} {said}" if said and said.isupper() else kind),
        first_text(said if not said.isupper() else "", raw.get("displayMessage", raw.get("displaymessage")))[
            :LONG
        ],
        acting if acting != login and happened not in _ABOUT_ITSELF else "",
        next((names[0] for sort in _APPLICATIONS if (names := by_type.get(sort))), ""),
        tuple(by_type.get("UserGroup", [])[:8] + by_type.get("PolicyEntity", [])[:4] + by_type.get("PolicyRule", [])[:4]),
        factor,
        _device(mapping(raw.get("device")), client),
        _place(client),
        address(client.get("ipAddress")),
        first_text(security.get("asOrg"), security.get("asNumber")),
        "",
        _session(raw),
        name=text((user if about else actor).get("displayName")),
    )  # fmt: skip


def _login(who: Mapping[str, Any]) -> str:
    named = lowered(who.get("alternateId"))
    return named if named not in ("", "unknown") else lowered(who.get("displayName")).replace("unknown", "")


def _device(device: Mapping[str, Any], client: Mapping[str, Any]) -> Device:
    agent = mapping(client.get("userAgent", client.get("useragent")))
    return device_of(
        first_text(device.get("name"), device.get("displayName")),
        first_text(device.get("os_platform"), agent.get("os")),
        first_text(agent.get("browser"), client.get("device")),
        flag(device.get("managed")),
        flag(device.get("compliant")),
    )


def _place(client: Mapping[str, Any]) -> Place:
    context = client.get("geographicalContext", client.get("geographicalcontext"))
    if not isinstance(context, dict):
        return NOWHERE
    spot = mapping(context.get("geolocation"))
    return place_of(context.get("city"), context.get("country"), spot.get("lat"), spot.get("lon"))


def _session(raw: Mapping[str, Any]) -> str:
    session = text(
        mapping(raw.get("authenticationContext", raw.get("authenticationcontext"))).get("externalSessionId")
    )
    return session if session not in ("", "unknown") else text(mapping(raw.get("transaction")).get("id"))

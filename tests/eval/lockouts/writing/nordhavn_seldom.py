"""Nordhavn Verft on one Tuesday: codes that are seen less often, one by one."""

from __future__ import annotations

from dataclasses import replace

from tests.eval.lockouts.writing.nordhavn_portal import story
from tests.eval.lockouts.writing.story import Label, Teller
from tests.eval.lockouts.writing.windows import (
    DISABLED,
    LOCKED,
    NO_LOGON_RIGHT,
    OUTSIDE_HOURS,
    WRONG_PASSWORD,
)


@story("nv1014", "17 10:00")
def the_controller_says_disabled(t: Teller) -> Label:
    older, newer = t.windows.validated(8, DISABLED), t.windows.validated(7, DISABLED)
    t.windows.account(-40, 4722, by="nv1008")
    t.windows.logs_on(-45)
    return Label("account_disabled", "windows", [newer, older], False, certain=True)


@story("nv1025", "17 07:40")
def no_right_to_log_on_remotely(t: Teller) -> Label:
    only = t.windows.refused(8, NO_LOGON_RIGHT, "NV-LAGER1", kind=10)
    t.windows.logs_on(-9)
    return Label("blocked_by_policy", "windows", [only], False, accept=["app_not_assigned"], doubtful=["self_service"])  # fmt: skip


@story("nv1026", "17 09:00")
def decided_by_a_policy_without_a_name(t: Teller) -> Label:
    older, newer = t.entra.attempt(9, 50131), t.entra.attempt(8, 50131)
    t.entra.signs_in(-60, "Office 365 Exchange Online")
    return Label("blocked_by_policy", "entra", [newer, older], False, accept=["device_not_compliant"], doubtful=["self_service"])  # fmt: skip


@story("nv1028", "17 12:00")
def the_tablet_was_never_registered(t: Teller) -> Label:
    older, newer = t.entra.attempt(9, 50129), t.entra.attempt(6, 50129)
    t.entra.signs_in(-60, "Office 365 Exchange Online")
    return Label("device_not_compliant", "entra", [newer, older], True)


@story("nv1030", "17 18:40")
def no_ticket_after_hours(t: Teller) -> Label:
    revoked = t.windows.ticket(8, "0x12")
    refused = t.windows.refused(6, OUTSIDE_HOURS)
    t.windows.logs_on(-800)
    return Label("blocked_by_policy", "windows", [refused, revoked], False, certain=True, doubtful=["self_service"])  # fmt: skip


@story("nv1002", "17 13:00")
def the_tunnel_asks_radius(t: Teller) -> Label:
    tries = [t.okta.wrong_password(ago, kind="user.authentication.auth_via_radius") for ago in (9, 8, 6)]
    t.okta.signs_in(-10)
    return Label("wrong_password", "okta", list(reversed(tries)), True)


@story("nv1006", "17 10:30")
def statuses_in_capitals(t: Teller) -> Label:
    loud = replace(t.windows, capital=True)
    older, newer = loud.validated(7, WRONG_PASSWORD), loud.refused(6, WRONG_PASSWORD)
    t.windows.logs_on(-5)
    return Label("wrong_password", "windows", [newer, older], True, certain=True)


@story("nv1034", "17 11:00")
def old_sessions_end_with_the_old_password(t: Teller) -> Label:
    past = [t.entra.attempt(ago, 50133, interactive=False) for ago in (22, 21, 20)] + [t.entra.signs_in(14)]
    return Label("none_found", None, [], False, also=past, doubtful=["self_service"])


@story("nv1011", "17 06:50")
def locked_says_the_controller(t: Teller) -> Label:
    wrong = [t.windows.preauth_failed(ago, "0x18") for ago in (19, 18, 17)]
    lock = t.windows.locked(16.9)
    refused = t.windows.validated(5, LOCKED)
    t.windows.account(-10, 4767, by="nv1009")
    t.windows.logs_on(-12)
    return Label("too_many_failures", "windows", [lock, refused, *reversed(wrong)], True, certain=True)

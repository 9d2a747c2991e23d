"""Calder & Voss on one Tuesday: codes that are seen less often, one by one."""

from __future__ import annotations

from dataclasses import replace

from tests.eval.lockouts.writing.calder_directories import LEDGER
from tests.eval.lockouts.writing.calder_sign_ins import LAGOS, story
from tests.eval.lockouts.writing.story import Label, Teller
from tests.eval.lockouts.writing.windows import LOCKED, NO_LOGON_RIGHT, OUTSIDE_HOURS, WRONG_PASSWORD
from tests.eval.lockouts.writing.world import OLD_PHONE, Origin


@story("rmattheson", "17 10:00")
def the_system_is_out_of_date(t: Teller) -> Label:
    only = t.duo.answers(7, "out_of_date", origin=t.scene.who.home)
    t.duo.answers(-60, origin=t.scene.who.home)
    return Label("device_not_compliant", "duo", [only], True)


@story("lbenedetti", "17 11:00")
def nobody_picked_up(t: Teller) -> Label:
    older, newer = (t.duo.answers(ago, "call_timed_out", factor="phone_call") for ago in (9, 7))
    t.duo.answers(-20)
    return Label("mfa_failed", "duo", [newer, older], True)


@story("adesai", "17 09:30")
def gave_up_waiting(t: Teller) -> Label:
    only = t.duo.answers(5, "user_cancelled")
    t.duo.answers(-20)
    return Label("mfa_failed", "duo", [only], True)


@story("kmolina", "17 10:00")
def an_anonymous_network(t: Teller) -> Label:
    only = t.duo.answers(6, "anonymous_ip", origin=Origin(LAGOS, t.scene.who.home.machine, 200))
    t.duo.answers(-30, origin=t.scene.who.home)
    return Label("blocked_by_policy", "duo", [only], False, accept=["blocked_ip"], doubtful=["self_service"], note="A policy about addresses: both names fit.")  # fmt: skip


@story("tgreaves", "17 15:00")
def text_messages_are_not_allowed(t: Teller) -> Label:
    only = t.duo.answers(6, "factor_restricted", factor="sms_passcode")
    t.duo.answers(-10)
    return Label("blocked_by_policy", "duo", [only], False, accept=["mfa_failed"], doubtful=["self_service"])


@story("jfairley", "17 09:10")
def the_controller_says_locked(t: Teller) -> Label:
    wrong = [t.windows.validated(ago, WRONG_PASSWORD) for ago in (23, 22, 21)]
    lock = t.windows.locked(20.9)
    older, newer = t.windows.validated(8, LOCKED), t.windows.validated(6, LOCKED)
    t.windows.account(-10, 4767, by="tobrien")
    t.windows.logs_on(-12)
    return Label("too_many_failures", "windows", [lock, newer, older, *reversed(wrong)], True, certain=True)


@story("fabebe", "17 12:00")
def no_right_to_log_on_there(t: Teller) -> Label:
    older, newer = (t.windows.refused(ago, NO_LOGON_RIGHT, "CVFARM03", kind=10) for ago in (9, 8))
    return Label("blocked_by_policy", "windows", [newer, older], False, accept=["app_not_assigned"], doubtful=["self_service"])  # fmt: skip


@story("zpetrovic", "17 13:00")
def a_policy_decision_without_a_name(t: Teller) -> Label:
    older, newer = t.entra.attempt(9, 50131), t.entra.attempt(8, 50131)
    t.entra.signs_in(-60, "Office 365 Exchange Online")
    return Label("blocked_by_policy", "entra", [newer, older], False, accept=["device_not_compliant"], doubtful=["self_service"])  # fmt: skip


@story("syilmaz", "17 10:10")
def the_device_has_to_be_registered(t: Teller) -> Label:
    only = t.entra.attempt(7, 50129, LEDGER, t.scene.who.home)
    t.entra.signs_in(-40, LEDGER)
    return Label("device_not_compliant", "entra", [only], True)


@story("maldous", "17 16:00")
def the_session_ended_with_the_old_password(t: Teller) -> Label:
    past = [t.entra.attempt(ago, 50133, interactive=False) for ago in (16, 15)] + [t.entra.signs_in(9)]
    return Label("none_found", None, [], False, also=past, doubtful=["self_service"])


@story("evoss", "17 18:00")
def google_thinks_it_was_taken_over(t: Teller) -> Label:
    disabled = t.google.disabled(50, "hijacked")
    older, newer = t.google.fails(13, "login_failure_account_disabled"), t.google.fails(11, "login_failure_account_disabled")  # fmt: skip
    t.google.admin(-60, "UNSUSPEND_USER", by="tobrien")
    t.google.signs_in(-70)
    return Label("account_disabled", "google", [disabled, newer, older], False, accept=["account_suspended"])


@story("vkapoor", "17 09:45")
def no_ticket_for_an_expired_password(t: Teller) -> Label:
    older, newer = t.windows.ticket(6, "0x17"), t.windows.ticket(5, "0x17")
    t.windows.account(-4, 4723, by="vkapoor")
    t.windows.logs_on(-5)
    return Label("password_expired", "windows", [newer, older], True, certain=True)


@story("ostrand", "17 20:50")
def revoked_settled_by_the_hour(t: Teller) -> Label:
    revoked = t.windows.ticket(9, "0x12")
    refused = t.windows.refused(7, OUTSIDE_HOURS)
    t.windows.logs_on(-700)
    return Label("blocked_by_policy", "windows", [refused, revoked], False, certain=True, doubtful=["self_service"])  # fmt: skip


@story("cwren", "17 17:30")
def codes_in_capitals(t: Teller) -> Label:
    loud = replace(t.windows, capital=True)
    older, newer = loud.refused(6, WRONG_PASSWORD), loud.validated(5, WRONG_PASSWORD)
    t.windows.logs_on(-5)
    return Label("wrong_password", "windows", [newer, older], True, certain=True)


@story("hjelinek", "17 15:00")
def wrong_password_through_radius(t: Teller) -> Label:
    older, newer = (t.okta.wrong_password(ago, kind="user.authentication.auth_via_radius") for ago in (8, 7))
    t.okta.signs_in(-10)
    return Label("wrong_password", "okta", [newer, older], True)


@story("nfontaine", "17 15:40")
def the_old_mail_protocol_is_blocked(t: Teller) -> Label:
    phone = replace(t.scene.who.home, machine=OLD_PHONE)
    tries = [t.entra.attempt(ago, 530035, origin=phone) for ago in (12, 9, 6)]
    t.entra.signs_in(-60, "Office 365 Exchange Online")
    return Label("blocked_by_policy", "entra", list(reversed(tries)), False, certain=True, doubtful=["self_service"])  # fmt: skip

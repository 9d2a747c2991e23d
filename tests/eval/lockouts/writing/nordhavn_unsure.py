"""Nordhavn Verft where the events leave several readings, or are so old that they may be over."""

from __future__ import annotations

from tests.eval.lockouts.writing.nordhavn_portal import story
from tests.eval.lockouts.writing.story import Label, Teller
from tests.eval.lockouts.writing.windows import RESTRICTED

REVOKED = ["too_many_failures", "account_disabled", "account_expired", "blocked_by_policy"]
"""What 0x12 may be."""
OPEN = ["provider", "evidence", "self_service"]
"""What is not counted where finding nothing is as good an answer."""


@story("nv1004", "16 09:00")
def the_portal_does_not_say_why(t: Teller) -> Label:
    only = t.okta.turned_away(8, "VERIFICATION_ERROR")
    t.okta.signs_in(-200)
    return Label("account_suspended", "okta", [only], False, certain=False, accept=["account_disabled", "wrong_password", "mfa_failed", "none_found"], doubtful=OPEN)  # fmt: skip


@story("nv1032", "16 15:00")
def locked_at_dawn(t: Teller) -> Label:
    wrong = [t.okta.wrong_password(ago) for ago in (604, 603, 602, 601, 600)]
    lock = t.okta.locked(599.9)
    t.okta.account(-20, "user.account.unlock")
    t.okta.signs_in(-25)
    return Label("too_many_failures", "okta", [lock, *reversed(wrong)], True, accept=["none_found"], doubtful=OPEN)  # fmt: skip


@story("nv1016", "16 10:00")
def a_code_with_two_meanings_and_no_text(t: Teller) -> Label:
    tries = [t.entra.attempt(ago, 50053, reason="Other.") for ago in (9, 8, 5)]
    t.entra.signs_in(-90, "Office 365 Exchange Online")
    return Label("too_many_failures", "entra", list(reversed(tries)), True, certain=False, accept=["blocked_ip"], doubtful=["self_service"])  # fmt: skip


@story("nv1029", "16 08:00")
def restricted_somehow(t: Teller) -> Label:
    only = t.windows.refused(7, RESTRICTED)
    t.windows.logs_on(-60)
    return Label("blocked_by_policy", "windows", [only], False, certain=False, accept=["account_disabled", "account_expired", "password_expired", "too_many_failures", "wrong_password", "none_found"], doubtful=OPEN)  # fmt: skip


@story("nv1010", "16 07:10")
def revoked_while_jon_is_locked(t: Teller) -> Label:
    jon = t.as_other("nv1011")
    for ago in (33, 32, 31):
        jon.windows.preauth_failed(ago, "0x18")
    jon.windows.locked(30.9)
    jon.windows.account(-30, 4767, by="nv1008")
    jon.windows.logs_on(-33)
    older, newer = t.windows.preauth_failed(9, "0x12"), t.windows.preauth_failed(6, "0x12")
    t.windows.logs_on(-60)
    return Label("too_many_failures", "windows", [newer, older], True, certain=False, accept=REVOKED, doubtful=["self_service"])  # fmt: skip


@story("nv1028", "16 11:00")
def a_ticket_refused_as_revoked(t: Teller) -> Label:
    past = [t.windows.locked(240), t.windows.account(200, 4767, by="nv1008"), t.windows.ticket(190)]
    only = t.windows.ticket(8, "0x12")
    t.windows.logs_on(-60)
    return Label("account_disabled", "windows", [only], False, certain=False, also=past, accept=REVOKED, doubtful=["self_service"])  # fmt: skip


@story("nv1023", "16 12:00")
def a_slip_last_friday(t: Teller) -> Label:
    slip = t.entra.wrong_password(4200)
    t.entra.signs_in(-20, "Office 365 Exchange Online")
    return Label("wrong_password", "entra", [slip], True, accept=["none_found"], doubtful=OPEN)

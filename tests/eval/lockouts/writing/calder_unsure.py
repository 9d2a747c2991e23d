"""Calder & Voss where the events leave several readings, or are so old that they may be over."""

from __future__ import annotations

from tests.eval.lockouts.writing.calder_directories import LEDGER
from tests.eval.lockouts.writing.calder_sign_ins import story
from tests.eval.lockouts.writing.story import Label, Teller
from tests.eval.lockouts.writing.windows import RESTRICTED

REVOKED = ["account_disabled", "account_expired", "blocked_by_policy"]
"""What 0x12 may be besides a lock."""
OPEN = ["provider", "evidence", "self_service"]
"""What is not counted where finding nothing is as good an answer."""


@story("rbouchard", "16 15:00")
def not_active_and_no_word_why(t: Teller) -> Label:
    older, newer = t.okta.turned_away(9, "VERIFICATION_ERROR"), t.okta.turned_away(7, "VERIFICATION_ERROR")
    t.okta.signs_in(-300)
    return Label("account_suspended", "okta", [newer, older], False, certain=False, accept=["account_disabled", "wrong_password", "mfa_failed", "none_found"], doubtful=OPEN)  # fmt: skip


@story("dnkosi", "16 17:30")
def locked_this_morning_and_nothing_since(t: Teller) -> Label:
    wrong = [t.okta.wrong_password(ago) for ago in (544, 543, 542, 541, 540)]
    lock = t.okta.locked(539.9)
    t.okta.account(-30, "user.account.unlock")
    t.okta.signs_in(-31)
    return Label("too_many_failures", "okta", [lock, *reversed(wrong)], True, accept=["none_found"], doubtful=OPEN, note="Okta may have unlocked it by itself long ago.")  # fmt: skip


@story("tgreaves", "16 09:00")
def locked_on_saturday_and_nothing_since(t: Teller) -> Label:
    wrong = [t.windows.preauth_failed(ago, "0x18") for ago in (2883, 2882, 2881)]
    lock = t.windows.locked(2880)
    t.windows.logs_on(-15)
    return Label("too_many_failures", "windows", [lock, *reversed(wrong)], True, accept=["none_found"], doubtful=OPEN)  # fmt: skip


@story("mcalder", "16 11:00")
def google_does_not_know_why(t: Teller) -> Label:
    older, newer = t.google.fails(8, "login_failure_unknown"), t.google.fails(7, "login_failure_unknown")
    t.google.signs_in(-30)
    return Label("wrong_password", "google", [newer, older], True, certain=False, accept=["mfa_failed", "blocked_by_policy", "none_found"], doubtful=OPEN)  # fmt: skip


@story("maldous", "16 13:00")
def the_export_lost_the_failure_reason(t: Teller) -> Label:
    older, newer = t.entra.attempt(9, 50053, LEDGER, reason="Other."), t.entra.attempt(6, 50053, LEDGER, reason="Other.")  # fmt: skip
    t.entra.signs_in(-60, LEDGER)
    return Label("too_many_failures", "entra", [newer, older], True, certain=False, accept=["blocked_ip"], doubtful=["self_service"], note="50053 is a lock or a bad address, and the text that would tell is missing.")  # fmt: skip


@story("icarvalho", "16 10:15")
def some_restriction_of_the_account(t: Teller) -> Label:
    older, newer = t.windows.refused(9, RESTRICTED), t.windows.refused(8, RESTRICTED)
    t.windows.logs_on(-60)
    return Label("blocked_by_policy", "windows", [newer, older], False, certain=False, accept=["account_disabled", "account_expired", "password_expired", "too_many_failures", "wrong_password", "none_found"], doubtful=OPEN)  # fmt: skip


@story("aokeke", "16 16:00")
def one_slip_yesterday_and_nothing_since(t: Teller) -> Label:
    slip = t.okta.wrong_password(1400)
    t.okta.signs_in(-5)
    return Label("wrong_password", "okta", [slip], True, accept=["none_found"], doubtful=OPEN)


@story("bthackeray", "16 09:40")
def revoked_and_the_lock_is_somebody_elses(t: Teller) -> Label:
    other = t.as_other("bthackray")
    for ago in (23, 22, 21):
        other.windows.preauth_failed(ago, "0x18")
    other.windows.locked(20.9)
    other.windows.account(-30, 4767, by="tobrien")
    other.windows.logs_on(-31)
    older, newer = t.windows.preauth_failed(9, "0x12"), t.windows.preauth_failed(8, "0x12")
    t.windows.logs_on(-40)
    return Label("too_many_failures", "windows", [newer, older], True, certain=False, accept=REVOKED, doubtful=["self_service"])  # fmt: skip


@story("jquaye", "16 14:20")
def revoked_after_the_lock_was_lifted(t: Teller) -> Label:
    past = [t.windows.preauth_failed(ago, "0x18") for ago in (103, 102, 101)]
    past += [t.windows.locked(100.9), t.windows.account(70, 4767, by="tobrien"), t.windows.logs_on(65)]
    older, newer = t.windows.preauth_failed(9, "0x12"), t.windows.preauth_failed(8, "0x12")
    t.windows.logs_on(-40)
    return Label("account_disabled", "windows", [newer, older], False, certain=False, also=past, accept=["too_many_failures", *REVOKED], doubtful=["self_service"])  # fmt: skip


@story("wparata", "16 22:00")
def revoked_in_the_domain_and_fine_in_okta(t: Teller) -> Label:
    revoked = t.windows.preauth_failed(12, "0x12")
    fine = t.okta.signs_in(5)
    t.windows.logs_on(-40)
    return Label("too_many_failures", "windows", [revoked], True, certain=False, also=[fine], accept=REVOKED, doubtful=["self_service"], note="Okta's yes says nothing about the domain account.")  # fmt: skip

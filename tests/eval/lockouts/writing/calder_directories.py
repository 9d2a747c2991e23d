"""Calder & Voss in the directories: Entra for accounting and meetings, Windows for the workstations."""

from __future__ import annotations

from dataclasses import replace

from tests.eval.lockouts.writing.calder_sign_ins import LAGOS, story
from tests.eval.lockouts.writing.entra import BAD_ADDRESS, LOCKED
from tests.eval.lockouts.writing.story import ASKING, Label, Teller
from tests.eval.lockouts.writing.windows import ACCOUNT_EXPIRED, OUTSIDE_HOURS, PASSWORD_EXPIRED
from tests.eval.lockouts.writing.windows import LOCKED as LOCKED_OUT
from tests.eval.lockouts.writing.windows import WRONG_PASSWORD as WRONG
from tests.eval.lockouts.writing.world import Origin

LEDGER = "Dynamics 365 Business Central"


@story("maldous", "27 09:20")
def smart_lockout(t: Teller) -> Label:
    wrong = [t.entra.wrong_password(ago, LEDGER) for ago in (12, 11.5, 11, 10.4, 10)]
    older, newer = t.entra.attempt(9.5, 50053, LEDGER, reason=LOCKED), t.entra.attempt(6, 50053, LEDGER, reason=LOCKED)  # fmt: skip
    return Label("too_many_failures", "entra", [newer, older, *reversed(wrong)], True, certain=True)


@story("jfairley", "27 13:00")
def the_same_code_for_a_bad_address(t: Teller) -> Label:
    hotel = Origin(LAGOS, t.scene.who.home.machine, 66)
    older, newer = (t.entra.attempt(ago, 50053, LEDGER, hotel, reason=BAD_ADDRESS) for ago in (8, 5))
    return Label("blocked_ip", "entra", [newer, older], False, certain=True, doubtful=["self_service"])


@story("adesai", "27 10:10")
def blocked_by_conditional_access(t: Teller) -> Label:
    away = Origin(LAGOS, t.scene.who.desk.machine, 90)
    older, newer = (t.entra.attempt(ago, 53003, "Microsoft Teams", away, policies=["Block outside studio countries"]) for ago in (9, 7))  # fmt: skip
    return Label("blocked_by_policy", "entra", [newer, older], False, certain=True)


@story("rmattheson", "24 18:30")
def the_laptop_is_not_compliant(t: Teller) -> Label:
    only = t.entra.attempt(11, 53000, "Microsoft Teams", t.scene.who.home, policies=["Compliant device for meetings"], compliant=False)  # fmt: skip
    return Label("device_not_compliant", "entra", [only], True, certain=True)


@story("lbenedetti", "25 11:45")
def not_assigned_in_entra(t: Teller) -> Label:
    older, newer = t.entra.attempt(14, 50105, LEDGER), t.entra.attempt(13, 50105, LEDGER)
    return Label("app_not_assigned", "entra", [newer, older], True, doubtful=["self_service"], note=ASKING)


@story("pmakoni", "24 20:40")
def interrupts_are_no_failures(t: Teller) -> Label:
    past = [t.entra.attempt(12, 50058, "Microsoft Teams", interactive=False), t.entra.attempt(11.8, 50140, "Microsoft Teams"), t.entra.signs_in(11.6)]  # fmt: skip
    return Label("none_found", None, [], False, also=past, doubtful=["self_service"])


@story("tobrien", "26 08:55")
def the_prompt_was_declined(t: Teller) -> Label:
    asked = [t.entra.attempt(9, 50076), t.entra.attempt(8.9, 50074)]
    older, newer = (t.entra.attempt(ago, 500121, detail="MFA denied; user declined the authentication") for ago in (8.5, 6))  # fmt: skip
    return Label("mfa_failed", "entra", [newer, older], True, certain=True, also=asked)


@story("nwhitlock", "24 09:30")
def must_enrol_and_has_another_login(t: Teller) -> Label:
    only = t.entra.attempt(8, 50072, "Microsoft Teams")
    t.entra.signs_in(-40)
    return Label("mfa_not_enrolled", "entra", [only], True, certain=True, note="Entra knows her by the name before her marriage; only the display name agrees.")  # fmt: skip


@story("scole", "27 09:00")
def disabled_in_entra(t: Teller) -> Label:
    older, newer = t.entra.attempt(16, 50057, "Microsoft Teams"), t.entra.attempt(9, 50057)
    return Label("account_disabled", "entra", [newer, older], False, certain=True)


@story("cwren", "26 10:30")
def an_old_laptop_locks_the_domain_account(t: Teller) -> Label:
    wrong = [t.windows.preauth_failed(ago, "0x18", "10.20.9.7") for ago in (40, 39, 38)]
    wrong += [t.windows.validated(ago, WRONG, "CVOLDLT07") for ago in (37, 36)]
    lock = t.windows.locked(35.9, "CVOLDLT07")
    refused = t.windows.refused(5, LOCKED_OUT)
    return Label("too_many_failures", "windows", [lock, refused, *reversed(wrong)], True, certain=True)


@story("ostrand", "27 08:40")
def kerberos_says_revoked_and_a_lock_settles_it(t: Teller) -> Label:
    wrong = [t.windows.preauth_failed(ago, "0x18") for ago in (16, 15, 14, 13)]
    lock = t.windows.locked(12.9)
    older, newer = t.windows.preauth_failed(9, "0x12"), t.windows.preauth_failed(6, "0x12")
    return Label("too_many_failures", "windows", [lock, newer, older, *reversed(wrong)], True, certain=True)


@story("jquaye", "26 09:10")
def kerberos_says_revoked_and_a_disabling_settles_it(t: Teller) -> Label:
    off = t.windows.account(1000, 4725, by="tobrien")
    older, newer = t.windows.preauth_failed(10, "0x12"), t.windows.preauth_failed(8, "0x12")
    return Label("account_disabled", "windows", [off, newer, older], False, certain=True)


@story("aokeke", "24 14:40")
def kerberos_says_revoked_and_nothing_settles_it(t: Teller) -> Label:
    older, newer = t.windows.preauth_failed(12, "0x12"), t.windows.preauth_failed(7, "0x12")
    t.windows.logs_on(-200)
    return Label("too_many_failures", "windows", [newer, older], True, certain=False, accept=["account_disabled", "account_expired", "blocked_by_policy"], doubtful=["self_service"], note="0x12 is disabled, expired, locked out or outside hours; nothing here tells which.")  # fmt: skip


@story("ltremblay", "23 14:30")
def a_contract_and_the_account_with_it(t: Teller) -> Label:
    older, newer = t.windows.refused(11, ACCOUNT_EXPIRED), t.windows.refused(9, ACCOUNT_EXPIRED)
    return Label("account_expired", "windows", [newer, older], False, certain=True)


@story("yhoshino", "25 21:45")
def kerberos_says_revoked_and_a_logon_settles_it(t: Teller) -> Label:
    revoked = t.windows.preauth_failed(9, "0x12")
    expired = t.windows.refused(6, ACCOUNT_EXPIRED)
    return Label("account_expired", "windows", [expired, revoked], False, certain=True)


@story("tgreaves", "24 09:00")
def expired_at_the_workstation(t: Teller) -> Label:
    older, newer = t.windows.refused(5, PASSWORD_EXPIRED), t.windows.refused(4, PASSWORD_EXPIRED)
    t.windows.account(-5, 4723, by="tgreaves")
    t.windows.logs_on(-6)
    return Label("password_expired", "windows", [newer, older], True, certain=True)


@story("dnkosi", "24 09:05")
def expired_in_kerberos(t: Teller) -> Label:
    only = t.windows.preauth_failed(6, "0x17")
    t.windows.account(-30, 4723, by="dnkosi")
    t.windows.logs_on(-31)
    return Label("password_expired", "windows", [only], True, certain=True)


@story("kfaleolo", "24 07:30")
def after_hours(t: Teller) -> Label:
    older, newer = t.windows.refused(9, OUTSIDE_HOURS), t.windows.refused(7, OUTSIDE_HOURS)
    t.windows.logs_on(-760)
    return Label(
        "blocked_by_policy", "windows", [newer, older], False, certain=True, doubtful=["self_service"]
    )


@story("icarvalho", "26 12:10")
def unlocked_and_logged_on(t: Teller) -> Label:
    past = [t.windows.preauth_failed(ago, "0x18") for ago in (106, 105, 104)]
    past += [t.windows.locked(103.9), t.windows.account(80, 4767, by="pmakoni"), t.windows.logs_on(75)]
    return Label("none_found", None, [], False, also=past, doubtful=["self_service"])


@story("kmolina", "23 10:00")
def the_machine_at_home_is_not_in_the_domain(t: Teller) -> Label:
    home = replace(t.scene.who.home, last=201)
    older, newer = (t.entra.attempt(ago, 53001, LEDGER, home, policies=["Studio machines for accounting"]) for ago in (20, 18))  # fmt: skip
    t.entra.signs_in(-30)
    return Label("device_not_compliant", "entra", [newer, older], True, certain=True)

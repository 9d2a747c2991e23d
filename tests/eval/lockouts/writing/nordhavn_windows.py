"""Nordhavn Verft's Windows domain: the halls, the kiosks, the cranes."""

from __future__ import annotations

from tests.eval.lockouts.writing.nordhavn_portal import story
from tests.eval.lockouts.writing.story import Label, Teller
from tests.eval.lockouts.writing.windows import (
    ACCOUNT_EXPIRED,
    DISABLED,
    MUST_CHANGE_PASSWORD,
    OUTSIDE_HOURS,
    WRONG_PASSWORD,
    WRONG_WORKSTATION,
)
from tests.eval.lockouts.writing.windows import LOCKED as LOCKED_OUT


@story("nv1010", "24 07:20")
def jan_is_not_jon(t: Teller) -> Label:
    fine = t.windows.logs_on(45)
    return Label("none_found", None, [], False, also=[fine], doubtful=["self_service"], note="Jon Hansen is locked, Jan Hansen is not.")  # fmt: skip


@story("nv1011", "24 07:20")
def locked_at_the_kiosk_in_hall_three(t: Teller) -> Label:
    wrong = [t.windows.refused(ago, WRONG_PASSWORD, "NV-HALL3") for ago in (18, 17.5, 17, 16, 15)]
    lock = t.windows.locked(14.9, "NV-HALL3")
    refused = t.windows.refused(6, LOCKED_OUT, "NV-HALL3")
    return Label("too_many_failures", "windows", [lock, refused, *reversed(wrong)], True, certain=True)


@story("nv1013", "25 09:30")
def a_name_too_long_for_windows(t: Teller) -> Label:
    wrong = [t.windows.validated(ago, WRONG_PASSWORD, "NV-SKJERM4") for ago in (33, 32, 31, 30)]
    lock = t.windows.locked(29.9, "NV-SKJERM4")
    return Label("too_many_failures", "windows", [lock, *reversed(wrong)], True, certain=True, note="The account name is cut after twenty characters.")  # fmt: skip


@story("nv1014", "24 12:15")
def unlocked_and_then_disabled(t: Teller) -> Label:
    past = [t.windows.preauth_failed(ago, "0x18") for ago in (303, 302, 301)]
    past += [t.windows.locked(300), t.windows.account(280, 4767, by="nv1008")]
    off = t.windows.account(60, 4725, by="nv1037")
    older, newer = t.windows.preauth_failed(8, "0x12"), t.windows.preauth_failed(6, "0x12")
    return Label("account_disabled", "windows", [off, newer, older], False, certain=True, also=past)


@story("nv1015", "25 13:00")
def last_weeks_lock_settles_nothing(t: Teller) -> Label:
    past = [t.windows.locked(10_000), t.windows.account(9900, 4767, by="nv1009"), t.windows.logs_on(4300)]
    revoked = [t.windows.preauth_failed(ago, "0x12") for ago in (14, 11, 7)]
    t.windows.logs_on(-120)
    return Label("account_disabled", "windows", list(reversed(revoked)), False, certain=False, also=past, accept=["too_many_failures", "account_expired", "blocked_by_policy"], doubtful=["self_service"])  # fmt: skip


@story("nv1021", "26 08:10")
def a_logon_says_disabled(t: Teller) -> Label:
    revoked = t.windows.preauth_failed(9, "0x12")
    refused = t.windows.refused(5, DISABLED)
    return Label("account_disabled", "windows", [refused, revoked], False, certain=True)


@story("nv1019", "24 09:00")
def kerberos_says_revoked_and_the_contract_is_over(t: Teller) -> Label:
    older, newer = t.windows.preauth_failed(10, "0x12"), t.windows.preauth_failed(9, "0x12")
    return Label("account_expired", "windows", [newer, older], False, accept=["account_disabled"], note="The code leaves four readings; the contract ended on 31 October.")  # fmt: skip


@story("nv1035", "24 10:30")
def the_consultants_account_ran_out(t: Teller) -> Label:
    older, newer = t.windows.refused(12, ACCOUNT_EXPIRED), t.windows.refused(10, ACCOUNT_EXPIRED)
    return Label("account_expired", "windows", [newer, older], False, certain=True)


@story("nv1031", "26 07:45")
def expired_at_the_controller_and_at_the_desk(t: Teller) -> Label:
    older, newer = t.windows.validated(9, ACCOUNT_EXPIRED), t.windows.refused(7, ACCOUNT_EXPIRED)
    return Label("account_expired", "windows", [newer, older], False, certain=True)


@story("nv1022", "24 07:10")
def must_change_the_password_first(t: Teller) -> Label:
    older, newer = t.windows.refused(6, MUST_CHANGE_PASSWORD), t.windows.refused(4, MUST_CHANGE_PASSWORD)
    t.windows.account(-3, 4723, by="nv1022")
    t.windows.logs_on(-4)
    return Label("password_expired", "windows", [newer, older], True, certain=True)


@story("nv1025", "26 06:50")
def expired_over_the_weekend(t: Teller) -> Label:
    older, newer = t.windows.preauth_failed(8, "0x17"), t.windows.preauth_failed(7, "0x17")
    return Label("password_expired", "windows", [newer, older], True, certain=True)


@story("nv1024", "26 11:00")
def expired_changed_and_in(t: Teller) -> Label:
    past = [t.windows.preauth_failed(25, "0x17"), t.windows.account(22, 4723, by="nv1024"), t.windows.logs_on(21)]  # fmt: skip
    return Label("none_found", None, [], False, also=past, doubtful=["self_service"])


@story("nv1033", "25 18:20")
def apprentices_stop_at_four(t: Teller) -> Label:
    older, newer = t.windows.refused(8, OUTSIDE_HOURS), t.windows.refused(7, OUTSIDE_HOURS)
    t.windows.logs_on(-720)
    return Label(
        "blocked_by_policy", "windows", [newer, older], False, certain=True, doubtful=["self_service"]
    )


@story("nv1030", "25 10:40")
def not_at_the_crane(t: Teller) -> Label:
    older, newer = (t.windows.refused(ago, WRONG_WORKSTATION, "NV-KRAN2") for ago in (9, 8))
    t.windows.logs_on(-15)
    return Label(
        "blocked_by_policy", "windows", [newer, older], False, certain=True, doubtful=["self_service"]
    )


@story("nv1012", "26 09:20")
def two_slips_and_no_lock(t: Teller) -> Label:
    older, newer = t.windows.refused(6, WRONG_PASSWORD), t.windows.refused(5, WRONG_PASSWORD)
    return Label("wrong_password", "windows", [newer, older], True, certain=True)


@story("nv1029", "25 08:00")
def reset_by_support_and_in(t: Teller) -> Label:
    past = [t.windows.preauth_failed(70, "0x18"), t.windows.preauth_failed(68, "0x18")]
    past += [t.windows.account(40, 4724, by="nv1008"), t.windows.account(39.9, 4738, by="nv1008"), t.windows.logs_on(33)]  # fmt: skip
    return Label("none_found", None, [], False, also=past, doubtful=["self_service"])


@story("nv1026", "26 12:45")
def unlocked_but_the_password_is_still_wrong(t: Teller) -> Label:
    past = [t.windows.preauth_failed(ago, "0x18") for ago in (63, 62, 61)]
    past += [t.windows.locked(60.9), t.windows.account(45, 4767, by="nv1008")]
    older, newer = t.windows.preauth_failed(9, "0x18"), t.windows.preauth_failed(5, "0x18")
    return Label("wrong_password", "windows", [newer, older], True, also=past)


@story("nv1028", "27 09:05")
def unlocked_and_locked_again_by_the_phone(t: Teller) -> Label:
    past = [t.windows.validated(ago, WRONG_PASSWORD, "NVEXCH01") for ago in (103, 102, 101)]
    past += [t.windows.locked(100.9, "NVEXCH01"), t.windows.account(50, 4767, by="nv1009")]
    wrong = [t.windows.validated(ago, WRONG_PASSWORD, "NVEXCH01") for ago in (35, 30, 25)]
    lock = t.windows.locked(24.9, "NVEXCH01")
    return Label("too_many_failures", "windows", [lock, *reversed(wrong)], True, certain=True, also=past)


@story("nv1036", "25 11:15")
def left_in_september(t: Teller) -> Label:
    off = t.windows.account(79_000, 4725, by="nv1037")
    older, newer = t.windows.refused(15, DISABLED, "NV-ARKIV"), t.windows.refused(13, DISABLED, "NV-ARKIV")
    return Label("account_disabled", "windows", [off, newer, older], False, certain=True)

"""Calder & Voss a week earlier: mixes that are easy to read wrongly, each put right before the next story."""

from __future__ import annotations

from dataclasses import replace

from tests.eval.lockouts.writing.calder_directories import LEDGER
from tests.eval.lockouts.writing.calder_sign_ins import LAGOS, story
from tests.eval.lockouts.writing.story import ASKING, Label, Teller
from tests.eval.lockouts.writing.windows import MUST_CHANGE_PASSWORD, PASSWORD_EXPIRED
from tests.eval.lockouts.writing.windows import WRONG_PASSWORD as WRONG
from tests.eval.lockouts.writing.world import Origin

FILES = "SharePoint Online"


@story("icarvalho", "18 11:00")
def a_threat_that_was_only_written_down(t: Teller) -> Label:
    noted = [t.okta.threat(ago, t.scene.who.desk, result="ALLOW") for ago in (12, 10)]
    older, newer = t.okta.wrong_password(9.8), t.okta.wrong_password(7)
    t.okta.signs_in(-10)
    return Label("wrong_password", "okta", [newer, older], True, also=noted)


@story("bthackeray", "19 09:30")
def wrong_codes_lock_an_account_as_well(t: Teller) -> Label:
    codes = [t.okta.factor(ago, ok=False) for ago in (17, 16, 15, 14, 13)]
    lock = t.okta.locked(12.9)
    t.okta.account(-20, "user.account.unlock_by_admin", by="tobrien")
    t.okta.signs_in(-25)
    return Label("too_many_failures", "okta", [lock, *reversed(codes)], True, certain=True)


@story("kmolina", "18 14:00")
def asked_for_one_thing_and_refused_at_another(t: Teller) -> Label:
    t.okta.request(2900, "request", "Frame.io")
    refused = t.okta.not_let_in(9, "Perforce")
    t.okta.request(-600, "grant", "Frame.io")
    return Label("app_not_assigned", "okta", [refused], True, doubtful=["self_service"], note=ASKING)


@story("pvarga", "19 13:00")
def lost_one_group_and_refused_elsewhere(t: Teller) -> Label:
    t.okta.group(20_000, "remove", "p4-tools-write", by="ostrand")
    refused = t.okta.not_let_in(11, "ShotGrid")
    t.okta.opens(-300, "ShotGrid")
    return Label("app_not_assigned", "okta", [refused], True, doubtful=["self_service"], note=ASKING)


@story("wparata", "19 21:30")
def files_are_blocked_and_meetings_are_not(t: Teller) -> Label:
    away = Origin(LAGOS, t.scene.who.desk.machine, 91)
    older, newer = (
        t.entra.attempt(ago, 53003, FILES, away, policies=["No files from abroad"]) for ago in (9, 8)
    )
    meeting = t.entra.signs_in(5, origin=away)
    t.entra.signs_in(-900, FILES)
    return Label("blocked_by_policy", "entra", [newer, older], False, also=[meeting], note="A success in another application opens nothing here.")  # fmt: skip


@story("stmoana", "18 20:00")
def the_ledger_refuses_and_meetings_do_not(t: Teller) -> Label:
    refused = t.entra.attempt(12, 50105, LEDGER)
    meeting = t.entra.signs_in(6)
    t.entra.signs_in(-900, LEDGER)
    return Label("app_not_assigned", "entra", [refused], True, also=[meeting], doubtful=["self_service"], note=ASKING)  # fmt: skip


@story("syilmaz", "19 10:00")
def one_factor_fails_and_another_works(t: Teller) -> Label:
    past = [t.okta.factor(10, ok=False), t.okta.factor(9, ok=False)]
    past += [t.okta.factor(7, factor="FIDO_WEBAUTHN"), t.okta.signs_in(6.9)]
    return Label("none_found", None, [], False, also=past, doubtful=["self_service"])


@story("mhalloran", "18 21:00")
def disabled_by_mistake_and_enabled_again(t: Teller) -> Label:
    past = [t.windows.account(60, 4725, by="tobrien"), t.windows.preauth_failed(50, "0x12"), t.windows.account(25, 4722, by="tobrien")]  # fmt: skip
    t.windows.logs_on(-10)
    return Label("none_found", None, [], False, also=past, doubtful=["self_service"])


@story("fabebe", "19 12:00")
def two_slips_at_the_console_and_in(t: Teller) -> Label:
    past = [t.aws.wrong_password(14), t.aws.wrong_password(13), t.aws.checks_mfa(11.3), t.aws.signs_in(11, mfa=False)]  # fmt: skip
    return Label("none_found", None, [], False, also=past, doubtful=["self_service"])


@story("zpetrovic", "19 09:10")
def support_set_a_new_password_at_google(t: Teller) -> Label:
    past = [t.google.fails(ago) for ago in (50, 49, 47)] + [
        t.google.admin(20, "CHANGE_PASSWORD", by="tobrien")
    ]
    t.google.signs_in(-8)
    return Label("none_found", None, [], False, also=past, doubtful=["self_service"])


@story("dnkosi", "19 10:20")
def unlocked_and_one_more_slip(t: Teller) -> Label:
    past = [t.okta.wrong_password(ago) for ago in (48, 47, 46, 45, 44)]
    past += [t.okta.locked(43.9), t.okta.account(20, "user.account.unlock_by_admin", by="pmakoni")]
    slip = t.okta.wrong_password(6)
    t.okta.signs_in(-5)
    return Label("wrong_password", "okta", [slip], True, also=past)


@story("jquaye", "19 09:40")
def one_person_in_three_spellings(t: Teller) -> Label:
    shouted, long = t.under(windows="JQUAYE"), t.under(windows="jquaye@studio.caldervoss.example")
    wrong = [
        t.windows.refused(21, WRONG),
        long.windows.refused(20, WRONG),
        shouted.windows.refused(19, WRONG),
    ]
    wrong += [shouted.windows.preauth_failed(18, "0x18"), t.windows.preauth_failed(17, "0x18")]
    lock = t.under(windows="JQuaye").windows.locked(16.9)
    t.windows.account(-10, 4767, by="tobrien")
    t.windows.logs_on(-12)
    return Label("too_many_failures", "windows", [lock, *reversed(wrong)], True, certain=True)


@story("adesai", "18 09:25")
def two_machines_count_alike(t: Teller) -> Label:
    older = replace(t.windows, record="418811").refused(9, WRONG)
    newer = replace(t.windows, record="418812").refused(8, WRONG)
    other = t.as_other("scole")
    replace(other.windows, record="418812").logs_on(7)
    replace(other.windows, record="418811").logs_on(2)
    t.windows.logs_on(-30)
    return Label("wrong_password", "windows", [newer, older], True, certain=True, note="Somebody else's workstation has records of the same numbers.")  # fmt: skip


@story("maldous", "19 08:50")
def factors_reset_and_enrolled_again(t: Teller) -> Label:
    past = [t.okta.factor(130, ok=False), t.okta.account(90, "user.mfa.factor.reset_all", by="tobrien"), t.okta.changes_own(60, "user.mfa.factor.activate"), t.okta.factor(59), t.okta.signs_in(58.9)]  # fmt: skip
    return Label("none_found", None, [], False, also=past, doubtful=["self_service"])


@story("egrimaldi", "18 18:30")
def two_wrong_passcodes_and_an_approval(t: Teller) -> Label:
    past = [t.duo.answers(ago, "invalid_passcode", factor="passcode") for ago in (12, 11)] + [
        t.duo.answers(10)
    ]
    return Label("none_found", None, [], False, also=past, doubtful=["self_service"])


@story("nfontaine", "19 16:00")
def denied_abroad_and_let_in_at_home(t: Teller) -> Label:
    away = Origin(LAGOS, t.scene.who.desk.machine, 92)
    past = [t.okta.policy(400, "DENY", "Deny outside studio countries", away), t.okta.policy(30, "ALLOW", "Allow studio countries"), t.okta.signs_in(29.9)]  # fmt: skip
    return Label("none_found", None, [], False, also=past, doubtful=["self_service"])


@story("tgreaves", "18 09:15")
def reset_by_support_with_a_change_to_come(t: Teller) -> Label:
    past = [t.windows.refused(70, PASSWORD_EXPIRED), t.windows.account(40, 4724, by="tobrien"), t.windows.account(39.9, 4738, by="tobrien")]  # fmt: skip
    older, newer = t.windows.refused(8, MUST_CHANGE_PASSWORD), t.windows.refused(7, MUST_CHANGE_PASSWORD)
    t.windows.account(-2, 4723, by="tgreaves")
    t.windows.logs_on(-3)
    return Label("password_expired", "windows", [newer, older], True, certain=True, also=past, note="The reset is there, but the password has to be changed at the first logon.")  # fmt: skip


@story("jfairley", "18 10:40")
def the_directory_agent_says_no(t: Teller) -> Label:
    wrong = [t.okta.wrong_password(ago, kind="user.authentication.auth_via_AD_agent") for ago in (14, 13, 12)]
    lock = t.okta.locked(11.9)
    t.okta.account(-30, "user.account.unlock")
    t.okta.signs_in(-31)
    return Label("too_many_failures", "okta", [lock, *reversed(wrong)], True, certain=True)


@story("gdubois", "18 15:00")
def pressed_no_twice(t: Teller) -> Label:
    older, newer = t.okta.push_denied(8), t.okta.push_denied(6)
    t.okta.factor(-5)
    t.okta.signs_in(-5.1)
    return Label("mfa_failed", "okta", [newer, older], True)


@story("bthackray", "18 10:10")
def moved_from_one_group_to_another(t: Teller) -> Label:
    past = [t.okta.group(90, "remove", "sg-shows-artist-Tidewrack", by="lbenedetti"), t.okta.group(88, "add", "sg-shows-artist-Emberline", by="lbenedetti"), t.okta.opens(30, "ShotGrid")]  # fmt: skip
    return Label("none_found", None, [], False, also=past, doubtful=["self_service"])

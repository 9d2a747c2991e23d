"""Calder & Voss elsewhere: Google Workspace for mail, AWS for the burst fleet, Duo in front of VPN and bastion."""

from __future__ import annotations

from tests.eval.lockouts.writing.calder_sign_ins import APIA, LAGOS, story
from tests.eval.lockouts.writing.story import Label, Teller
from tests.eval.lockouts.writing.world import Origin


@story("mcalder", "24 12:00")
def wrong_password_at_google(t: Teller) -> Label:
    wrong = [t.google.fails(ago) for ago in (9, 8, 6)]
    t.google.signs_in(-15)
    return Label("wrong_password", "google", list(reversed(wrong)), True, certain=True)


@story("wparata", "24 21:00")
def suspended_at_google(t: Teller) -> Label:
    suspended = t.google.admin(300, "SUSPEND_USER", by="tobrien")
    refused = t.google.fails(14, "login_failure_account_disabled")
    t.google.admin(-60, "UNSUSPEND_USER", by="tobrien")
    t.google.signs_in(-50)
    return Label("account_suspended", "google", [suspended, refused], False, certain=True)


@story("zpetrovic", "24 15:00")
def google_knows_the_password_is_out(t: Teller) -> Label:
    disabled = t.google.disabled(70, "password_leak")
    refused = t.google.fails(20, "login_failure_account_disabled")
    t.google.admin(-100, "UNSUSPEND_USER", by="tobrien")
    t.google.admin(-101, "CHANGE_PASSWORD", by="tobrien")
    t.google.signs_in(-110)
    return Label("account_disabled", "google", [disabled, refused], False, accept=["account_suspended"], note="Google calls the account disabled in the log and suspended in the console.")  # fmt: skip


@story("tobrien", "24 16:30")
def suspended_at_google_and_back(t: Teller) -> Label:
    past = [t.google.admin(1500, "SUSPEND_USER", by="dsorensen"), t.google.fails(1400, "login_failure_account_disabled"), t.google.admin(180, "UNSUSPEND_USER", by="dsorensen"), t.google.signs_in(120)]  # fmt: skip
    return Label("none_found", None, [], False, also=past, doubtful=["self_service"])


@story("hjelinek", "25 14:30")
def the_authenticator_code_fails_at_google(t: Teller) -> Label:
    older, newer = t.google.challenge_fails(9), t.google.challenge_fails(7)
    t.google.signs_in(-20)
    return Label("mfa_failed", "google", [newer, older], True, certain=True)


@story("fabebe", "24 11:10")
def wrong_password_at_the_console(t: Teller) -> Label:
    wrong = [t.aws.wrong_password(ago) for ago in (12, 11, 9)]
    t.aws.signs_in(-15)
    return Label("wrong_password", "aws", list(reversed(wrong)), True)


@story("cwren", "24 15:20")
def right_password_and_wrong_code_at_the_console(t: Teller) -> Label:
    checks = [t.aws.checks_mfa(8.5), t.aws.checks_mfa(6.5)]
    older, newer = t.aws.wrong_code(8), t.aws.wrong_code(6)
    t.aws.signs_in(-30)
    return Label("mfa_failed", "aws", [newer, older], True, also=checks)


@story("kmolina", "24 19:30")
def a_push_nobody_asked_for(t: Teller) -> Label:
    stranger = Origin(LAGOS, t.scene.who.home.machine, 187)
    fraud = t.duo.answers(9, "user_marked_fraud", origin=stranger)
    t.duo.answers(-20)
    return Label("mfa_failed", "duo", [fraud], False, doubtful=["self_service"], note="Somebody has the password: security has to hear of it.")  # fmt: skip


@story("nfontaine", "24 13:20")
def nobody_answered_the_push(t: Teller) -> Label:
    pushes = [t.duo.answers(ago, "no_response", origin=t.scene.who.home) for ago in (12, 10, 7)]
    t.duo.answers(-20, origin=t.scene.who.home)
    return Label("mfa_failed", "duo", list(reversed(pushes)), True, certain=True)


@story("pvarga", "26 09:05")
def not_enrolled_in_duo(t: Teller) -> Label:
    older, newer = t.duo.answers(8, "deny_unenrolled_user"), t.duo.answers(6, "deny_unenrolled_user")
    return Label("mfa_not_enrolled", "duo", [newer, older], True, certain=True)


@story("bthackeray", "27 08:30")
def locked_out_of_duo(t: Teller) -> Label:
    codes = [t.duo.answers(ago, "invalid_passcode", factor="passcode") for ago in (14, 13.5, 13, 12)]
    out = t.duo.answers(9, "locked_out")
    return Label("too_many_failures", "duo", [out, *reversed(codes)], False, certain=True, doubtful=["self_service"], note="Whether Duo unlocks by itself is a setting that the log does not show.")  # fmt: skip


@story("egrimaldi", "26 18:40")
def the_endpoint_is_not_trusted(t: Teller) -> Label:
    older, newer = (t.duo.answers(ago, "endpoint_is_not_trusted", origin=t.scene.who.home) for ago in (9, 8))
    return Label("device_not_compliant", "duo", [newer, older], True, certain=True)


@story("mhalloran", "26 19:00")
def disabled_in_duo(t: Teller) -> Label:
    only = t.duo.answers(13, "user_disabled", app="Farm bastion")
    return Label("account_disabled", "duo", [only], False, certain=True)


@story("stmoana", "26 20:00")
def not_from_there_says_duo(t: Teller) -> Label:
    hotel = Origin(APIA, t.scene.who.home.machine, 142)
    older, newer = t.duo.answers(11, "location_restricted", origin=hotel), t.duo.answers(9, "location_restricted", origin=hotel)  # fmt: skip
    return Label("blocked_by_policy", "duo", [newer, older], False, certain=True)


@story("syilmaz", "27 19:10")
def late_but_approved(t: Teller) -> Label:
    past = [t.duo.answers(ago, "no_response", origin=t.scene.who.home) for ago in (9, 8)]
    past += [t.duo.answers(6, origin=t.scene.who.home)]
    return Label("none_found", None, [], False, also=past, doubtful=["self_service"])

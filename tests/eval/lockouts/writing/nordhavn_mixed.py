"""Nordhavn Verft a week earlier: mixes that are easy to read wrongly, each put right before the next story."""

from __future__ import annotations

from dataclasses import replace

from tests.eval.lockouts.writing.nordhavn_entra import DOHA, TEAMS
from tests.eval.lockouts.writing.nordhavn_portal import DRAWINGS, PLANS, story
from tests.eval.lockouts.writing.story import ASKING, Label, Teller
from tests.eval.lockouts.writing.windows import WRONG_PASSWORD
from tests.eval.lockouts.writing.world import Origin

FILES = "SharePoint Online"


@story("nv1014", "19 09:00")
def files_want_a_healthy_device_and_meetings_do_not(t: Teller) -> Label:
    refused = t.entra.attempt(9, 53000, FILES, policies=["Krev samsvarende enhet"], compliant=False)
    meeting = t.entra.signs_in(6)
    t.entra.signs_in(-100, FILES)
    return Label("device_not_compliant", "entra", [refused], True, also=[meeting])


@story("nv1025", "18 07:30")
def wrong_codes_lock_the_portal(t: Teller) -> Label:
    codes = [t.okta.factor(ago, ok=False) for ago in (12, 11, 10, 9, 8)]
    lock = t.okta.locked(7.9)
    t.okta.account(-45, "user.account.unlock")
    t.okta.signs_in(-50)
    return Label("too_many_failures", "okta", [lock, *reversed(codes)], True, certain=True)


@story("nv1026", "19 10:00")
def disabled_enabled_and_in(t: Teller) -> Label:
    past = [t.windows.account(95, 4725, by="nv1008"), t.windows.preauth_failed(80, "0x12"), t.windows.account(50, 4722, by="nv1008"), t.windows.logs_on(45)]  # fmt: skip
    return Label("none_found", None, [], False, also=past, doubtful=["self_service"])


@story("nv1028", "18 11:30")
def waiting_for_plans_and_refused_at_drawings(t: Teller) -> Label:
    t.okta.request(1500, "request", PLANS)
    refused = t.okta.not_let_in(13, DRAWINGS)
    t.okta.request(-400, "grant", PLANS)
    t.okta.opens(-900, DRAWINGS)
    return Label("app_not_assigned", "okta", [refused], True, doubtful=["self_service"], note=ASKING)


@story("nv1013", "19 08:40")
def a_cut_name_in_capitals(t: Teller) -> Label:
    loud = t.under(windows="ALEKSANDER.BRATTBAKK")
    older, newer = loud.windows.refused(9, WRONG_PASSWORD), loud.windows.preauth_failed(7, "0x18")
    t.windows.logs_on(-6)
    return Label("wrong_password", "windows", [newer, older], True, certain=True)


@story("nv1012", "18 09:50")
def a_threat_in_log_mode(t: Teller) -> Label:
    past = [t.okta.threat(12, t.scene.who.home, "Password Spray", result="ALLOW"), t.okta.signs_in(11.9, t.scene.who.home)]  # fmt: skip
    return Label("none_found", None, [], False, also=past, doubtful=["self_service"])


@story("nv1032", "19 13:15")
def no_plans_but_meetings(t: Teller) -> Label:
    older, newer = t.entra.attempt(17, 50105, PLANS), t.entra.attempt(15, 50105, PLANS)
    meeting = t.entra.signs_in(4)
    return Label("app_not_assigned", "entra", [newer, older], True, also=[meeting], doubtful=["self_service"], note=ASKING)  # fmt: skip


@story("nv1017", "19 14:00")
def blocked_on_the_road_and_in_at_the_desk(t: Teller) -> Label:
    away = Origin(DOHA, t.scene.who.desk.machine, 44)
    past = [t.entra.attempt(500, 53003, TEAMS, away, policies=["Blokker utenfor EØS"]), t.entra.signs_in(40)]
    return Label("none_found", None, [], False, also=past, doubtful=["self_service"])


@story("nv1011", "18 08:15")
def revoked_once_and_then_a_ticket(t: Teller) -> Label:
    past = [t.windows.preauth_failed(25, "0x12"), t.windows.ticket(12)]
    return Label("none_found", None, [], False, also=past, doubtful=["self_service"])


@story("nv1022", "19 12:00")
def denied_there_and_refused_here(t: Teller) -> Label:
    t.okta.request(6000, "request", "IFS Cloud")
    t.okta.request(5000, "deny", "IFS Cloud")
    older, newer = t.okta.not_let_in(12, DRAWINGS), t.okta.not_let_in(10, DRAWINGS)
    t.okta.opens(-900, DRAWINGS)
    return Label("app_not_assigned", "okta", [newer, older], True, doubtful=["self_service"], note=ASKING)


@story("nv1009", "18 15:30")
def unlocked_and_two_more_slips(t: Teller) -> Label:
    past = [t.okta.wrong_password(ago) for ago in (64, 63, 62, 61, 60)]
    past += [t.okta.locked(59.9), t.okta.account(30, "user.account.unlock_by_admin", by="nv1008")]
    older, newer = t.okta.wrong_password(8), t.okta.wrong_password(7)
    t.okta.signs_in(-6)
    return Label("wrong_password", "okta", [newer, older], True, also=past)


@story("nv1021", "19 07:30")
def the_same_numbers_on_two_machines(t: Teller) -> Label:
    wrong = [replace(t.windows, record=f"90211{n}").refused(9 - n, WRONG_PASSWORD) for n in (1, 2, 3)]
    other = t.as_other("nv1020")
    for n in (1, 2, 3):
        replace(other.windows, record=f"90211{n}").logs_on(3 - n / 2)
    t.windows.logs_on(-10)
    return Label("wrong_password", "windows", list(reversed(wrong)), True, certain=True)

"""Nordhavn Verft in Entra: the office, Gdańsk, and whoever is on the road."""

from __future__ import annotations

from tests.eval.lockouts.writing.entra import BAD_ADDRESS, LOCKED
from tests.eval.lockouts.writing.nordhavn_portal import PLANS, story
from tests.eval.lockouts.writing.story import ASKING, Label, Teller
from tests.eval.lockouts.writing.world import Origin, Site

DOHA = Site("Doha", "Ad Dawhah", "QA", "Qatar", 25.2854, 51.531, "198.51.100", 64510, "Corniche Net", "corniche.example")  # fmt: skip
TEAMS = "Microsoft Teams"


@story("nv1016", "24 08:30")
def locked_in_gdansk(t: Teller) -> Label:
    wrong = [t.entra.wrong_password(ago) for ago in (11, 10.5, 10, 9.5)]
    lock = t.entra.attempt(8, 50053, reason=LOCKED)
    t.entra.signs_in(-30)
    return Label("too_many_failures", "entra", [lock, *reversed(wrong)], True, certain=True)


@story("nv1017", "25 07:55")
def the_hotels_address_is_bad(t: Teller) -> Label:
    hotel = Origin(DOHA, t.scene.who.home.machine, 23)
    tries = [t.entra.attempt(ago, 50053, TEAMS, hotel, reason=BAD_ADDRESS) for ago in (10, 9, 7)]
    return Label("blocked_ip", "entra", list(reversed(tries)), False, certain=True, doubtful=["self_service"])


@story("nv1018", "26 13:20")
def yesterday_locked_today_a_bad_address(t: Teller) -> Label:
    old = [t.entra.wrong_password(1505), t.entra.attempt(1500, 50053, reason=LOCKED), t.entra.signs_in(240)]
    hotel = Origin(DOHA, t.scene.who.home.machine, 24)
    only = t.entra.attempt(8, 50053, TEAMS, hotel, reason=BAD_ADDRESS)
    t.entra.signs_in(-60)
    return Label("blocked_ip", "entra", [only], False, certain=True, also=old, doubtful=["self_service"])


@story("nv1020", "24 14:10")
def blocked_outside_the_eea(t: Teller) -> Label:
    away = Origin(DOHA, t.scene.who.desk.machine, 25)
    older, newer = (t.entra.attempt(ago, 53003, TEAMS, away, policies=["Blokker utenfor EØS"]) for ago in (9, 6))  # fmt: skip
    t.entra.signs_in(-200)
    return Label("blocked_by_policy", "entra", [newer, older], False, certain=True)


@story("nv1023", "25 12:30")
def the_tablet_is_not_compliant(t: Teller) -> Label:
    older, newer = (t.entra.attempt(ago, 53000, TEAMS, policies=["Krev samsvarende enhet"], compliant=False) for ago in (9, 8))  # fmt: skip
    t.entra.signs_in(-30)
    return Label("device_not_compliant", "entra", [newer, older], True, certain=True)


@story("nv1040", "26 09:50")
def the_machine_is_not_joined(t: Teller) -> Label:
    only = t.entra.attempt(7, 53001, TEAMS, t.scene.who.home, policies=["Krev domenetilknyttet enhet"])
    t.entra.signs_in(-30)
    return Label("device_not_compliant", "entra", [only], True, certain=True)


@story("nv1038", "24 11:40")
def expired_under_the_name_she_had(t: Teller) -> Label:
    older, newer = t.entra.attempt(6, 50055), t.entra.attempt(5, 50055)
    return Label("password_expired", "entra", [newer, older], True, certain=True, note="Entra's login is not the e-mail; only the display name agrees.")  # fmt: skip


@story("nv1027", "26 07:30")
def the_directory_says_expired(t: Teller) -> Label:
    older, newer = t.entra.attempt(8, 50144), t.entra.attempt(7, 50144)
    t.entra.signs_in(-15)
    return Label("password_expired", "entra", [newer, older], True, certain=True)


@story("nv1034", "25 09:05")
def must_register_a_method(t: Teller) -> Label:
    only = t.entra.attempt(9, 50079, TEAMS)
    t.entra.signs_in(-10)
    return Label("mfa_not_enrolled", "entra", [only], True, certain=True)


@story("nv1039", "24 13:00")
def a_summer_temp_without_a_second_factor(t: Teller) -> Label:
    older, newer = t.entra.attempt(12, 50072), t.entra.attempt(10, 50072)
    return Label("mfa_not_enrolled", "entra", [newer, older], True, certain=True)


@story("nv1006", "26 15:45")
def reported_as_fraud(t: Teller) -> Label:
    older, newer = (t.entra.attempt(ago, 500121, detail="MFA denied; Phone App Reported Fraud") for ago in (9, 8))  # fmt: skip
    return Label("mfa_failed", "entra", [newer, older], False, doubtful=["self_service"])


@story("nv1002", "25 16:10")
def no_answer_and_then_an_answer(t: Teller) -> Label:
    past = [t.entra.attempt(ago, 500121, detail="MFA denied; user did not respond to mobile app notification") for ago in (14, 12, 10)]  # fmt: skip
    past += [t.entra.signs_in(8)]
    return Label("none_found", None, [], False, also=past, doubtful=["self_service"])


@story("nv1003", "26 10:20")
def not_assigned_to_the_plans(t: Teller) -> Label:
    older, newer = t.entra.attempt(8, 50105, PLANS), t.entra.attempt(6, 50105, PLANS)
    return Label("app_not_assigned", "entra", [newer, older], True, doubtful=["self_service"], note=ASKING)


@story("nv1005", "24 16:30")
def outside_the_hours_of_the_directory(t: Teller) -> Label:
    only = t.entra.attempt(8, 80012)
    t.entra.signs_in(-900)
    return Label("blocked_by_policy", "entra", [only], False, certain=True, doubtful=["self_service"])


@story("nv1037", "26 08:40")
def disabled_by_an_administrator(t: Teller) -> Label:
    older, newer = t.entra.attempt(10, 50057), t.entra.attempt(9, 50057, TEAMS)
    return Label("account_disabled", "entra", [newer, older], False, certain=True)


@story("nv1007", "25 14:20")
def one_slip_among_interrupts(t: Teller) -> Label:
    aside = [t.entra.attempt(12, 50058, TEAMS, interactive=False), t.entra.attempt(9, 50140)]
    slip = t.entra.wrong_password(10)
    return Label("wrong_password", "entra", [slip], True, also=aside)


@story("nv1001", "26 17:00")
def blocked_at_the_airport_and_in_from_home(t: Teller) -> Label:
    airport = Origin(DOHA, t.scene.who.desk.machine, 40)
    past = [t.entra.attempt(600, 53003, TEAMS, airport, policies=["Blokker utenfor EØS"]), t.entra.signs_in(20, origin=t.scene.who.home)]  # fmt: skip
    return Label("none_found", None, [], False, also=past, doubtful=["self_service"])


@story("nv1009", "27 08:15")
def the_device_was_yesterday_the_code_is_today(t: Teller) -> Label:
    old = [t.entra.attempt(1300, 53000, TEAMS, policies=["Krev samsvarende enhet"], compliant=False), t.entra.signs_in(1200)]  # fmt: skip
    older, newer = (t.entra.attempt(ago, 500121, detail="MFA denied; user entered invalid verification code") for ago in (7, 6))  # fmt: skip
    return Label("mfa_failed", "entra", [newer, older], True, certain=True, also=old)


@story("nv1024", "24 09:50")
def tokens_that_ran_out_by_themselves(t: Teller) -> Label:
    past = [t.entra.attempt(ago, 70043, TEAMS, interactive=False) for ago in (20, 18, 16)] + [
        t.entra.signs_in(9)
    ]
    return Label("none_found", None, [], False, also=past, doubtful=["self_service"])

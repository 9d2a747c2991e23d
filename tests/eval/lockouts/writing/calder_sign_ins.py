"""Calder & Voss at Okta's door: passwords, locks, suspensions, second factors, policies."""

from __future__ import annotations

from dataclasses import replace

from tests.eval.lockouts.writing.story import Label, Stories, Teller
from tests.eval.lockouts.writing.world import OLD_PHONE, Origin, Site

CALDER = Stories("cv")
story = CALDER.story

APIA = Site("Apia", "Tuamasaga", "WS", "Samoa", -13.8333, -171.7667, "203.0.113", 64511, "Fale Telecom", "faletele.example")  # fmt: skip
LAGOS = Site("Lagos", "Lagos", "NG", "Nigeria", 6.4541, 3.3947, "198.51.100", 64509, "Eko Mobile", "ekomobile.example")  # fmt: skip


@story("icarvalho", "24 09:12")
def five_wrong_passwords_and_locked(t: Teller) -> Label:
    wrong = [t.okta.wrong_password(ago) for ago in (14, 13.2, 12.5, 11, 10)]
    lock = t.okta.locked(9.9)
    refused = t.okta.turned_away(4, "LOCKED_OUT")
    t.okta.account(-90, "user.account.unlock_by_admin", by="tobrien")
    t.okta.signs_in(-80)
    return Label("too_many_failures", "okta", [lock, refused, *reversed(wrong)], True, certain=True)


@story("syilmaz", "25 10:40")
def the_old_phone_keeps_trying_the_old_password(t: Teller) -> Label:
    changed = t.okta.changes_own(1120, "user.account.update_password")
    t.okta.signs_in(1115)
    t.okta.signs_in(95)
    phone = replace(t.scene.who.desk, machine=OLD_PHONE, last=77)
    wrong = [t.okta.wrong_password(ago, phone) for ago in (62, 57, 52, 47, 42)]
    lock = t.okta.locked(41.9, phone)
    refused = t.okta.turned_away(3, "LOCKED_OUT")
    t.okta.account(-30, "user.account.unlock")
    t.okta.signs_in(-20)
    return Label(
        "too_many_failures", "okta", [lock, refused, *reversed(wrong)], True, certain=True, also=[changed]
    )


@story("gdubois", "24 15:30")
def locked_three_times_and_now_for_good(t: Teller) -> Label:
    earlier = []
    for start in (300, 200):
        earlier += [t.okta.wrong_password(start - step) for step in (0, 1, 2)]
        earlier += [t.okta.locked(start - 2.2), t.okta.account(start - 32.2, "user.account.unlock")]
    wrong = [t.okta.wrong_password(ago) for ago in (60, 59, 58)]
    limit = t.okta.locked(57.9, for_good=True)
    return Label("too_many_failures", "okta", [limit, *reversed(wrong)], False, certain=True, also=earlier, note="Okta does not unlock an account by itself once the limit is reached.")  # fmt: skip


@story("jquaye", "24 11:20")
def locked_unlocked_by_support_and_in_again(t: Teller) -> Label:
    past = [t.okta.wrong_password(ago) for ago in (50, 49, 48, 46)]
    past += [t.okta.locked(45.9), t.okta.account(20, "user.account.unlock_by_admin", by="tobrien"), t.okta.signs_in(15)]  # fmt: skip
    return Label("none_found", None, [], False, also=past, doubtful=["self_service"])


@story("bthackeray", "25 09:50")
def it_was_the_colleague_with_nearly_the_same_name(t: Teller) -> Label:
    fine = t.okta.signs_in(30)
    return Label("none_found", None, [], False, also=[fine], doubtful=["self_service"], note="Bea Thackray is locked, Ben Thackeray is not.")  # fmt: skip


@story("bthackray", "25 09:50")
def the_colleague_who_really_is_locked(t: Teller) -> Label:
    wrong = [t.okta.wrong_password(ago) for ago in (26, 25, 24, 23, 22)]
    lock = t.okta.locked(21.9)
    t.okta.account(-9, "user.account.unlock")
    t.okta.signs_in(-8)
    return Label("too_many_failures", "okta", [lock, *reversed(wrong)], True, certain=True)


@story("aokeke", "26 14:05")
def two_wrong_passwords_and_no_lock(t: Teller) -> Label:
    older, newer = t.okta.wrong_password(6), t.okta.wrong_password(4)
    return Label("wrong_password", "okta", [newer, older], True, certain=True)


@story("kfaleolo", "25 21:30")
def three_slips_and_then_in(t: Teller) -> Label:
    past = [t.okta.wrong_password(ago) for ago in (30, 29, 28)] + [t.okta.signs_in(26)]
    return Label("none_found", None, [], False, also=past, doubtful=["self_service"])


@story("pvarga", "24 13:00")
def changed_the_password_since(t: Teller) -> Label:
    past = [t.okta.wrong_password(40), t.okta.wrong_password(38)]
    past += [t.okta.changes_own(30, "user.account.update_password")]
    t.okta.signs_in(-30)
    return Label("none_found", None, [], False, also=past, doubtful=["self_service"], note="She reset it herself after the failures, which say nothing about the new password.")  # fmt: skip


@story("maldous", "24 08:45")
def the_password_has_expired(t: Teller) -> Label:
    older, newer = t.okta.turned_away(7, "PASSWORD_EXPIRED"), t.okta.turned_away(5, "PASSWORD_EXPIRED")
    t.okta.changes_own(-20, "user.account.update_password")
    t.okta.signs_in(-19)
    return Label("password_expired", "okta", [newer, older], True, certain=True)


@story("dnkosi", "26 09:30")
def support_expired_the_password_last_night(t: Teller) -> Label:
    expired = t.okta.account(900, "user.account.expire_password", by="tobrien")
    refused = t.okta.turned_away(12, "PASSWORD_EXPIRED")
    return Label("password_expired", "okta", [refused, expired], True, certain=True, doubtful=["order"])


@story("adesai", "25 10:15")
def three_wrong_codes(t: Teller) -> Label:
    codes = [t.okta.factor(ago, ok=False) for ago in (9, 8, 6.5)]
    t.okta.factor(-60)
    t.okta.signs_in(-59.9)
    return Label("mfa_failed", "okta", list(reversed(codes)), True, certain=True)


@story("rbouchard", "25 16:20")
def suspended_by_content_security(t: Teller) -> Label:
    suspended = t.okta.account(180, "user.lifecycle.suspend", by="rmattheson")
    older, newer = t.okta.turned_away(5, "VERIFICATION_ERROR"), t.okta.turned_away(3, "VERIFICATION_ERROR")
    return Label("account_suspended", "okta", [suspended, newer, older], False, certain=True)


@story("kmolina", "26 11:30")
def suspended_by_okta_after_wrong_mail_codes(t: Teller) -> Label:
    codes = [t.okta.factor(ago, ok=False, factor="EMAIL_FACTOR") for ago in (31, 30, 29, 28, 27)]
    suspended = t.okta.account(26.8, "user.lifecycle.suspend")
    return Label("account_suspended", "okta", [suspended], False, certain=True, also=codes, note="Two causes: the codes failed, but it is the suspension that blocks now.")  # fmt: skip


@story("tgreaves", "26 15:00")
def suspended_and_brought_back(t: Teller) -> Label:
    past = [t.okta.account(1500, "user.lifecycle.suspend", by="rmattheson"), t.okta.account(60, "user.lifecycle.unsuspend", by="rmattheson"), t.okta.signs_in(40)]  # fmt: skip
    return Label("none_found", None, [], False, also=past, doubtful=["self_service"])


@story("hmarsden", "24 10:00")
def a_leaver_tries_again(t: Teller) -> Label:
    off = t.okta.account(35_580, "user.lifecycle.deactivate", by="nwhitlock")
    refused = t.okta.turned_away(20, "VERIFICATION_ERROR", t.scene.who.home)
    return Label("account_disabled", "okta", [off, refused], False, certain=True)


@story("stmoana", "24 20:10")
def outside_the_network_zone(t: Teller) -> Label:
    hotel = Origin(APIA, t.scene.who.home.machine, 141)
    older = t.okta.policy(12, "DENY", "Deny outside studio countries", hotel)
    newer = t.okta.policy(9, "DENY", "Deny outside studio countries", hotel)
    t.okta.signs_in(-300)
    return Label("blocked_by_policy", "okta", [newer, older], False, certain=True)


@story("zpetrovic", "26 08:20")
def the_address_at_home_is_on_a_list(t: Teller) -> Label:
    older, newer = t.okta.threat(15, t.scene.who.home), t.okta.threat(11, t.scene.who.home)
    return Label("blocked_ip", "okta", [newer, older], False, certain=True, doubtful=["self_service"], note="Another network would do, if there is one.")  # fmt: skip


@story("fabebe", "26 13:10")
def new_phone_and_factors_reset(t: Teller) -> Label:
    reset = t.okta.account(125, "user.mfa.factor.reset_all", by="pmakoni")
    older, newer = (
        t.okta.factors_do_not_satisfy(14, "Perforce"),
        t.okta.factors_do_not_satisfy(10, "Perforce"),
    )
    return Label("mfa_not_enrolled", "okta", [newer, older], True, also=[reset], note="The policy asks for an authenticator; all of hers were removed two hours ago.")  # fmt: skip


@story("egrimaldi", "24 09:40")
def locked_while_a_grant_ran_out_as_well(t: Teller) -> Label:
    other = [t.okta.group(1000, "remove", "fio-reviews-view"), t.okta.not_let_in(880, "Frame.io")]
    wrong = [t.okta.wrong_password(ago) for ago in (19, 18, 17, 16, 15)]
    lock = t.okta.locked(14.9)
    t.okta.account(-40, "user.account.unlock_by_admin", by="pmakoni")
    t.okta.signs_in(-38)
    return Label("too_many_failures", "okta", [lock, *reversed(wrong)], True, certain=True, also=other, note="Both are true; the lock stops everything, so it comes first.")  # fmt: skip


@story("vkapoor", "25 08:50")
def yesterdays_slips_and_todays_expiry(t: Teller) -> Label:
    t.okta.wrong_password(905)
    t.okta.wrong_password(904)
    t.okta.signs_in(903)
    refused = t.okta.turned_away(6, "PASSWORD_EXPIRED")
    return Label("password_expired", "okta", [refused], True, certain=True)


@story("mcalder", "27 10:00")
def nothing_has_happened_yet(t: Teller) -> Label:
    for ago in (-20, -21, -22, -23, -24):
        t.okta.wrong_password(ago)
    t.okta.locked(-24.1)
    return Label("none_found", None, [], False, doubtful=["self_service"], note="Everything is later than the moment asked about.")  # fmt: skip


@story("oadeyemi", "27 09:00")
def nothing_at_all(t: Teller) -> Label:
    return Label("none_found", None, [], False, doubtful=["self_service"])


@story("mhalloran", "24 19:50")
def a_browser_that_calls_itself_the_whole_channel(t: Teller) -> Label:
    desk = t.scene.who.desk
    loud = replace(desk, machine=replace(desk.machine, agent="<!channel> *urgent* <https://evil.example|reset here> @here"))  # fmt: skip
    older, newer = t.okta.wrong_password(8, loud), t.okta.wrong_password(6, loud)
    t.okta.signs_in(-10)
    return Label("wrong_password", "okta", [newer, older], True, certain=True)


@story("jfairley", "25 11:45")
def revoked_last_week_but_today_it_is_the_password(t: Teller) -> Label:
    old = [
        t.okta.group(8640, "remove", "fio-reviews-view", by="lbenedetti"),
        t.okta.not_let_in(8600, "Frame.io"),
    ]
    t.okta.signs_in(1300)
    wrong = [t.okta.wrong_password(ago) for ago in (9, 8, 6)]
    t.okta.signs_in(-20)
    return Label("wrong_password", "okta", list(reversed(wrong)), True, also=old)

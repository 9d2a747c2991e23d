"""The views about one-time codes, at Slack's limits and with the longest there is to say."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from slack_sdk.models.views import View

from approvals.operations.begin_codes import Offer
from approvals.queries.codes import CodesPicture
from approvals.step_up.codes import link_for, new_secret
from approvals.step_up.vault import Vault, new_key
from bot.slack_local.limits import check_view
from bot.views.codes import code_modal, codes_section, remove_modal, reset_modal, set_up_modal
from bot.views.home import MOST_BLOCKS, home_view
from tests.approvals.company import small_company
from tests.bot.views.pictures import held, item, request

COMPANY = small_company()


def offer(*, replaces: bool) -> Offer:
    secret = new_secret()
    link = link_for(secret, account=f"{'ö' * 80}@northlight.example", company="Ü" * 120)
    return Offer(secret=secret, link=link, replaces=replaces)


@pytest.mark.parametrize("replaces", [False, True])
def test_the_key_is_shown_in_groups_of_four_and_as_a_link(replaces: bool) -> None:
    made = offer(replaces=replaces)
    view = set_up_modal(made).to_dict()
    check_view(view)
    shown = view["blocks"][0]["text"]["text"]
    assert made.link in shown
    assert made.secret in shown.replace(" ", "")
    fields = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    assert fields == ["code", "code_before"][: 1 + replaces]
    assert made.secret not in view.get("private_metadata", "")


def test_a_ticket_fits_into_a_modal() -> None:
    vault = Vault(new_key())
    ticket = vault.ticket("it_" + "x" * 16, "security", "p" * 80, "approved", datetime.now(UTC).isoformat())
    says = "You must confirm this with a one-time code: " + "w" * 3_000
    what = item(label="W" * 80 + " · " + "R" * 80)
    view = code_modal(f'["it_1", "{ticket}", "C1", "1.1"]', COMPANY, request(what), what, says)
    check_view(view.to_dict())


@pytest.mark.parametrize("view", [remove_modal(), reset_modal()], ids=["remove", "reset"])
def test_the_other_modals_are_within_slacks_limits(view: View) -> None:
    check_view(view.to_dict())


@pytest.mark.parametrize(
    ("set_up_at", "admin", "buttons"),
    [
        (None, False, ["Set up codes"]),
        (datetime(2026, 12, 1, tzinfo=UTC), False, ["Set up anew", "Remove"]),
        (None, True, ["Set up codes", "Reset somebody’s codes"]),
    ],
)
def test_the_section_offers_what_can_be_done(
    set_up_at: datetime | None, admin: bool, buttons: list[str]
) -> None:
    blocks = codes_section(COMPANY, CodesPicture(set_up_at=set_up_at, resets_others=admin))
    row = blocks[-1].to_dict()
    assert [element["text"]["text"] for element in row["elements"]] == buttons


def test_a_full_home_tab_still_ends_with_the_codes() -> None:
    picture = CodesPicture(set_up_at=None, resets_others=False)
    many = [request(item(id=f"it_{number}"), id=f"req_{number}") for number in range(90)]
    view = home_view(
        COMPANY,
        reader="lena.osei",
        held=[held()] * 90,
        requests=many,
        waiting=many,
        tasks=[],
        codes=picture,
    ).to_dict()
    check_view(view)
    assert len(view["blocks"]) <= MOST_BLOCKS
    assert view["blocks"][-1]["block_id"] == "home-codes"

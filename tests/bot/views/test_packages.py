"""Access packages on cards and in the form."""

from __future__ import annotations

import json
from typing import Any

from bot.choice import Choice
from bot.drafts import Draft
from bot.slack_local.limits import check_view
from bot.views import action_ids
from bot.views.form import Form, form_view
from bot.views.form_reading import read_form
from bot.views.form_row import Row
from bot.views.packages import packages_for
from bot.views.proposal import Standing, proposal_card
from catalog.model import Bundle
from tests.approvals.company import DASHBOARDS, EXPORTS, JOURNAL, MODELS, SALES, small_company
from tests.bot.views import pictures as a
from tests.bot.views.reading import buttons, words
from tests.catalog.demo import quillmere

START = Bundle(id="start", name="Start & <go>", includes=(SALES, DASHBOARDS, MODELS))
LEDGER = Bundle(id="ledger", name="Ledger", includes=(JOURNAL, EXPORTS))
FOR_DATA = Bundle(id="data", name="Data only", includes=(MODELS,))
COMPANY = small_company(bundles=(START, LEDGER, FOR_DATA))


def draft(**changes: Any) -> Draft:
    plain = a.draft(**changes)
    named = plain.understanding.model_copy(update={"packages": ("start",)})
    return plain.model_copy(update={"understanding": named})


def held(**changes: Any) -> Any:
    return a.assessment(entitlement=DASHBOARDS, label="Warehouse · Dashboards · Viewer", scope={}, **changes)


def test_what_is_held_drops_out_of_a_package_and_the_card_says_so() -> None:
    for changes in ({"already_held": True}, {"already_pending": True}):
        card = proposal_card(COMPANY, draft(), [a.assessment(), held(**changes)])
        read = words(card)
        assert "Start" in read
        assert "<go>" not in read, "a name from the catalog is shown inert"
        assert "Left out, held or asked for already: Warehouse · Dashboards · Viewer." in read
        assert "cannot be sent" not in read
        assert buttons(card) == ["Send request", "Change", "Cancel"]


def test_who_may_not_know_what_is_held_reads_only_that_there_is_nothing_to_request() -> None:
    told = proposal_card(COMPANY, draft(), [a.assessment(), held(already_held=True)], Standing(told=False))
    assert "held" not in words(told)
    assert "Left out, nothing to request: Warehouse · Dashboards · Viewer." in words(told)


def test_a_package_that_is_held_whole_cannot_be_asked_for() -> None:
    card = proposal_card(COMPANY, draft(), [held(already_held=True)])
    assert "Nothing to request" in words(card)
    assert "Send request" not in buttons(card)


def test_what_is_not_offered_to_the_holder_is_counted_and_not_named() -> None:
    sales = draft(choice=Choice(beneficiary="kim.sato"))
    read = words(proposal_card(COMPANY, sales, [a.assessment()]))
    assert "1 more of it is not offered to Kim Sato." in read
    assert "Models" not in read


def test_the_menu_offers_the_packages_with_anything_for_the_person() -> None:
    kim = COMPANY.people["kim.sato"]
    assert [one.id for one in packages_for(COMPANY, kim)] == ["start", "ledger"]
    view = form_view(COMPANY, Form(), packages_for(COMPANY, kim)).to_dict()
    check_view(view)
    menus = [block for block in view["blocks"] if block.get("block_id") == action_ids.FORM_PACKAGE]
    assert len(menus) == 1
    assert menus[0]["optional"] is True
    bare = form_view(COMPANY, Form()).to_dict()
    assert not [block for block in bare["blocks"] if block.get("block_id") == action_ids.FORM_PACKAGE]


def test_a_package_is_put_beside_what_was_chosen_and_remembered() -> None:
    form = Form(rows=(Row(0), Row(1, DASHBOARDS))).with_package("start", (SALES, DASHBOARDS))
    assert [row.entitlement for row in form.rows] == [DASHBOARDS, SALES]
    assert len({row.number for row in form.rows}) == 2
    view = form_view(COMPANY, form).to_dict()
    assert read_form(COMPANY, view | {"state": {"values": {}}}).packages == ("start",)
    assert json.loads(view["private_metadata"])["packages"] == ["start"]


def test_every_package_of_the_demo_company_together_fits_into_the_form() -> None:
    demo = quillmere()
    form = Form()
    for bundle in demo.bundles[:3]:
        form = form.with_package(bundle.id, bundle.includes)
    check_view(form_view(demo, form, demo.bundles).to_dict())

"""Onboarding: a manager asks for the package of somebody new, and every item of it goes its own way."""

from __future__ import annotations

from tests.scenarios.office import Office


async def test_a_manager_asks_for_what_a_new_hires_job_comes_with(office: Office) -> None:
    ilka, okwudi = office.person("ilka.tornberg"), office.person("okwudi.ansah")

    ilka.says("João Pestrela joined as Account Executive, please set him up")
    card = await office.dm("ilka.tornberg", "Is this what you need?")
    shown = office.slack.text_of(card)
    assert "Sales package" in shown
    assert "First day package" in shown
    assert "Left out, held or asked for already: Confluence" in shown
    assert ">João Pestrela joined as Account Executive" in shown
    assert not office.slack.messages("access-requests"), "nothing is filed before it is confirmed"

    await ilka.clicks(card, "Send request")
    thread = await office.card("asks for")
    await office.becomes(thread, "Live")
    decided = office.slack.text_of(office.slack.latest(thread))
    assert "Quotes" in decided
    assert "Confluence" not in decided, "what is held already is not asked for again"
    # opened by the company for birthrights and those who lead: granted; the stale classification is not opened
    assert office.slack.buttons(office.slack.latest(thread)).count("Approve") == 1
    assert office.user("okwudi.ansah") in office.slack.text_of(await office.reply(thread, "your decision"))

    await okwudi.clicks(office.slack.latest(thread), "Approve")
    await office.becomes(thread, "approved by")
    assert "Approve" not in office.slack.buttons(office.slack.latest(thread))

    ilka.says("Please give João Pestrela the Sales package")
    await office.dm("ilka.tornberg", "Nothing to request")


async def test_a_new_hire_without_a_name_is_asked_for(office: Office) -> None:
    ilka = office.person("ilka.tornberg")
    ilka.says("new Account Executive starts today")
    await office.dm("ilka.tornberg", "Who is it for?")
    ilka.says("João Pestrela")
    card = await office.dm("ilka.tornberg", "Is this what you need?")
    assert "Sales package" in office.slack.text_of(card)
    assert office.user("joao.pestrela") in office.slack.text_of(card)


async def test_the_form_takes_a_whole_package(office: Office) -> None:
    mira = office.person("mira.castelhano")
    await mira.shortcut("request_access")
    form = await office.slack.view(office.user("mira.castelhano"), "A whole package")
    await mira.chooses(form, "Sales package", block_id="form_package")
    filled = await office.slack.view(office.user("mira.castelhano"), "Remove")
    await mira.submits(filled, {"form_why": "Writing offers"})
    await office.dm("mira.castelhano", "Nothing to request")  # she holds all of it

    await mira.shortcut("request_access")
    form = await office.slack.view(office.user("mira.castelhano"), "A whole package")
    await mira.chooses(form, "First day package", block_id="form_package")
    filled = await office.slack.view(office.user("mira.castelhano"), "Remove")
    await mira.submits(filled, {"form_why": "My first day was a while ago"})
    card = await office.dm("mira.castelhano", "First day package")
    assert "Is this what you need?" in office.slack.text_of(card)

"""A question to the requester and the replies to and fro, in the thread and in the direct messages."""

from __future__ import annotations

from collections.abc import Iterator

from approvals.model import ItemStatus, Said, StageName
from approvals.pictures import ItemPicture, Remark
from bot.texts import STAGES, mention, quoted, thing
from bot.views.parts import Card, context, section
from catalog.model import Company

LONGEST = 2_500
"""Characters of what somebody wrote, on one message."""


def remark_lines(company: Company, item: ItemPicture, what: str) -> Iterator[tuple[str, StageName, str]]:
    """What the thread says of it: the note's key, the stage that asks, the words."""
    for remark in item.remarks:
        by, to = mention(company, remark.by), mention(company, remark.to)
        security = remark.stage is StageName.SECURITY  # whose channel the requester may not be in
        here = "" if security else ", who can answer there or in this thread"
        if remark.id == remark.question:
            text = f"{by} asks {to}{what}:\n{quoted(remark.text, LONGEST)}\nI sent it to {to}{here}."
        elif _from_requester(item, remark):
            words = "see the answer above" if remark.said_in is Said.THREAD else f"{by} answers:"
            said = "" if remark.said_in is Said.THREAD else f"\n{quoted(remark.text, LONGEST)}"
            text = (
                f"{to}, {words}{said}\nI pass your next reply in this thread on to {by}; the rest stays here."
            )
        else:
            text = f"I passed that on to {to}."
        yield f"remark:{item.id}:{remark.id}", remark.stage, text


def asked_card(company: Company, item: ItemPicture, remark: Remark) -> Card:
    """What the requester is sent: the question, or what whoever asked said to their answer."""
    by = mention(company, remark.by)
    first = remark.id == remark.question
    opening = (
        f"{by} ({STAGES[remark.stage]}) has a question about your request for *{thing(item.label, item.scope)}*:"
        if first
        else f"{by} writes:"
    )
    blocks = (
        section(f"{opening}\n{quoted(remark.text, LONGEST)}"),
        context("Reply in this thread, and I pass it on. Nothing is decided meanwhile."),
    )
    return Card(text=f"{opening} {quoted(remark.text, 300)}", blocks=blocks)


def open_question(company: Company, item: ItemPicture) -> str:
    """What the status says while an answer of the requester is waited for; empty otherwise."""
    last = {remark.question: remark for remark in item.remarks}
    asking = [one for one in last.values() if not _from_requester(item, one)]
    if item.status is not ItemStatus.PENDING or not asking:
        return ""
    return f"{mention(company, asking[-1].by)} asked you something; answer below that message."


def _from_requester(item: ItemPicture, remark: Remark) -> bool:
    """Whoever put the question never is the one who asked for the access."""
    question = next((one for one in item.remarks if one.id == remark.question), remark)
    return remark.by != question.by

"""What somebody is asked to do by hand, the reminder before access ends, and its end: direct messages."""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from approvals.model import TaskKind, TaskStatus
from approvals.pictures import GrantPicture, TaskPicture
from bot.texts import ending, mention, name_of, quoted, thing, typed
from bot.views import action_ids
from bot.views.extending import extend_button
from bot.views.holdings import give_back_button
from bot.views.parts import Card, actions, button, context, section
from bot.views.renewal import ASK_ANEW, extendable, not_renewed_button, not_renewed_lines
from catalog.connectors.naming import scope_in_words
from catalog.model import Company


def task_card(company: Company, task: TaskPicture) -> Card:
    """The task with Done and Can't, or how it ended."""
    what = thing(task.label, task.scope)
    text = f"{doing(task)} {what} for {name_of(company, task.beneficiary)}"
    blocks: list[Block] = [
        section(f"*{doing(task)} {what}* for {mention(company, task.beneficiary)}\n{instructions(task)}")
    ]
    by = mention(company, task.finished_by or task.assignee)
    if task.status is TaskStatus.OPEN:
        blocks.append(task_buttons(task))
        blocks.append(
            context("It has no automatic connection, so a person does it. Press Done once it is so.")
        )
    elif task.status is TaskStatus.DONE:
        blocks.append(section(f"✓ Done by {by}. Thank you."))
    elif task.status is TaskStatus.DROPPED:
        blocks.append(section("This no longer has to be done."))
    else:
        blocks.append(section(f"✗ {by} could not do it:\n{quoted(task.answer, 1_000)}"))
    return Card(text=text, blocks=tuple(blocks))


def doing(task: TaskPicture) -> str:
    """What kind of task it is, in a word or two."""
    return "Set up" if task.kind is TaskKind.PROVISION else "Remove"


def instructions(task: TaskPicture) -> str:
    """What to do, without the scope: the title above says it already, in better words."""
    repeated = (
        f", scope {scope_in_words(task.scope)}",
        f" ({', '.join(f'{key} {value}' for key, value in sorted(task.scope.items()))})",
    )
    note = task.note
    for piece in repeated if task.scope else ():
        note = note.replace(piece, "")
    return typed(note, 1_000)


def task_buttons(task: TaskPicture) -> Block:
    """Done and Can't."""
    return actions(
        button("Done", action_ids.TASK_DONE, task.id, style="primary"),
        button("Can’t", action_ids.TASK_CANNOT, task.id),
        block_id=f"task-{task.id}",
    )


def reminder_card(company: Company, grant: GrantPicture) -> Card:
    """Access ends soon: nothing to do when that is right, and what to do when it is not.

    Where it is not renewed that stands in place of the question.
    """
    when = ending(grant.expires_at, company.zone) if grant.expires_at else "soon"
    what = thing(grant.label, grant.scope)
    text = f"Your access to {what} ends {when}."
    mark = grant.not_renewed
    if mark is None:
        asks = "Still needed after that? Extend it. Enough until then? Don't renew it. Done already? Give it back now."
    else:
        asks = "Needed after all? Extend it." if extendable(mark) else ASK_ANEW
    lines = [text, *not_renewed_lines(company, mark, reader=grant.person), asks]
    buttons = [
        *([extend_button(grant.id)] if extendable(mark) else []),
        give_back_button(grant.id),
        *([not_renewed_button(grant.id)] if mark is None else []),
    ]
    return Card(text=text, blocks=(section("\n".join(lines)), actions(*buttons)))


def outdated_reminder(company: Company, grant: GrantPicture) -> Card:
    """What becomes of a reminder once the end it spoke of has been moved: the new one is reminded of in its time."""
    when = ending(grant.expires_at, company.zone) if grant.expires_at else "later"
    text = f"Your access to {thing(grant.label, grant.scope)} was extended: it ends {when}."
    return Card(text=text, blocks=(section(text),))

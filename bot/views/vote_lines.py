"""What each approver said about an item, as the thread tells it: one line a word, and how many yeses are missing still."""

from __future__ import annotations

from collections.abc import Iterator

from approvals.model import Verdict
from approvals.pictures import ItemPicture, StagePicture, VotePicture
from bot.texts import STAGES, mention, quoted
from bot.views.lessening_modal import change_in_words
from bot.views.stage_line import missing_yes
from catalog.model import Company


def vote_lines(company: Company, item: ItemPicture, what: str) -> Iterator[tuple[str, str]]:
    """The key and the text of each, oldest first; `what` says which item is meant where there are several."""
    said = [(vote, stage, place) for stage in item.stages for place, vote in enumerate(_words(stage))]
    for vote, stage, place in sorted(said, key=lambda one: one[0].at):
        word = "approved" if vote.verdict is Verdict.APPROVED else "denied"
        noted = f"\n{quoted(vote.note, 2_000)}" if vote.note else ""
        changed = next((one for one in item.changes if one.stage is stage.name and one.by == vote.by), None)
        changes = f" with changes: {change_in_words(changed)}" if changed else ""
        newest = vote == _words(stage)[-1]
        missing = f" {missing_yes(company, stage)}" if newest and missing_yes(company, stage) else ""
        # The first word of a stage has the key it had when there was one at most.
        key = f"vote:{item.id}:{stage.name}" + (f":{vote.by}" if place else "")
        yield (
            key,
            f"{mention(company, vote.by)} {word} this{what} as {STAGES[stage.name]}{changes}.{missing}{noted}",
        )


def _words(stage: StagePicture) -> list[VotePicture]:
    """Everything that was said at the stage, oldest first."""
    decided = [] if stage.vote is None or stage.vote in stage.yeses else [stage.vote]
    return [*stage.yeses, *decided]

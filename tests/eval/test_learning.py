"""On a simulated stream the assistant gets better at what it heard, and no worse at anything else."""

from tests.eval.learning import _shares, bare, stream
from tests.eval.sets import brackwater


async def test_corrections_help_with_what_was_heard_and_do_no_harm() -> None:
    moments = await stream(bare(brackwater()), seed=0, messages=60)
    first, last = moments[0], moments[-1]

    assert first.words == 0 < last.words
    for figure in ("propose", "shortlist"):
        assert (_shares([last.heard])[figure] or 0) >= (_shares([first.heard])[figure] or 0)
    for half in ("heard", "unheard"):
        before, after = getattr(first, half), getattr(last, half)
        assert after["harm", "hit"] <= before["harm", "hit"]

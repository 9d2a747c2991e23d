"""What somebody means: a message in, an `Understanding` out. Knows the catalog and the prompts, nothing else of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from catalog.model import Company
    from intents.engines.port import Engine


def warm_up(company: Company, engine: Engine | None = None) -> None:
    """Do now what the first message would otherwise wait for: the catalog's index, slow libraries, the model.

    Blocks for about a second, some more with a language model or a large catalog: call it at the start of the
    process, or in a thread. Calling it again for the same company costs next to nothing.
    """
    from intents.warming import warm

    warm(company, engine)

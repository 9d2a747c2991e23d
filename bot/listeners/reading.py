"""Having a message read by the language engine of this house."""

from __future__ import annotations

from bot.listeners.front import Front
from catalog.model import Person
from intents.understanding import Understanding


async def read(front: Front, text: str, person: Person) -> Understanding:
    """What the message means."""
    from intents.understand import understand

    desk = front.desk_of()
    return await understand(text, person=person, company=desk.company, now=desk.now(), engine=front.engine)

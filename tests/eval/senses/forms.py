"""An entitlement as other catalogs would say it: without a description, without the system's name, in terse codes."""

from __future__ import annotations

import random
import re

from catalog.model import Place
from intents.catalog_senses import described

_WHOLE = 0.4
"""How often an entitlement is read as its company says it."""
_INITIALS = 0.35
"""How many of the codes are the initials of a name; the others are its words without their vowels."""
_WORDS, _LETTERS = 4, 4
_LEFT_OUT = (("level",), ("resource",), ("level", "resource"), ("system",))
_CODED = (("resource",), ("resource", "level"), ("system",))
_OTHERWISE = [*((said, ()) for said in _LEFT_OUT), *(((), said) for said in _CODED)]
_WEIGHTS = (3, 3, 2, 3, 2, 2.5, 1)


def other_form(place: Place, rng: random.Random) -> str:
    """The text of an entitlement as it is read for the catalog, or one that another catalog could have."""
    if rng.random() < _WHOLE:
        return described(place)
    left_out, coded = rng.choices(_OTHERWISE, _WEIGHTS)[0]
    names = {"system": place.system.name, "resource": place.resource.name, "level": place.entitlement.name}
    for part in coded:
        names[part] = code(names[part], rng)
    if "system" in left_out:
        names["system"] = ""
    resource = place.resource.model_copy(
        update={"name": names["resource"], **({"description": ""} if "resource" in left_out else {})}
    )
    entitlement = place.entitlement.model_copy(
        update={"name": names["level"], **({"description": ""} if "level" in left_out else {})}
    )
    system = place.system.model_copy(update={"name": names["system"]})
    return described(Place(system=system, resource=resource, entitlement=entitlement))


def code(name: str, rng: random.Random) -> str:
    """A name as a terse code: `Oven schedule` as `OS`, `OVN-SCHD` or `ovnschd`."""
    words = re.findall(r"[A-Za-z0-9]+", name)
    if len(words) > 1 and rng.random() < _INITIALS:
        return "".join(word[0] for word in words).upper()
    short = [word[0] + re.sub("[aeiou]", "", word[1:].lower()) for word in words[:_WORDS]]
    joined = rng.choice("_-. ").join(word[: rng.choice((3, _LETTERS))] for word in short)
    return joined.replace(" ", "").lower() if " " in joined else joined.upper() or name

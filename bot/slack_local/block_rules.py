"""Holds blocks against the rules of Block Kit and says what is wrong, where, in Slack's words.

The tables in `block_kit` say most of it; the few rules that no table can say are methods here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from bot.slack_local.block_kit import ANY, BLOCKS, ELEMENTS, OPTION_COUNTS, PLAIN, STRINGS, Rule
from bot.slack_local.errors import Json
from bot.slack_local.findings import Findings

Surface = Literal["message", "modal", "home"]


@dataclass(kw_only=True)
class Checker(Findings):
    """Goes through blocks, elements and options, and notes what Slack would object to on that surface."""

    INTERACTIVE: ClassVar[frozenset[str]] = frozenset(ELEMENTS) - {"image"}

    surface: Surface

    def blocks(self, blocks: list[Json], pointer: str, *, most: int) -> None:
        """A whole message or view: how many, each by its rule, no block id twice."""
        self.items(blocks, pointer, most=most, least=0)
        seen: list[Any] = []
        for index, block in enumerate(blocks):
            at = f"{pointer}/{index}"
            block_id = block.get("block_id")
            if block_id is not None and block_id in seen:
                self.add(f'`block_id` "{block_id}" already exists', f"{at}/block_id")
            seen.append(block_id)
            self._block(block, at)

    def _block(self, block: Json, at: str) -> None:
        kind = str(block.get("type"))
        rule = BLOCKS.get(kind)
        if rule is None or self.surface not in rule.where:
            self.add(f"unsupported type: {kind}", f"{at}/type")
            return
        self._keys(block, rule, at, also={"type", "block_id"})
        self.string(block, "block_id", at, most=255)
        check: Callable[[Json, str], None] | None = getattr(self, f"_{kind}", None)
        if check is not None and rule.required <= block.keys():
            check(block, at)

    def _keys(self, thing: Json, rule: Rule, at: str, *, also: set[str]) -> None:
        self.unknown(thing, rule.required | rule.optional | also, at)
        for key in sorted(rule.required - thing.keys()):
            self.add(f"missing required field: {key}", at)

    def _section(self, block: Json, at: str) -> None:
        if block.get("text") is None and block.get("fields") is None:
            self.add("must define either `text` or `fields`", f"{at}/type")
        if block.get("text") is not None:
            self.text(block["text"], f"{at}/text")
        if block.get("fields") is not None:
            for index, text in enumerate(self.items(block["fields"], f"{at}/fields", most=10)):
                self.text(text, f"{at}/fields/{index}", most=2000)
        if block.get("accessory") is not None:
            self.element(block["accessory"], f"{at}/accessory", place="section")

    def _header(self, block: Json, at: str) -> None:
        self.text(block["text"], f"{at}/text", most=150, kinds=PLAIN)

    def _context(self, block: Json, at: str) -> None:
        for index, element in enumerate(self.items(block["elements"], f"{at}/elements", most=10)):
            if element.get("type") == "image":
                self.element(element, f"{at}/elements/{index}", place="context")
            else:
                self.text(element, f"{at}/elements/{index}")

    def _actions(self, block: Json, at: str) -> None:
        self._elements(block, at, most=25, place="actions")

    def _context_actions(self, block: Json, at: str) -> None:
        self._elements(block, at, most=5, place="context_actions")

    def _elements(self, block: Json, at: str, *, most: int, place: str) -> None:
        seen: list[Any] = []
        for index, element in enumerate(self.items(block["elements"], f"{at}/elements", most=most)):
            where = f"{at}/elements/{index}"
            action_id = element.get("action_id")
            if action_id is not None and action_id in seen:
                self.add(f'`action_id` "{action_id}" already exists', f"{where}/action_id")
            seen.append(action_id)
            self.element(element, where, place=place)

    def _image(self, block: Json, at: str) -> None:
        self._picture(block, at)
        if block.get("title") is not None:
            self.text(block["title"], f"{at}/title", most=2000, kinds=PLAIN)

    def _picture(self, thing: Json, at: str) -> None:
        if ("image_url" in thing) == ("slack_file" in thing):
            self.add("must define either `image_url` or `slack_file`", at)
        for key in ("alt_text", "image_url"):
            self.string(thing, key, at, most=STRINGS[key])

    def _input(self, block: Json, at: str) -> None:
        self.text(block["label"], f"{at}/label", most=2000, kinds=PLAIN)
        if block.get("hint") is not None:
            self.text(block["hint"], f"{at}/hint", most=2000, kinds=PLAIN)
        self.element(block["element"], f"{at}/element", place="input")

    def _markdown(self, block: Json, at: str) -> None:
        self.string(block, "text", at, most=12_000)

    def _rich_text(self, block: Json, at: str) -> None:
        kinds = ("rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote")
        for index, element in enumerate(self.items(block["elements"], f"{at}/elements", most=1000, least=0)):
            if element.get("type") not in kinds:
                self.add(f"unsupported type: {element.get('type')}", f"{at}/elements/{index}/type")

    def element(self, element: Any, at: str, *, place: str) -> None:
        """An element by its rule, in a block of that kind."""
        kind = element.get("type") if isinstance(element, dict) else None
        rule = ELEMENTS.get(str(kind))
        if rule is None or place not in rule.where:
            self.add(f"unsupported type: {kind}", f"{at}/type")
            return
        self._keys(element, rule, at, also={"type"} if kind == "image" else {"type", "action_id"})
        self.string(element, "action_id", at, most=255)
        if kind == "image":
            self._picture(element, at)
            return
        if not rule.required <= element.keys():
            return
        for key, most in STRINGS.items():
            self.string(element, key, at, most=most, least=0)
        if element.get("placeholder") is not None:
            self.text(element["placeholder"], f"{at}/placeholder", most=150, kinds=PLAIN)
        if element.get("confirm") is not None:
            self._confirm(element["confirm"], f"{at}/confirm")
        if kind == "button":
            self.text(element["text"], f"{at}/text", most=75, kinds=PLAIN)
            if element.get("style") not in (None, "primary", "danger"):
                self.add("must be a valid enum value", f"{at}/style")
        if kind in OPTION_COUNTS or str(kind).endswith("static_select"):
            known = len(self.found)
            least, most = OPTION_COUNTS.get(str(kind), (1, 100))
            kinds = ANY if kind in ("checkboxes", "radio_buttons") else PLAIN
            self.options(element, at, least=least, most=most, kinds=kinds)
            if len(self.found) == known:
                self._initial(element, at)
        if kind == "plain_text_input":
            self._lengths(element, at)

    def options(
        self, element: Json, at: str, *, least: int = 1, most: int = 100, kinds: Collection[str] = PLAIN
    ) -> None:
        """The options of a menu, in groups or not."""
        if ("options" in element) == ("option_groups" in element):
            self.add("must define either `options` or `option_groups`", at)
            return
        if "options" in element:
            self._option_list(element["options"], f"{at}/options", least=least, most=most, kinds=kinds)
            return
        for index, group in enumerate(self.items(element["option_groups"], f"{at}/option_groups", most=100)):
            where = f"{at}/option_groups/{index}"
            self.unknown(group, ("label", "options"), where)
            self.text(group.get("label"), f"{where}/label", most=75, kinds=PLAIN)
            self._option_list(group.get("options"), f"{where}/options", least=least, most=most, kinds=kinds)

    def _option_list(self, value: Any, at: str, *, least: int, most: int, kinds: Collection[str]) -> None:
        for index, option in enumerate(self.items(value, at, most=most, least=least)):
            where = f"{at}/{index}"
            self.unknown(option, ("text", "value", "description", "url"), where)
            self.text(option.get("text"), f"{where}/text", most=75, kinds=kinds)
            if "value" not in option and "url" not in option:
                self.add("missing required field: value", where)
            self.string(option, "value", where, most=150)
            if option.get("description") is not None:
                self.text(option["description"], f"{where}/description", most=75, kinds=kinds)

    def _initial(self, element: Json, at: str) -> None:
        """What is picked at the start has to be one of the options, to the letter."""
        offered = [*element.get("options", ())]
        for group in element.get("option_groups", ()):
            offered += group.get("options", ())
        values = [option.get("value") for option in offered]
        one = element.get("initial_option")
        for option in [one] if one is not None else element.get("initial_options") or []:
            if not isinstance(option, dict) or option.get("value") not in values:
                self.add("must match one of the options", f"{at}/initial_option{'' if one else 's'}")

    def _lengths(self, element: Json, at: str) -> None:
        for key, least in (("min_length", 0), ("max_length", 1)):
            value = element.get(key)
            if value is not None and not (isinstance(value, int) and least <= value <= 3000):
                self.add(
                    "must be between 0 and 3000" if least == 0 else "must be between 1 and 3000",
                    f"{at}/{key}",
                )
        start = element.get("initial_value")
        if (
            isinstance(start, str)
            and isinstance(element.get("max_length"), int)
            and len(start) > element["max_length"]
        ):
            self.add(f"must be less than {element['max_length'] + 1} characters", f"{at}/initial_value")

    def _confirm(self, confirm: Any, at: str) -> None:
        if not isinstance(confirm, dict):
            self.add("must provide an object", at)
            return
        self.unknown(confirm, ("title", "text", "confirm", "deny", "style"), at)
        for key, most in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)):
            if key not in confirm:
                self.add(f"missing required field: {key}", at)
            else:
                self.text(confirm[key], f"{at}/{key}", most=most, kinds=ANY if key == "text" else PLAIN)

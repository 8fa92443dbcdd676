"""Summary: what one log entry records, in a sentence before its fields."""

import string
from collections.abc import Mapping
from typing import Any, Final

from django.utils.safestring import SafeString

from dalil.core.release.approval import Word
from dalil.web import say, words

REFUSAL: Final = "approval-recorded-refused"
"""A signed note by which an authority refuses a release."""


def of(kind: str, body: Mapping[str, Any], language: str) -> SafeString:
    """The sentence of an entry of type ``kind``; empty where none is known or a fact of it is missing."""
    key = f"entry_summary.{act(kind, body)}"
    if not words.known(key):
        return SafeString()
    wanted = {name for _, name, _, _ in string.Formatter().parse(words.phrase(key).en) if name}
    facts = _facts(body)
    if not wanted <= facts.keys():
        return SafeString()
    return say.say(key, language, **{name: facts[name] for name in wanted})


def act(kind: str, body: Mapping[str, Any]) -> str:
    """The code of what an entry records: its type, but for an authority's refusal, which is no approval."""
    return REFUSAL if kind == "approval-recorded" and body.get("word") == Word.REFUSED else kind


def _facts(body: Mapping[str, Any]) -> dict[str, say.Fact]:
    """Texts and counts of ``body``, those of a balance among them; counts by code are added up."""
    found: dict[str, say.Fact] = {}
    for name, value in {**body, **body.get("balance", {})}.items():
        if isinstance(value, dict) and all(isinstance(each, int) for each in value.values()):
            found[name] = sum(value.values())
        elif isinstance(value, str | int):
            found[name] = value
    return found

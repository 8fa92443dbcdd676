"""Summary: what one log entry records, in a sentence before its fields."""

import string
from collections.abc import Mapping
from typing import Any, Final

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from dalil.core.decision import Decision
from dalil.core.release.approval import Word
from dalil.flows.withdrawal import ROW_WITHDRAWN
from dalil.web import of_match, say, words

REFUSAL: Final = "approval-recorded-refused"
"""A signed note by which an authority refuses a release."""


_CODED: Final[Mapping[str, Mapping[str, str]]] = {
    "account-set": {"role": "account_role", "state": "account_state"},
    "photograph-unblurred": {"reason": "look_reason"},
}
"""Facts that are codes, and the family of words of each."""


def of(kind: str, body: Mapping[str, Any], language: str) -> SafeString:
    """The sentence of an entry of type ``kind``; empty where none is known or a fact of it is missing."""
    key = _key(kind, body)
    if not words.known(key):
        return SafeString()
    wanted = {name for _, name, _, _ in string.Formatter().parse(words.phrase(key).en) if name}
    facts = {**_facts(body), **of_match.facts(kind, body, language), **_reason(body, language)}
    facts |= _of_codes(kind, body, language)
    if not wanted <= facts.keys():
        return SafeString()
    return say.say(key, language, **{name: facts[name] for name in wanted})


def _key(kind: str, body: Mapping[str, Any]) -> str:
    """The phrase for an entry: that of its answer, cause or step where there is one."""
    told = f"entry_summary.{of_match.code(kind, body) or act(kind, body)}"
    return told if words.known(told) else f"entry_summary.{kind}"


def _reason(body: Mapping[str, Any], language: str) -> Mapping[str, say.Fact]:
    """A reason that a person wrote stays as it is; one that this program wrote is said in both languages."""
    ours = body.get("reason") == ROW_WITHDRAWN
    phrase = words.phrase("program_reason.row-withdrawn").in_language(language)
    return {"reason": conditional_escape(phrase)} if ours else {}


def _of_codes(kind: str, body: Mapping[str, Any], language: str) -> Mapping[str, say.Fact]:
    """What stands in an entry as a code, in words."""
    families = _CODED.get(kind, {})
    return {name: say.coded(family, str(body[name]), language) for name, family in families.items()}


def act(kind: str, body: Mapping[str, Any]) -> str:
    """The code of what an entry records: its type, and of decisions about photographs their kind.

    An authority's refusal is no approval.
    """
    if kind == "decision-made" and Decision.is_one(dict(body)):
        return f"{kind}-{body['decision']}"
    return REFUSAL if kind == "approval-recorded" and body.get("word") == Word.REFUSED else kind


def _facts(body: Mapping[str, Any]) -> dict[str, say.Fact]:
    """Texts and counts of ``body``, those of a balance among them; counts by code are added up."""
    found: dict[str, say.Fact] = {}
    for name, value in {**body, **body.get("balance", {}), **_of_decision(body)}.items():
        if isinstance(value, dict) and all(isinstance(each, int) for each in value.values()):
            found[name] = sum(value.values())
        elif isinstance(value, str | int):
            found[name] = value
    return found


def _of_decision(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a decision about photographs takes back, and how many files it names."""
    if not Decision.is_one(dict(body)):
        return {}
    subjects = body["subjects"]
    first, second = (len(subjects.get(side, ())) for side in ("first", "second"))
    return {"undoes": subjects.get("undoes", -1), "first": first, "second": second}

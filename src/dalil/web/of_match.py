"""Of a match: what log entries about one say in a sentence: an answer, who has to hear that it ended, a step.

What somebody may not see is not in the body that is handed in (:mod:`dalil.web.blind`).
"""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from dalil.web import isolated, say, words

_BY: Final = {"notice-due": "cause", "enquiry-step": "step"}
"""Fields whose value has a phrase of its own."""


def code(kind: str, body: Mapping[str, Any]) -> str | None:
    """The code of a phrase: of an answer without how the match stands, or by a field; else None."""
    if kind == "match-decided" and "state" not in body:
        return f"{kind}-alone"
    return f"{kind}-{body.get(_BY[kind])}" if kind in _BY else None


def facts(kind: str, body: Mapping[str, Any], language: str) -> Mapping[str, say.Fact]:
    """What the phrases name beside the fields of a body, in words."""
    if kind == "match-decided":
        return {
            "answer": say.coded("match_answer", str(body.get("answer")), language),
            "outcome": say.coded("match_outcome", str(body.get("state")), language),
            "because": _because(body, language),
        }
    to = body.get("to")
    return {"told": _told(to, language)} if kind == "notice-due" and isinstance(to, list) and to else {}


def _because(body: Mapping[str, Any], language: str) -> SafeString:
    reason = body.get("reason")
    if not isinstance(reason, str) or not reason.strip():
        return SafeString()
    return format_html(" {}", say.say("entry_summary.because", language, reason=reason))


def _told(to: list[Any], language: str) -> SafeString:
    """Who has to hear, by what they were told in."""
    comma = "، " if language == "ar" else ", "
    return format_html_join(comma, "{}", ((_addressee(each, language),) for each in to))


def _addressee(each: Mapping[str, Any], language: str) -> SafeString:
    key, who = f"told_to.{each.get('kind')}", str(each.get("who"))
    return say.say(key, language, who=who) if words.known(key) else isolated.plain(who)

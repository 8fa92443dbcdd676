"""Saying: a phrase in a language with its facts filled in, safe to stand in a page."""

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from dalil.core.visible import visible
from dalil.web import isolated, words

Fact = str | int | SafeString


def say(key: str, language: str, **facts: Fact) -> SafeString:
    """The phrase under ``key`` in ``language``, its facts escaped and isolated; safe ones as they are."""
    text = words.phrase(key).in_language(language)
    return format_html(text, **{name: _isolated(fact) for name, fact in facts.items()})


def text(key: str, language: str, **facts: str | int) -> str:
    """The phrase without markup, for titles and attributes; facts are isolated by characters (UAX #9)."""
    shown = {
        name: f"{fact:,}" if isinstance(fact, int) else _on_one_line(fact) for name, fact in facts.items()
    }
    isolated_facts = {name: f"\u2068{fact}\u2069" for name, fact in shown.items()}
    return words.phrase(key).in_language(language).format_map(isolated_facts)


def _on_one_line(fact: str) -> str:
    """Lines that somebody wrote, beside one another: an attribute has no lines."""
    return " · ".join(visible(line) for line in fact.split("\n"))


def coded(family: str, code: str, language: str) -> SafeString:
    """What a code means: the phrase ``family.code``, or the code itself where no phrase is known."""
    key = f"{family}.{code}"
    if words.known(key):
        return say(key, language)
    return isolated.plain(code)


def contradiction(code: str, detail: SafeString, language: str) -> SafeString:
    """What a contradiction says, with the values that stand against each other."""
    key = f"contradiction.{code}"
    if not words.known(key):
        return format_html("{} {}", isolated.plain(code), detail)
    sentence = words.phrase(key).in_language(language)
    return format_html(sentence, detail=detail)


def _isolated(fact: Fact) -> SafeString:
    if isinstance(fact, SafeString):
        return conditional_escape(fact)
    return isolated.number(fact) if isinstance(fact, int) else isolated.plain(fact)

"""What is refused, lost or found, in words: a code becomes a few words, a sentence and a remedy.

English sentences and remedies stand in the refusals themselves. Arabic ones, and the few words in both
languages, stand in ``refused.toml``, by code; reasons of the ladder stand in ``core.wording``. A test finds
codes that lack them.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from django.utils.html import format_html
from django.utils.safestring import SafeString

from dalil.core.errors import Refusal
from dalil.core.wording import LOSSES
from dalil.web import isolated
from dalil.web.words import Phrase


@dataclass(frozen=True, slots=True)
class Words:
    """About one code: a few words in both languages, sentence and remedy in Arabic (empty for findings)."""

    ar: str
    en: str
    sentence: str = ""
    remedy: str = ""


@cache
def everything() -> Mapping[str, Words]:
    """Words by code."""
    file = resources.files("dalil.web") / "refused.toml"
    return {code: Words(**each) for code, each in tomllib.loads(file.read_text(encoding="utf-8")).items()}


def reason(code: str) -> Phrase | None:
    """A few words for a loss, a refusal or a finding; None for a code that a newer version made."""
    known = LOSSES.get(code) or everything().get(code)
    return Phrase(known.ar, known.en) if known else None


def after_count(code: str, language: str) -> str:
    """The few words, or else the code, as they go on after a number: no capital where no name begins."""
    found = reason(code)
    told = found.in_language(language) if found else code
    return told[:1].lower() + told[1:] if told[1:2].islower() or told.startswith("A ") else told


def short(code: str, language: str) -> SafeString:
    """The few words, or else the code, safe to stand in a page."""
    found = reason(code)
    return format_html("{}", found.in_language(language)) if found else isolated.plain(code)


def sentence(refused: Refusal, language: str) -> SafeString:
    """What was refused, with its facts."""
    words = everything().get(refused.code)
    if language == "en" or words is None or not words.sentence:
        return _english(refused.sentence)
    facts = _Facts({name: isolated.plain(fact) for name, fact in refused.facts.items()})
    return format_html("{}", SafeString(words.sentence.format_map(facts)))


def remedy(refused: Refusal, language: str) -> SafeString:
    """What can be done."""
    words = everything().get(refused.code)
    if language == "en" or words is None or not words.remedy:
        return _english(refused.remedy)
    return isolated.mixed(words.remedy)


def _english(text: str) -> SafeString:
    return format_html('<bdi lang="en" dir="ltr">{}</bdi>', text)


class _Facts(dict[str, SafeString]):
    """Leaves out what is not known; a sentence must never fail."""

    def __missing__(self, key: str) -> SafeString:
        return isolated.plain("{" + key + "}")

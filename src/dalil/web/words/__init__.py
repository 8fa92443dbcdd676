"""Words: everything the pages say, in Arabic and English side by side, in TOML files that people can review.

Neither language is a translation of the other here: both stand under one key. ``{placeholders}`` are the same
in both. A key that is not there is our mistake and crashes; a test finds it before a person does.
"""

import string
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final, Literal

from dalil.core import reason_words, wording

Language = Literal["ar", "en"]
LANGUAGES: Final[tuple[Language, Language]] = ("ar", "en")
DIRECTION: Final = {"ar": "rtl", "en": "ltr"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """One thing to say, in both languages."""

    ar: str
    en: str

    def __post_init__(self) -> None:
        assert self.ar, f"no Arabic beside {self.en!r}"
        assert self.en, f"no English beside {self.ar!r}"
        assert _names(self.ar) == _names(self.en), f"other placeholders in Arabic: {self.en!r}"

    def in_language(self, language: str) -> str:
        """The text in ``language``, with its placeholders standing."""
        return self.ar if language == "ar" else self.en


def phrase(key: str) -> Phrase:
    """What stands under ``key``."""
    return everything()[key]


def known(key: str) -> bool:
    """Whether anything stands under ``key``; codes may come from newer versions."""
    return key in everything()


@cache
def everything() -> Mapping[str, Phrase]:
    """Every phrase by its key (``page.title``), from all files beside this one."""
    found: dict[str, Phrase] = {}
    for file in sorted(resources.files(__name__).iterdir(), key=lambda each: each.name):
        if file.name.endswith(".toml"):
            for key, each in _phrases(tomllib.loads(file.read_text(encoding="utf-8")), ""):
                assert key not in found, f"{key} stands in two files"
                found[key] = each
    return found | dict(_of_core())


def _of_core() -> Iterator[tuple[str, Phrase]]:
    """The words that the core keeps beside its codes, under the family of the code."""
    families = {
        "class": wording.CLASSES,
        "number_status": wording.STATUSES,
        "role": wording.ROLES,
        "unit": wording.UNITS,
        "contradiction": reason_words.CONTRADICTIONS,
    }
    for family, table in families.items():
        yield from ((f"{family}.{code}", Phrase(each.ar, each.en)) for code, each in table.items())
    for name, rung in wording.RUNGS.items():
        yield f"rung.{name}", Phrase(rung.ar, rung.en)
        yield f"rule.{name}", Phrase(rung.ar_rule, rung.en_rule)


def _phrases(table: Mapping[str, object], above: str) -> Iterator[tuple[str, Phrase]]:
    for name, value in table.items():
        assert isinstance(value, dict), f"{above}{name} is neither a table nor a phrase"
        if set(value) == set(LANGUAGES):
            yield f"{above}{name}", Phrase(**value)
        else:
            yield from _phrases(value, f"{above}{name}.")


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}

"""Meaning: a value of a field as people read it: what the profile calls it, a date without year in words."""

import re
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from dalil.web import isolated, say
from dalil.web.workplace import workplace
from dalil.web.written import written

_NO_YEAR: Final = re.compile(r"--(\d\d)-(\d\d)\Z", re.ASCII)
_BETWEEN: Final = " | "
"""What stands between the values of a contradiction (``core.contradiction``)."""
_FIELD_OF: Final = {"unit": "unit", "agency": "agency", "agencies": "agency", "date": "date"}
"""The last word of a contradiction's code, and the field whose values its detail holds."""


def meant(field: str, value: str, language: str) -> SafeString:
    """What a value of ``field`` means, else the value as written."""
    return _known(field, value, language) or written(value)


def detail(code: str, text: str, language: str) -> SafeString:
    """The values of a contradiction, each as it is meant; as they are where none has another name."""
    field = _FIELD_OF.get(code.rpartition("-")[2], "")
    text = text.replace(" ×", "\N{NO-BREAK SPACE}×")  # how often stands with what it counts
    values = text.split(_BETWEEN)
    known = [_known(field, value, language) for value in values]
    if not any(known):
        return isolated.plain(text)
    shown = ((name or isolated.plain(value),) for name, value in zip(known, values, strict=True))
    return format_html_join(_BETWEEN, "{}", shown)


def _known(field: str, value: str, language: str) -> SafeString | None:
    word = workplace().profile.words.get((field, value))
    if word is not None:
        return format_html("{}", word.ar if language == "ar" else word.en)
    if field == "date" and (found := _NO_YEAR.match(value)):
        return say.say("value.day_without_year", language, month=int(found[1]), day=int(found[2]))
    return None

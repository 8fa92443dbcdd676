"""Written: what somebody wrote or a machine read, as it looks on the paper.

Unicode's rules turn round Arabic-Indic numbers between which a blank or a hyphen stands, in whatever
direction: ``٢١٥ - ٣٦٥٩`` *displays* as ٣٦٥٩ - ٢١٥. An order that is kept here is the order of the label.
"""

import re
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from dalil.core.visible import visible

_PART: Final = "[0-9A-Za-z٠-٩۰-۹?؟⋮]+"
_RUN: Final = re.compile(rf"(<U\+[0-9A-F]+>|{_PART}(?:[-/.:_–−]{_PART})*)")
"""Numbers and Latin words with what stands inside them, kept together as by ``vision.alphabet.logical``."""


def written(text: str) -> SafeString:
    """Lines in their own order, each in its own direction."""
    lines = format_html_join("\n", "{}", ((_line(line),) for line in text.split("\n")))
    return format_html('<bdi dir="auto" class="written">{}</bdi>', lines)


def lettered(text: str) -> bool:
    """Whether letters stand in ``text``: without them it runs left to right, as numbers do."""
    return any(character.isalpha() for character in text)


def _line(line: str) -> SafeString:
    if not lettered(line):
        return format_html('<bdo dir="ltr">{}</bdo>', visible(line))
    parts = _RUN.split(visible(line))
    shown = ((_run(part) if place % 2 else part,) for place, part in enumerate(parts))
    return format_html('<bdi dir="auto">{}</bdi>', format_html_join("", "{}", shown))


def _run(part: str) -> SafeString:
    return format_html('<bdo dir="ltr">{}</bdo>', part)

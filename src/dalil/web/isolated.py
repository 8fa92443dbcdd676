"""Isolation: dates, numbers, paths and digests run left to right inside Arabic too.

Unisolated, ``2013-05-01`` *displays* as 01-05-2013 inside Arabic text. Everything of that kind goes through
here and comes out inside ``<bdi dir="ltr">``, escaped, with hidden characters made visible.
"""

import re
from collections.abc import Callable
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from dalil.core.study.estimate import Interval
from dalil.core.visible import visible

_DIGITS_SHOWN: Final = 12
_UNBROKEN_MAX: Final = 24
"""Characters of a run that is not broken over two lines: two dates fit, and a narrow page holds them."""
_PPM_A_PERCENT: Final = 10_000
_GROUPED: Final = r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))"
"""The comma in 1,000; any other parts a list."""
_RUN: Final = re.compile(
    r"(<U\+[0-9A-F]+>|(?:--)?[0-9A-Za-z](?:(?:[0-9A-Za-z .:/|?_@+–−-]|" + _GROUPED + r")*[0-9A-Za-z?])?)"
)
"""Numbers, dates, codes, options, Latin words, and what is between; split() gives them at odd places."""


def plain(text: object) -> SafeString:
    """Something technical: a code, a version, a name of a tool."""
    return format_html('<bdi dir="ltr">{}</bdi>', visible(str(text)))


def number(value: int) -> SafeString:
    """A count, in groups of three digits."""
    return format_html('<bdi dir="ltr" class="number">{}</bdi>', f"{value:,}")


def span(low: int, high: int) -> SafeString:
    """A range of counts, or one count where both ends are the same."""
    if low == high:
        return number(low)
    return format_html('<bdi dir="ltr" class="number">{}</bdi>', f"{low:,}–{high:,}")


def percent(ppm: int) -> SafeString:
    """A share given in millionths, as per cent with one decimal."""
    return format_html('<bdi dir="ltr" class="number">{}</bdi>', _percent(ppm))


def percents(low_ppm: int, high_ppm: int) -> SafeString:
    """A range of shares, in one piece: its ends would change places inside Arabic."""
    ends = (f"{end // 10}.{end % 10}%" for end in Interval(low_ppm, high_ppm).per_mille)
    return format_html('<bdi dir="ltr" class="number">{}</bdi>', "–".join(ends))


def _percent(ppm: int) -> str:
    whole, rest = divmod(ppm, _PPM_A_PERCENT)
    return f"{whole}.{rest * 10 // _PPM_A_PERCENT}%"


def moment(text: str) -> SafeString:
    """An instant of ours, ``2026-01-31T09:30:00.123Z``, to the second, with its zone."""
    shown = f"{text[:10]} {text[11:19]} UTC"
    return format_html('<bdi dir="ltr"><time datetime="{}">{}</time></bdi>', text, shown)


def path(text: str) -> SafeString:
    """A path, whole, its parts from left to right; each part in its own direction, numbers in theirs.

    Without that, ``شرطة 12-04`` *displays* as 04-12, and a part's number hangs on the part before it.
    """
    if text.isascii():
        return format_html('<bdi dir="ltr" class="path">{}</bdi>', visible(text))
    parts = format_html_join(
        "/", '<bdi dir="auto">{}</bdi>', ((_split(part, plain),) for part in text.split("/"))
    )
    return format_html('<bdi dir="ltr" class="path">{}</bdi>', parts)


def digest(text: str) -> SafeString:
    """A digest, whole; it may break anywhere."""
    return format_html('<bdi dir="ltr" class="digest">{}</bdi>', text)


def short(text: str) -> SafeString:
    """The first digits of a digest, all of it when pointed at; for people, never for deciding."""
    return format_html('<bdi dir="ltr" class="digest short" title="{}">{}</bdi>', text, text[:_DIGITS_SHOWN])


def mixed(text: str) -> SafeString:
    """A sentence put together elsewhere: every run of numbers and Latin letters in it is isolated.

    A short run, as a date is, stays on one line.
    """
    return _split(text, _unbroken)


def _split(text: str, run: Callable[[str], SafeString]) -> SafeString:
    """``text`` with every run of numbers and Latin letters in it made by ``run``."""
    parts = _RUN.split(visible(text))
    return format_html_join(
        "", "{}", ((run(part) if place % 2 else part,) for place, part in enumerate(parts))
    )


def _unbroken(part: str) -> SafeString:
    if len(part) > _UNBROKEN_MAX:
        return plain(part)
    return format_html('<bdi dir="ltr" class="unbroken">{}</bdi>', visible(part))

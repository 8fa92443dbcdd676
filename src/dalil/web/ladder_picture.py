"""The ladder as one picture: where every bar, word and loss stands. The template only draws it.

Lengths are in the picture's own units, about one CSS pixel. Everything is laid out from the side where
reading begins, and mirrored at the end for Arabic. Bars share one scale from the first rung to the last;
where the unit changes, the tone does too. The solid part of a bar is the low count, the hatched part reaches
to the high one.
"""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from dalil.core.ladder import Rung
from dalil.web import refused, words
from dalil.web.ladder_link import address_of_loss, address_of_rung

_BAR_LEAST: Final = 3.0
"""A rung that is not empty is seen, however small it is beside the first."""
_NAME_LINE: Final = 20.0
_RULE_LINE: Final = 17.0
_LOSS_LINE: Final = 22.0
_BAR_HEIGHT: Final = 30.0
_GAP: Final = 20.0
_SLACK: Final = 8.0
_EDGE: Final = 4.0
_TICK: Final = 4.0


@dataclass(frozen=True, slots=True)
class Shape:
    """How the picture is laid out: widths in its units, letters that fit on a line."""

    name: str
    width: float
    words_width: float
    words_letters: int
    loss_letters: int
    beside: bool
    """Words beside the bars, or above them."""


WIDE: Final = Shape("wide", 960.0, 318.0, 46, 78, beside=True)
NARROW: Final = Shape("narrow", 300.0, 300.0, 42, 36, beside=False)


@dataclass(frozen=True, slots=True)
class Words:
    """Words in the picture: where the line begins, its base line, a count before it, and where it leads."""

    x: float
    y: float
    kind: str
    text: str
    count: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One rung's bar: its upper edge, where it begins, the ends of its low and high part."""

    x: float
    y: float
    height: float
    low_x: float
    low_width: float
    high_x: float
    high_width: float
    value_x: float
    unit: str
    title: str

    @property
    def foot(self) -> float:
        """Its lower edge."""
        return self.y + self.height

    @property
    def tick(self) -> tuple[float, float]:
        """From where to where the mark of the value goes."""
        return self.y - _TICK, self.foot + _TICK


@dataclass(frozen=True, slots=True)
class Fall:
    """What lies between two bars: four corners."""

    points: str


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole picture."""

    shape: str
    width: float
    height: float
    bars: tuple[Bar, ...]
    falls: tuple[Fall, ...]
    words: tuple[Words, ...]

    @property
    def view_box(self) -> str:
        """The picture's frame, with room for the marks at either end."""
        return f"{-_EDGE:.0f} 0 {self.width + 2 * _EDGE:.0f} {self.height:.0f}"


def draw(rungs: Sequence[Rung], shape: Shape, language: str) -> Picture:
    """The picture of ``rungs`` in ``language``."""
    most = max((max(rung.value, rung.high) for rung in rungs), default=0) or 1
    rows = list(_rows(rungs, shape, language, most))
    height = rows[-1].end if rows else 0.0
    falls = tuple(_fall(row, following, shape) for row, following in pairwise(rows))
    picture = Picture(
        shape=shape.name,
        width=shape.width,
        height=height,
        bars=tuple(row.bar for row in rows),
        falls=falls,
        words=tuple(each for row in rows for each in row.words),
    )
    return _mirrored(picture) if words.DIRECTION[language] == "rtl" else picture


@dataclass(frozen=True, slots=True)
class _Row:
    bar: Bar
    words: tuple[Words, ...]
    end: float


def _rows(rungs: Sequence[Rung], shape: Shape, language: str, most: int) -> Iterator[_Row]:
    top = 4.0
    for rung in rungs:
        row = _row(rung, shape, language, most=most, top=top)
        yield row
        top = row.end


def _row(rung: Rung, shape: Shape, language: str, *, most: int, top: float) -> _Row:
    names = list(_name(rung, shape, language, top))
    start = shape.words_width if shape.beside else 0.0
    bar_top = top if shape.beside else names[-1].y + _SLACK
    bar = _bar(rung, start, bar_top, (shape.width - start) / most, language)
    losses = list(_losses(rung, start + _SLACK, bar_top + _BAR_HEIGHT, shape, language))
    ends = [bar_top + _BAR_HEIGHT, *(each.y + _SLACK for each in (*names, *losses))]
    return _Row(bar, (*names, *losses), max(ends) + _GAP)


def _name(rung: Rung, shape: Shape, language: str, top: float) -> Iterator[Words]:
    """Name and count, then the rule, line by line."""
    y = top + _NAME_LINE
    name = words.phrase(f"rung.{rung.name}").in_language(language)
    count = _isolated(_count(rung, language)) if rung.recorded else ""
    yield Words(0.0, y, "name", name, count, address_of_rung(rung.name))
    if not rung.recorded:
        y += _RULE_LINE
        yield Words(0.0, y, "rule", _count(rung, language))
    for line in textwrap.wrap(
        words.phrase(f"rule.{rung.name}").in_language(language), shape.words_letters, break_long_words=False
    ):
        y += _RULE_LINE
        yield Words(0.0, y, "rule", line)


def _losses(rung: Rung, x: float, top: float, shape: Shape, language: str) -> Iterator[Words]:
    y = top
    signed = [("−", "loss", each) for each in rung.losses] + [("+", "gain", each) for each in rung.gains]
    for sign, kind, (code, count) in signed:
        y += _LOSS_LINE
        lines = textwrap.wrap(refused.after_count(code, language), shape.loss_letters) or [code]
        address = address_of_loss(rung.name, code)
        yield Words(x, y, kind, lines[0], _isolated(f"{sign}{count:,}"), address)
        for line in lines[1:]:
            y += _RULE_LINE
            yield Words(x, y, kind, line, "", address)


def _bar(rung: Rung, start: float, top: float, scale: float, language: str) -> Bar:
    low = _length(rung.low, scale)
    high = max(_length(rung.high, scale), low)
    return Bar(
        x=start,
        y=top,
        height=_BAR_HEIGHT,
        low_x=start,
        low_width=low,
        high_x=start + low,
        high_width=high - low,
        value_x=start + _length(rung.value, scale),
        unit=rung.unit,
        title=f"{words.phrase(f'rung.{rung.name}').in_language(language)}: {_count(rung, language)}",
    )


def _length(count: int, scale: float) -> float:
    return max(count * scale, _BAR_LEAST) if count else 0.0


def _count(rung: Rung, language: str) -> str:
    if not rung.recorded:
        return words.phrase("ladder.not_recorded").in_language(language)
    if rung.low == rung.high == rung.value:
        return f"{rung.value:,}"
    return f"{rung.value:,} ({rung.low:,}–{rung.high:,})"


def _isolated(number: str) -> str:
    """A number that keeps its direction without markup, which a picture cannot hold (UAX #9, isolates)."""
    return f"\u2066{number}\u2069"


def _fall(row: _Row, following: _Row, shape: Shape) -> Fall:
    """The light ground between two bars: from the value of the one to the value of the next."""
    if not shape.beside:
        return Fall("")
    bar, lower = row.bar, following.bar
    bottom = bar.y + bar.height
    corners = (
        (bar.x, bottom),
        (bar.value_x, bottom),
        (lower.value_x, lower.y),
        (lower.x, lower.y),
    )
    return Fall(_points(corners))


def _points(corners: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)


def _mirrored(picture: Picture) -> Picture:
    """The same picture for a language that begins at the right."""
    width = picture.width

    def turned(points: str) -> str:
        pairs = (point.split(",") for point in points.split())
        return _points([(width - float(x), float(y)) for x, y in pairs])

    return replace(
        picture,
        bars=tuple(
            replace(
                bar,
                x=width - bar.x,
                low_x=width - bar.low_x - bar.low_width,
                high_x=width - bar.high_x - bar.high_width,
                value_x=width - bar.value_x,
            )
            for bar in picture.bars
        ),
        falls=tuple(Fall(turned(fall.points)) for fall in picture.falls),
        words=tuple(replace(each, x=width - each.x) for each in picture.words),
    )

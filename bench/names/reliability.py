"""Reliability: of entries that were given such a chance, how many were meant; as a plot (SVG)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bench.names.chains import Case

SIZE: Final = 420
EDGE: Final = 50
BINS: Final = 10
COLOURS: Final = ("#1b5e8c", "#b3541e")
_FEW: Final = 10
"""Bins with fewer cases are not drawn: their share says nothing."""


def bins(cases: Sequence[Case]) -> list[tuple[float, float, int]]:
    """Mean chance, share that is right, and count, of first candidates in ten bins."""
    found = []
    for at in range(BINS):
        here = [case for case in cases if min(int(case.score * BINS), BINS - 1) == at and case.candidates]
        if len(here) >= _FEW:
            mean = sum(case.score for case in here) / len(here)
            found.append((mean, sum(case.is_right for case in here) / len(here), len(here)))
    return found


def plot(named: Mapping[str, Sequence[Case]]) -> Iterator[str]:
    """Lines of the file: chance that is said against share that is right, one line for each script."""
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" font-family="sans-serif"'
    yield ' font-size="12">'
    yield f'<rect width="{SIZE}" height="{SIZE}" fill="#fff"/>'
    for tenth in range(0, BINS + 1, 2):
        x, y = _place(tenth / BINS, tenth / BINS)
        yield f'<line x1="{x}" y1="{EDGE}" x2="{x}" y2="{SIZE - EDGE}" stroke="#e4e4e4"/>'
        yield f'<line x1="{EDGE}" y1="{y}" x2="{SIZE - EDGE}" y2="{y}" stroke="#e4e4e4"/>'
        yield f'<text x="{x}" y="{SIZE - EDGE + 18}" text-anchor="middle">{tenth * 10} %</text>'
        yield f'<text x="{EDGE - 8}" y="{y + 4}" text-anchor="end">{tenth * 10} %</text>'
    (x0, y0), (x1, y1) = _place(0, 0), _place(1, 1)
    yield f'<line x1="{x0}" y1="{y0}" x2="{x1}" y2="{y1}" stroke="#999" stroke-dasharray="4 4"/>'
    for place, ((name, cases), colour) in enumerate(zip(named.items(), COLOURS, strict=True)):
        points = [(*_place(said, right), count) for said, right, count in bins(cases)]
        joined = " ".join(f"{x},{y}" for x, y, _ in points)
        yield f'<polyline points="{joined}" fill="none" stroke="{colour}" stroke-width="2"/>'
        yield from (
            f'<circle cx="{x}" cy="{y}" r="4" fill="{colour}"><title>{count} cases</title></circle>'
            for x, y, count in points
        )
        yield f'<text x="{EDGE + 12}" y="{EDGE + 18 + 18 * place}" fill="{colour}">asked in {name}</text>'
    middle = 'text-anchor="middle">'
    yield f'<text x="{SIZE / 2}" y="{SIZE - 8}" {middle}chance of the first entry, as said</text>'
    yield f'<text transform="translate(12 {SIZE / 2}) rotate(-90)" {middle}share that was meant</text>'
    yield "</svg>"


def _place(said: float, right: float) -> tuple[float, float]:
    inside = SIZE - 2 * EDGE
    return round(EDGE + said * inside, 1), round(SIZE - EDGE - right * inside, 1)

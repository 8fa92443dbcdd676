"""A plot of seconds over counts, both logarithmic, as SVG."""

import math
from collections.abc import Iterator, Mapping, Sequence

WIDE, HIGH, EDGE = 640, 420, 60
COLOURS = ("#1b5e8c", "#b3541e", "#4a7a2c")
Point = tuple[float, float]


def plot(lines: Mapping[str, Sequence[Point]]) -> Iterator[str]:
    """The lines of the file; a program without points is left out."""
    points = [point for line in lines.values() for point in line]
    spans = [
        (math.floor(math.log10(min(each))), math.ceil(math.log10(max(each))))
        for each in zip(*points, strict=True)
    ]
    (left, right), (low, top) = spans

    def place(count: float, seconds: float) -> Point:
        x = EDGE + (math.log10(count) - left) / (right - left) * (WIDE - 2 * EDGE)
        y = HIGH - EDGE - (math.log10(seconds) - low) / (top - low) * (HIGH - 2 * EDGE)
        return round(x, 1), round(y, 1)

    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}"'
    yield ' font-family="sans-serif" font-size="13">'
    yield f'<rect width="{WIDE}" height="{HIGH}" fill="#fff"/>'
    for power in range(left, right + 1):
        x, y = place(10.0**power, 10.0**low)
        yield f'<line x1="{x}" y1="{EDGE}" x2="{x}" y2="{y}" stroke="#ddd"/>'
        yield f'<text x="{x}" y="{y + 20}" text-anchor="middle">{10**power:,}</text>'
    for power in range(low, top + 1):
        x, y = place(10.0**left, 10.0**power)
        yield f'<line x1="{x}" y1="{y}" x2="{WIDE - EDGE}" y2="{y}" stroke="#ddd"/>'
        yield f'<text x="{x - 8}" y="{y + 4}" text-anchor="end">{10.0**power:g} s</text>'
    for (name, line), colour in zip(lines.items(), COLOURS, strict=False):
        if line:
            yield from _line(name, [place(*point) for point in line], colour)
    yield "</svg>"


def _line(name: str, places: Sequence[Point], colour: str) -> Iterator[str]:
    joined = " ".join(f"{x},{y}" for x, y in places)
    yield f'<polyline points="{joined}" fill="none" stroke="{colour}" stroke-width="2"/>'
    yield from (f'<circle cx="{x}" cy="{y}" r="3.5" fill="{colour}"/>' for x, y in places)
    x, y = places[-1]
    yield f'<text x="{x - 6}" y="{y - 10}" fill="{colour}" text-anchor="end">{name}</text>'

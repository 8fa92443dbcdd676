"""Lesson: lines that people settled, as something that the label reader can be taught.

Serves docs/methods/reading.md. A label teaches only what its readers agree on to the letter; here is decided
which line of a machine each typed one is, and which labels are kept back to measure what was learned.
"""

import hashlib
from collections.abc import Sequence
from typing import Final

from dalil.core.number import UNREAD, digits_apart
from dalil.core.reading import Reading
from dalil.core.script import ARABIC_INDIC_DIGITS, EXTENDED_DIGITS, WESTERN_DIGITS, fold_digits

LABELS_MIN: Final = 40
"""Fewer settled labels than this teach nothing that could be measured: ten would be kept back."""
LABELS_MAX: Final = 4_000
"""More are left out, and said to be: after hundreds there is little to gain, and all stand in memory."""
_ASKED_IN: Final = 4
"""One label in so many is kept back."""
_ALIKE_PER_CENT_MIN: Final = 50
"""How alike a typed line and a machine's must be to be one line, where their numbers of lines differ."""
_ALL: Final = 100
_SYSTEMS: Final = (WESTERN_DIGITS, ARABIC_INDIC_DIGITS, EXTENDED_DIGITS)

Typed = tuple[str, ...]
"""Lines of one label as a person typed them."""


def is_asked(item: str) -> bool:
    """Whether a label is kept back: by a digest of its name, so that nobody can choose."""
    return hashlib.sha256(f"asked\0{item}".encode()).digest()[0] % _ASKED_IN == 0


def agreed_lines(settled: Reading, read: Sequence[tuple[Reading, Typed]]) -> Typed | None:
    """Return the lines of a settled label, where all who read it so typed the same; else None.

    Blanks and the script of digits may differ: the first in order of text is taken.
    """
    same = (settled.kind, settled.legibility, settled.value)
    typed = [lines for one, lines in read if (one.kind, one.legibility, one.value) == same]
    known = {tuple(filter(None, map(_bare, lines))) for lines in typed}
    return min(typed) if len(known) == 1 and known != {()} else None


def paired(typed: Sequence[str], machine: Sequence[str]) -> list[tuple[int, str]]:
    """Return which line of the machine each typed line is: pairs of its place and what people read.

    As many lines as the machine found are paired in order. Otherwise lines are paired in the order in which
    they are most alike, those that are hardly alike with none. A line with a digit that nobody could read
    teaches nothing and is left out.
    """
    lines = [line.strip() for line in typed if line.strip()]
    found = list(enumerate(lines)) if _in_order(lines, machine) else _aligned(lines, machine)
    return [(place, line) for place, line in found if UNREAD not in line]


def _in_order(lines: Sequence[str], machine: Sequence[str]) -> bool:
    """Whether each typed line can be the machine's at its place.

    There are as many; both have digits or neither; and none is more like a line at another place.
    """
    if len(lines) != len(machine):
        return False
    alike = [[_alike_per_cent(line, other) for other in machine] for line in lines]
    return all(
        (not other or _has_digits(line) == _has_digits(other))
        and max(row) in {row[place], *range(_ALIKE_PER_CENT_MIN)}
        for place, (line, other, row) in enumerate(zip(lines, machine, alike, strict=True))
    )


def _has_digits(line: str) -> bool:
    return any(one.isdecimal() for one in line)


def spellings(line: str) -> tuple[str, ...]:
    """A line as typed, and with its digits in each script: people type them as their keyboard has them."""
    plain = fold_digits(line)
    others = (plain.translate(str.maketrans(WESTERN_DIGITS, digits)) for digits in _SYSTEMS)
    return tuple(dict.fromkeys((line, *others)))


def same_line(one: str, other: str) -> bool:
    """Whether two lines say the same: blanks and the script of digits apart."""
    return _bare(one) == _bare(other)


def _bare(line: str) -> str:
    return "".join(fold_digits(line).split())


def _aligned(lines: Sequence[str], machine: Sequence[str]) -> list[tuple[int, str]]:
    """Pairs that keep both orders and are together most alike (Needleman and Wunsch 1970)."""
    best: list[list[tuple[int, tuple[tuple[int, str], ...]]]] = [[(0, ())] * (len(machine) + 1)]
    for line in lines:
        above, row = best[-1], [best[-1][0]]
        for place, other in enumerate(machine):
            alike = _alike_per_cent(line, other)
            total, pairs = above[place]
            options = [row[-1], above[place + 1]]
            if alike >= _ALIKE_PER_CENT_MIN:
                options.append((total + alike, (*pairs, (place, line))))
            row.append(max(options, key=lambda option: option[0]))
        best.append(row)
    return list(best[-1][-1][1])


def _alike_per_cent(one: str, other: str) -> int:
    left, right = _bare(one), _bare(other)
    longer = max(len(left), len(right), 1)
    return _ALL - _ALL * digits_apart(left, right) // longer

"""Line form: in how many ways a regular expression may have to be tried along one line.

Python's expressions are tried one way after the other: where repeats stand in repeats, the ways multiply with
every character, and one line takes hours. An upper bound is told from the expression alone; no line is tried.
"""

import re
from typing import Any, Final

WAYS_MAX: Final = 1_000_000
"""More are refused: a form of three repeats without end has so many, and they take a fraction of a second."""
_ENDLESS: Final = 100
"""What a repeat without end counts: characters that a line has at most, by far."""


def ways(form: str) -> int:
    """Return a bound, at most :data:`WAYS_MAX` + 1. Raises: re.error where the form is no expression."""
    return _of(re._parser.parse(form))  # type: ignore[attr-defined]  # noqa: SLF001 - nothing public tells


def _of(parsed: Any) -> int:  # noqa: ANN401 - Python's parsed expressions have no type
    """One way after the other: the product over all parts."""
    found = 1
    for name, held in parsed:
        found = min(found * _one(str(name), held), WAYS_MAX + 1)
    return found


def _one(name: str, held: Any) -> int:  # noqa: ANN401 - likewise
    if name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        least, most, body = held
        top = min(int(most), _ENDLESS) if int(most) > int(least) else int(most)
        inside = _of(body)
        repeated = WAYS_MAX + 1 if inside > 1 and top > _ENDLESS else inside ** min(top, _ENDLESS)
        return min(max(top - int(least), 0) + 1, WAYS_MAX) * min(repeated, WAYS_MAX + 1)
    if name == "BRANCH":
        return sum(_of(each) for each in held[1])
    if name == "GROUPREF_EXISTS":
        return sum(_of(each) for each in held[1:] if each is not None)
    if name in {"SUBPATTERN", "ASSERT", "ASSERT_NOT"}:
        return _of(held[-1])
    return _of(held) if name == "ATOMIC_GROUP" else 1

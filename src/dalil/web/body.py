"""The body of an entry as lines: each value under the names that lead to it, nothing left out."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

_DIGEST: Final = re.compile(r"[0-9a-f]{64}\Z")


@dataclass(frozen=True, slots=True)
class Line:
    """One value of an entry's body. ``kind``: number, digest or text."""

    name: str
    value: str | int
    kind: str


def shown_body(body: Mapping[str, Any]) -> tuple[Line, ...]:
    """Every value in ``body``, names joined by dots, list positions counted from 0."""
    return tuple(_lines("", body))


def _lines(above: str, value: Any) -> Iterator[Line]:  # noqa: ANN401 - whatever JSON holds
    if isinstance(value, dict) and value:
        for name, inner in value.items():
            yield from _lines(f"{above}.{name}" if above else name, inner)
    elif isinstance(value, list) and value:
        for position, inner in enumerate(value):
            yield from _lines(f"{above}[{position}]", inner)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield Line(above, value, "number")
    else:
        shown = value if isinstance(value, str) else json.dumps(value)
        yield Line(above, shown, "digest" if _DIGEST.match(shown) else "text")

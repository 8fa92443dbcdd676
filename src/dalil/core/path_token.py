"""Path token: one part of a path while it is being read, taken apart span by span.

Each span is taken once; what was taken is blotted out, so that no letter counts twice and a later rule cannot
see across it. Endings that only name a file's or container's format are not part of the name.
"""

import re
from dataclasses import dataclass, field
from typing import Final, Self

from dalil.core.moment import Precision
from dalil.core.path_fact import PathAlternative, PathFact, PathKind
from dalil.core.script import Folded, fold

_ENDING: Final = re.compile(
    r"\.(?:jpe?g|jpe|jfif|png|gif|bmp|tiff?|webp|heic|heif|raw|cr2|nef|arw|dng|orf|thm|psd"
    r"|pdf|docx?|xlsx?|csv|txt|zip|rar|7z|tar|t?gz|xz|bz2|zst|iso|img|dd|e01|vhd)\Z"
)
_BLOT: Final = "\0"
_JOINTS: Final = "./-"


@dataclass(slots=True)
class PathPart:
    """The part's folded text, blotted where it was taken, and the facts taken so far."""

    level: int
    folded: Folded
    text: str
    taken: list[tuple[int, int, PathFact]] = field(default_factory=list)
    """Start and end of each fact in the folded text."""

    @classmethod
    def of(cls, level: int, raw: bytes) -> Self | None:
        """Decode and fold a part; None where it is not UTF-8."""
        try:
            folded = fold(raw.decode("utf-8"))
        except UnicodeDecodeError:
            return None
        text = folded.text.replace(_BLOT, " ")
        while (shorter := _ENDING.sub("", text)) != text:
            text = shorter
        return cls(level, folded, text)

    def take(
        self,
        start: int,
        end: int,
        kind: PathKind,
        value: str,
        rule: str,
        *,
        precision: Precision | None = None,
        alternatives: tuple[PathAlternative, ...] = (),
    ) -> None:
        """Record one fact and blot its span out."""
        raw = self.written(start, end).encode("utf-8")
        fact = PathFact(self.level, raw, kind, value, rule, precision, alternatives)
        self.taken.append((start, end, fact))
        self.text = self.text[:start] + _BLOT * (end - start) + self.text[end:]

    def written(self, start: int, end: int) -> str:
        """Return the span exactly as written."""
        return self.folded.written(start, end)

    def touches_number(self, start: int, end: int) -> bool:
        """True when a dot, dash or stroke joins the span to another number, taken or not."""
        before, after = self.folded.text[:start][-2:], self.folded.text[end:][:2]
        joined = {_BLOT, *"0123456789"}
        return (before[-1:] in _JOINTS and before[:1] in joined and before != "") or (
            after[:1] in _JOINTS and after[1:] in joined and after != ""
        )

    def facts(self) -> list[PathFact]:
        """Return the facts in the order in which they are written."""
        return [fact for _, _, fact in self.in_order()]

    def in_order(self) -> list[tuple[int, int, PathFact]]:
        """Return the facts with their places in the folded text, likewise."""
        return sorted(self.taken, key=lambda item: item[0])

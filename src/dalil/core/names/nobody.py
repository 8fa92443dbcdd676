"""Nobody: what papers and lists write where nobody knows the name."""

from functools import lru_cache
from typing import Final

from dalil.core.names.folding import strict

_UNKNOWN: Final = (
    "مجهول, مجهولة, مجهول الهوية, مجهولة الهوية, غير معروف, غير معروفة, غير معلوم, غير معلومة, لا يوجد, "
    "بلا اسم, بدون اسم, unknown, unidentified, no name, not known, n a, inconnu, unbekannt"
)
_NOBODY: Final = frozenset(strict(each) for each in _UNKNOWN.split(", "))
"""What is written where nobody knows the name."""
_NOBODY_FIRST: Final = frozenset(each.partition(" ")[0] for each in _NOBODY)
_REMEMBERED: Final = 16_384
"""Cells that are known to name somebody: one is asked about several times while its row is read."""


def is_nobody(text: str) -> bool:
    """True for what is written where nobody knows the name: مجهول الهوية, unidentified."""
    first = strict(text.split(maxsplit=1)[0]) if text.strip() else ""
    if first and first.partition(" ")[0] not in _NOBODY_FIRST:
        return False  # nearly every cell of a list: its other words need no folding
    return _is_nobody(text)


@lru_cache(maxsize=_REMEMBERED)
def _is_nobody(text: str) -> bool:
    return strict(text) in _NOBODY

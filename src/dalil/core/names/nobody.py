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
"""First words that are kept: a cell is asked about several times while its row is read."""


def is_nobody(text: str) -> bool:
    """True for what is written where nobody knows the name: مجهول الهوية, unidentified."""
    first = text.split(maxsplit=1)
    if not first or first[0][-1].isdecimal() or _names_somebody(first[0]):
        return False  # nearly every cell of a list: its other words need no folding, and no id is remembered
    return strict(text) in _NOBODY


@lru_cache(maxsize=_REMEMBERED)
def _names_somebody(word: str) -> bool:
    """Whether nothing that begins with ``word`` says that nobody knows. A lone sign may stand before it."""
    key = strict(word)
    return bool(key) and key.partition(" ")[0] not in _NOBODY_FIRST

"""Habit: what clerks of other countries write where most write otherwise, read as most write it.

German: dsch for j, sch for sh, j for y, ch for kh. Turkish: c for j, v for w, a final t or p for d or b. The
letters were learned from lists that hardly hold them, so such a word is compared as it is and as read again.
"""

import re
from collections.abc import Iterator
from typing import Final

_GERMAN: Final = (("dsch", "J"), ("tsch", "C"), ("sch", "sh"), ("ch", "kh"), ("j", "y"))
"""In this order; what is in capitals is not touched again."""
_TURKISH: Final = (
    (re.compile("ttin$"), "ddin"),
    (re.compile("c(?!h)"), "j"),
    (re.compile("v"), "w"),
    (re.compile("t$"), "d"),
    (re.compile("p$"), "b"),
)


def read_again(word: str) -> Iterator[str]:
    """Each way in which a folded Latin word reads by such a habit, where that is another word."""
    german = word
    for written, read in _GERMAN:
        german = german.replace(written, read)
    german = german.replace("J", "j").replace("C", "ch")
    turkish = word
    for pattern, read in _TURKISH:
        turkish = pattern.sub(read, turkish)
    yield from dict.fromkeys(each for each in (german, turkish) if each != word)

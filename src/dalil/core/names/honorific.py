"""Honorific: titles, ranks and formulas that stand around a name and are no part of it."""

import re
from collections.abc import Sequence
from typing import Final

from dalil.core.names.compounds import without_article
from dalil.core.names.folding import strict

_TITLES: Final = (
    "السيد السيدة الشهيد الشهيدة المرحوم المرحومة الدكتور الدكتورة د دكتور الأستاذ أستاذ المهندس مهندس م "
    "الحاج حاج الحاجة الشيخ شيخ المحامي العقيد العميد اللواء الرائد المقدم النقيب الملازم المساعد الرقيب "
    "العريف المجند مجند الجندي جندي الشرطي عريف رقيب ملازم المدعو المدعوة الموقوف المعتقل المفقود الطفل "
    "الطفلة "
    "mr mrs ms miss dr prof herr frau sheikh shaikh scheich cheikh haj hajj hajji sayyid eng martyr "
    "colonel captain sergeant"
)
HONORIFICS: Final = frozenset(strict(title) for title in _TITLES.split())
"""Titles and ranks that may stand before a name."""
_FOLLOWING: Final = "أول ثاني البطل البطلة القائد المجاهد المغدور المظلوم"
_BEHIND_A_TITLE: Final = frozenset(strict(word) for word in _FOLLOWING.split())
"""What may follow a rank or title: الملازم أول, الشهيد البطل. Alone some of them are families."""
_HERO: Final = frozenset(map(strict, ("البطل", "البطلة")))
"""A title alone, too, where another word is the family."""
_FORMULA: Final = re.compile(
    r"[(\[{«]?\s*(?<!\w)(?:"
    r"(?:رحم|تقبل|حفظ|شفا|عافا|غفر ل)(?:ه|ها|هم)\s+الله(?:\s+تعالى)?"
    r"|الله\s+يرحم(?:ه|ها)"
    r"|(?:فك|فرّ?ج)\s+الله\s+(?:[أا]سر|كرب|قيد|عن)(?:ه|ها)"
    r"|رضي\s+الله\s+عن(?:ه|ها)"
    r"|طي[ّ]?ب\s+الله\s+ثرا(?:ه|ها)"
    r")(?!\w)\s*[)\]}»]?"
)
"""What people write behind the name of the dead and the missing: رحمه الله, فك الله أسره."""


def titles_before(folded: Sequence[str]) -> int:
    """How many titles stand first; the last word is always a name (الشيخ is a family too)."""
    count = 0
    while count < len(folded) - 1 and _is_title(folded, count):
        count += 1
    return count


def _is_title(folded: Sequence[str], at: int) -> bool:
    word = folded[at]
    if word in HONORIFICS or (at and word in _BEHIND_A_TITLE):
        return True
    return word in _HERO and without_article(folded[-1]) != folded[-1]


def formulas_apart(text: str) -> tuple[str, list[str]]:
    """A name without such formulas, and the formulas as written."""
    said = [found.group().strip() for found in _FORMULA.finditer(text)]
    return (_FORMULA.sub(" ", text).strip(), said) if said else (text, [])

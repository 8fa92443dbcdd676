"""Likelihood in words: how many times as likely something makes a match, and how likely it is then.

For people who know nothing of logarithms. Numbers are rounded to what one can picture; nothing is said to be
surer than 999 in 1,000, for the weights behind it are set by hand.
"""

from typing import Final

from dalil.core.wording import Words

_MILLIBITS: Final = 1_000
NOTHING_MILLIBITS: Final = 137
"""A weight under which nothing is said to change: a tenth more or less."""
_SLIGHTLY: Final = 1.5
_TWICE: Final = 2.5
_COUNTED: Final = 10.5
_MOST: Final = 1_000_000
_SURE: Final = 1_000
"""One in so many left open: more is not claimed."""
_EVEN: Final = (0.4, 0.6)
_DOUBTS: Final = (3, 4, 5, 6, 7, 8, 9, 10, 20, 50, 100, 200, 500, 1_000)
"""One chance in so many is left open: numbers that one can picture."""
_EN: Final = {
    3: "three times",
    4: "four times",
    5: "five times",
    6: "six times",
    7: "seven times",
    8: "eight times",
    9: "nine times",
    10: "ten times",
    100: "a hundred times",
    1_000: "a thousand times",
    1_000_000: "a million times",
}
_AR: Final = {
    3: "ثلاثة",
    4: "أربعة",
    5: "خمسة",
    6: "ستة",
    7: "سبعة",
    8: "ثمانية",
    9: "تسعة",
    10: "عشرة",
    100: "مئة",
    1_000: "ألف",
    1_000_000: "مليون",
}
_FEW: Final = range(3, 11)
_HUNDRED: Final = 100


def times(weight: int) -> Words:
    """What a weight in millibits does, as *four times as likely* or *a thousand times less likely*."""
    factor = 2.0 ** (abs(weight) / _MILLIBITS)
    grows = weight > 0
    if abs(weight) < NOTHING_MILLIBITS:
        return Words("لا يغيّر شيئاً", "changes nothing")
    if factor < _SLIGHTLY:
        return Words(
            *(("أرجح قليلاً", "a little likelier") if grows else ("أقل احتمالاً بقليل", "a little less likely"))
        )
    if factor < _TWICE:
        return Words(
            *(
                ("صار احتماله ضعف ما كان", "twice as likely")
                if grows
                else ("صار احتماله نصف ما كان", "half as likely")
            )
        )
    count, beyond = _rounded(factor), factor > _MOST
    english = f"{'more than ' if beyond else ''}{_EN.get(count, f'{count:,} times')}"
    more = "أكثر من " if beyond else ""
    if grows:
        multiple = _multiple(count)
        was = "لما كان" if multiple.endswith("ضعفاً") else "ما كان"
        return Words(f"صار احتماله {more}{multiple} {was}", f"{english} as likely")
    by = f"{more}{_multiple(count)}"
    return Words(f"أقل احتمالاً {_by(by)}", f"{english} less likely")


def stands(odds: int) -> Words:
    """How likely it is at these odds (millibits: log2 of for to against), as *1 chance in 40*."""
    chance = 1.0 / (1.0 + 2.0 ** (-odds / _MILLIBITS))
    if chance < _EVEN[0]:
        count = _rounded(1.0 / chance)
        return Words(f"احتمال واحد من {count:,}", f"1 chance in {count:,}")
    if chance <= _EVEN[1]:
        return Words("يستوي أن يكون هو وألا يكون", "as likely as not")
    left_open = 1.0 / (1.0 - chance) if chance < 1.0 else float(_MOST)
    if left_open >= _SURE:
        return Words(
            f"أكثر من {_SURE - 1} احتمالاً من {_SURE:,}", f"more than {_SURE - 1} chances in {_SURE:,}"
        )
    whole = max((each for each in _DOUBTS if each <= left_open + 0.5), default=_DOUBTS[0])
    return Words(f"{_chances(whole - 1)} من {whole:,}", f"{whole - 1:,} chances in {whole:,}")


def _rounded(number: float) -> int:
    """To a whole number up to ten, to two figures above, at most a million."""
    if number < _COUNTED:
        return round(number)
    return min(_MOST, int(float(f"{number:.1e}")))


def _multiple(count: int) -> str:
    """So many times in Arabic: three to ten take a plural, hundreds the bare noun, others the accusative."""
    written = _AR.get(count, f"{count:,}")
    if count % _HUNDRED in _FEW:
        return f"{written} أضعاف"
    return f"{written} ضعف" if count % _HUNDRED == 0 else f"{written} ضعفاً"


def _by(said: str) -> str:
    """With the letter that joins a word, and is set off from digits."""
    return f"بـ{said}" if said[0].isdigit() else f"ب{said}"


def _chances(count: int) -> str:
    if count == 2:  # noqa: PLR2004 - the dual
        return "احتمالان"
    return f"{count} احتمالات" if count in _FEW else f"{count:,} احتمالاً"

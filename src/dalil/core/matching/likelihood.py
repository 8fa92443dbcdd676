"""Likelihood in words: how often one person's papers show a thing, and two people's; how likely a match is.

For people who know nothing of logarithms. Numbers are rounded to what one can picture; nothing is said to be
surer than 999 in 1,000, nor in the end to be less likely than one in 1,000, for the weights are set by hand.
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
    2: "twice",
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
    3: "ثلاث",
    4: "أربع",
    5: "خمس",
    6: "ست",
    7: "سبع",
    8: "ثماني",
    9: "تسع",
    10: "عشر",
    100: "مئة",
    1_000: "ألف",
    1_000_000: "مليون",
}
"""As they stand before *times*, which is feminine."""
_FEW: Final = range(3, 11)
_HUNDRED: Final = 100
_ONE_PERSON: Final = Words("أوراق الشخص الواحد", "one person")
_TWO_PEOPLE: Final = Words("أوراق شخصين", "two people")
_NOTHING: Final = Words("لا يغيّر شيئاً", "changes nothing")


def times(weight: int) -> Words:
    """What a weight in millibits says: *four times as often in statements about one person as about two*.

    It multiplies the odds, not the chance, and so nothing is said to become so many times as likely.
    """
    if abs(weight) < NOTHING_MILLIBITS:
        return _NOTHING
    more, less = (_ONE_PERSON, _TWO_PEOPLE) if weight > 0 else (_TWO_PEOPLE, _ONE_PERSON)
    factor = 2.0 ** (abs(weight) / _MILLIBITS)
    begins = f"يرد مثل هذا في {more.ar}"
    if factor < _SLIGHTLY:
        return Words(
            f"{begins} أكثر بقليل مما يرد في {less.ar}",
            f"seen a little more often in statements about {more.en} than about {less.en}",
        )
    count, beyond = _rounded(factor) if factor >= _TWICE else 2, factor > _MOST
    often = f"{'more than ' if beyond else ''}{_EN.get(count, f'{count:,} times')} as often"
    english = f"seen {often} in statements about {more.en} as about {less.en}"
    if count == 2:  # noqa: PLR2004 - the dual
        return Words(f"{begins} ضعف ما يرد في {less.ar}", english)
    by = f"بما يزيد على {_times(count)}" if beyond else _by(_times(count))
    return Words(f"{begins} أكثر {by} مما يرد في {less.ar}", english)


def moves(weight: int) -> Words:
    """Which way a weight moves the account, where it is no evidence that papers could show."""
    if abs(weight) < NOTHING_MILLIBITS:
        return _NOTHING
    return Words("يزيد الاحتمال", "likelier") if weight > 0 else Words("يُنقص الاحتمال", "less likely")


def stands(odds: int) -> Words:
    """How likely it is at these odds (millibits: log2 of for to against), as *1 chance in 40*."""
    chance = _chance(odds)
    if chance * _MOST < 1.0:
        return _less_than(_MOST)
    if chance < _EVEN[0]:
        count = _rounded(1.0 / chance)
        return Words(f"الاحتمال: 1 من {count:,}", f"1 chance in {count:,}")
    if chance <= _EVEN[1]:
        return Words("يستوي أن يكون هو وألا يكون", "as likely as not")
    left_open = 1.0 / (1.0 - chance) if chance < 1.0 else float(_MOST)
    if left_open >= _SURE:
        return Words(
            f"الاحتمال: أكثر من {_SURE - 1} من {_SURE:,}", f"more than {_SURE - 1} chances in {_SURE:,}"
        )
    whole = max((each for each in _DOUBTS if each <= left_open + 0.5), default=_DOUBTS[0])
    return Words(f"الاحتمال: {whole - 1:,} من {whole:,}", f"{whole - 1:,} chances in {whole:,}")


def ends(odds: int) -> Words:
    """The same where an account ends: nobody is surer there that it is not than that it is."""
    return _less_than(_SURE) if _chance(odds) * _SURE < 1.0 else stands(odds)


def _less_than(count: int) -> Words:
    return Words(f"الاحتمال: أقل من 1 من {count:,}", f"less than 1 chance in {count:,}")


def _chance(odds: int) -> float:
    against: float = 2.0 ** (-odds / _MILLIBITS)
    return 1.0 / (1.0 + against)


def _rounded(number: float) -> int:
    """To a whole number up to ten, to two figures above, at most a million."""
    if number < _COUNTED:
        return round(number)
    return min(_MOST, int(float(f"{number:.1e}")))


def _times(count: int) -> str:
    """So many times in Arabic: three to ten take a plural, all else the singular."""
    written = _AR.get(count, f"{count:,}")
    return f"{written} {'مرات' if count % _HUNDRED in _FEW else 'مرة'}"


def _by(said: str) -> str:
    """With the letter that joins a word, and is set off from digits."""
    return f"بـ{said}" if said[0].isdigit() else f"ب{said}"

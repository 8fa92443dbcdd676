"""One name in two scripts, or in two Latin spellings: how well the letters explain each other.

Arabic against Latin: the cheapest way to write the Arabic letters in Latin ones by the table. Latin against
Latin: consonants that could be the same Arabic letter, in the same order, with vowels that do not exclude
each other (Hassan is not Hussein). It says only *same*; how likely the rest is, the learned letters say
(:mod:`dalil.core.names.spelling`).
"""

from functools import lru_cache
from itertools import groupby
from typing import Final

from dalil.core.names import latin_table as table
from dalil.core.names.compounds import latin_forms
from dalil.core.names.letters import Script

PPM: Final = 1_000_000
_CONSONANTS: Final = frozenset("بتثجخدذرزسشصضطظغفقكلمن")
"""Letters behind which no *a* or *ah* is written at the end; ح and ع may be heard so."""
_VOWELS: Final = frozenset("aeiouy")
_FEMININE_HEARD: Final = frozenset("aeiouyht")
"""How ة ends in Latin letters."""
SAME_PPM: Final = 930_000
"""From this on two words count as one name in two spellings: at most 70 thousandths of a letter wrong."""


def is_same(left: str, left_script: Script, right: str, right_script: Script) -> bool:
    """True when the table explains two words, of which one at least is Latin, as spellings of one name."""
    if left_script is Script.LATIN and right_script is Script.LATIN:
        return within_ppm(left, right) >= SAME_PPM
    arabic, written = (right, left) if left_script is Script.LATIN else (left, right)
    return across_ppm(arabic, written) >= SAME_PPM


def is_feminine_of_one(arabic: str, latin: str) -> bool:
    """True where one word has the ending of a woman's name and the other none: Karima and كريم.

    A final *a* is written for a letter; behind a consonant nobody adds one. ة is always heard. Behind two
    consonants (Omra) a typist may have exchanged the last two letters.
    """
    if arabic.endswith("ة"):
        return latin[-1:] not in _FEMININE_HEARD
    stem = latin.removesuffix("h").removesuffix("a")
    exchanged = len(stem) > 1 and not _VOWELS & {*stem[-2:]}
    return latin.endswith(("a", "ah")) and arabic[-1:] in _CONSONANTS and not exchanged


def across_ppm(arabic: str, latin: str) -> int:
    """Best fit of an Arabic and a Latin word, folded for typing, with and without a joined article."""
    return max(_across_ppm(arabic, form) for form in _forms(latin))


def within_ppm(left: str, right: str) -> int:
    """Best fit of two Latin words, with and without joined articles."""
    return max(_within_ppm(one, other) for one in _forms(left) for other in _forms(right))


def _forms(latin: str) -> tuple[str, ...]:
    return tuple(map(_single, latin_forms(latin)))


def _single(latin: str) -> str:
    """Doubled consonants once: Hassan, Hasan. Doubled vowels stay, they are long."""
    runs = [(letter, len(list(run))) for letter, run in groupby(latin)]
    return "".join(letter * (min(count, 2) if letter in table.VOWELS else 1) for letter, count in runs)


_SPELLINGS: Final = table.spellings()


@lru_cache(maxsize=65_536)
def _across_ppm(arabic: str, latin: str) -> int:
    """Cheapest explanation of ``latin`` by the letters of ``arabic`` (dynamic programming); 0 if poor."""
    if not arabic or not latin:
        return 0
    bound = (PPM - SAME_PPM) * table.LETTER_COST * len(arabic) // PPM
    far = bound + 1  # what costs more is not the same, and is not followed
    best = [[far] * (len(latin) + 1) for _ in range(len(arabic) + 1)]
    best[0][0] = 0
    reached = 0
    for row in range(len(arabic) + 1):
        if row > reached:
            return 0
        ways = _written(arabic, row)
        for column in range(len(latin) + 1):
            here = best[row][column]
            if here >= far:
                continue
            for length, cost in _added(latin, column):
                best[row][column + length] = min(best[row][column + length], here + cost)
            for taken, written, cost in ways:
                there = column + len(written)
                if here + cost < far and latin.startswith(written, column):
                    best[row + taken][there] = min(best[row + taken][there], here + cost)
                    reached = max(reached, row + taken)
    cost = best[len(arabic)][len(latin)]
    return 0 if cost > bound else PPM - cost * PPM // (table.LETTER_COST * len(arabic))


def _written(arabic: str, row: int) -> list[tuple[int, str, int]]:
    """Ways to write the letter at ``row``: (Arabic letters taken, Latin text, cost)."""
    if row == len(arabic):
        return []
    letter = arabic[row]
    ways = [(1, latin, cost) for latin, cost in _SPELLINGS.get(letter, ())]
    if letter == "ا" and arabic[row - 1 : row] == "ع":  # عا is never heard as o: Omar is no عامر
        ways = [way for way in ways if way[1] not in ("o", "u")]
    ways.append((1, "", table.LETTER_COST))
    if row == 0:
        ways += [(1, latin, cost) for latin, cost in table.FIRST.get(letter, ())]
    elif arabic.startswith("ال", row) and row + 2 < len(arabic):
        ways += [(2, latin, cost) for latin, cost in table.ARTICLE_INSIDE]
    if row > 0 and arabic.startswith(table.GOD, row):
        ways += [(len(table.GOD), latin, cost) for latin, cost in table.GOD_INSIDE]
    return ways


def _added(latin: str, column: int) -> list[tuple[int, int]]:
    """Latin letters at ``column`` that no Arabic letter explains: (how many, cost)."""
    if column == len(latin):
        return []
    letter = latin[column]
    if letter not in table.VOWELS:
        return [(1, table.SILENT.get(letter, table.LETTER_COST))]
    if column > 0 and latin[column - 1] in table.VOWELS:
        return [(1, table.VOWELS_COST)]
    ways = [(1, table.VOWEL_COST)]
    if column <= 1 and latin.startswith("ou", column):
        ways.append((2, table.FIRST_OU_COST))
    return ways


_CLASSES: Final = {
    "dsch": "J", "tsch": "C", "tch": "C", "sch": "C", "sh": "C", "ch": "CX", "kh": "X", "gh": "G",
    "th": "DST", "dh": "DZ", "dj": "J", "ph": "F", "ck": "K", "b": "B", "p": "B", "t": "T", "d": "D",
    "j": "J", "g": "GJ", "c": "KSJ", "k": "K", "q": "K", "x": "X", "h": "H", "f": "F", "v": "FW",
    "s": "SC", "z": "ZDS", "r": "R", "l": "L", "m": "M", "n": "N",
}  # fmt: skip
"""Latin consonants and the sound classes they may write."""


def _units(latin: str) -> list[frozenset[str] | str]:
    """Split a Latin word: a set of sound classes for a consonant, the text itself for a run of vowels."""
    units: list[frozenset[str] | str] = []
    at = 0
    while at < len(latin):
        size = next((size for size in (4, 3, 2, 1) if latin[at : at + size] in _CLASSES), 0)
        if size:
            if latin[at:] != "h":  # Sara, Sarah
                units.append(frozenset(_CLASSES[latin[at : at + size]]))
            at += size
            continue
        run = at
        while run < len(latin) and latin[run] in "aeiouyw":
            run += 1
        run = max(run, at + 1)
        units.append(latin[at:run])
        at = run
    return units


@lru_cache(maxsize=65_536)
def _within_ppm(left: str, right: str) -> int:
    if left == right:
        return PPM
    one, other = _units(left), _units(right)
    sounds = [unit for unit in one if isinstance(unit, frozenset)]
    against = [unit for unit in other if isinstance(unit, frozenset)]
    if not sounds or len(sounds) != len(against):
        return 0
    if not all(a & b for a, b in zip(sounds, against, strict=True)):
        return 0
    vowels, opposite = _vowels(one), _vowels(other)
    if bool(vowels[0]) != bool(opposite[0]):  # Ahmad, Hamad
        return 0
    if any(_exclude(a, b) for a, b in zip(vowels, opposite, strict=True)):
        return 0
    differing = sum(a != b for a, b in zip(vowels, opposite, strict=True))
    return PPM - min(differing, 4) * 25_000


def _vowels(units: list[frozenset[str] | str]) -> list[str]:
    """Vowels before the first, between all and after the last consonant; one more than consonants."""
    found = [""]
    for unit in units:
        if isinstance(unit, frozenset):
            found.append("")
        else:
            found[-1] += unit
    return found


def _exclude(left: str, right: str) -> bool:
    """True when one is a clear a and the other a clear i: Hassan and Hussein, Samar and Samir."""
    return {_colour(left), _colour(right)} == {"a", "i"}


def _colour(run: str) -> str:
    if run in ("a", "aa"):
        return "a"
    return "i" if "i" in run or "y" in run or run == "ee" else ""

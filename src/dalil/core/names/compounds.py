"""Compounds: words that are one name together, and the small words that are no name of their own.

عبد الرحمن, صلاح الدين, أبو زيد, آل سعود; Abd al-Rahman, Salah ed-Din, Abu Zayd. Works on words already folded
for typing, so that every keyboard's form is met once.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from dalil.core.names.habit import read_again

ARTICLE: Final = "ال"
ARTICLE_REST_LETTERS_MIN: Final = 3
"""Letters that must remain after an article; الله, الف and آلا stay whole."""

_NOT_ARTICLE: Final = (
    "الياس الهام اليسار الكسندر الكساندر البير البرت الفريد اليزابيت اليزابيث الين الما الفت الطاف الحان الان"
)
NOT_ARTICLE: Final = frozenset(_NOT_ARTICLE.split())
"""Names that begin with the letters of the article but have none."""

_SERVANT: Final = frozenset({"عبد", "عبيد", "امة"})
_THE_SERVANT: Final = frozenset({"العبد", "العبيد"})
"""العبد الفتاح: a family called after عبد الفتاح."""
_SERVANT_SLIPS: Final = frozenset({"عبدد", "عببد", "ععبد", "عب", "عد", "بعد", "عدب"})
_ARTICLE_SLIPS: Final = ("اال", "الل", "لا", "ل")
"""What typists make of عبد and of the article behind it; they count beside an epithet only."""
_EPITHET_WORDS: Final = (
    "رحمن رحيم عزيز جبار قادر كريم ملك سلام حميد مجيد غني فتاح رزاق وهاب ناصر حليم حكيم لطيف هادي باسط "
    "خالق رؤوف صمد حي قيوم ستار معين منعم محسن مهيمن واحد ودود حق نور كافي باقي جواد رافع علي عليم سميع "
    "غفور غفار شكور قهار قدوس مؤمن مولى اله"
)
_EPITHETS: Final = frozenset(_EPITHET_WORDS.split())
_SERVANT_OF: Final = frozenset({"ربه", "مناف", "شمس"})
_SECOND: Final = frozenset({"الدين", "الله", "اللة", "الاسلام", "الزهراء", "الحق", "الزمان"})
"""Second halves: صلاح الدين, جاد الله, سيف الاسلام, فاطمة الزهراء, ضياء الحق."""
PARENT: Final = {"ابو": "ابو", "ابي": "ابو", "ابا": "ابو", "بو": "ابو", "ام": "ام"}
"""Heads of teknonyms in all their cases, with the form used in keys."""
HOUSE: Final = frozenset({"ال"})
"""آل, house of: a word of its own before a family name (folded, it looks like a lone article)."""

_LATIN_SERVANT: Final = frozenset(
    {"abd", "abdou", "abdoul", "abdi", "obeid", "ubayd"}
    | {f"abd{vowel}{letter}" for vowel in "aeou" for letter in ("", *"lrsntdz", "sh")}
)
"""With the article in any vowel, and with the letter that its l takes on: Abdul, Abder, Abdus."""
LATIN_ARTICLE: Final = frozenset({"al", "el", "ul", "il"})
_LATIN_SUN_ARTICLE: Final = frozenset(
    {"ar", "er", "ur", "as", "es", "us", "ash", "esh", "ush", "ach", "ech", "an", "en", "un"}
    | {"at", "et", "ut", "ad", "ed", "ud", "az", "ez", "uz"}
)
_REMEMBERED: Final = 65_536
_LATIN_SECOND: Final = frozenset({"din", "deen", "dine", "dein", "dien", "allah", "ullah", "ollah"})
_LATIN_FATIMA: Final = frozenset({"fatima", "fatma", "fatema", "fatimah", "fatimeh", "fatme"})
_LATIN_ZAHRA: Final = frozenset({"zahra", "zahraa", "zehra", "zohra", "alzahra", "alzahraa"})
"""فاطمة الزهراء: a second half after one name only, for Zahra is a family, too."""
_LATIN_SECOND_JOINED: Final = frozenset(
    prefix + rest
    for prefix in ("al", "el", "ad", "ed", "ud", "id")
    for rest in ("din", "deen", "dine", "dein", "dien")
)
LATIN_PARENT: Final = {
    "abu": "abu", "abou": "abu", "abo": "abu", "aboo": "abu", "ebu": "abu", "abi": "abu", "aba": "abu",
    "bou": "abu",
    "umm": "umm", "um": "umm", "om": "umm", "oum": "umm", "oumm": "umm", "omm": "umm", "ummu": "umm",
}  # fmt: skip


_JOINING: Final = frozenset().union(
    _SERVANT, _THE_SERVANT, _SERVANT_SLIPS, _SECOND, PARENT, HOUSE,
    _LATIN_SERVANT, _LATIN_SECOND, _LATIN_SECOND_JOINED, _LATIN_ZAHRA, LATIN_PARENT,
    LATIN_ARTICLE, _LATIN_SUN_ARTICLE,
)  # fmt: skip
"""Words of which one at least stands in every compound; most names have none."""


def joins_nothing(words: Sequence[str]) -> bool:
    """True where every word is a name by itself, surely."""
    return _JOINING.isdisjoint(words)


def groups(words: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """Return indexes of ``words`` (folded for typing) that stand together as one name, in written order.

    Every index occurs exactly once; a word that joins nothing is a group of one.
    """
    if joins_nothing(words):
        return tuple((at,) for at in range(len(words)))
    found: list[tuple[int, ...]] = []
    at = 0
    while at < len(words):
        length = _length(words, at)
        while at + length < len(words) and _continues(words, at + length):
            length += _second_length(words, at + length)
        found.append(tuple(range(at, at + length)))
        at += length
    return tuple(found)


def joined(words: Sequence[str]) -> str:
    """Return the words of one group as one word, as a key: heads in one form, a leading article kept off."""
    if len(words) > 1 and words[0] in PARENT:
        words = [PARENT[words[0]], *words[1:]]
    elif len(words) > 1 and words[0] in LATIN_PARENT:
        words = [LATIN_PARENT[words[0]], *words[1:]]
    elif len(words) > 1 and words[0] in _SERVANT_SLIPS:
        words = ["عبد", *words[1:]]
    elif len(words) > 1 and words[0] in _SERVANT and (epithet := _mistyped_epithet(words[1])):
        words = [words[0], ARTICLE, epithet]
    elif len(words) > 1 and (words[0] in HOUSE or is_latin_article(words[0], words[1])):
        words = words[1:]
    return "".join(words)


def is_latin_article(word: str, following: str) -> bool:
    """True for al, el, ul before anything, and for ash, ar, ad … before the letter they take on."""
    return word in LATIN_ARTICLE or (word in _LATIN_SUN_ARTICLE and following.startswith(word[1:]))


@lru_cache(maxsize=_REMEMBERED)
def latin_forms(word: str) -> tuple[str, ...]:
    """A Latin word as written, and without the article that may be its beginning: elhalabi, annajjar."""
    if len(word) < len(ARTICLE) + ARTICLE_REST_LETTERS_MIN:
        return (word,)
    taken_on = word[0] in "aeu" and word[1] == word[2]
    return (word, word[2:]) if word[:2] in LATIN_ARTICLE or taken_on else (word,)


@lru_cache(maxsize=_REMEMBERED)
def latin_forms_again(word: str) -> tuple[str, ...]:
    """What these forms may be where a clerk of another country wrote them, without those themselves."""
    plain = latin_forms(word)
    return tuple(dict.fromkeys(again for form in plain for again in read_again(form) if again not in plain))


def every_latin_form(word: str) -> tuple[str, ...]:
    """All that a Latin word may be: as written, without its article, and as other clerks meant either."""
    return (*latin_forms(word), *latin_forms_again(word))


def without_article(word: str) -> str:
    """Return ``word`` (one folded word) without a joined Arabic article, as often as one stands there."""
    while (
        word.startswith(ARTICLE)
        and len(word) >= len(ARTICLE) + ARTICLE_REST_LETTERS_MIN
        and word not in NOT_ARTICLE
    ):
        word = word[len(ARTICLE) :]
    return word


def _length(words: Sequence[str], at: int) -> int:
    """How many words the name that begins ``at`` takes, before second halves."""
    rest = len(words) - at
    word = words[at]
    if rest == 1:
        return 1
    following = words[at + 1]
    if word in _SERVANT or word in _THE_SERVANT:
        return _servant_length(following, rest)
    if word in PARENT or word in HOUSE:
        return 1 + _length(words, at + 1)
    if word in _LATIN_SERVANT or word in LATIN_PARENT:
        return 2 + int(at + 2 < len(words) and is_latin_article(following, words[at + 2]))
    if is_latin_article(word, following) or (word in _SERVANT_SLIPS and _is_epithet(following)):
        return 2
    return 1


def _servant_length(following: str, rest: int) -> int:
    if following == ARTICLE and rest > 2:  # noqa: PLR2004 - عبد ال رحمن, in three words
        return 3
    if following.startswith(ARTICLE) or following in _SERVANT_OF:
        return 2
    return 2 if _mistyped_epithet(following) else 1


def _is_epithet(word: str) -> bool:
    return word.startswith(ARTICLE) and word.removeprefix(ARTICLE) in _EPITHETS


def _mistyped_epithet(word: str) -> str | None:
    """What stands behind an article that a typist missed: جبار of لاجبار and of االجبار."""
    rests = (word.removeprefix(slip) for slip in _ARTICLE_SLIPS if word.startswith(slip))
    return next((rest for rest in rests if rest in _EPITHETS), None)


def _continues(words: Sequence[str], at: int) -> bool:
    """True when the second half of a compound begins ``at``."""
    return _second_length(words, at) > 0


def _second_length(words: Sequence[str], at: int) -> int:
    if words[at] in _SECOND or words[at] in _LATIN_SECOND_JOINED or words[at] in _LATIN_SECOND:
        return 1
    if words[at] in _LATIN_ZAHRA and at > 0 and words[at - 1] in _LATIN_FATIMA:
        return 1
    if at + 1 < len(words) and words[at + 1] in _LATIN_SECOND and is_latin_article(words[at], words[at + 1]):
        return 2
    return 0

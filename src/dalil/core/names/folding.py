"""Folding: a key for comparing, made on a copy. What was written is never changed.

``strict`` removes what keyboards, encodings and typesetting add. ``loose`` also removes what writers choose:
final ى or ي, ة or ه, hamza carriers, the article joined or apart or left out, compounds joined or apart.
``loose`` is made from ``strict``, so two texts with one strict key always have one loose key: folding further
never loses an agreement. Both are idempotent.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from dalil.core.names import compounds
from dalil.core.names.letters import fold_spelling, fold_typing

_APOSTROPHES: Final = dict.fromkeys(map(ord, "'’‘ʼʿʾ`´ʻ′"))
"""Signs for ع and ء in romanised names: written by few, hence no part of a key."""
_NOT_NAME: Final = re.compile(r"[\W_]+")
_REMEMBERED: Final = 65_536
"""Folded texts that are kept: a list has far fewer different words than words."""
_WRITTEN_TWICE: Final = (
    "ابرهيم=ابراهيم اسمعيل=اسماعيل اسحق=اسحاق هرون=هارون سليمن=سليمان عثمن=عثمان لقمن=لقمان معويه=معاويه "
    "حرث=حارث يس=ياسين طاها=طه جرجيس=جرجس رحمان=رحمن حيات=حياه رفعه=رفعت حكمه=حكمت طلعه=طلعت "
    "نشاه=نشات مدحه=مدحت عصمه=عصمت شوكه=شوكت"
)
_ONE_NAME: Final = dict(pair.split("=") for pair in _WRITTEN_TWICE.split())
"""Names that are written in two ways which no rule of letters explains: an alef inside, a final ت or ة."""
_ROUNDS_MAX: Final = 10_000
"""Rounds of one folding: a bound that only our own mistake can reach."""


def strict(text: str) -> str:
    """Return the strict key of ``text``: words without typing differences, one blank between them.

    Word by word: nothing that is folded reaches over a blank, and words come again where whole names do not.
    """
    words = text.split()
    if len(words) == 1:
        return _strict_word(words[0])
    return " ".join(filter(None, map(_strict_word, words)))


@lru_cache(maxsize=_REMEMBERED)
def _strict_word(word: str) -> str:
    return _settled(word, _strict_once)


@lru_cache(maxsize=_REMEMBERED)
def loose(text: str) -> str:
    """Return the loose key of ``text``: its names as single words without articles and spelling habits."""
    return _settled(strict(text), _loose_once)


@lru_cache(maxsize=_REMEMBERED)
def joined(text: str) -> str:
    """Return the names of ``text`` as single words without articles, with the letters of the strict key.

    Between the two keys: for comparing letters with another script, where ى and ي are not the same.
    """
    return _settled(strict(text), _joined_once)


def words(text: str) -> tuple[str, ...]:
    """Return the words of the strict key."""
    return tuple(strict(text).split())


def _strict_once(text: str) -> str:
    plain = fold_typing(text.translate(_APOSTROPHES)).translate(_APOSTROPHES)
    return _NOT_NAME.sub(" ", plain).strip()


def _loose_once(text: str) -> str:
    names = (fold_spelling(name) for name in _joined_once(text).split())
    return " ".join(_ONE_NAME.get(name, name) for name in names if name)


def _joined_once(text: str) -> str:
    given = text.split()
    names = (compounds.joined([given[at] for at in group]) for group in compounds.groups(given))
    return " ".join(compounds.without_article(name) for name in names)


def _settled(text: str, fold: Callable[[str], str]) -> str:
    """Fold until nothing changes; each round makes a text shorter or simpler, so this ends."""
    for _ in range(_ROUNDS_MAX):
        again = fold(text)
        if again == text:
            return text
        text = again
    raise AssertionError("folding does not settle")

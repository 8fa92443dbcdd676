"""Skeleton: the consonants of a name as ICU romanises it, so that both scripts meet. A rival's, not ours.

It runs in the rivals' environment and imports nothing of Dalil. ICU's rules ``Any-Latin; Latin-ASCII;
Lower`` write an Arabic letter as one or two Latin ones, and no vowel that is not written. What both scripts
keep are the consonants, so these are compared: vowels, w and y are dropped, an article at the beginning and
a mute h at the end as well; letters that clerks exchange are merged (q, c and k; p and b; v and f; z and s;
j and g; th and t; dh and d; gh and g; tch, sch, ch and sh); a doubled letter counts once. Two skeletons are
as near as Jaro and Winkler (1990) have them. Many names share a skeleton (Samir, Samer, Asmar), so
rapidfuzz's ratio of the romanised forms counts a tenth as much as the skeletons: it settles ties. Merges
and the tenth were chosen on pairs that the benchmark does not ask for, by recall.

It refuses nothing: a form without a consonant has an empty skeleton, and two of these are alike.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

import numpy as np

RATIO_SHARE: Final = 0.1
_RULES: Final = "Any-Latin; Latin-ASCII; Lower"
_ARTICLES: Final = ("al", "el")
_ARABIC_ARTICLE: Final = "ال"
_SHORTEST: Final = 5
"""Letters of a form whose beginning may be an article."""
_DIGRAPHS: Final = {"sh": "S", "kh": "K", "gh": "g", "th": "t", "dh": "d"}
"""ICU's two letters for one Arabic letter."""
_LATIN: Final = (
    ("c(?=[eiy])", "s"), ("x", "ks"), ("(?<=[aeiou])h$", ""), ("tch|sch|sh|ch", "S"), ("kh", "K"),
    ("gh", "g"), ("th", "t"), ("dh", "d"), ("ph", "f"), ("zh", "s"), ("ck", "k"),
)  # fmt: skip
_MERGED: Final = str.maketrans("qcpvzj", "kkbfsg")


def nearness(left: Sequence[str], right: Sequence[str]) -> np.ndarray:
    """How near each of ``left`` is to each of ``right``, from 0 to 1; a row for each of ``left``."""
    from rapidfuzz import fuzz, process
    from rapidfuzz.distance import JaroWinkler

    consonants = process.cdist(
        [skeleton(each) for each in left],
        [skeleton(each) for each in right],
        scorer=JaroWinkler.similarity,
        dtype=np.float32,
    )
    ratio = process.cdist(
        [romanised(each) for each in left],
        [romanised(each) for each in right],
        scorer=fuzz.ratio,
        dtype=np.float32,
    )
    return (consonants + RATIO_SHARE * ratio / 100) / (1 + RATIO_SHARE)


@cache
def skeleton(form: str) -> str:
    """Consonants of ``form``, which is one name in either script."""
    is_arabic = any("\u0600" <= letter <= "\u06ff" for letter in form)
    letters = _of_arabic(form) if is_arabic else _of_latin(romanised(form))
    return re.sub(r"(.)\1+", r"\1", re.sub("[aeiouwy]", "", letters.translate(_MERGED)))


def _of_arabic(form: str) -> str:
    """Letter by letter, so that س before ه is not read as ش."""
    if form.startswith(_ARABIC_ARTICLE) and len(form) >= _SHORTEST:
        form = form.removeprefix(_ARABIC_ARTICLE)
    letters = [romanised(letter) for letter in form if letter not in "ة "]
    if len(letters) > 1 and letters[-1] == "h":
        letters.pop()
    return "".join(_DIGRAPHS.get(each, each) for each in letters).replace("tS", "S")


def _of_latin(form: str) -> str:
    """``form`` in small letters from a to z."""
    if form.startswith(_ARTICLES) and len(form) >= _SHORTEST:
        form = form[2:]
    for written, letter in _LATIN:
        form = re.sub(written, letter, form)
    return form


@cache
def romanised(text: str) -> str:
    """``text`` in small letters from a to z, by ICU."""
    return re.sub("[^a-z]", "", _transliterator().transliterate(text))


@cache
def _transliterator():
    import icu

    return icu.Transliterator.createInstance(_RULES)

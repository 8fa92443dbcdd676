"""Sound: a name as it is spoken, written in Arabic letters and, by several habits, in Latin ones.

One sign a sound: ``3`` ع, ``'`` ء, ``H`` ح, ``x`` خ, ``G`` غ, ``$`` ش, ``v`` ث, ``*`` ذ, ``j`` ج, ``S D T Z``
ص ض ط ظ, ``A I U`` long vowels, ``a i u`` short ones, ``p`` a final ة, ``Y`` a final ى, ``+`` between the
words of a compound, ``al`` among them the article. The habits were written down from how newspapers,
consulates and registries of four languages spell; nothing here was learned from the lists that train the
letter model.
"""

import random
from dataclasses import dataclass
from typing import Final

_ARABIC: Final = dict(
    zip("btvjHxd*rzs$SDTZ3GfqklmnhwypYAIU", "بتثجحخدذرزسشصضطظعغفقكلمنهويةىايو", strict=True)
)
_SHORT: Final = "aiu"
_SUN: Final = "tvd*rzs$SDTZln"
_FIRST: Final = {"a": "أ", "i": "إ", "u": "أ", "A": "آ", "I": "إي", "U": "أو"}


@dataclass(frozen=True, slots=True)
class Habit:
    """How one language's clerks write sounds: sign → spellings, each as often as it stands there."""

    name: str
    written: dict[str, str]
    articles: str
    doubled: float
    """Share of doubled consonants that are written twice."""


def _habit(name: str, written: str, articles: str, doubled: float) -> Habit:
    return Habit(name, dict(each.split(":") for each in written.split()), articles, doubled)


HABITS: Final = (
    _habit(
        "English",
        "v:th j:j H:h x:kh *:dh,th,z $:sh S:s D:d T:t Z:z,dh 3:,,,a G:gh q:q,q,k ':,, A:a,a,a,a,a,aa "
        "I:i,i,i,ee U:u,u,ou,oo a:a,a,a,e i:i,i,e u:u,o,ou ay:ay,ai,ei aw:aw,au p:a,a,ah,eh Y:a iy:i,i,y "
        "w:w y:y",
        "al- al- al_ el- el_ Al",
        0.75,
    ),
    _habit(
        "French",
        "v:th,t j:j,dj H:h x:kh *:d,dh $:ch,ch,sh S:s D:d T:t Z:z,d 3:,,a G:gh,g q:k,q ':, A:a I:i "
        "U:ou a:a,a,e i:i,e u:ou,o,ou ay:ay,ei,ai aw:aou,aw p:a,e Y:a iy:i,i,y w:ou,w y:y,i",
        "el_ al_ el- al-",
        0.6,
    ),
    _habit(
        "German",
        "v:th,s j:dsch,j H:h x:ch,kh *:dh,s $:sch,sch,sh S:s D:d T:t Z:z,s 3:,,a G:gh,g q:k,q ':, A:a I:i,ie "
        "U:u a:a i:i u:u,o ay:ai,ei aw:au p:a Y:a iy:i w:w y:j,y",
        "al- al_ el-",
        0.8,
    ),
    _habit(
        "Turkish",
        "v:s j:c H:h x:h *:z $:s,sh S:s D:d,z T:t Z:z 3:, G:g q:k ':, A:a I:i U:u a:a,e i:i u:u "
        "ay:ey aw:ev p:e,a Y:a iy:i w:v y:y",
        "el- el_ al-",
        0.35,
    ),
)


@dataclass(frozen=True, slots=True)
class Sounded:
    """A name of the stock: its sounds, and its Arabic spelling."""

    sounds: str
    arabic: str

    @classmethod
    def of(cls, entry: str) -> "Sounded":
        """Read one entry of the stock."""
        sounds, _, stated = entry.partition("=")
        return cls(sounds, stated.replace("_", " ") if stated else arabic_of(sounds))

    def latin(self, habit: Habit, chance: random.Random, *, article: bool = False) -> str:
        """Write it by a habit; capital letters begin words."""
        words = self.sounds.split("+")
        if len(words) == 1:
            word = _latin_word(words[0], habit, chance).capitalize()
            return _article(words[0], habit, chance) + word if article else word
        return _compound(words, habit, chance)


def arabic_of(sounds: str) -> str:
    """The Arabic spelling of sounds."""
    words: list[str] = []
    for word in sounds.split("+"):
        if words and words[-1] == "ال":
            words[-1] += _arabic_word(word)
        else:
            words.append("ال" if word == "al" else _arabic_word(word))
    return " ".join(words)


def _arabic_word(sounds: str) -> str:
    found, at = [], 0
    while at < len(sounds):
        sign = sounds[at]
        if at == 0 and sign in _FIRST:
            found.append(_FIRST[sign])
        elif sign == "'":
            found.append(_hamza(sounds, at))
        elif sign not in _SHORT and not (at and sounds[at - 1] == sign):
            found.append(_ARABIC[sign])
        at += 1
    return "".join(found)


def _hamza(sounds: str, at: int) -> str:
    """What a hamza sits on: the stronger of the vowels beside it, i before u before a."""
    before, after = sounds[at - 1], sounds[at + 1 : at + 2]
    if not after:
        return {"i": "ئ", "u": "ؤ", "a": "أ"}.get(before, "ء")
    if "i" in (before + after).lower():
        return "ئ"
    if "u" in (before + after).lower():
        return "ؤ"
    return "ء" if before == "A" else "أ"


def _latin_word(sounds: str, habit: Habit, chance: random.Random) -> str:
    found, at = [], 0
    while at < len(sounds):
        two = sounds[at : at + 2]
        if two == "iy" and at + 2 == len(sounds):
            found.append(_chosen("iy", habit, chance))
            at += 2
        elif two in ("ay", "aw") and sounds[at + 2 : at + 3] not in (*"aiuAIU", two[1]):
            found.append(_chosen(two, habit, chance))
            at += 2
        elif len(two) == 2 and two[0] == two[1]:
            once = _chosen(two[0], habit, chance)
            found.append(once * 2 if chance.random() < habit.doubled and len(once) == 1 else once)
            at += 2
        else:
            found.append(_chosen(sounds[at], habit, chance))
            at += 1
    word = "".join(found)
    if habit.name == "Turkish" and word[-1:] in "bd":
        word = word[:-1] + {"b": "p", "d": "t"}[word[-1]]
    return word or "a"


def _chosen(sign: str, habit: Habit, chance: random.Random) -> str:
    return chance.choice(habit.written.get(sign, sign.lower()).split(","))


def _article(sounds: str, habit: Habit, chance: random.Random) -> str:
    """An article as it is joined to a family name, or none."""
    if chance.random() < 0.3:
        return ""
    written = chance.choice(habit.articles.split()).replace("_", " ")
    if sounds[0] in _SUN and written[-1] == "-" and chance.random() < 0.3:
        first = _latin_word(sounds[0], habit, chance)
        return f"{written[0]}{first}-"
    return written


def _compound(words: list[str], habit: Habit, chance: random.Random) -> str:
    """Write abd + al + karim or salah + al + din: apart, joined, the article's l taken on or not."""
    first, *rest = words
    head = _latin_word(first, habit, chance).capitalize() if first != "3abd" else "Abd"
    last = rest[-1]
    tail = "llah" if last == "lAh" else _latin_word(last, habit, chance)
    vowel = chance.choice({"French": "ee", "Turkish": "uu", "German": "ua"}.get(habit.name, "uuea"))
    link = "l" if last[0] not in _SUN or chance.random() < 0.6 else tail[0]
    if last == "lAh":
        return f"{head}{chance.choice('ua')}{tail}"
    way = chance.random()
    if way < 0.45:
        return f"{head}{vowel}{link}{tail}"
    if way < 0.75:
        return f"{head}{vowel}{link} {tail.capitalize()}"
    return f"{head} {chance.choice(('al', 'el'))}-{tail.capitalize()}"

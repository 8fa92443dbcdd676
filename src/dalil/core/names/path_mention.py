"""Path mention: a person named by a folder or a file, with the place of the name in that one name.

Most words of a path are no names. A name is taken for one where a word announces it (المدعو, a rank of the
profile), or where its words are known names (docs/methods/names.md): known are those of the table of common
names, and in Latin letters those that one of them surely explains. Proposed, with the rule that fired;
whether it is the name of whoever the photographs show, no path can say.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from dalil.core.limits import PATH_PART_CHARACTERS_MAX
from dalil.core.names import compounds
from dalil.core.names.folding import loose, strict
from dalil.core.names.honorific import HONORIFICS
from dalil.core.names.ledger import Method
from dalil.core.names.letters import Script, script_of
from dalil.core.names.mention import ANNOUNCED_BY, ENDINGS, WORDS_MAX, Span, Stated
from dalil.core.path import WORD_UNKNOWN, take_all
from dalil.core.path_fact import PathKind
from dalil.core.path_token import PathPart
from dalil.core.place import Gazetteer
from dalil.core.profile import Profile

NAMES_MIN: Final = 2
"""Names that a mention has: one alone names too many people."""
LATIN_KNOWN_MILLIBITS: Final = 2_000
"""Odds from which a Latin word of a path is held to be a common name: of a hundred English folder words
*summer* (سمر), *canon* (كنعان) and *daraa* (دعاء) reach them, of fifty common names all but one."""
_LATIN_LETTERS_MIN: Final = 3
_UNLISTED_OF: Final = 3
"""Of so many names one may be unlisted."""
_PLACE_WORDS_MAX: Final = 4
_CHAIN_WORDS_MAX: Final = 9
"""Words of one name where articles stand alone: Abd al Rahman al Masri."""
_JOINTS: Final = frozenset(" _.-+،,")
"""What may stand between two names of one person."""
_RANK: Final = "rank"
"""A profile's kind of words; رائد and مقدم are names, too, where they stand behind one."""


class NameRule(StrEnum):
    """Why words of a path are taken for a name; the surest first."""

    ANNOUNCED = "announced"
    """A word announces a person, and one of the names is known."""
    KNOWN = "names-known"
    """Every word is a known name."""
    KNOWN_MOSTLY = "names-known-mostly"
    """One of three names is not known, or a family name with an article beside that. A given name that is not
    known stands before two that are."""
    GIVEN_FAMILY = "given-and-family"
    """A known name, and one word with an article that is not known."""


@dataclass(frozen=True, slots=True)
class PathMention:
    """A name in one folder or file name; ``name`` counts characters of that name as text."""

    name: Span
    rule: NameRule


_FOLDER_WORDS: Final = """
    صور صورة صوره ملف ملفات مجلد جديد جديدة قديم قديمة نسخة نسخه نسخ احتياطية احتياطي معدل معدلة اضافية
    إضافية أرشيف للأرشيف الأرشيف شهادات شهادة وفاة وفيات ملاحظات قائمة قوائم تقرير تقارير كتاب كتب بريد يوم
    شهر ليلة مساء جثة جثث جثامين قتلى مجموعة دفعة كاميرا تصوير مصور فيديو باقي تابع أول ثاني ثالث رابع قسم
    مكتب شعبة مجهول مجهولة الهوية
    new folder file files case body bodies copy of backup old photo photos image images picture pictures video
    final edited original scan scans part page report list lists unknown unidentified camera canon summer
    winter whatsapp telegram
"""
_ENDING: Final = ENDINGS | frozenset(strict(word) for word in _FOLDER_WORDS.split())
"""Words that are no name in a path and end one: those of sentences, and those that folders are called by.
Clerks write علي without its dots, so that على, in a path, is the name."""
_FEASTS: Final = frozenset(loose(words) for words in ("رمضان المبارك", "عيد الفطر", "عيد الأضحى"))
"""What reads like a name and is a time of the year."""
_PLACE_WORDS: Final = """
    شارع حي جامع مسجد مدرسة ثانوية ثكنة حاجز مقبرة قرية بلدة مدينة مخيم ساحة دوار كتيبة فوج سرية كلية
    جامعة معسكر مطار معبر سجن مشفى مستشفى مركز بناء مبنى قصر جسر نهر street mosque school hospital camp
    prison
"""
_PLACE_HEADS: Final = frozenset(strict(word) for word in _PLACE_WORDS.split())
"""What follows is called after somebody: خالد بن الوليد is a street."""
_PERSON: Final = frozenset(strict(word) for word in ANNOUNCED_BY[Stated.PERSON]) | HONORIFICS
"""Words that announce a person: of papers, and titles."""


@dataclass(frozen=True, slots=True)
class _Word:
    written: str
    start: int
    end: int
    announces: bool
    """A rank, or a word for a dead soldier: it announces a person."""

    @property
    def key(self) -> str:
        return strict(self.written)

    @property
    def is_title(self) -> bool:
        return self.announces or self.key in _PERSON


def path_mentions(raw: bytes, profile: Profile, method: Method, *, is_file: bool) -> list[PathMention] | None:
    """Return the people that one part of a path names, in its order.

    None where the part cannot be read: not UTF-8, or longer than a name may be.

    Args:
        raw: the name of one folder, or of one file.
        profile: whose words, dates and places are told apart first.
        method: which names are known.
        is_file: whether it is a file's own name.

    """
    part = PathPart.of(0, raw)
    if part is None or len(part.text) > PATH_PART_CHARACTERS_MAX:
        return None
    take_all(part, profile, is_file=is_file)
    known = _Known(method, profile.gazetteer)
    return [
        PathMention(_span(part, words), rule) for run in _runs(part) for words, rule in _names(run, known)
    ]


def _span(part: PathPart, words: Sequence[_Word]) -> Span:
    start, end = words[0].start, words[-1].end
    written = part.written(start, end)
    at = part.folded.starts[start]
    return Span(written, at, at + len(written))


def _runs(part: PathPart) -> Iterator[list[_Word]]:
    """Words that stand together, nothing but blanks and the like between them."""
    run: list[_Word] = []
    for start, end, fact in part.in_order():
        gap = part.folded.text[run[-1].end : start] if run else ""
        words = _words_of(part, start, end, fact.kind, fact.rule)
        if run and (not words or not set(gap) <= _JOINTS):
            yield run
            run = []
        run += words
    if run:
        yield run


def _words_of(part: PathPart, start: int, end: int, kind: PathKind, rule: str) -> list[_Word]:
    folded, written = part.folded.text[start:end], part.written(start, end)
    if rule == _RANK or (kind is PathKind.SCENE and strict(written) in _PERSON):
        return [_Word(written, start, end, announces=True)]
    if kind is PathKind.UNIT and strict(written) in _PLACE_HEADS:
        return [_Word(written, start, end, announces=False)]
    if rule != WORD_UNKNOWN:
        return []
    words, at = [], start
    for word in folded.split(" "):
        if word:
            words.append(_Word(part.written(at, at + len(word)), at, at + len(word), announces=False))
        at += len(word) + 1
    return words


@dataclass(frozen=True, slots=True)
class _Known:
    """Which words are names, places, or neither."""

    method: Method
    gazetteer: Gazetteer

    def name(self, words: Sequence[str]) -> bool:
        """True for a known name of one word, and for compounds: عبد الرحمن, أبو زيد, صلاح الدين."""
        if script_of(words[0]) is Script.ARABIC:
            return len(words) > 1 or self.method.frequencies.knows(loose(words[0]))
        joined = compounds.joined(words)
        best = self.method.spelling.best_known
        return (
            len(joined) >= _LATIN_LETTERS_MIN and max(best(joined), best(words[-1])) >= LATIN_KNOWN_MILLIBITS
        )

    def place(self, words: Sequence[_Word]) -> int:
        """How many words here are a place; one word that is a name, too, is none."""
        for length in range(min(_PLACE_WORDS_MAX, len(words)), 0, -1):
            keys = [word.key for word in words[:length]]
            if loose(" ".join(keys)) in self.gazetteer.by_key and (length > 1 or not self.name(keys)):
                return length
        return 0

    def heads_place(self, key: str) -> bool:
        """True for words behind which a place is called after somebody."""
        return key in _PLACE_HEADS or key in self.gazetteer.descriptions


def _names(run: Sequence[_Word], known: _Known) -> Iterator[tuple[Sequence[_Word], NameRule]]:
    at, announced = 0, False
    while at < len(run):
        word = run[at]
        if word.is_title:
            at, announced = at + 1, True
            continue
        length, rule = _no_name(run[at:], known), None
        if not length:
            length, rule = _name(_chain(run[at:], known), known, announced=announced)
        if rule:
            yield run[at : at + length], rule
        at, announced = at + length, False


def _no_name(words: Sequence[_Word], known: _Known) -> int:
    """How many words here are none of a name: what sentences and folders say, places."""
    key = words[0].key
    if known.heads_place(key):
        return 1 + len(_chain(words[1:], known))
    if loose(" ".join(word.key for word in words[:NAMES_MIN])) in _FEASTS:
        return NAMES_MIN
    return known.place(words) or int(key in _ENDING)


def _chain(words: Sequence[_Word], known: _Known) -> Sequence[_Word]:
    """The words from here on that can be one name."""
    for at, word in enumerate(words[:_CHAIN_WORDS_MAX]):
        if (
            (at == 0 and word.is_title)
            or word.key in _ENDING
            or known.heads_place(word.key)
            or known.place(words[at:])
        ):
            return words[:at]
    return words[:_CHAIN_WORDS_MAX]


def _name(chain: Sequence[_Word], known: _Known, *, announced: bool) -> tuple[int, NameRule | None]:
    """How many words of a chain are a name, the most that a rule allows, and the rule.

    Where none fires, how many words are passed: those that would be the first name.
    """
    keys = [word.key for word in chain]
    if not keys or not all(len(key.split()) == 1 for key in keys):
        return 1, None
    groups = compounds.groups(keys)
    told = [[keys[at] for at in group] for group in groups]
    for count in range(min(len(groups), WORDS_MAX), NAMES_MIN - 1, -1):
        rule = _rule(told[:count], known, announced=announced)
        if rule:
            return groups[count - 1][-1] + 1, rule
    return len(groups[0]), None


def _rule(names: Sequence[Sequence[str]], known: _Known, *, announced: bool) -> NameRule | None:
    listed = [known.name(words) for words in names]
    if announced:
        return NameRule.ANNOUNCED if any(listed[:NAMES_MIN]) else None
    if names[0][0] in compounds.PARENT or names[0][0] in compounds.LATIN_PARENT:
        return None
    if not listed[0] and not (len(names) >= _UNLISTED_OF and all(listed[1:_UNLISTED_OF])):
        return None
    if all(listed):
        return NameRule.KNOWN
    bears_article = len(names[-1]) == 1 and compounds.without_article(names[-1][0]) != names[-1][0]
    unlisted = listed.count(False) - (bears_article and not listed[-1])
    if len(names) >= _UNLISTED_OF:
        return NameRule.KNOWN_MOSTLY if unlisted <= len(names) // _UNLISTED_OF else None
    return NameRule.GIVEN_FAMILY if bears_article else None

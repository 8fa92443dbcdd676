"""Splitting a written name into parts, without guessing: what the source does not place is UNPLACED.

Convention of Syrian papers: given – father – (grandfather) – family, the family name last. A last word counts
as the family name when something says so: an article (الحلبي), أبو or آل, its place before a comma, or its
place as fourth in the chain. بن, ابن, بنت, bin say that the next name is the father of the one before.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from dalil.core.names import compounds
from dalil.core.names.double_name import with_double_given
from dalil.core.names.folding import strict, words
from dalil.core.names.honorific import formulas_apart, titles_before
from dalil.core.names.letters import Script, script_of
from dalil.core.names.nobody import is_nobody
from dalil.core.names.parts import KIN_ORDER, Name, NamePart, Part

_TOKEN: Final = re.compile(r"[^\s_/\\.;:|()\[\]{}\"«»\u2010-\u2015-]+")
_COMMA: Final = re.compile(r"[,،؛]")
_MOTHER: Final = re.compile(
    r"(?:^|\s)(?:و?والدت[هةها]{1,2}|[اأ]م[هة]ا?|[اأ]سم ال[اأ]م|mother(?:'s name)?|m[eè]re)\s*[:：]?\s+",
    re.IGNORECASE,
)
_WITH_ARTICLE: Final = (
    "الحسن الحسين المعتصم المنذر البراء الليث الحارث الوليد المثنى المهدي القاسم العباس الفضل المأمون "
    "المنتصر المقداد الزبير النعمان المصطفى المعتز المؤيد المختار الهيثم الأمير الأمين السيد البتول الزهراء "
    "البشير الصادق الطيب الطاهر الحبيب الغيث المعز اليمان العنود الجازية الجوهرة الخنساء الشيماء"
)
_GIVEN_WITH_ARTICLE: Final = frozenset(strict(name) for name in _WITH_ARTICLE.split())
"""Given names that have an article; any other first word with one is a family's."""
_LINEAGE: Final = frozenset({"بن", "ابن", "بنت", "ابنة", "ولد", "bin", "ibn", "ben", "bint", "bent"})
_ORDER: Final = {
    part: at
    for at, part in enumerate((*KIN_ORDER, Part.TEKNONYM, Part.UNPLACED, Part.MOTHER, Part.HONORIFIC))
}
_REMEMBERED: Final = 65_536
_LAST_OF_TWO: Final = (Part.FATHER, Part.FAMILY)
_LAST_OF_THREE: Final = (Part.GRANDFATHER, Part.FAMILY)
_ALONE: Final = (Part.GIVEN, Part.FAMILY)


@dataclass(frozen=True, slots=True)
class _Link:
    """One name of the chain before it has a place."""

    written: str
    is_lineage: bool
    """A word like بن stands before it."""
    is_family: bool
    """It carries an article, أبو or آل."""


def split(written: str) -> Name:
    """Split ``written`` into parts; every word of it is in exactly one part, or is a word like بن.

    Args:
        written: the name as the source has it. Text after والدته or "mother:" is the mother's name; text
            before a single comma is the family name.

    """
    own, mother = _mother_apart(written)
    own, said = formulas_apart(own)
    if is_nobody(own):
        aside = [NamePart.of(Part.HONORIFIC, own)]
        return Name(written, (*aside, NamePart.of(Part.MOTHER, mother)) if mother else tuple(aside))
    halves = [half.strip() for half in _COMMA.split(own) if half.strip()]
    if len(halves) == 2:  # noqa: PLR2004 - family, comma, the rest
        parts = [NamePart.of(Part.FAMILY, halves[0]), *_without_family(_chain(halves[1]))]
    else:
        parts = _chain(" ".join(halves))
    parts += [NamePart.of(Part.HONORIFIC, each) for each in said]
    if mother:
        parts.append(NamePart.of(Part.MOTHER, mother))
    return Name(written=written, parts=tuple(parts))


def compose(written: str, fields: dict[Part, str]) -> Name:
    """Return the name of a source that keeps some parts in fields of their own.

    A field wins over what ``written`` seems to say of the same part; an unplaced word that repeats a field is
    that field. ``written`` may be the given name alone or the whole chain.
    """
    stated = {
        part: NamePart.of(part, text.strip())
        for part, text in fields.items()
        if text.strip() and not is_nobody(text)
    }
    if not stated:
        return split(written)
    keys = {part.loose for part in stated.values()}
    found = split(written).parts
    if Part.GIVEN not in stated:
        found = with_double_given(found, stated)
    kept: list[NamePart] = []
    # A son is often named after his grandfather: what stands first is his own name, whatever it repeats.
    named = Part.GIVEN in stated or any(held.part is Part.GIVEN for held in found)
    own = None if named else next((held for held in found if Part.GIVEN in held.places), None)
    for held in found:
        repeats = held.part is Part.UNPLACED and held.loose in keys and held is not own
        if held.part in stated or repeats:
            continue
        kept.append(_beside_fields(held, stated))
    in_columns = Part.GIVEN not in stated and any(part in KIN_ORDER for part in stated)
    if in_columns and not any(held.part is Part.GIVEN for held in kept):
        kept = _first_is_given(kept)
    parts = sorted([*kept, *stated.values()], key=lambda held: _ORDER[held.part])
    return Name(written=written, parts=tuple(parts))


def _beside_fields(held: NamePart, stated: Mapping[Part, NamePart]) -> NamePart:
    """An unplaced name stands in none of the places that fields state; where none is left it says nothing."""
    if held.part is not Part.UNPLACED:
        return held
    left = tuple(at for at in held.places if at not in stated)
    return held if left == held.places else replace(held, places=left)


def _first_is_given(parts: Sequence[NamePart]) -> list[NamePart]:
    """With the other parts in fields of their own, the first unplaced name is the given one."""
    found = [*parts]
    for at, held in enumerate(found):
        if held.part is Part.UNPLACED:
            found[at] = replace(held, part=Part.GIVEN, places=(Part.GIVEN,))
            break
    return found


def _mother_apart(written: str) -> tuple[str, str]:
    found = _MOTHER.search(written)
    if not found:
        return written, ""
    return written[: found.start()], written[found.end() :].strip(" ,،:")


def _chain(text: str) -> list[NamePart]:
    told = [(found, strict(found.group())) for found in _TOKEN.finditer(text)]
    lettered = [(found, key) for found, key in told if key and not key.isdigit()]
    tokens, folded = [found for found, _ in lettered], [key for _, key in lettered]
    titles = titles_before(folded)
    aside = [*tokens[:titles], *(found for found, key in told if key.isdigit())]
    parts = [NamePart.of(Part.HONORIFIC, found.group()) for found in aside]
    links = _links(text, tokens[titles:], folded[titles:])
    if links and _is_teknonym(links[0]):
        parts.append(NamePart.of(Part.TEKNONYM, links.pop(0).written))
    elif len(links) > 2 and _is_teknonym(links[-1]) and links[-2].is_family:  # noqa: PLR2004
        parts.append(
            NamePart.of(Part.TEKNONYM, links.pop().written)
        )  # behind the family: محمد الحلبي أبو أحمد
    return parts + _placed(links)


def _links(text: str, tokens: Sequence[re.Match[str]], folded: Sequence[str]) -> list[_Link]:
    if compounds.joins_nothing(folded) and _LINEAGE.isdisjoint(folded):  # most names: each word by itself
        return [_by_itself(found.group(), key) for found, key in zip(tokens, folded, strict=True)]
    links: list[_Link] = []
    lineage = False
    for group in compounds.groups(folded):
        if links and len(group) == 1 and folded[group[0]] in _LINEAGE and group[0] + 1 < len(folded):
            lineage = True
            continue
        written = text[tokens[group[0]].start() : tokens[group[-1]].end()]
        links.append(_Link(written=written, is_lineage=lineage, is_family=_bears_family(folded, group)))
        lineage = False
    return _leading_son_of(links)


@lru_cache(maxsize=_REMEMBERED)
def _by_itself(written: str, key: str) -> _Link:
    return _Link(written, is_lineage=False, is_family=compounds.without_article(key) != key)


def _leading_son_of(links: list[_Link]) -> list[_Link]:
    """ابن سينا: a chain cannot begin with "son of", so the first two words are one name."""
    if len(links) > 1 and " ".join(words(links[0].written)) in _LINEAGE:
        first, second = links[0], links[1]
        return [replace(first, written=f"{first.written} {second.written}", is_family=True), *links[2:]]
    return links


def _bears_family(folded: Sequence[str], group: Sequence[int]) -> bool:
    first = folded[group[0]]
    if len(group) > 1:
        heads = first in compounds.PARENT or first in compounds.HOUSE or first in compounds.LATIN_PARENT
        return heads or compounds.is_latin_article(first, folded[group[1]])
    return compounds.without_article(first) != first


def _is_teknonym(link: _Link) -> bool:
    held = words(link.written)
    return len(held) > 1 and (held[0] in compounds.PARENT or held[0] in compounds.LATIN_PARENT)


def _placed(links: Sequence[_Link]) -> list[NamePart]:
    if _family_first(links):
        return [NamePart.of(Part.FAMILY, links[0].written), *_without_family(_placed(links[1:]))]
    count = len(links)
    if count == 0:
        return []
    if count == 1:
        only = links[0]
        part = Part.FAMILY if only.is_family else Part.UNPLACED
        return [NamePart.of(part, only.written, (Part.FAMILY,) if only.is_family else _ALONE)]
    last = links[-1]
    family = not last.is_lineage and (last.is_family or count >= len(KIN_ORDER))
    lineage = links[:-1] if family or not last.is_lineage else links
    parts = [
        NamePart.of(KIN_ORDER[at], link.written) if at < len(KIN_ORDER) - 1 else _further(link)
        for at, link in enumerate(lineage)
    ]
    if family:
        parts.append(NamePart.of(Part.FAMILY, last.written))
    elif not last.is_lineage:
        places = _LAST_OF_TWO if count == 2 else _LAST_OF_THREE  # noqa: PLR2004 - counts of names
        parts.append(NamePart.of(Part.UNPLACED, last.written, places))
    return parts


def _family_first(links: Sequence[_Link]) -> bool:
    """الحلبي محمد أحمد, and HALABI Mohammad: by an article that no given name has, or by capitals."""
    if len(links) < 2 or links[-1].is_family:  # noqa: PLR2004 - a family and somebody of it
        return False
    first, others = links[0].written, [link.written for link in links[1:]]
    if script_of(first) is Script.LATIN:
        letters = [letter for letter in first if letter.isalpha()]
        return first.isupper() and len(letters) > 1 and not any(map(str.isupper, others))
    bare = compounds.without_article(strict(first)) != strict(first)
    return bare and links[0].is_family and strict(first) not in _GIVEN_WITH_ARTICLE


def _further(link: _Link) -> NamePart:
    """An ancestor beyond the grandfather: kept, compared with nothing that could contradict it."""
    return NamePart.of(Part.UNPLACED, link.written, (Part.UNPLACED,))


def _without_family(parts: Sequence[NamePart]) -> list[NamePart]:
    """The family name stood before a comma: what follows is given, father, grandfather."""
    lineage = [held for held in parts if held.part not in (Part.HONORIFIC, Part.TEKNONYM)]
    others = [held for held in parts if held.part in (Part.HONORIFIC, Part.TEKNONYM)]
    placed = [
        NamePart.of(KIN_ORDER[at], held.written) if at < len(KIN_ORDER) - 1 else held
        for at, held in enumerate(lineage)
    ]
    return others + placed

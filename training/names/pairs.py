"""Pairs of name forms in two scripts, as the open lists in ``../shared/data/names`` have them.

Words are folded for typing, as :mod:`dalil.core.names.folding` does it, and an article that stands on both
sides, or on the Arabic side alone, is taken off, for comparing takes it off, too.
"""

import hashlib
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from dalil.core.names.compounds import ARTICLE, without_article
from dalil.core.names.folding import loose
from dalil.core.names.letters import fold_typing

ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهةويىؤئءپچژڤگ"
LATIN = "abcdefghijklmnopqrstuvwxyz"
LETTERS_MAX = 20
TENTH = 10


@dataclass
class Pair:
    """One Arabic and one Latin form, and how often each list has them together."""

    arabic: str
    latin: str
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def is_sure(self) -> bool:
        """Made by people, or met twice, or in two lists: what is measured on."""
        return "ar2en" in self.counts or self.counts.get("wikidata", 0) > 1 or len(self.counts) > 1

    @property
    def weight(self) -> float:
        """How much is learned from it: automatic alignments that were met once say less."""
        if set(self.counts) == {"wikidata"} and self.counts["wikidata"] == 1:
            return 0.4
        if set(self.counts) == {"anetac"}:
            return 0.7
        return 1 + math.log(1 + self.counts.get("wikidata", 0)) + ("ar2en" in self.counts)


def load(folder: str) -> list[Pair]:
    """All pairs of all lists, each once, sorted."""
    found: dict[tuple[str, str], Pair] = {}
    for source, arabic, latin, count in _rows(folder):
        one, other = folded(arabic.replace(" ", "")), folded(latin)
        if not (1 < len(one) <= LETTERS_MAX and 1 < len(other) <= LETTERS_MAX):
            continue
        if set(one) <= set(ARABIC) and set(other) <= set(LATIN):
            found.setdefault((one, other), Pair(one, other)).counts[source] += count
    return [found[key] for key in sorted(found)]


def folded(word: str) -> str:
    plain = fold_typing(word)
    return "".join(letter for letter in plain if letter.isalpha())


def _rows(folder: str) -> Iterator[tuple[str, str, str, int]]:
    for name in ("ar2en-train.txt", "ar2en-eval.txt"):
        for line in _lines(f"{folder}/{name}"):
            arabic, latin = line.split("\t")
            yield "ar2en", arabic, latin, 1
    for name in ("wd_arabic_64.tsv", "wd_arabic_16.tsv"):
        for line in _lines(f"{folder}/{name}"):
            latin, arabic, count = line.split("\t")
            yield "wikidata", arabic, latin, int(count)
    both = zip(_lines(f"{folder}/anetac_train.ar"), _lines(f"{folder}/anetac_train.en"), strict=True)
    for arabic, latin in both:
        yield "anetac", arabic, latin, 1


def _lines(path: str) -> Iterator[str]:
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n")


@dataclass
class Split:
    """A tenth of the name forms held back: none of them, in either script, is learned from ``train``.

    What is learned has no article (:func:`without_articles`) and what is compared is folded, so forms are
    told apart by their loose key: الاكرم in ``train`` would show اكرم.
    """

    train: list[Pair]
    held: list[Pair]

    @property
    def arabic(self) -> list[str]:
        return sorted({pair.arabic for pair in self.held})

    @property
    def latin(self) -> list[str]:
        return sorted({pair.latin for pair in self.held})


def split(pairs: Iterable[Pair], *, held_part: int = 0) -> Split:
    """Hold back the Arabic forms whose digest falls into one part of ten, and every Latin form beside
    them."""
    every = list(pairs)
    held = [pair for pair in every if pair.is_sure and part_of(pair.arabic) == held_part]
    keys = {key for pair in held for key in keys_of(pair.arabic, pair.latin)}
    train = [
        pair
        for pair in every
        if keys.isdisjoint({*keys_of(pair.arabic, pair.latin), *keys_of(*without_articles(pair))})
    ]
    return Split(train, held)


def keys_of(*forms: str) -> set[str]:
    """By what forms are told apart."""
    return {loose(form) for form in forms}


def part_of(form: str) -> int:
    return int.from_bytes(hashlib.sha256(f"names {form}".encode()).digest()[:4], "big") % TENTH


def without_articles(pair: Pair) -> tuple[str, str]:
    """The two forms as they are learned from: see the module."""
    arabic = without_article(pair.arabic)
    if arabic == pair.arabic:
        return pair.arabic, pair.latin
    latin = pair.latin
    if latin[:2] in {"al", "el", "ul", "il"} and len(latin) > len(ARTICLE) + 2:
        return arabic, latin[2:]
    return arabic, latin

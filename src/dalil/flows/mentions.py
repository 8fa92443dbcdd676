"""Mentions: every person that a vault's labels, paths and papers name, each with its source and place.

Derived anew from originals and settled readings whenever it is asked, and recorded nowhere: the same vault
gives the same mentions, and nothing that names a person is kept a second time.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any, Final

from dalil.catalog import queries
from dalil.core import pathname
from dalil.core.canonical import Record
from dalil.core.correction import BY_ONE, BY_PEOPLE
from dalil.core.manifest import MEMBER_MARK
from dalil.core.names.mention import Stated
from dalil.core.names.nobody import is_nobody
from dalil.core.names.path_mention import PathMention, path_mentions
from dalil.core.names.split import split
from dalil.core.number import is_partial, number_key
from dalil.flows import naming, papers, profile
from dalil.flows.find_names import mention_record
from dalil.flows.papers import PapersRead
from dalil.flows.record import bring_up
from dalil.flows.vault import Vault


class Source(StrEnum):
    """Where a name stands."""

    LABEL = "label"
    PATH = "path"
    PAPER = "paper"


_BY: Final = {BY_PEOPLE: "people", BY_ONE: "one-person"}
"""Who says what a label's field holds; any other rule is a machine's."""


@dataclass(slots=True)
class Balance:
    """What was looked through: exhibits for texts, different names of folders and files; what was found."""

    papers: PapersRead = field(default_factory=PapersRead)
    parts: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)

    def to_record(self) -> Record:
        """The object that ``dalil mentions --json`` prints."""
        return {
            "exhibits": self.papers.exhibits,
            "read": dict(sorted(self.papers.read.items())),
            "unread": dict(sorted(self.papers.unread.items())),
            "path_parts": self.parts.total(),
            "path_parts_unread": self.parts["unread"],
            "mentions": {source.value: self.found[source] for source in Source},
        }


def found(vault: Vault, balance: Balance, *, workers: int = 1) -> Iterator[dict[str, Any]]:
    """Yield one object for each mention: labels, then paths, then papers; fills ``balance``.

    ``workers`` read texts. Raises: WorkerStart, and what reading the store does.
    """
    bring_up(vault)
    held = individuals_shown()
    for source, rows in (
        (Source.LABEL, on_labels()),
        (Source.PATH, in_paths(vault, held, balance)),
        (Source.PAPER, _in_papers(vault, balance, workers)),
    ):
        for row in rows:
            balance.found[source] += 1
            yield {"source": source.value, **row}


def individuals_shown() -> Mapping[str, Sequence[str]]:
    """Whom each photograph is held to show."""
    shown: dict[str, list[str]] = defaultdict(list)
    for identity, digests in queries.individual.members_of(queries.individual.ids()).items():
        for digest in digests:
            shown[digest].append(identity)
    return shown


def _parts(name: str) -> list[dict[str, str]]:
    return [{"part": part.part.value, "text": part.written} for part in split(name).parts]


def on_labels() -> Iterator[dict[str, Any]]:
    """Names on labels, as groupings know them; what a copy says is that copy's own mention."""
    for seen in queries.photograph.every():
        told = seen.fields.get("name")
        if told and "from" not in told and not is_nobody(told["value"]):
            start = told["raw"].find(told["value"])
            yield {
                "name": told["value"],
                "digest": seen.digest,
                "field": "name",
                "line": told["raw"],
                "start": start if start >= 0 else None,
                "end": start + len(told["value"]) if start >= 0 else None,
                "by": _BY.get(told["rule"], "machine"),
                "rule": told["rule"],
                "confidence_ppm": told["confidence_ppm"],
                "parts": _parts(told["value"]),
                "individuals": seen.individuals,
            }
        for at, person in enumerate(seen.fields.get("people", ())):
            if person.get("name") and not is_nobody(person["name"]):
                yield {
                    "name": person["name"],
                    "digest": seen.digest,
                    "field": f"people.{at}.name",
                    "number": person.get("detainee_number"),
                    "parts": _parts(person["name"]),
                    "individuals": seen.individuals,
                }


def in_paths(vault: Vault, held: Mapping[str, Sequence[str]], balance: Balance) -> Iterator[dict[str, Any]]:
    """One mention for each folder or file that is called by a person, with all exhibits at or below it."""
    own = profile.of(vault)
    method = naming.method(own.names)

    @cache
    def named(raw: bytes, *, is_file: bool) -> list[PathMention] | None:
        return path_mentions(raw, own, method, is_file=is_file)

    known: dict[tuple[bytes, bool], list[str]] = {}
    levels: dict[tuple[bytes, bool], tuple[int, list[PathMention]]] = {}
    for digest, path in queries.acquisition.raw_paths():
        for level, (whole, part, is_file) in enumerate(_whole_parts(path)):
            place = whole, is_file
            if place not in known:
                told = named(part, is_file=is_file)
                known[place] = []
                balance.parts["unread" if told is None else "read"] += 1
                if told:
                    levels[place] = level, told
            if place in levels and digest not in known[place][-1:]:
                known[place].append(digest)
    for place in sorted(levels):
        level, told = levels[place]
        exhibits = known[place]
        individuals = sorted({identity for digest in exhibits for identity in held.get(digest, ())})
        for each in told:
            yield {
                "name": each.name.text,
                **pathname.to_fields("path", place[0]),
                "level": level,
                "start": each.name.start,
                "end": each.name.end,
                "rule": each.rule.value,
                "parts": _parts(each.name.text),
                "exhibits": exhibits,
                "individuals": individuals,
            }


def _whole_parts(path: bytes) -> Iterator[tuple[bytes, bytes, bool]]:
    """Each name on a path: the path as far as it, the name itself, and whether it is the file's own."""
    at = 0
    while True:
        marks = [(path.find(mark, at), len(mark)) for mark in (MEMBER_MARK, b"/")]
        end, length = min(((end, -length) for end, length in marks if end >= 0), default=(len(path), 0))
        yield path[:end], path[at:end], end == len(path)
        if end == len(path):
            return
        at = end - length


def _in_papers(vault: Vault, balance: Balance, workers: int) -> Iterator[dict[str, Any]]:
    named: list[tuple[str, str, dict[str, Any]]] = [
        (each.digest, each.encoding, mention_record(each.mention))
        for each in papers.in_papers(vault, balance.papers, workers=workers)
    ]
    paths = queries.acquisition.exact_paths([digest for digest, _, _ in named])
    numbered = individuals_numbered()
    for digest, encoding, told in named:
        yield {
            "name": told["name"],
            "digest": digest,
            **pathname.to_lists("paths", paths[digest]),
            "encoding": encoding,
            **told,
            "individuals": of_number(
                told["numbers"].get(Stated.NUMBER), told["numbers"].get(Stated.AGENCY), numbered
            ),
        }


def individuals_numbered() -> Mapping[str, Sequence[tuple[str, str | None]]]:
    """The individuals of each number, with their agencies."""
    held: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
    for each in queries.individual.every():
        if each.number and not is_partial(each.number):
            held[number_key(each.number)].append((each.id, each.agency))
    return held


def of_number(
    number: str | None, agency: str | None, numbered: Mapping[str, Sequence[tuple[str, str | None]]]
) -> list[str]:
    """Whose number a paper states, where no other agency is known of them; whom it means, people say."""
    found = numbered.get(number_key(number), ()) if number else ()
    return sorted(identity for identity, held in found if not agency or not held or held == agency)

"""Witnesses: what is known of one exhibit, from its bytes and from the names it lay under, as the core reads.

The first beat of :mod:`dalil.flows.group`: machine facts and raw paths in, values of the core out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from dalil.core.canonical import Record
from dalil.core.exposure import ExhibitPicture
from dalil.core.label import read_label
from dalil.core.label_field import LabelFields
from dalil.core.manifest import MEMBER_MARK
from dalil.core.moment import ClaimedTime, PartialDate
from dalil.core.path import read_path
from dalil.core.path_fact import PathFact, PathKind, witness, witness_date
from dalil.core.photograph import ClassProposal, Media, PhotographFacts, propose_class
from dalil.core.profile import Profile
from dalil.core.scene import merge_labels, standing, sure_numbers
from dalil.core.sighting import Station
from dalil.flows.read import line_of

_MEDIA: Final = {"photograph": Media.PICTURE, "paper": Media.PAPER}
OVERLAY: Final = "overlay"


@dataclass(frozen=True)
class Witness:
    """One exhibit: its facts, the labels read in it, and every path it was found under.

    ``labels``: one for each person seen; ``regions``: each label as it counts by itself.
    """

    digest: str
    facts: dict[str, Any]
    paths: tuple[bytes, ...]
    labels: tuple[LabelFields, ...]
    path_facts: tuple[tuple[PathFact, ...], ...]
    regions: tuple[LabelFields, ...] = ()

    @property
    def refusal(self) -> str:
        """The code with which the exhibit could not be opened; empty when it could."""
        refusal = self.facts["refusal"]
        return str(refusal["code"]) if refusal else ""

    @property
    def readable(self) -> bool:
        """Whether it is a picture with pixels."""
        return self.facts["picture"] is not None

    @cached_property
    def picture(self) -> ExhibitPicture:
        """The picture as exposures need it."""
        picture = self.facts["picture"]
        overlaid = any(label["surface"] == OVERLAY for label in self.facts["labels"])
        return ExhibitPicture(
            digest=self.digest,
            pixels=picture["width"] * picture["height"],
            size_bytes=self.facts["size"],
            overlaid=overlaid,
            numbers=sure_numbers(self.regions),
        )

    @cached_property
    def proposal(self) -> ClassProposal:
        """The class that this exhibit's own facts speak for."""
        return self.proposal_with(self.labels)

    def proposal_with(self, labels: tuple[LabelFields, ...]) -> ClassProposal:
        """The class, with the labels of all copies of the exposure."""
        media = _MEDIA.get(self.facts["identify"]["family"], Media.OTHER)
        located = len(self.facts["labels"])
        path = tuple(fact for facts in self.path_facts for fact in facts)
        return propose_class(
            PhotographFacts(media, refusal=self.refusal, labels=labels, path=path, located=located)
        )

    @cached_property
    def claimed(self) -> ClaimedTime | None:
        """The time that the file claims it was taken at."""
        metadata = self.facts["metadata"] or {}
        captured = metadata.get("captured_at") or {}
        return ClaimedTime.read(str(captured.get("raw", "")), "camera") if captured else None

    @cached_property
    def path_date(self) -> PartialDate | None:
        """The date that the folders name, where all paths that name one agree."""
        said = {date for facts in self.path_facts if (date := witness_date(facts))}
        longest = {date for date in said if all(date.agrees_with(other) for other in said)}
        return max(longest, key=lambda date: len(date.text), default=None)

    def path_value(self, kind: PathKind) -> str:
        """What the paths say about ``kind``, where they say one thing; else empty."""
        said = {fact.value for facts in self.path_facts if (fact := witness(facts, kind))}
        return said.pop() if len(said) == 1 else ""

    @cached_property
    def stations(self) -> tuple[Station, ...]:
        """Where the exhibit lies: folder, running number, camera's seconds."""
        seconds = self.claimed.seconds if self.claimed else None
        found = set()
        for path, facts in zip(self.paths, self.path_facts, strict=True):
            folder = path.rpartition(b"/")[0].decode("utf-8", "backslashreplace")
            fact = witness(facts, PathKind.SEQUENCE)
            sequence = int(fact.value) if fact and fact.value.isdecimal() else None
            found.add(Station(folder, sequence, seconds))
        return tuple(sorted(found, key=str))


def witness_of(facts: Record, paths: Iterable[bytes], profile: Profile) -> Witness:
    """Read the labels and paths of one exhibit with the profile's rules."""
    known: dict[str, Any] = facts
    labels = [
        read_label([line_of(line) for line in label["lines"]], label["surface"], profile)
        for label in known["labels"]
        if any(line["text"] for line in label["lines"])
    ]
    raw = tuple(paths)
    return Witness(
        digest=known["digest"],
        facts=known,
        paths=raw,
        labels=merge_labels(labels),
        path_facts=tuple(read_path(parts_of(path), profile) for path in raw),
        regions=standing(labels),
    )


def parts_of(path: bytes) -> Sequence[bytes]:
    """The names on a shown path; a container's own name is a part like a folder's."""
    return path.replace(MEMBER_MARK, b"/").split(b"/")

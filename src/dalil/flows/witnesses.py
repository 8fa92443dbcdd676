"""Witnesses: what is known of one exhibit, from its bytes and from the names it lay under, as the core reads.

The first beat of :mod:`dalil.flows.group`: machine facts and raw paths in, values of the core out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from dalil.core.canonical import Record
from dalil.core.correction import Typed, corrected
from dalil.core.exposure import ExhibitPicture
from dalil.core.held import held
from dalil.core.label import read_label
from dalil.core.label_field import LabelFields
from dalil.core.manifest import MEMBER_MARK
from dalil.core.moment import ClaimedTime, PartialDate
from dalil.core.path import read_path
from dalil.core.path_fact import PathFact, PathKind, witness, witness_date
from dalil.core.photograph import ClassProposal, Media, PhotographFacts, propose_class
from dalil.core.profile import Profile
from dalil.core.reading import Legibility, Reading
from dalil.core.scene import merge_labels, standing, sure_numbers
from dalil.core.settlement import agreed
from dalil.core.sighting import Station
from dalil.core.transcription import Transcribed, Transcription
from dalil.flows.read import line_of

_MEDIA: Final = {"photograph": Media.PICTURE, "paper": Media.PAPER}
OVERLAY: Final = "overlay"


@dataclass(frozen=True, slots=True)
class Spoken:
    """What people read on one label, and what the label says with that; None where it says nothing."""

    label: LabelFields | None
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Witness:
    """One exhibit: what it is, the labels read in it, and every path it was found under.

    ``refusal``: the code with which it could not be opened; empty when it could. ``picture``: None where it
    has no pixels. ``located``: how many labels were found in it, as far as people do not say that they are
    none. ``labels``: one for each person seen; ``regions``: each label as it counts by itself. ``spoken``:
    what people read, label by label.

    The facts that it was made of are ten times as large, and not kept.
    """

    digest: str
    media: Media
    refusal: str
    picture: ExhibitPicture | None
    claimed: ClaimedTime | None
    located: int
    paths: tuple[bytes, ...]
    labels: tuple[LabelFields, ...]
    path_facts: tuple[tuple[PathFact, ...], ...]
    regions: tuple[LabelFields, ...] = ()
    spoken: tuple["Spoken", ...] = ()

    @property
    def numbers(self) -> frozenset[str]:
        """Numbers surely read on its own labels, where it is a picture."""
        return self.picture.numbers if self.picture else frozenset()

    @property
    def proposal(self) -> ClassProposal:
        """The class that this exhibit's own facts speak for."""
        return self.proposal_with(self.labels)

    def proposal_with(self, labels: tuple[LabelFields, ...]) -> ClassProposal:
        """The class, with the labels of all copies of the exposure."""
        path = tuple(fact for facts in self.path_facts for fact in facts)
        return propose_class(
            PhotographFacts(self.media, refusal=self.refusal, labels=labels, path=path, located=self.located)
        )

    @property
    def path_date(self) -> PartialDate | None:
        """The date that the folders name, where all paths that name one agree."""
        said = {date for facts in self.path_facts if (date := witness_date(facts))}
        longest = {date for date in said if all(date.agrees_with(other) for other in said)}
        return max(longest, key=lambda date: len(date.text), default=None)

    def path_value(self, kind: PathKind) -> str:
        """What the paths say about ``kind``, where they say one thing; else empty."""
        said = {fact.value for facts in self.path_facts if (fact := witness(facts, kind))}
        return said.pop() if len(said) == 1 else ""

    @property
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


def witness_of(
    facts: Record, paths: Iterable[bytes], profile: Profile, made: Sequence[Transcribed] = ()
) -> Witness:
    """Read the labels and paths of one exhibit with the profile's rules.

    ``made``: what people read on it, in the order of the log. What they settled of a label goes before what
    the machine read there.
    """
    known: dict[str, Any] = facts
    labels: list[LabelFields] = []
    spoken: list[Spoken] = []
    for region, label in enumerate(known["labels"]):
        here = [one for one in made if one.at(region, label["box"])]
        fields = _fields_of(label, profile, here)
        if fields is not None:
            labels.append(fields)
        if here:
            spoken.append(Spoken(fields, tuple(one.reading for one in here)))
    placed = sum(len(one.readings) for one in spoken)
    elsewhere = tuple(one.reading for one in made if not _placed(one, known)) if placed < len(made) else ()
    raw = tuple(paths)
    regions = standing(labels)
    return Witness(
        digest=known["digest"],
        media=_MEDIA.get(known["identify"]["family"], Media.OTHER),
        refusal=str(known["refusal"]["code"]) if known["refusal"] else "",
        picture=_picture(known, regions) if known["picture"] else None,
        claimed=_claimed(known),
        located=len(known["labels"]) - sum(_is_none(one.readings) for one in spoken),
        paths=raw,
        labels=merge_labels(labels),
        path_facts=tuple(read_path(parts_of(path), profile) for path in raw),
        regions=regions,
        spoken=(*spoken, *([Spoken(None, elsewhere)] if elsewhere else [])),
    )


def _picture(known: Mapping[str, Any], regions: tuple[LabelFields, ...]) -> ExhibitPicture:
    """The picture as exposures need it."""
    return ExhibitPicture(
        digest=known["digest"],
        pixels=known["picture"]["width"] * known["picture"]["height"],
        size_bytes=known["size"],
        overlaid=any(label["surface"] == OVERLAY for label in known["labels"]),
        numbers=sure_numbers(regions),
    )


def _claimed(known: Mapping[str, Any]) -> ClaimedTime | None:
    """The time that the file claims it was taken at."""
    metadata = known["metadata"] or {}
    captured = metadata.get("captured_at") or {}
    return ClaimedTime.read(str(captured.get("raw", "")), "camera") if captured else None


def _fields_of(label: Mapping[str, Any], profile: Profile, made: Sequence[Transcribed]) -> LabelFields | None:
    """What one label says, by the machine and by the people who read it; None where it says nothing."""
    has_text = any(line["text"] for line in label["lines"])
    lines = [line_of(line) for line in label["lines"]] if has_text else []
    fields = held(read_label(lines, label["surface"], profile), lines, profile)
    settled = agreed([one.reading for one in made])
    if settled is None:
        return fields if has_text else None
    theirs = next(one.lines for one in reversed(made) if one.reading == settled)
    holding = [one for one in made if one.lines and _says(one.reading, settled)]
    typed = [
        Typed(one.reading.reader, Transcription(one.lines).fields(label["surface"], profile))
        for one in holding
    ]
    return corrected(fields, settled, typed, theirs)


def _says(reading: Reading, settled: Reading) -> bool:
    return (reading.legibility, reading.value) == (settled.legibility, settled.value)


def _placed(one: Transcribed, known: Mapping[str, Any]) -> bool:
    """Whether the label that was read is one that is found there now."""
    labels = known["labels"]
    return one.region < len(labels) and one.at(one.region, labels[one.region]["box"])


def _is_none(readings: Sequence[Reading]) -> bool:
    """Whether people settled that there is no label."""
    settled = agreed(readings)
    return settled is not None and settled.legibility is Legibility.NO_LABEL


def parts_of(path: bytes) -> Sequence[bytes]:
    """The names on a shown path; a container's own name is a part like a folder's."""
    return path.replace(MEMBER_MARK, b"/").split(b"/")

"""Photograph: every picture has one class, proposed by a rule that can be named, decided by people.

Nothing is dropped: what fits no class is ``unknown``, what cannot be opened ``unreadable``, and the classes
of an archive sum to its exhibits. Serves docs/methods/individuals.md. Looks at facts only, never at pixels.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self

from dalil.core.canonical import Record
from dalil.core.errors import BodyRefusal
from dalil.core.label_field import Field, LabelFields
from dalil.core.path_fact import PathFact, PathKind, witness
from dalil.core.record import take_integer, take_text

_CERTAIN_PPM: Final = 1_000_000
_LIKELY_PPM: Final = 800_000
_WEAK_PPM: Final = 500_000
_DOUBTFUL_PPM: Final = 900_000
_WEAK_NAME_RULES: Final = frozenset({"words-alone"})
_RANK_RULES: Final = frozenset({"rank-word", "name-after-rank"})
"""Rules of profiles under which the word of a rank stands beside a name."""


class PhotographClass(StrEnum):
    """What an exhibit shows. One exhibit, one class."""

    LABELLED_INDIVIDUAL = "labelled-individual"
    NAMED_CARD = "named-card"
    INCIDENT = "incident"
    NO_LABEL = "no-label"
    SEVERAL_PEOPLE = "several-people"
    PAPER = "paper"
    NOT_A_PICTURE = "not-a-picture"
    UNREADABLE = "unreadable"
    UNKNOWN = "unknown"


class Media(StrEnum):
    """What the bytes are, as far as a class needs it."""

    PICTURE = "picture"
    PAPER = "paper"
    """A document file: PDF, text, spreadsheet."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class PhotographFacts:
    """What is known of one exhibit. ``refusal``: the code with which it could not be opened, else empty.

    ``labels`` are merged labels, one for each number seen (:func:`dalil.core.scene.merge_labels`).
    ``located``: label regions found, read or not. ``page_like``: the frame is filled by a page of text.
    ``examined`` False: nobody has looked yet.
    """

    media: Media
    refusal: str = ""
    labels: tuple[LabelFields, ...] = ()
    path: tuple[PathFact, ...] = ()
    located: int = 0
    page_like: bool = False
    examined: bool = True


@dataclass(frozen=True, slots=True)
class ClassProposal:
    """A class with the code of the reason (docs/methods/individuals.md) and how sure the rule is."""

    photograph_class: PhotographClass
    reason: str
    confidence_ppm: int

    def to_record(self) -> Record:
        """Return the record that is stored."""
        return {
            "class": self.photograph_class.value,
            "reason": self.reason,
            "confidence_ppm": self.confidence_ppm,
        }

    @classmethod
    def from_record(cls, record: Record) -> Self:
        """Read what :meth:`to_record` wrote. Raises: BodyRefusal."""
        try:
            photograph_class = PhotographClass(take_text(record, "class"))
        except ValueError as wrong:
            raise BodyRefusal(detail=f"no such class of photograph ({wrong})") from wrong
        return cls(photograph_class, take_text(record, "reason"), take_integer(record, "confidence_ppm"))


def propose_class(facts: PhotographFacts) -> ClassProposal:
    """Return the class that the facts speak for; the first rule that fits decides.

    (1) What cannot be opened or is no picture is known for certain. (2) A number on a label makes a labelled
    individual, two numbers several people; a doubtful one beside a rank and a name, without a branch, none.
    (3) A name without a number, and without a branch or examination or with a rank, makes a named card.
    (4) Folder words. (5) A label that was found and not read still makes a labelled individual. (6) A picture
    that was looked at and has no label has no label; nothing looked at is unknown.
    """
    for rule in (_not_opened, _labelled, _by_folder, _by_frame):
        proposal = rule(facts)
        if proposal:
            return proposal
    return ClassProposal(PhotographClass.NO_LABEL, "no-label-located", _LIKELY_PPM)


def decided_class(proposal: ClassProposal, decided: PhotographClass | None) -> ClassProposal:
    """Return the class that counts: a person's decision where there is one, else the proposal."""
    return proposal if decided is None else ClassProposal(decided, "decided", _CERTAIN_PPM)


def count_classes(classes: Iterable[PhotographClass]) -> dict[PhotographClass, int]:
    """Return how many there are of every class, also of absent ones; the counts sum to the whole."""
    counts = Counter(classes)
    return {photograph_class: counts[photograph_class] for photograph_class in PhotographClass}


def _not_opened(facts: PhotographFacts) -> ClassProposal | None:
    if facts.refusal:
        return ClassProposal(PhotographClass.UNREADABLE, facts.refusal, _CERTAIN_PPM)
    if facts.media is Media.PAPER:
        return ClassProposal(PhotographClass.PAPER, "document-file", _CERTAIN_PPM)
    if facts.media is Media.OTHER:
        return ClassProposal(PhotographClass.NOT_A_PICTURE, "other-file", _CERTAIN_PPM)
    if not facts.examined:
        return ClassProposal(PhotographClass.UNKNOWN, "not-examined", 0)
    return None


def _labelled(facts: PhotographFacts) -> ClassProposal | None:
    numbered = [label.detainee_number for label in facts.labels if label.detainee_number]
    names = [label.name for label in facts.labels if label.name]
    if len(numbered) > 1:
        return ClassProposal(PhotographClass.SEVERAL_PEOPLE, "several-numbers", _LIKELY_PPM)
    if numbered and not (names and _is_doubtful_of_a_rank(numbered[0], facts)):
        confidence = numbered[0].confidence_ppm
        return ClassProposal(PhotographClass.LABELLED_INDIVIDUAL, "number-read", confidence)
    if names and (_has_rank(facts) or not _of_a_detainee(facts)):
        weak = all(name.rule in _WEAK_NAME_RULES for name in names)
        confidence = min(names[0].confidence_ppm, _WEAK_PPM if weak else _CERTAIN_PPM)
        return ClassProposal(PhotographClass.NAMED_CARD, "name-without-number", confidence)
    return None


def _of_a_detainee(facts: PhotographFacts) -> bool:
    """True when a label names a branch or an examination, as those of detainees do."""
    return any(label.agency or label.examination_number for label in facts.labels)


def _is_doubtful_of_a_rank(number: Field, facts: PhotographFacts) -> bool:
    """Whether a doubtful number stands on a soldier's card, whose date it may be: a rank, and no branch.

    A doubtful branch, or examination, is another part of such a date.
    """
    fields = [field for label in facts.labels for field in (label.agency, label.examination_number)]
    branch = any(field and field.confidence_ppm >= _WEAK_PPM for field in fields)
    return number.confidence_ppm < _DOUBTFUL_PPM and _has_rank(facts) and not branch


def _has_rank(facts: PhotographFacts) -> bool:
    rules = {field.rule for label in facts.labels for field in label.unplaced}
    return bool(_RANK_RULES & (rules | {label.name.rule for label in facts.labels if label.name}))


def _by_folder(facts: PhotographFacts) -> ClassProposal | None:
    scene = witness(facts.path, PathKind.SCENE)
    if scene is None:
        return None
    if scene.value == "service-dead":
        return ClassProposal(PhotographClass.NAMED_CARD, "folder-service-dead", _WEAK_PPM)
    return ClassProposal(PhotographClass.INCIDENT, f"folder-{scene.value}", _WEAK_PPM)


def _by_frame(facts: PhotographFacts) -> ClassProposal | None:
    if facts.page_like:
        return ClassProposal(PhotographClass.PAPER, "page-of-text", _LIKELY_PPM)
    if _of_a_detainee(facts):
        return ClassProposal(PhotographClass.LABELLED_INDIVIDUAL, "label-without-number", _WEAK_PPM)
    if facts.located:
        return ClassProposal(PhotographClass.LABELLED_INDIVIDUAL, "label-not-read", _WEAK_PPM)
    return None

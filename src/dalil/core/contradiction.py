"""Contradiction: two witnesses that cannot both be right, listed with a code and never resolved by a machine.

Label against folder against camera for one photograph here; numbers against numbers in ``core.series``.
Listing them first is what a court expects: doubts are disclosed before anybody else finds them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from dalil.core.label_field import Field, LabelFields
from dalil.core.moment import ClaimedTime, PartialDate
from dalil.core.number import same_number
from dalil.core.path_fact import PathFact, PathKind, date_of, disagreeing_dates, witness, witness_date

CODES: Final = (
    "label-against-folder-date",
    "label-against-folder-agency",
    "label-against-folder-number",
    "label-against-folder-unit",
    "camera-against-label-date",
    "camera-against-folder-date",
    "folder-against-folder-date",
    "folder-against-folder-agency",
    "folder-against-folder-number",
    "copies-with-two-numbers",
    "labels-with-two-agencies",
    "labels-with-two-numbers",
    "number-on-two-individuals",
    "individual-with-two-numbers",
    "number-upside-down",
    "number-gap",
    "dates-run-backwards",
    "number-far-from-neighbours",
    "decisions-contradict",
    "decision-unclear",
    "copies-kept-apart",
)
"""Every code; docs/methods/individuals.md says what each means. Words stand in ``core.reason_words``."""

_CAMERA_DAYS: Final = 1
"""A camera's day may be one off: shutters pressed around midnight, clocks of another zone."""
_COMPARED: Final = (
    (PathKind.AGENCY, "agency", "label-against-folder-agency"),
    (PathKind.NUMBER, "detainee_number", "label-against-folder-number"),
    (PathKind.UNIT, "unit", "label-against-folder-unit"),
)
_BETWEEN_FOLDERS: Final = (
    (PathKind.AGENCY, "folder-against-folder-agency"),
    (PathKind.NUMBER, "folder-against-folder-number"),
)


@dataclass(frozen=True, slots=True, order=True)
class Contradiction:
    """One contradiction: its code, a digest or individual, and the values that stand against each other."""

    code: str
    subject: str
    detail: str


def photograph_contradictions(
    subject: str,
    *,
    label: LabelFields | None,
    paths: Sequence[Sequence[PathFact]],
    claimed: ClaimedTime | None,
) -> tuple[Contradiction, ...]:
    """Return what label, folders and camera of one photograph disagree about, in order.

    Args:
        subject: the exhibit's digest.
        label: its fields, if it has a label.
        paths: the facts of every path that it lies under.
        claimed: the time that its camera claims.

    """
    found = set(_between_folders(subject, paths))
    written = _label_date(label)
    folders = {date for facts in paths if (date := witness_date(facts))}
    if written and any(not written.agrees_with(date) for date in folders):
        found.add(_of("label-against-folder-date", subject, written.text, *_texts(folders)))
    for kind, name, code in _COMPARED:
        field = dict(label.named()).get(name) if label else None
        if field:
            found |= set(_against_folders(subject, code, field, kind, paths))
    if claimed:
        found |= set(_against_camera(subject, claimed.date, written, folders))
    return tuple(sorted(found))


def _of(code: str, subject: str, *values: str) -> Contradiction:
    return Contradiction(code, subject, " | ".join(values))


def _texts(dates: Iterable[PartialDate]) -> list[str]:
    return sorted(date.text for date in dates)


def _label_date(label: LabelFields | None) -> PartialDate | None:
    """The date on the label, unless it has no year or could be read in another order."""
    if label is None or label.date is None or label.date.alternatives or label.date.value.startswith("--"):
        return None
    return PartialDate.parse(label.date.value)


def _against_folders(
    subject: str, code: str, field: Field, kind: PathKind, paths: Sequence[Sequence[PathFact]]
) -> Iterable[Contradiction]:
    said = {fact.value for facts in paths if (fact := witness(facts, kind)) and not _is_weak(fact)}
    against = sorted(value for value in said if not _agree(kind, field.value, value))
    if against:
        yield _of(code, subject, field.value, *against)


def _is_weak(fact: PathFact) -> bool:
    """A number in a file name may be a running number; it contradicts nothing."""
    return fact.rule == "number-in-file-name"


def _agree(kind: PathKind, ours: str, theirs: str) -> bool:
    if kind is PathKind.UNIT:
        return ours == theirs or ours in theirs or theirs in ours  # police, military-police, military
    return same_number(ours, theirs)


def _against_camera(
    subject: str, camera: PartialDate, written: PartialDate | None, folders: set[PartialDate]
) -> Iterable[Contradiction]:
    if written and camera.days_from(written) > _CAMERA_DAYS:
        yield _of("camera-against-label-date", subject, camera.text, written.text)
    far = [date for date in folders if camera.days_from(date) > _CAMERA_DAYS]
    if far:
        yield _of("camera-against-folder-date", subject, camera.text, *_texts(far))


def _between_folders(subject: str, paths: Sequence[Sequence[PathFact]]) -> Iterable[Contradiction]:
    for facts in paths:
        within = {date for fact in disagreeing_dates(facts) if (date := date_of(fact))}
        if within:
            yield _of("folder-against-folder-date", subject, *_texts(within))
    dates = {date for facts in paths if (date := witness_date(facts))}
    if any(not first.agrees_with(second) for first in dates for second in dates):
        yield _of("folder-against-folder-date", subject, *_texts(dates))
    for kind, code in _BETWEEN_FOLDERS:
        said = sorted(
            {fact.value for facts in paths if (fact := witness(facts, kind)) and not _is_weak(fact)}
        )
        if len(said) > 1:
            yield _of(code, subject, *said)

"""Path: what the folder and file names of one file say, read with a profile's rules.

Folder names are often a better clock than the cameras (docs/methods/paths.md). Every token of every part ends
as exactly one fact, if only an ``unknown`` one; a name that is not UTF-8 is kept and not guessed at.
Knows nothing of other files, so a running number is told from a detainee's number by form alone.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dalil.core.dating import complete, find_dates
from dalil.core.lexicon import FoundPhrase
from dalil.core.limits import PATH_PART_CHARACTERS_MAX
from dalil.core.moment import Precision
from dalil.core.path_fact import PathAlternative, PathFact, PathKind
from dalil.core.path_token import PathPart
from dalil.core.profile import Profile

_TIME: Final = re.compile(
    r"(?:(?<=[0-9][ _t])|(?<![^\W\d_])at )"
    r"(?:[01]?[0-9]|2[0-3])[.:\-][0-5][0-9][.:\-][0-5][0-9](?![0-9])(?: ?[ap]m)?"
)
"""A time of day, behind ``at`` or behind a date: messengers and telephones write their file names so."""
_COPY_MARK: Final = re.compile(
    r"\([0-9]{1,3}\)$|[ _-]+(?:copy|نسخه)(?: ?[0-9]{1,3})?$|^(?:copy(?: \([0-9]{1,3}\))? of|نسخه (?:من|عن)) "
)
_CAMERA_FOLDER: Final = re.compile(r"(?:[0-9]{3}[a-z_][a-z0-9_]{4}|dcim)\Z")
_RUNNING: Final = re.compile(r"\0*([^0-9\0]{1,20}?)[ _\-\0]*([0-9]{3,})")
_LATIN: Final = re.compile(r"[a-z]")
_AFTER_WORD: Final = re.compile(r"[ _\-.:#]*([0-9]{1,12})(?![0-9])")
_NAME_AFTER_WORD: Final = re.compile(r"[ :]*([^\W\d_]+(?: [^\W\d_]+){0,3})")
_DIGITS: Final = re.compile(r"[0-9]+")
_WORDS: Final = re.compile(r"[^\W\d_]+(?: +[^\W\d_]+)*")
_DIGITS_ONLY: Final = re.compile(r"[0-9 ._()/-]+\Z")
_PHRASE_KINDS: Final = {
    "unit": PathKind.UNIT,
    "place": PathKind.PLACE,
    "photographer": PathKind.PHOTOGRAPHER,
    "agency": PathKind.AGENCY,
    "scene": PathKind.SCENE,
}
_ANNOUNCING: Final = frozenset({"number-word", "agency-word", "photographer-word"})
WORD_UNKNOWN: Final = "word-unknown"
"""The rule of words that no rule knows."""
_DATE_NUMBER_DIGITS_MAX: Final = 2
_YEAR_LETTERS: Final = 4
_YEAR_MONTH_LETTERS: Final = 7


def read_path(parts: Sequence[bytes], profile: Profile) -> tuple[PathFact, ...]:
    """Return the facts of a path, outermost part first, in the order in which they are written.

    Args:
        parts: names from the source's root to the file, the file's own name last. A member of a container has
            the container's name among its parents.
        profile: the rules.

    """
    facts: list[PathFact] = []
    for level, raw in enumerate(parts):
        read = _read_part(level, raw, profile, is_file=level == len(parts) - 1)
        said = (*facts, *read)
        facts.extend([_complete(fact, said) for fact in read])
    return tuple(facts)


def _read_part(level: int, raw: bytes, profile: Profile, *, is_file: bool) -> list[PathFact]:
    part = PathPart.of(level, raw)
    if part is None or len(part.text) > PATH_PART_CHARACTERS_MAX:
        return [PathFact(level, raw, PathKind.UNKNOWN, "", "not-utf8" if part is None else "too-long")]
    take_all(part, profile, is_file=is_file)
    return part.facts()


def take_all(part: PathPart, profile: Profile, *, is_file: bool) -> None:
    """Take a part apart, token by token; dates are not completed from other parts."""
    if not is_file and _CAMERA_FOLDER.match(part.text):
        part.take(0, len(part.text), PathKind.UNKNOWN, part.text, "camera-folder")
        return
    if is_file:
        for mark in _COPY_MARK.finditer(part.text):
            part.take(*mark.span(), PathKind.UNKNOWN, mark[0].strip(), "copy-mark")
    _take_dates(part, profile, is_file=is_file)
    if is_file:
        _take_running(part, profile)
    for phrase in profile.lexicon.find(part.text):
        _take_phrase(part, phrase, profile)
    _take_numbers(part, profile, is_file=is_file)
    for words in _WORDS.finditer(part.text):
        part.take(*words.span(), PathKind.UNKNOWN, words[0], WORD_UNKNOWN)


def _take_dates(part: PathPart, profile: Profile, *, is_file: bool) -> None:
    """Take dates.

    In a file name of digits alone, or of a camera's count, only a whole date is one: ``DSC_2003`` follows
    ``DSC_2002``.
    """
    counted = _counted(part, profile)
    numeric = is_file and (bool(_DIGITS_ONLY.match(part.text)) or counted is not None)
    if is_file:
        for time in _TIME.finditer(part.text):
            part.take(*time.span(), PathKind.UNKNOWN, time[0], "time-of-day")
    for date in find_dates(part.text, profile.dates):
        if numeric and date.precision is not Precision.DAY:
            continue
        others = [PathAlternative(PathKind.DATE, value, "date-order") for value in date.alternatives]
        if date.precision is Precision.YEAR and not is_file:
            others.append(PathAlternative(PathKind.NUMBER, date.value, "number-in-folder"))
        part.take(
            date.start,
            date.end,
            PathKind.DATE,
            date.value,
            date.rule,
            precision=date.precision,
            alternatives=tuple(others),
        )


def _take_running(part: PathPart, profile: Profile) -> None:
    """Take a camera's running number: known letters, then digits."""
    if found := _counted(part, profile):
        part.take(found.start(1), found.end(1), PathKind.UNKNOWN, found[1], "camera-prefix")
        part.take(found.start(2), found.end(2), PathKind.SEQUENCE, found[2], "camera-number")


def _counted(part: PathPart, profile: Profile) -> re.Match[str] | None:
    """A camera's letters and its running number."""
    found = _RUNNING.match(part.text)
    return found if found and found[1].strip(" _-") in profile.camera_prefixes else None


def _take_phrase(part: PathPart, found: FoundPhrase, profile: Profile) -> None:
    """Take a known word, and the number or name that an announcing word announces."""
    kind, value = found.phrase.kind, found.phrase.value
    if kind in _PHRASE_KINDS:
        part.take(found.start, found.end, _PHRASE_KINDS[kind], value, f"{kind}-word")
        return
    part.take(found.start, found.end, PathKind.UNKNOWN, part.text[found.start : found.end], kind)
    if kind not in _ANNOUNCING:
        return
    after = (_NAME_AFTER_WORD if kind == "photographer-word" else _AFTER_WORD).match(part.text, found.end)
    if not after:
        return
    span = after.span(1)
    if kind == "photographer-word":
        part.take(*span, PathKind.PHOTOGRAPHER, part.written(*span), "photographer-named")
    elif kind == "number-word":
        part.take(*span, PathKind.NUMBER, after[1], "number-announced")
    elif profile.is_agency(after[1]):
        part.take(*span, PathKind.AGENCY, after[1], "agency-announced")
    else:
        part.take(*span, PathKind.AGENCY, after[1], "agency-announced-unlisted")


def _take_numbers(part: PathPart, profile: Profile, *, is_file: bool) -> None:
    """Take the digits that are left. A file name's first number may be a person's, later ones are views.

    Latin letters that no rule knows are some camera's or program's: the number behind them is a running one.
    """
    bounds = profile.bounds["detainee_number"]
    alone = len(_DIGITS.findall(part.text)) == 1
    numbered = any(fact.kind is PathKind.NUMBER for fact in part.facts())
    latin = bool(_LATIN.search(part.text))
    running = profile.file_number == "sequence" or latin
    for found in _DIGITS.finditer(part.text):
        value, span = found[0], found.span()
        if part.touches_number(*span) and len(value) <= _DATE_NUMBER_DIGITS_MAX and not is_file:
            part.take(*span, PathKind.UNKNOWN, value, "number-in-broken-date")
        elif not bounds.fits(value):
            part.take(*span, PathKind.UNKNOWN, value, "number-implausible")
        elif profile.agencies_listed_only and profile.is_agency(value) and not (is_file and alone):
            other = PathAlternative(PathKind.NUMBER, value, "number-in-folder")
            part.take(*span, PathKind.AGENCY, value, "agency-code", alternatives=(other,))
        elif not is_file and latin and len(value) <= _DATE_NUMBER_DIGITS_MAX:
            other = PathAlternative(PathKind.NUMBER, value, "number-in-folder")
            part.take(*span, PathKind.SEQUENCE, value, "folder-number", alternatives=(other,))
        elif not is_file:
            part.take(*span, PathKind.NUMBER, value, "number-in-folder")
        elif numbered or running or value.startswith("0"):
            other = PathAlternative(PathKind.NUMBER, value, "number-in-file-name")
            part.take(
                *span, PathKind.SEQUENCE, value, "file-number", alternatives=() if numbered else (other,)
            )
        else:
            other = PathAlternative(PathKind.SEQUENCE, value, "file-number")
            part.take(*span, PathKind.NUMBER, value, "number-in-file-name", alternatives=(other,))
            numbered = True


def _complete(fact: PathFact, parents: Sequence[PathFact]) -> PathFact:
    """Complete a date that lacks its year, or a bare month or day, from the nearest part that says more."""
    for parent in sorted(parents, key=lambda other: -other.level):
        if parent.kind is not PathKind.DATE or parent.precision is Precision.DAY_AND_MONTH:
            continue
        completed = _completed_by(fact, parent)
        if completed:
            return completed
    return fact


def _completed_by(fact: PathFact, parent: PathFact) -> PathFact | None:
    if fact.precision is Precision.DAY_AND_MONTH:
        return _with_year(fact, parent)
    bare = fact.rule == "number-in-folder" and len(fact.value) <= _DATE_NUMBER_DIGITS_MAX
    if not bare or parent.level != fact.level - 1:
        return None
    other = PathAlternative(PathKind.NUMBER, fact.value, fact.rule)
    completed = f"{parent.value}-{int(fact.value):02d}"
    is_month = parent.precision is Precision.YEAR
    if not (is_month or parent.precision is Precision.MONTH) or not _exists(completed):
        return None
    return replace(
        fact,
        kind=PathKind.DATE,
        value=completed,
        rule="date-month-completed" if is_month else "date-day-completed",
        precision=Precision.MONTH if is_month else Precision.DAY,
        alternatives=(other, *fact.alternatives),
        completed_from=parent.level,
    )


def _with_year(fact: PathFact, parent: PathFact) -> PathFact | None:
    year = int(parent.value[:_YEAR_LETTERS])
    value = complete(fact.value, year)
    if value is None:
        return None
    others = [
        PathAlternative(PathKind.DATE, other, "date-order")
        for alternative in fact.alternatives
        if (other := complete(alternative.value, year))
    ]
    return replace(
        fact,
        value=value,
        rule="date-day-month-completed",
        precision=Precision.DAY,
        alternatives=tuple(others),
        completed_from=parent.level,
    )


def _exists(text: str) -> bool:
    """True when ``text`` is a month of a year or a day of a month."""
    month_day = text[_YEAR_LETTERS + 1 :]
    padded = month_day if len(text) > _YEAR_MONTH_LETTERS else f"{month_day}-01"
    return complete(f"--{padded}", int(text[:_YEAR_LETTERS])) is not None

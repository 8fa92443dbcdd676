"""Names: compare two names, or two files of names, without a vault."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from dalil.core.errors import Refusal, UsageRefusal
from dalil.core.limits import LIST_BYTES_MAX
from dalil.core.matching.candidates import WEIGHED_AGAIN, Search, everything, ranked
from dalil.core.matching.chance import chances
from dalil.core.matching.evidence import Line
from dalil.core.matching.party import Party
from dalil.core.matching.roster import Roster
from dalil.core.names.compare import compare
from dalil.core.names.parts import Part
from dalil.core.profile import Profile
from dalil.engine import collector
from dalil.flows import naming
from dalil.flows import profile as profiles
from dalil.flows.claim import claim_party, uncompared
from dalil.flows.spreading import Progress, Spreading
from dalil.intake import workbook
from dalil.intake.list_columns import Field
from dalil.intake.lists import ListReading, ListUnreadable, RowRefusal, read
from dalil.store import plain

PROFILE: Final = "syria"
"""Whose places and dates are known where nobody says otherwise: names are those of Syria, too."""
SURELY_WEIGHED: Final = 5
"""Entries that are weighed line by line for each name, whatever speaks for the best of them."""
_ROWS_AT_ONCE: Final = 4_096
"""Rows that are read together: a block of work."""
PPM: Final = 1_000_000
Balance = Callable[[str, int, Sequence[RowRefusal], Sequence[str], Mapping[str, int]], None]
"""Hears of a file, how many rows it has under its header, those left out, columns nobody knows, and by field
how many cells say something of which nothing can be compared."""
MILLIBITS: Final = 1_000


class NameIdMissing(Refusal):
    """The file {path} does not tell its rows apart: {detail}."""

    code = "names-id-missing"
    exit_status = 73
    remedy = "Give every row an id of its own in a column called id."


def compared(left: str, right: str) -> dict[str, Any]:
    """The object that ``dalil names compare --json`` prints: score from 0 to 1, weights in bits."""
    found = compare(left, right, method=naming.method())
    return {
        "score": found.score_ppm / PPM,
        "verdict": found.verdict.value,
        "weight": found.weight / MILLIBITS,
        "parts": [
            {
                "part": line.part.value if isinstance(line.part, Part) else f"relation:{line.part.value}",
                "left": line.left,
                "right": line.right,
                "level": line.level.value,
                "weight": line.weight / MILLIBITS,
                "reason_en": line.reason_en,
                "reason_ar": line.reason_ar,
            }
            for line in found.parts
        ],
    }


def matched(
    left: str,
    right: str,
    *,
    top: int,
    profile: str = PROFILE,
    search: Search = everything,
    balance: Balance | None = None,
    sheets: Sequence[str] = (),
    workers: int = 1,
    progress: Progress | None = None,
) -> Iterator[dict[str, Any]]:
    """For each name of the file ``left`` the best ``top`` of ``right``, in the order of ``left``.

    ``search`` finds the entries that are weighed; ``balance`` hears of what is left out, in either file;
    ``sheets`` are those to read of the files that are workbooks, in their order.

    ``score`` is the chance, 0 to 1, that this entry of ``right`` is meant, and not another or none of them.

    Raises: ProfileUnknown, ProfileMalformed, ListUnreadable, ListColumnsUnknown, NameIdMissing, SparkMissing,
    LinkageFailed.
    """
    known = profiles.named(profile)
    files = [(path, _content(path)) for path in (left, right)]
    rows = Spreading("rows", workers, progress)
    with collector.put_off():
        asked, pool = (
            _parties(_read(path, content, sheet), path, known, balance, rows)
            for (path, content), sheet in zip(files, _dealt(sheets, files), strict=True)
        )
        roster = Roster(pool, naming.method(known.names).among(known.gazetteer))
    spread = Spreading("", workers, progress)
    words = Spreading("words", workers, progress)
    count, surely = max(top, WEIGHED_AGAIN), max(top, SURELY_WEIGHED)
    among = search(roster, asked)
    rankings = ranked(roster, asked, count, among=among, surely=surely, spread=spread, words=words)
    for party, found in zip(asked, rankings, strict=True):
        likely = chances([ledger.fair for ledger, _ in found], len(pool))
        candidates = [
            {
                "right": entry.id,
                "score": int(chance * PPM) / PPM,  # cut, not rounded: together they never say more than all
                "weight": ledger.weight / MILLIBITS,
                "reasons": [_reason(line) for line in ledger.lines],
            }
            for (ledger, entry), chance in zip(found[:top], likely, strict=False)
        ]
        yield {"left": party.id, "candidates": candidates}


def _reason(line: Line) -> dict[str, Any]:
    return {
        "part": line.subject,
        "level": line.level,
        "weight": line.weight / MILLIBITS,
        "why": line.reason_en,
        "why_ar": line.reason_ar,
    }


def _content(path: str) -> bytes:
    try:
        return plain.content_given(path, LIST_BYTES_MAX)
    except OSError as wrong:
        raise ListUnreadable(detail=str(wrong.strerror)).of(path) from wrong
    except Refusal as wrong:
        wrong.of(path)
        raise


def _dealt(sheets: Sequence[str], files: Sequence[tuple[str, bytes]]) -> list[str | None]:
    """Which sheet is read of each file: those that are workbooks take them in order. Raises: UsageRefusal."""
    waiting = [*sheets]
    dealt = [
        waiting.pop(0) if waiting and content.startswith(workbook.SIGNATURE) else None for _, content in files
    ]
    if waiting:
        raise UsageRefusal(detail=f"--sheet {waiting[0]!r} is left over; only a workbook has sheets")
    return dealt


def _read(path: str, content: bytes, sheet: str | None) -> ListReading:
    try:
        return read(content, sheet=sheet)
    except Refusal as wrong:
        wrong.of(path)
        raise


def _parties(
    reading: ListReading, path: str, profile: Profile, balance: Balance | None, spread: Spreading
) -> list[Party]:
    unknown = [
        name for name, field in zip(reading.header, reading.columns, strict=True) if name and field is None
    ]
    stated = _stated(reading, profile, spread)
    unclear = {
        field.value: count
        for field, count in sorted(Counter(each for _, some in stated for each in some).items())
    }
    if balance and (reading.refused or unknown or unclear):
        balance(path, reading.met, reading.refused, unknown, unclear)
    if not reading.rows:
        met = f"every one of its {reading.met} rows is refused" if reading.met else "it has no row"
        raise ListUnreadable(detail=met).of(path)
    found = [party for party, _ in stated]
    wrong_id = _id_fault(reading, [party.id for party in found])
    if wrong_id:
        raise NameIdMissing(path=path, detail=wrong_id)
    return found


def _id_fault(reading: ListReading, ids: Sequence[str]) -> str | None:
    """What is wrong with the ids of a file; rows are counted from 1 under the header."""
    if _id_column(reading) is None:
        return "it has no column called id"
    seen: dict[str, int] = {}
    for row, identity in zip(reading.rows, ids, strict=True):
        if not identity:
            return f"row {row.number} has no id"
        if identity in seen:
            return f"rows {seen[identity]} and {row.number} have one id"
        seen[identity] = row.number
    return None


def _id_column(reading: ListReading) -> int | None:
    """Where the ids stand: in the column called id, else in the first that holds references."""
    held = [at for at, field in enumerate(reading.columns) if field is Field.REFERENCE]
    return next((at for at in held if reading.header[at].lower() == "id"), held[0] if held else None)


def _stated(
    reading: ListReading, profile: Profile, spread: Spreading
) -> list[tuple[Party, tuple[Field, ...]]]:
    """What each row states, and its fields that say something of which nothing can be compared."""
    column = _id_column(reading)

    def of(block: range) -> list[tuple[Party, tuple[Field, ...]]]:
        found = []
        for row in reading.rows[block.start : block.stop]:
            identity = row.cells[column].strip() if column is not None else ""
            stated = reading.fields(row)
            found.append((claim_party(identity, stated, profile), uncompared(stated, profile)))
        return found

    count = len(reading.rows)
    blocks = [range(at, min(at + _ROWS_AT_ONCE, count)) for at in range(0, count, _ROWS_AT_ONCE)]
    return [each for some in (spread if len(blocks) > 1 else map)(of, blocks) for each in some]

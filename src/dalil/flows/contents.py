"""Contents: the files of a release, made from the vault: covered derivatives, table, sheet, plan, statement.

Every photograph of a released individual leaves as one derivative of its exposure's representative, with the
boxes of the plan filled, which are in the representative's upright frame. An exposure that the plan does not
speak of is refused: nothing leaves because nobody thought of it.
"""

import calendar
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dalil.catalog.queries import release
from dalil.catalog.queries.individual import IndividualSeen
from dalil.catalog.queries.release import ExposureSeen
from dalil.core import canonical
from dalil.core.canonical import Json
from dalil.core.custody.checkpoint import Checkpoint
from dalil.core.digest import Digest
from dalil.core.errors import Refusal
from dalil.core.release.manifest import ReleasedFile
from dalil.core.release.redaction import RedactionPlan
from dalil.engine.contract import Outcome, Request
from dalil.engine.local import LocalEngine
from dalil.flows import masking
from dalil.flows.record import bring_up
from dalil.flows.vault import Vault
from dalil.publish.sheet import Fact, FactKind, Sheet, SheetFile, SheetIndividual, render
from dalil.publish.table import to_csv

COLUMNS: Final = ("id", "agency", "number", "number_status", "period", "status", "low", "high", "photographs")
STATEMENT_EN: Final = (
    (
        "This release lists photographs held to show the individuals named by their ids. It identifies "
        "nobody: only the competent authority can do that."
    ),
    (
        "Parts of the pictures are covered; the originals are unchanged and stay where they are. Run "
        "dalil_check.py on the folder to check every file, the approvals and the log."
    ),
)
STATEMENT_AR: Final = (
    (
        "تضم هذه الإتاحة صوراً يُعتقد أنها تُظهر الأفراد المذكورين بأرقامهم. "
        "وهي لا تحدد هوية أحد: ذلك من شأن الجهة المختصة وحدها."
    ),
    (
        "حُجبت أجزاء من الصور، والأصول محفوظة في مكانها دون تغيير. "
        "شغّل dalil_check.py على المجلد للتحقق من كل ملف ومن الموافقات ومن السجل."
    ),
)


class RedactionUnplanned(Refusal):
    """Nobody said what to cover in the photographs {digests}."""

    code = "redaction-unplanned"
    exit_status = 72
    remedy = "Say it for each: --cover DIGEST=left,top,right,bottom (parts of 1), or --cover DIGEST=none."


class DerivativeRefused(Refusal):
    """No derivative can be made of the exhibit {digest}: {detail}."""

    code = "derivative-refused"
    exit_status = 72
    remedy = "Leave the individual's photograph out, or release another copy of it."


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is put together: for whom, from which log position, which individuals."""

    release: str
    tier: str
    recipient: str
    purpose: str
    checkpoint: Checkpoint
    individuals: tuple[IndividualSeen, ...]


def contents(vault: Vault, wanted: Wanted, plan: RedactionPlan) -> list[ReleasedFile]:
    """Make and keep every file of the release, and return what the manifest says of them.

    Raises: RedactionUnplanned, DerivativeRefused, ExhibitMissing, ExhibitChanged.
    """
    sources = _sources(wanted.individuals, plan)
    files = list(_derivatives(vault, sources, plan))
    made: list[tuple[str, bytes, str]] = [
        ("individuals.csv", _table(wanted.individuals), "table"),
        ("redaction.json", canonical.encode(plan.to_record()), "plan"),
        ("statement.txt", _statement(), "statement"),
        ("exhibit-sheet.pdf", _sheet(vault, wanted, files), "sheet"),
    ]
    return files + [_kept(vault, path, content, kind) for path, content, kind in made]


def exposure_of(vault: Vault, digest: str) -> ExposureSeen | None:
    """Return the exposure that the exhibit is in; None when it is in none, or there is no such exhibit."""
    bring_up(vault)
    return release.exposures_of([digest]).get(digest)


def _sources(individuals: Sequence[IndividualSeen], plan: RedactionPlan) -> dict[str, str]:
    """Representative → exposure, for every photograph of the individuals, in order of digest."""
    digests = {member.digest for each in individuals for member in each.members}
    exposures = release.exposures_of(digests)
    found = {each.representative: each.id for each in exposures.values()}
    unplanned = plan.unplanned(found.values())
    if unplanned or digests - set(exposures):
        raise RedactionUnplanned(digests=", ".join(sorted({*unplanned, *(digests - set(exposures))})))
    return dict(sorted(found.items()))


def _derivatives(vault: Vault, sources: Mapping[str, str], plan: RedactionPlan) -> Iterator[ReleasedFile]:
    requests = (_request(vault, digest, exposure, plan) for digest, exposure in sources.items())
    outcomes = LocalEngine(1).map(masking.work(), requests)
    for number, (digest, outcome) in enumerate(zip(sources, outcomes, strict=True), 1):
        path = f"photographs/{number:04d}.png"
        yield _kept(vault, path, _bytes_of(digest, outcome), "derivative", source=digest)


def _request(vault: Vault, digest: str, exposure: str, plan: RedactionPlan) -> Request:
    redaction = plan.of(exposure)
    assert redaction is not None, "every exposure is planned by now"
    boxes: list[Json] = [
        {"left": box.left, "top": box.top, "right": box.right, "bottom": box.bottom}
        for box in redaction.boxes_for(0)
    ]
    return {"boxes": boxes}, lambda: vault.reader.read(Digest(digest))


def _bytes_of(digest: str, outcome: Outcome) -> bytes:
    if isinstance(outcome, Refusal):
        raise DerivativeRefused(digest=digest, detail=outcome.sentence) from outcome
    facts, content = outcome[0], outcome[-1]
    if not isinstance(content, bytes):
        refusal = facts.get("refusal") if isinstance(facts, dict) else None
        raise DerivativeRefused(digest=digest, detail=refusal or "the worker answered nothing")
    return content


def _kept(vault: Vault, path: str, content: bytes, kind: str, *, source: str | None = None) -> ReleasedFile:
    return ReleasedFile(path, vault.keep_blob(content), len(content), kind, source)


def _table(individuals: Sequence[IndividualSeen]) -> bytes:
    return to_csv(
        COLUMNS,
        (
            (
                each.id,
                each.agency,
                each.number,
                each.number_status,
                each.period,
                each.status,
                each.low,
                each.high,
                len(each.members),
            )
            for each in individuals
        ),
    )


def _statement() -> bytes:
    return ("\n".join(STATEMENT_AR) + "\n\n" + "\n".join(STATEMENT_EN) + "\n").encode()


def _sheet(vault: Vault, wanted: Wanted, files: Sequence[ReleasedFile]) -> bytes:
    moment = vault.world.moment()
    sheet = Sheet(
        release=wanted.release,
        facts=[
            Fact("Release", "الإتاحة", wanted.release),
            Fact("Tier", "الفئة", wanted.tier),
            Fact("Recipient", "الجهة المستلمة", wanted.recipient, FactKind.TEXT),
            Fact("Purpose", "الغرض", wanted.purpose or "—", FactKind.TEXT),
            Fact("Put together on", "تاريخ الإعداد", moment[:10]),
            Fact("Log position", "موضع السجل", str(wanted.checkpoint.size)),
            Fact("Log root", "جذر السجل", wanted.checkpoint.root.hex(), FactKind.CODE),
        ],
        individuals=[SheetIndividual(each.id, _facts(each)) for each in wanted.individuals],
        files=[SheetFile(file.path, file.digest.hex, file.source) for file in files],
        statement_en=STATEMENT_EN,
        statement_ar=STATEMENT_AR,
    )
    return render(sheet, made_at_seconds=calendar.timegm(time.strptime(moment[:19], "%Y-%m-%dT%H:%M:%S")))


def _by(each: IndividualSeen) -> str:
    """Whether a machine alone settled the number: whoever receives it must know."""
    return ", by a machine without a person" if each.number_settled_by == "machine" else ""


def _facts(each: IndividualSeen) -> list[Fact]:
    span = str(each.low) if each.low == each.high else f"{each.low}–{each.high}"
    return [
        Fact("Agency", "الجهة", each.agency or "—", FactKind.TEXT),
        Fact("Number", "الرقم", f"{each.number or '—'} ({each.number_status}{_by(each)})"),
        Fact("Period", "الفترة", each.period or "—"),
        Fact("People, low–high", "عدد الأشخاص، أدنى–أعلى", span),
        Fact("Photographs", "عدد الصور", str(len(each.members))),
    ]

"""Acceptance, measured: handwritten strings and overlay lines, and the same bars on shifted sets.

The bar is chosen with the truth in hand (``risk``). So that nobody is misled by that, the bar of one half is
also applied to the other half, and what is wrong there is counted; and so is what the reader itself accepts,
whose bar was calibrated on other writers and fonts (``calibrate``).
"""

from collections.abc import Callable, Sequence
from fractions import Fraction

from bench.reading import calibrate, halves, overlays, shifted, strings
from bench.reading.case import Case, Row
from bench.reading.halves import Half
from bench.reading.interval import upper_bound
from bench.reading.measure import Session
from bench.reading.ours import accepted
from bench.reading.result import Result
from bench.reading.risk import RISKS, Bar, Judged, applied, bar, calibration_error

_HAND = Row(
    "acceptance-handwritten",
    "handwritten strings",
    5000,
    lambda count: calibrate.handwritten(701, count, Half.MEASURING),
)
_OVERLAYS = Row(
    "acceptance-overlays",
    "overlay lines",
    5000,
    overlays.lines(702, halves.Fonts(Half.MEASURING)),
    view=overlays.ROWS[0].view,
)
_AIMS_PPM = {
    "handwritten": {"0.5 %": 800_000, "0.1 %": 550_000},
    "overlays": {"0.5 %": 950_000, "0.1 %": 900_000},
}
_REAL_DIGITS = strings.ROWS[1].view


def judge(session: Session, row: Row, cases: Sequence[Case], surface: str) -> list[Judged]:
    """Read and judge. Real cheque amounts have dots that their labels leave out: their digits count."""
    found = []
    for case in cases:
        answer = session.ours.read(case.image, row.way, surface=surface)
        view = _REAL_DIGITS if case.kind == "cheque" else row.view
        line = answer.lines[0]
        found.append(Judged(line.confidence_ppm, view(line.text) == view(case.text), accepted(line)))
    return found


def measure(surface: str) -> Callable[[Session, int], list[Result]]:
    """Acceptance on one surface, its calibration, and the same bar on a shifted set."""
    row, moved = {
        "handwritten": (_HAND, lambda count: shifted.handwritten(count, half=Half.MEASURING)),
        "overlays": (_OVERLAYS, shifted.overlay_lines),
    }[surface]

    def found(session: Session, count: int) -> list[Result]:
        carrier = {"handwritten": "card", "overlays": "overlay"}[surface]
        cases, shifted_cases = row.cases(count), moved(max(1, count // 2))
        judged = judge(session, row, cases, carrier)
        strange = judge(session, row, shifted_cases, carrier)
        results = [
            _at_risk(
                surface, row.what, judged, strange, said=said, risk=risk, aim_ppm=_AIMS_PPM[surface][said]
            )
            for said, risk in RISKS.items()
        ]
        strict = bar(judged, RISKS["0.1 %"]).least_ppm
        return [
            *results,
            _calibrated(surface, row.what, judged),
            _wrong(
                f"{surface}-shifted",
                f"{row.what}, shifted set, the bar of 0.1 %: accepted and wrong",
                strange,
                strict,
            ),
            _own_bar(surface, row.what, _numbers(cases, judged)),
            _own_bar(f"{surface}-shifted", f"{row.what}, shifted set", _numbers(shifted_cases, strange)),
        ]

    return found


def _at_risk(surface, what, judged, strange, *, said: str, risk: Fraction, aim_ppm: int) -> Result:
    whole = bar(judged, risk)
    chosen = bar(judged[::2], risk)
    other = applied(judged[1::2], chosen.least_ppm)
    risky = upper_bound(whole.wrong, max(1, whole.count)), upper_bound(other.wrong, max(1, other.count))
    notes = (
        f"bar {whole.least_ppm / 1e6:.4f}: {whole.wrong} wrong, at most {risky[0]:.2%} (95 %)",
        f"bar of one half, on the other: {_told(other)}, at most {risky[1]:.2%}",
        f"the same bar on the shifted set: {_told(applied(strange, whole.least_ppm))}",
    )
    return Result(
        f"acceptance-{surface}-{said.rstrip(' %')}",
        f"{what}: can be accepted at ≤ {said} wrong",
        whole.count,
        whole.of,
        aim_ppm=aim_ppm,
        notes=notes,
    )


def _told(found: Bar) -> str:
    return f"{found.count} of {found.of} accepted, {found.wrong} wrong"


def _calibrated(surface: str, what: str, judged: Sequence[Judged]) -> Result:
    return Result(
        f"calibration-{surface}",
        f"{what}: expected calibration error",
        sum(one.right for one in judged),
        len(judged),
        aim_ppm=20_000,
        at_most=True,
        figure=calibration_error(judged),
    )


def _wrong(name: str, what: str, judged: Sequence[Judged], least_ppm: int) -> Result:
    found = applied(judged, least_ppm)
    right = sum(one.right for one in judged)
    note = f"accepted {found.count}; right whatever the bar: {right} of {found.of}"
    return Result(
        f"acceptance-{name}", what, found.wrong, found.of, aim_ppm=5_000, at_most=True, notes=(note,)
    )


def _numbers(cases: Sequence[Case], judged: Sequence[Judged]) -> list[Judged]:
    """Readings of numbers: words and dates are never accepted, and would make the share look better."""
    return [one for case, one in zip(cases, judged, strict=True) if calibrate.may_be_a_number(case)]


def _own_bar(surface: str, what: str, judged: Sequence[Judged]) -> Result:
    """What the reader itself accepts today, of numbers."""
    taken = [one for one in judged if one.accepted]
    wrong = sum(not one.right for one in taken)
    note = f"{wrong} of them wrong, at most {upper_bound(wrong, max(1, len(taken))):.2%} (95 %)"
    return Result(
        f"accepted-{surface}",
        f"{what}: numbers accepted at the reader's own bar",
        len(taken),
        len(judged),
        notes=(note,),
    )

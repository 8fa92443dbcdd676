"""Report: results as lines for a terminal, and as docs/results/reading.md."""

import json
import os
import zlib
from collections.abc import Iterable, Sequence

from bench.reading.result import Result, Rival
from bench.timing import ROOT, today, write

HEAD = (
    "| what | aim | right | of | share | 95 % interval | character error | s a case |\n"
    "|---|---|--:|--:|--:|---|--:|--:|"
)
_SAID_HOW = """\
Where `python -m bench.reading` stands, what the reader is trained with is needed: run `make
build/training/.installed` once, then, from the root,
`PYTHONPATH=.:src build/training/bin/python -m bench.reading …`."""
_FOLDER = ROOT / "build" / "bench-reading"
_SAID_FIRST = """\
Everything is measured on validation parts (`training/label_reader/splits.py`): writers, fonts, words, cheque
strings and plates that training never sees. Composed cases are set by `bench/reading`, which shares no code
with training's own composition. Intervals: Wilson, 95 %. An aim is met or missed by the share itself.
*Right*: the whole text is right; digits count as the same in either Arabic script and in Western form, and
blanks do not count, except in overlay lines and names, where everything counts but the digit shapes that two
scripts share. A crop with several lines, and a photograph, is right where one of its lines or words is."""
_SAID_OF_RIVALS = """\
The first cases of each row. Of each rival the variant that is right most often on the row is shown: rapidocr
with PP-OCRv6 or PP-OCRv4, tesseract with `eng`, `ara` or `fas`. A line goes to rapidocr's recogniser alone,
without its detector, and never through its classifier of angles, which turns numbers round; a crop with
several lines goes to either engine both ways. Where a row holds digits alone, tesseract may emit digits
alone."""


def line(result: Result) -> str:
    """One row of the first table."""
    low, high = result.interval
    error = "" if result.character_error is None else f"{result.character_error:.1%}"
    counted = f"{result.right} | {result.of} | {result.share:.1%} | {low:.1%}–{high:.1%}"
    if result.figure is not None:
        counted = f" | {result.of} | {result.figure:.2%} | "
    seconds = f"{result.seconds:.3f}" if result.seconds else ""
    return f"| {result.what} | {aim(result)} | {counted} | {error} | {seconds} |"


def aim(result: Result) -> str:
    """The aim and whether the share meets it."""
    if result.aim_ppm is None:
        return ""
    sign = "≤" if result.at_most else "≥"
    return f"{sign} {result.aim_ppm / 10_000:g} % {'met' if result.met else '**missed**'}"


def rival(one: Rival) -> str:
    """What a rival did, in a cell."""
    if not one.of:
        return one.missing
    return f"{one.right} ({one.right / one.of:.1%}), {one.variant}, {one.seconds:.2f} s"


def details(result: Result) -> Iterable[str]:
    """Parts, rivals and notes, one a line."""
    if result.parts:
        yield "; ".join(f"{kind}: {right} of {of}" for kind, (right, of) in result.parts.items())
    for one in result.rivals:
        yield f"{one.family} {rival(one)}; ours on the same {one.ours_right} of {one.of}"
    yield from result.notes


class Kept:
    """Finished rows of a whole run, so that it can be stopped and goes on; and the page made of them."""

    def __init__(self, digest: str, rivals: int) -> None:
        self._digest, self._path = digest, _FOLDER / f"{digest[:16]}-{_measure_digest()}-{rivals}.json"
        self._rows: dict[str, list[Result]] = {}
        if self._path.exists():
            held = json.loads(self._path.read_text(encoding="utf-8"))
            self._rows = {name: [Result.from_record(one) for one in rows] for name, rows in held.items()}

    def held(self, name: str) -> list[Result] | None:
        """The results of a row that is finished."""
        return self._rows.get(name)

    def keep(self, name: str, results: list[Result]) -> None:
        """Keep a finished row."""
        self._rows[name] = results
        told = {each: [one.to_record() for one in rows] for each, rows in self._rows.items()}
        _FOLDER.mkdir(parents=True, exist_ok=True)
        part = self._path.with_suffix(".part")
        part.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
        os.replace(part, self._path)

    def write(self) -> None:
        """Write docs/results/reading.md."""
        write("reading", page([one for rows in self._rows.values() for one in rows], self._digest))


def _measure_digest() -> str:
    """A short digest of this package and of the reader's code: rows measured by other code are not kept."""
    folders = (ROOT / "bench" / "reading", ROOT / "src" / "dalil" / "vision")
    code = b"".join(path.read_bytes() for folder in folders for path in sorted(folder.glob("*.py")))
    return f"{zlib.crc32(code):08x}"


def page(results: Sequence[Result], digest: str) -> list[str]:
    """The lines of docs/results/reading.md."""
    return [
        "# Reading",
        "",
        f"`make bench-reading` ({today()}), weights `{digest}`. One thread; seconds are of the processor.",
        "",
        *_SAID_HOW.splitlines(),
        "",
        *_SAID_FIRST.splitlines(),
        "",
        HEAD,
        *map(line, results),
        "",
        "## Beside rivals",
        "",
        *_SAID_OF_RIVALS.splitlines(),
        "",
        "| what | of | Dalil | rapidocr | tesseract |",
        "|---|--:|--:|---|---|",
        *(_beside(result) for result in results if result.rivals),
        "",
        "## Parts and notes",
        "",
        *(f"- *{one.what}*: {'; '.join(said)}." for one in results if (said := _told(one))),
    ]


def _beside(result: Result) -> str:
    cells = {one.family: rival(one) for one in result.rivals}
    most = max(result.rivals, key=lambda one: one.of)
    share = most.ours_right / max(1, most.of)
    ours = f"{most.ours_right} ({share:.1%}), {result.seconds:.3f} s" if most.of else ""
    return f"| {result.what} | {most.of} | {ours} | {cells['rapidocr']} | {cells['tesseract']} |"


def _told(result: Result) -> list[str]:
    parts = [f"{kind} {right} of {of}" for kind, (right, of) in result.parts.items()]
    return [*parts, *result.notes]

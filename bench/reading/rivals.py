"""Rivals: rapidocr and tesseract on the same crops, each in programs of their own, one thread each.

rapidocr stands in a virtual environment that ``tools/rivals`` makes from lock/rivals.in and that Dalil never
shares; both of its generations bring their models in the wheel (PP-OCRv6 and PP-OCRv4), and nothing is
fetched when they run. tesseract and its ``eng``, ``ara`` and ``fas`` data are Debian's. Of each family the
variant that is right most often on a row stands in the table: the choice is made with the truth in hand.
"""

import json
import os
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.reading.case import Case, Row, Way
from bench.reading.result import Rival
from bench.timing import ROOT
from PIL import Image

PYTHON = ROOT / "build" / "rivals" / "bin" / "python"
WORKER = Path(__file__).with_name("rival_worker.py")
GENERATIONS = {"PP-OCRv6": "rapidocr", "PP-OCRv4": "rapidocr_onnxruntime"}
LANGUAGES = {
    "eng": "0123456789",
    "ara": "0123456789٠١٢٣٤٥٦٧٨٩",
    "fas": "0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹",
}
"""Languages with the digits they may know; used where a row allows digits alone."""
_PAGE_MODE = {Way.LINE: "7", Way.LABEL: "6", Way.FRAME: "11"}
"""A single line; a block; sparse text."""
_SAID = {Way.LINE: " on one line", Way.LABEL: " with its finder of lines", Way.FRAME: " on the frame"}

Texts = list[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Ran:
    """One variant on all crops: the lines of each, and processor seconds a crop; or why it did not run."""

    texts: Texts
    seconds: float
    missing: str = ""


def beside(row: Row, cases: Sequence[Case], ours_right: int, python: str | None = None) -> tuple[Rival, ...]:
    """Every family on the crops of a row."""
    with tempfile.TemporaryDirectory(prefix="dalil-rivals-") as folder:
        paths = []
        for place, case in enumerate(cases):
            paths.append(f"{folder}/{place:05d}.png")
            Image.fromarray(case.image).save(paths[-1])
        ways = (Way.LINE, Way.LABEL) if row.way is Way.LABEL else (row.way,)
        rapid = {
            f"{name}{_SAID[way]}": _rapidocr(python or str(PYTHON), module, way, paths)
            for name, module in GENERATIONS.items()
            for way in ways
        }
        older = {
            f"{language}{_SAID[way]}": _tesseract(language, way, paths, allow=bool(row.allow))
            for language in LANGUAGES
            for way in ways
        }
        families = {"rapidocr": rapid, "tesseract": older}
        return tuple(_best(name, ran, row, cases, ours_right) for name, ran in families.items())


def _best(family: str, ran: dict[str, Ran], row: Row, cases: Sequence[Case], ours_right: int) -> Rival:
    missing = "; ".join(sorted({one.missing for one in ran.values() if one.missing}))
    scores = {
        name: sum(row.right(texts, case.text) for texts, case in zip(one.texts, cases, strict=True))
        for name, one in ran.items()
        if not one.missing
    }
    if not scores:
        return Rival(family, "", 0, 0, 0, 0.0, missing)
    best = max(scores, key=lambda name: (scores[name], -ran[name].seconds))
    return Rival(family, best, scores[best], len(cases), ours_right, ran[best].seconds, missing)


def _rapidocr(python: str, module: str, way: Way, paths: Sequence[str]) -> Ran:
    if not os.path.exists(python):
        return Ran([], 0.0, "not installed here")
    asked = json.dumps({"module": module, "detect": way is not Way.LINE, "paths": list(paths)})
    ran = subprocess.run(
        [python, "-I", str(WORKER)], input=asked, capture_output=True, text=True, check=False, env=_alone()
    )
    if ran.returncode:
        return Ran([], 0.0, f"does not run here ({ran.stderr.strip().splitlines()[-1:]})")
    told = [json.loads(line) for line in ran.stdout.splitlines() if line.startswith("{")]
    return Ran([tuple(one["texts"]) for one in told], sum(one["seconds"] for one in told) / len(told))


def _tesseract(language: str, way: Way, paths: Sequence[str], *, allow: bool) -> Ran:
    """All crops in one process, so that its start is not counted at every crop."""
    if not shutil.which("tesseract"):
        return Ran([], 0.0, "not installed here")
    listed = f"{os.path.dirname(paths[0])}/list-{language}.txt"
    with open(listed, "w", encoding="utf-8") as out:
        out.writelines(f"{path}\n" for path in paths)
    limits = ["-c", f"tessedit_char_whitelist={LANGUAGES[language]}"] if allow else []
    command = ["tesseract", listed, "-", "-l", language, "--psm", _PAGE_MODE[way], *limits]
    before = _spent()
    ran = subprocess.run(command, capture_output=True, text=True, check=False, env=_alone())
    if ran.returncode:
        return Ran([], 0.0, f"does not run here ({ran.stderr.strip().splitlines()[-1:]})")
    pages = ran.stdout.split("\f")[: len(paths)]
    texts: Texts = [tuple(line for line in map(_plain, page.splitlines()) if line) for page in pages]
    texts += [()] * (len(paths) - len(texts))
    return Ran(texts, (_spent() - before) / len(paths))


def _plain(line: str) -> str:
    """Without the marks of direction that tesseract writes into Arabic lines."""
    return "".join(c for c in line if c not in "\u200e\u200f\u202a\u202b\u202c\u202d\u202e").strip()


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _alone() -> dict[str, str]:
    """One thread, and no way out to a network for what asks a proxy."""
    return {**os.environ, "OMP_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1", "no_proxy": "*"}

"""Contact sheet: the labels of image files that stand in no vault, cut out and shown with what was read.

Load: what :mod:`dalil.flows.read` found, and the files' bytes once more. Decide: which crops are shown. Make:
crops in a jail, and one page of them. Nothing is recorded.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import Any, Final, Self

from dalil.core.canonical import Json
from dalil.core.errors import Refusal
from dalil.core.limits import CONTACT_CROPS_MAX, VIEW_ANSWER_BYTES_MAX
from dalil.core.plain_png import check_plain_png
from dalil.core.scene import likely
from dalil.engine.jail import Jail
from dalil.engine.plan import JailLimits
from dalil.flows.read import PPM, Read, request
from dalil.flows.sheet_place import SheetPlace
from dalil.flows.view import LABEL_SIDE_PX_MAX, AnswerIncomplete
from dalil.publish.contact_sheet import CropShown, RefusedFiles, Tally, contact_sheet
from dalil.vision import preview

ENTRY: Final = "dalil.vision.preview:crops"
_UNREAD: Final = "unread"
_SKIN: Final = "skin"
WARM_UP: Final = "dalil.vision.preview:warm_up"
_LIMITS: Final = JailLimits(frame_bytes=VIEW_ANSWER_BYTES_MAX, answer_bytes=4 * VIEW_ANSWER_BYTES_MAX)


class Sheet:
    """Collects while files are read; ``write`` makes the page. Use as a context manager: it owns a jail."""

    def __init__(self, guesses: Collection[str] = ()) -> None:
        """``guesses``: surfaces whose labels are shown on a guess, because somebody asked for them."""
        self._guesses = guesses
        self._jail = Jail(ENTRY, limits=_LIMITS, preload=preview.PRELOAD, warm_up=WARM_UP)
        self._crops: list[CropShown] = []
        self._files = self._without = 0
        self._found: Counter[str] = Counter()
        self._accepted: Counter[str] = Counter()
        self._hidden: Counter[str] = Counter()
        self._refused: dict[str, RefusedFiles] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._jail.close()

    def collect(self, results: Iterable[Read]) -> Iterator[Read]:
        """Pass every result on, and keep what the page needs of it."""
        for result in results:
            self._files += 1
            hidden = [_why_hidden(each, self._guesses) for each in result.labels]
            labels = [each for each, why in zip(result.labels, hidden, strict=True) if not why]
            self._hidden.update(filter(None, hidden))
            if result.error:
                self._refuse(result.error, result.refusal)
            elif not result.labels:
                self._without += 1
            for label in result.labels:
                self._found[label["surface"]] += 1
                self._accepted[label["surface"]] += label["accepted"]
            room = CONTACT_CROPS_MAX - len(self._crops)
            if labels and room > 0:
                self._cut(result.path, labels[:room])
            yield result

    def write(self, place: SheetPlace) -> int:
        """Write the page to its place; how many crops it shows. Raises: SheetUnwritable."""
        surfaces = {name: (count, self._accepted[name]) for name, count in self._found.items()}
        tally = Tally(
            self._files, surfaces, self._without, self._refused, self._hidden[_SKIN], self._hidden[_UNREAD]
        )
        place.write(contact_sheet(self._crops, tally))
        return len(self._crops)

    def _cut(self, path: str, labels: list[dict[str, Any]]) -> None:
        """Cut labels out of one file; a file that has changed since, or that refuses now, is counted."""
        boxes: list[Json] = [label["box"] for label in labels]
        _, content = request(path)
        try:
            payload = content() if callable(content) else content
            parts = list(self._jail.ask({"boxes": boxes}, payload))
            pictures = [part for part in parts if isinstance(part, bytes)]
            if len(pictures) != len(labels):
                raise AnswerIncomplete
            for picture in pictures:
                check_plain_png(picture, side_px_max=LABEL_SIDE_PX_MAX)
        except Refusal as refusal:
            self._refuse(refusal.code, refusal)
            return
        for label, picture in zip(labels, pictures, strict=True):
            self._crops.append(
                CropShown(
                    path=path,
                    surface=label["surface"],
                    png=picture,
                    text=label["text"],
                    confidence_ppm=round(label["confidence"] * PPM),
                    accepted=label["accepted"],
                    truncated=label["truncated"],
                )
            )

    def _refuse(self, code: str, refusal: Refusal | None) -> None:
        """Count a file that was not read; the first of its code says what that means."""
        first = self._refused.get(code) or RefusedFiles(
            0, refusal.sentence if refusal else "It is no picture.", refusal.remedy if refusal else ""
        )
        self._refused[code] = replace(first, count=first.count + 1)


def _why_hidden(label: dict[str, Any], guesses: Collection[str]) -> str:
    """Why a label is not shown, empty where it is: nobody is shown skin on a guess unasked."""
    if not any(letter.isalnum() for letter in label["text"]):
        return _UNREAD
    plain = likely(label["surface"], label["text"], round(label["confidence"] * PPM))
    return "" if plain or label["surface"] in guesses else _SKIN

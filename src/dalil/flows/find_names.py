"""Find names: the people that texts of papers name, each with its place. Without a vault; records nothing."""

from collections.abc import Iterable, Iterator
from typing import Any

from dalil.core.errors import Refusal
from dalil.core.limits import GIVEN_FILE_BYTES_MAX
from dalil.core.names.mention import Mention, mentions
from dalil.store import plain


class TextUnreadable(Refusal):
    """The text {path} cannot be read: {detail}."""

    code = "text-unreadable"
    exit_status = 73
    remedy = "Save it as plain text in UTF-8."


def found_in(paths: Iterable[str]) -> Iterator[dict[str, Any]]:
    """One object for each person that each text names, in their order. Raises: TextUnreadable."""
    for path in paths:
        for mention in mentions(_text(path)):
            yield {"path": path, **_record(mention)}


def _record(mention: Mention) -> dict[str, Any]:
    said = {
        kind.value: {"text": span.text, "start": span.start, "end": span.end}
        for kind, span in mention.said.items()
    }
    return {
        "name": mention.name.text,
        "start": mention.name.start,
        "end": mention.name.end,
        "parts": [{"part": part.part.value, "text": part.written} for part in mention.whole.parts],
        "said": said,
        "numbers": {kind.value: number for kind, number in mention.numbers.items()},
    }


def _text(path: str) -> str:
    try:
        return plain.content_given(path, GIVEN_FILE_BYTES_MAX).decode("utf-8-sig")
    except OSError as wrong:
        raise TextUnreadable(path=path, detail=str(wrong.strerror)) from wrong
    except UnicodeDecodeError as wrong:
        raise TextUnreadable(path=path, detail="it is not UTF-8 throughout") from wrong

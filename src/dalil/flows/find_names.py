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
            yield {"path": path, **mention_record(mention)}


def mention_record(mention: Mention) -> dict[str, Any]:
    """One person in a text: name, place, parts, and what is said beside it, each with its place."""
    told = mention.to_record()
    parts = [{"part": part.part.value, "text": part.written} for part in mention.whole.parts]
    place = {"start": told["start"], "end": told["end"]}
    return {"name": told["text"], **place, "parts": parts, "said": told["said"], "numbers": told["numbers"]}


def _text(path: str) -> str:
    try:
        return plain.content_given(path, GIVEN_FILE_BYTES_MAX).decode("utf-8-sig")
    except OSError as wrong:
        raise TextUnreadable(path=path, detail=str(wrong.strerror)) from wrong
    except UnicodeDecodeError as wrong:
        raise TextUnreadable(path=path, detail="it is not UTF-8 throughout") from wrong

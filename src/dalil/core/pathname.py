"""Path names are bytes. This is how they are shown in JSON without losing one.

``path`` is text with U+FFFD where the bytes are not UTF-8; ``path_b64`` stands beside it whenever that text
would not give the bytes back. Nothing is normalised: NFC and NFD twins stay two names.
"""

import base64
import binascii
from collections.abc import Sequence

from dalil.core.canonical import Json, Record
from dalil.core.errors import BodyRefusal


def to_text(raw: bytes) -> str:
    """Show ``raw`` as text; lossy where it is not UTF-8."""
    return raw.decode("utf-8", errors="replace")


def to_fields(key: str, raw: bytes) -> Record:
    """Return ``{key: text}`` and, when the text loses anything, ``{key}_b64``."""
    text = to_text(raw)
    if text.encode("utf-8") == raw:
        return {key: text}
    return {key: text, f"{key}_b64": base64.b64encode(raw).decode("ascii")}


def to_lists(key: str, raws: Sequence[bytes]) -> Record:
    """Return ``{key: texts}`` and, when a text loses anything, ``{key}_b64``: one for each, or null."""
    fields = [to_fields(key, raw) for raw in raws]
    texts: list[Json] = [each[key] for each in fields]
    exact: list[Json] = [each.get(f"{key}_b64") for each in fields]
    return {key: texts, f"{key}_b64": exact} if any(exact) else {key: texts}


def from_fields(key: str, record: Record) -> bytes:
    """Return the exact bytes written by :func:`to_fields`.

    Raises: BodyRefusal when the fields are missing, ill-typed or contradict each other.
    """
    text, encoded = record.get(key), record.get(f"{key}_b64")
    if not isinstance(text, str):
        raise BodyRefusal(detail=f"{key} is missing")
    if encoded is None:
        return text.encode("utf-8")
    try:
        raw = base64.b64decode(str(encoded), validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise BodyRefusal(detail=f"{key}_b64 is not base64") from wrong
    if to_text(raw) != text:
        raise BodyRefusal(detail=f"{key} and {key}_b64 name different paths")
    return raw

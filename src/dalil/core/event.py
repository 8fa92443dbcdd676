"""Event: what happened, who did it, when, about what. One event is one log entry.

The canonical bytes of an event (RFC 8785) are the bytes of its entry. Personal fields of the living are not
here: they stand in payloads, named by digest, which can be erased without breaking the log (ADR 0001).
Every type and its body is described in docs/spec/events.md; a test keeps that file and TYPES equal.
"""

import re
from dataclasses import dataclass, field
from typing import Final, Self

from dalil.core import canonical
from dalil.core.canonical import Record
from dalil.core.digest import Digest
from dalil.core.errors import BodyRefusal
from dalil.core.limits import ENTRY_BYTES_MAX

TYPES: Final[dict[str, tuple[str, ...]]] = {
    # type: the keys that its body must hold
    "vault-created": ("config", "format", "key", "profile"),
    "acquisition-sealed": (
        "acquisition",
        "manifest",
        "root",
        "lines",
        "balance",
        "source",
        "medium",
        "giver",
        "received_by",
        "jail",
        "tool",
    ),
    "examined": ("batch", "inputs", "output", "exhibits", "refused", "tool", "parameters", "engine"),
    "grouped": ("inputs", "output", "tool", "parameters", "exposures", "individuals"),
    "reading-made": ("exhibit", "region", "box", "text", "reader", "lines", "task"),
    "gold-set": ("exhibit", "region", "box", "text", "lines", "reason"),
    "gold-withdrawn": ("exhibit", "region", "box", "reason"),
    "reader-tuned": (
        "reader",
        "weights",
        "inputs",
        "output",
        "learned",
        "asked",
        "before",
        "after",
        "mended",
        "spoiled",
        "left_out",
        "tool",
    ),
    "reader-chosen": ("reader", "reason"),
    "decision-made": ("decision", "subjects", "reason"),
    "list-imported": ("list", "rows", "refused", "source", "columns"),
    "list-row-withdrawn": ("list", "row", "reason"),
    "matches-proposed": ("list", "output", "proposed", "tool", "parameters"),
    "match-decided": ("match", "answer", "reason"),
    "notice-due": ("match", "cause", "to"),
    "notice-given": ("match", "kind", "who", "by", "day"),
    "study-frozen": ("study", "frame", "position", "checkpoint", "codebook"),
    "sample-drawn": ("study", "seed", "sample"),
    "coding-made": ("study", "individual", "variable", "code", "coder"),
    "estimate-made": ("study", "variable", "estimate"),
    "policy-set": ("policy", "tiers"),
    "release-proposed": ("release", "tier", "manifest"),
    "approval-recorded": ("release", "authority", "note"),
    "bundle-sealed": ("release", "bundle", "position"),
    "enquiry-step": ("enquiry", "step"),
    "photograph-unblurred": ("exhibit", "reason"),
    "account-set": ("account", "role", "state"),
    "payload-erased": ("payload", "reason"),
    "timestamp-attached": ("size", "root", "token", "checkpoint", "authority", "time"),
    "cosignature-attached": ("size", "root", "cosigner", "note"),
}
"""Every type of event and the keys its body must hold. A type never changes its meaning."""

_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3,6})?Z\Z")
_KEYS: Final = {"about", "actor", "at", "body", "payloads", "type"}


class EntryTooLong(BodyRefusal):
    """An entry of {size} bytes is longer than the log's form allows."""

    code = "entry-too-long"
    exit_status = 32
    remedy = "Say it in fewer words: long texts belong into a file that the entry names."


@dataclass(frozen=True, slots=True)
class Event:
    """One act. ``at`` is UTC as RFC 3339 text; ``about`` names what it concerns (digests, ids)."""

    type: str
    at: str
    actor: str
    about: tuple[str, ...]
    body: Record
    payloads: tuple[Digest, ...] = field(default=())

    def __post_init__(self) -> None:
        missing = [key for key in TYPES.get(self.type, ()) if key not in self.body]
        if self.type not in TYPES or missing:
            raise BodyRefusal(detail=f"event {self.type!r} is unknown or lacks {missing}")
        if not _MOMENT.match(self.at) or not self.actor:
            raise BodyRefusal(detail=f"event {self.type!r} has no moment or no actor")

    def entry(self) -> bytes:
        """The canonical bytes that enter the log. Raises: EntryTooLong."""
        content = canonical.encode(
            {
                "type": self.type,
                "at": self.at,
                "actor": self.actor,
                "about": list(self.about),
                "body": self.body,
                "payloads": [digest.hex for digest in self.payloads],
            }
        )
        if len(content) > ENTRY_BYTES_MAX:
            raise EntryTooLong(size=len(content))
        return content

    @classmethod
    def parse(cls, content: bytes) -> Self:
        """Read an entry. Raises: BodyRefusal for anything that :meth:`entry` would not write."""
        record = canonical.decode_record(content)
        about, payloads, body = record.get("about"), record.get("payloads"), record.get("body")
        if set(record) != _KEYS or not isinstance(body, dict):
            raise BodyRefusal(detail="an entry holds type, at, actor, about, body and payloads")
        if not isinstance(about, list) or not isinstance(payloads, list):
            raise BodyRefusal(detail="about and payloads are lists")
        return cls(
            type=_text(record, "type"),
            at=_text(record, "at"),
            actor=_text(record, "actor"),
            about=tuple(str(each) for each in about),
            body=body,
            payloads=tuple(Digest(str(each)) for each in payloads),
        )


def _text(record: Record, key: str) -> str:
    value = record.get(key)
    if not isinstance(value, str):
        raise BodyRefusal(detail=f"{key} is not text")
    return value

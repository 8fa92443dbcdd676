"""Frames: members on their way out of a jailed process, and what the trusting side makes of them.

A member is ``{"item": …}``, its chunks, and ``{"end": true}`` or ``{"end": false, "refusal": …}``. After the
last one comes ``{"done": true}``, with a ``refusal`` where the container stopped before its end.
"""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from dalil.core import limits
from dalil.core.canonical import Record
from dalil.core.errors import BodyRefusal, Refusal
from dalil.intake.containers.budget import within_budget
from dalil.intake.containers.member import Member, damaged
from dalil.intake.containers.readers import members
from dalil.intake.item import Item, ItemKind, refusal_from_record, refusal_to_record

Frame = Record | bytes


class ContainerReaderStopped(Refusal):
    """The process that reads the container stopped without an answer."""

    code = "container-reader-stopped"
    exit_status = 27
    remedy = "Members before are kept. The container is hostile or very damaged: look at it by hand."


def serve(file: BinaryIO, form: str) -> Iterator[Frame]:
    """Read a container and yield its members as frames. Runs inside the jail.

    A refusal becomes a frame; anything else is our own mistake and ends the process.
    """
    try:
        for member in members(file, form):
            yield {"item": member.item.to_record()}
            yield from _content(member)
    except Refusal as refusal:
        yield {"done": True, "refusal": refusal_to_record(refusal)}
    else:
        yield {"done": True}


def _content(member: Member) -> Iterator[Frame]:
    try:
        yield from member.chunks
    except Refusal as refusal:
        yield {"end": False, "refusal": refusal_to_record(refusal)}
    else:
        yield {"end": True}


def receive(untrusted_frames: Iterable[Frame], *, packed_bytes: int) -> Iterator[Member]:
    """Rebuild members from the frames of a jailed reader, believing none of them unchecked.

    ``packed_bytes`` is the container's size, for the budget, which is counted again on this side. Chunks that
    the caller leaves are passed over.
    Raises: the refusal with which the container stopped; BodyRefusal for a malformed frame;
    ContainerReaderStopped when the frames end without saying so.
    """
    return within_budget(_members(iter(untrusted_frames)), packed_bytes=packed_bytes)


def _members(untrusted_frames: Iterator[Frame]) -> Iterator[Member]:
    while True:
        header = _record(untrusted_frames)
        if header.get("done") is True:
            if next(untrusted_frames, None) is not None:
                raise BodyRefusal(detail="something comes after the end")
            if "refusal" in header:
                raise refusal_from_record(header["refusal"])
            return
        untrusted_item = header.get("item")
        if not isinstance(untrusted_item, dict):
            raise BodyRefusal(detail="a member's frame holds no item")
        item = Item.from_record(untrusted_item)
        chunks = _Chunks(untrusted_frames, item)
        yield Member(item, chunks)
        chunks.leave()


def _next(untrusted_frames: Iterator[Frame]) -> Frame:
    frame = next(untrusted_frames, None)
    if frame is None:
        raise ContainerReaderStopped
    return frame


def _record(untrusted_frames: Iterator[Frame]) -> Record:
    frame = _next(untrusted_frames)
    if not isinstance(frame, dict):
        raise BodyRefusal(detail="a chunk stands where a member should begin")
    return frame


class _Chunks:
    """The chunk frames of one member, up to its end frame."""

    def __init__(self, untrusted_frames: Iterator[Frame], item: Item) -> None:
        self._frames, self._item = untrusted_frames, item
        self._given_bytes, self._ended = 0, False

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        """The next chunk. Raises: the member's refusal; MemberDamaged when its size is not the stated one."""
        if self._ended:
            raise StopIteration
        frame = _next(self._frames)
        if isinstance(frame, bytes):
            return self._bounded(frame)
        self._ended = True
        if frame.get("end") is not True:
            raise refusal_from_record(frame.get("refusal"))
        if self._item.size_bytes not in (None, self._given_bytes) and self._item.refusal is None:
            raise damaged(self._item, f"{self._given_bytes} bytes came instead of {self._item.size_bytes}")
        raise StopIteration

    def leave(self) -> None:
        """Pass over what was not asked for."""
        while not self._ended:
            try:
                for _ in self:
                    pass
            except Refusal:
                if not self._ended:
                    raise

    def _bounded(self, untrusted_chunk: bytes) -> bytes:
        if not 0 < len(untrusted_chunk) <= limits.CHUNK_BYTES_MAX:
            raise BodyRefusal(detail=f"a chunk of {len(untrusted_chunk)} bytes")
        if self._item.kind is not ItemKind.FILE or self._item.refusal is not None:
            raise BodyRefusal(detail="bytes came for a member that has none")
        self._given_bytes += len(untrusted_chunk)
        return untrusted_chunk

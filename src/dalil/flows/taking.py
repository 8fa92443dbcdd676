"""Taking: read a source once, keep its bytes, and yield the manifest's lines.

The first beat of :mod:`dalil.flows.acquire`: no log entry is made here, and nothing depends on what the vault
held before, so the lines are a function of the source alone.
"""

import contextlib
from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Final, Protocol

from dalil.core.canonical import Record
from dalil.core.errors import DiskFull, Refusal
from dalil.core.limits import (
    CONTAINER_DEPTH_MAX,
    KIB,
    MIB,
)
from dalil.core.manifest import Line, Outcome, Tally
from dalil.flows import unpack
from dalil.flows.resume import FOUND, Done
from dalil.flows.stream import Budget, Ends, gather
from dalil.flows.unpack import Unpacker
from dalil.intake import identify, walk
from dalil.intake.containers.member import Member
from dalil.intake.item import Item, ItemKind
from dalil.intake.opener import Opener, read_chunks
from dalil.intake.signatures import Kind
from dalil.store.disk import DiskFailed
from dalil.store.writer import Staged, Writer

WHOLE_BYTES: Final = MIB
"""Files up to this size are read whole and hashed before writing: a duplicate is then never written."""

THREADS: Final = 2
"""Hashing and copying leave Python's lock alone, so two threads keep two cores busy."""
PORTION_FILES: Final = 64
PORTION_BYTES: Final = 4 * MIB
"""Files handed to a thread together: handing over costs about as much as reading a small file."""
AHEAD: Final = 4
"""Portions read ahead of the one whose lines are written; of bytes, a thread holds one file or chunk."""

PIECE_BYTES: Final = 64 * KIB
"""Of the manifest, written together."""

NOT_IN_LINE: Final = frozenset({"path", "path_b64", "kind", "size_bytes", "refusal"})
"""Fields of an item that a manifest line holds under its own names."""


class ContainerTooDeep(Refusal):
    """A container stands inside {depth} others."""

    code = "container-too-deep"
    exit_status = 28
    remedy = "It is kept whole. Unpack it by hand and acquire the result as well, if it is genuine."


class Progress(Protocol):
    """Told what is going on; shows it to people or to nobody."""

    def met(self, path: bytes, size_bytes: int) -> None:
        """One more thing was met."""


class Silence:
    """Nobody watches."""

    def met(self, path: bytes, size_bytes: int) -> None:
        """Say nothing."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A file's line without its place, and its bytes on their way into the store."""

    line: Line
    staged: Staged


@dataclass(slots=True)
class Taking:
    """One acquisition on its way. Files are read and copied by two threads, and counted in order by one."""

    source: bytes
    writer: Writer
    done: Done
    progress: Progress
    tally: Tally = field(default_factory=Tally)
    unpacker: Unpacker = field(default_factory=Unpacker)

    def manifest(self) -> Generator[bytes, None, None]:
        """The manifest's bytes, in pieces that are worth writing."""
        piece = bytearray()
        for line in self.lines():
            piece += line
            if len(piece) >= PIECE_BYTES:
                yield bytes(piece)
                piece.clear()
        yield bytes(piece)

    def lines(self) -> Iterator[bytes]:
        """Every line of the manifest, with its newline, in the order of the walk.

        Raises: SourceVanished when the source itself went away meanwhile, and its kin.
        """
        root = walk.identity(self.source)
        with _threads() as pool, self.unpacker:
            ahead: deque[Future[list[_Kept | Line]]] = deque()
            for portion in _portions(walk.walk(self.source)):
                ahead.append(pool.submit(self._read, portion))
                if len(ahead) > AHEAD:
                    yield from self._take(ahead.popleft().result())
            while ahead:
                yield from self._take(ahead.popleft().result())
        walk.insist(self.source, root)

    def _read(self, portion: list[Item]) -> list[_Kept | Line]:
        """In a thread: read, hash and stage files; everything else has its line at once."""
        with Opener(self.source) as opener:
            return [self._read_one(opener, item) for item in portion]

    def _read_one(self, opener: Opener, item: Item) -> _Kept | Line:
        if not _readable(item):
            return _unread(item, None)
        known = self.done.find(item, _facts(item))
        if known is not None:
            return known
        try:
            if (item.size_bytes or 0) < WHOLE_BYTES:
                return self._keep_whole(item, opener.read(item), None)
            with opener.open(item) as opened:
                return self._keep(item, read_chunks(opened, item), None)
        except (DiskFull, DiskFailed):
            raise
        except Refusal as refusal:
            return _refused(item, None, refusal)

    def _take(self, portion: list[_Kept | Line]) -> Iterator[bytes]:
        """In order: accept the bytes, write the line, then go into a container."""
        for read in portion:
            line = self._accept(read)
            encoded = self._count(line)
            if isinstance(read, _Kept):
                self.done.note(self.writer, encoded)
            yield encoded
            if FOUND in line.facts:
                budget = Budget(line.size_bytes or 0)
                yield from self._members(line, self.tally.tree.size - 1, budget, depth=1)

    def _accept(self, read: _Kept | Line) -> Line:
        if isinstance(read, Line):
            return read
        self.writer.accept(read.staged)
        return read.line

    def _keep(self, item: Item, chunks: Iterator[bytes], holder: int | None) -> _Kept:
        """Stage the bytes and say what they are. Small files are held whole; larger ones stream."""
        first = gather(chunks, WHOLE_BYTES)
        if len(first) < WHOLE_BYTES:
            return self._keep_whole(item, first, holder)
        ends = Ends()
        staged = self.writer.stage(ends.watch(first, chunks))
        return _kept(
            item, staged, identify.identify(ends.head, ends.tail, size_bytes=staged.size_bytes), holder
        )

    def _keep_whole(self, item: Item, content: bytes, holder: int | None) -> _Kept:
        """The same for content that is held whole."""
        staged = self.writer.stage_whole(content)
        head, tail = content[: identify.HEAD_BYTES], content[-identify.TAIL_BYTES :]
        return _kept(item, staged, identify.identify(head, tail, size_bytes=len(content)), holder)

    def _members(self, held: Line, holder: int, budget: Budget, *, depth: int) -> Iterator[bytes]:
        """Lines of a container's members, then of the containers among them."""
        form = held.facts.get(FOUND)
        if form is None or held.digest is None:
            return
        nested: list[tuple[int, Line]] = []
        try:
            if depth > CONTAINER_DEPTH_MAX:
                raise ContainerTooDeep(depth=depth - 1)
            with self.writer.open(held.digest) as file:
                budget.check()
                for member in self.unpacker.members(file, str(form)):
                    line = self._member(member, holder, budget)
                    yield self._count(line)
                    if FOUND in line.facts:
                        nested.append((self.tally.tree.size - 1, line))
                    budget.check()
        except (DiskFull, DiskFailed):
            raise
        except Refusal as refusal:
            yield self._count(_refused(Item(b"", ItemKind.OTHER), holder, refusal))
        for number, line in nested:
            yield from self._members(line, number, budget, depth=depth + 1)

    def _member(self, member: Member, holder: int, budget: Budget) -> Line:
        if not _readable(member.item):
            return _unread(member.item, holder)
        try:
            return self._accept(self._keep(member.item, budget.spend(member.chunks), holder))
        except (DiskFull, DiskFailed):
            raise
        except Refusal as refusal:
            return _refused(member.item, holder, refusal)

    def _count(self, line: Line) -> bytes:
        encoded = line.encode()
        self.tally.add(line, encoded)
        self.progress.met(line.path, line.size_bytes or 0)
        return encoded + b"\n"


def _portions(items: Iterator[Item]) -> Iterator[list[Item]]:
    """Items in their order, so many at a time that reading them is worth handing them over."""
    portion: list[Item] = []
    size_bytes = 0
    for item in items:
        portion.append(item)
        size_bytes += item.size_bytes or 0
        if len(portion) >= PORTION_FILES or size_bytes >= PORTION_BYTES:
            yield portion
            portion, size_bytes = [], 0
    yield portion


@contextlib.contextmanager
def _threads() -> Iterator[ThreadPoolExecutor]:
    """Threads that read; whoever leaves early waits for the file at hand and not for those that follow."""
    pool = ThreadPoolExecutor(THREADS, thread_name_prefix="dalil-acquire")
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _kept(item: Item, staged: Staged, kind: Kind, holder: int | None) -> _Kept:
    facts = _facts(item)
    if unpack.is_container(kind):
        facts[FOUND] = kind.format
    return _Kept(
        Line(item.path, "file", Outcome.KEPT, staged.size_bytes, staged.digest, holder, None, facts), staged
    )


def _readable(item: Item) -> bool:
    return item.kind is ItemKind.FILE and item.refusal is None


def _facts(item: Item) -> Record:
    return {key: value for key, value in item.to_record().items() if key not in NOT_IN_LINE}


def _unread(item: Item, holder: int | None) -> Line:
    """A directory or link kept by its line, or a thing that intake refused."""
    if item.refusal is not None:
        return _refused(item, holder, item.refusal)
    return Line(item.path, item.kind.value, Outcome.KEPT, None, None, holder, None, _facts(item))


def _refused(item: Item, holder: int | None, refusal: Refusal) -> Line:
    facts = _facts(item) | {"detail": refusal.sentence.encode("utf-8", "replace").decode("utf-8")}
    kind = item.kind.value
    return Line(item.path, kind, Outcome.REFUSED, item.size_bytes, None, holder, refusal.code, facts)

"""Taking: read a source once, keep its bytes, and yield the manifest's lines.

The first beat of :mod:`dalil.flows.acquire`: no log entry is made here, and nothing depends on what the vault
held before, so the lines are a function of the source alone.
"""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Final, Protocol

from dalil.core.canonical import Record
from dalil.core.errors import Refusal
from dalil.core.limits import CONTAINER_DEPTH_MAX, CONTAINER_RATIO_FREE_BYTES, CONTAINER_RATIO_MAX, MIB
from dalil.core.manifest import Line, Outcome, Tally
from dalil.flows import unpack
from dalil.flows.resume import Done
from dalil.intake import identify, walk
from dalil.intake.containers.member import ContainerBomb, Member
from dalil.intake.item import Item, ItemKind
from dalil.store.disk import DiskFailed, DiskFull
from dalil.store.writer import Staged, Writer

WHOLE_BYTES: Final = MIB
"""Files up to this size are read whole and hashed before writing: a duplicate is then never written."""

THREADS: Final = 2
"""Hashing and copying leave Python's lock alone, so two threads keep two cores busy."""
AHEAD: Final = 8
"""Files read ahead of the one whose line is written: bounds memory to AHEAD × WHOLE_BYTES."""

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

    def lines(self) -> Iterator[bytes]:
        """Every line of the manifest, with its newline, in the order of the walk."""
        with ThreadPoolExecutor(THREADS, thread_name_prefix="dalil-acquire") as pool:
            ahead: deque[Future[_Kept | Line]] = deque()
            for item in walk.walk(self.source):
                ahead.append(pool.submit(self._read, item))
                if len(ahead) > AHEAD:
                    yield from self._take(ahead.popleft().result())
            while ahead:
                yield from self._take(ahead.popleft().result())

    def _read(self, item: Item) -> _Kept | Line:
        """In a thread: read, hash and stage one file; everything else has its line at once."""
        if not _readable(item):
            return _unread(item, None)
        known = self.done.find(item)
        if known is not None:
            return known
        try:
            with walk.open_file(self.source, item) as opened:
                return self._keep(item, walk.read_chunks(opened, item), None)
        except (DiskFull, DiskFailed):
            raise
        except Refusal as refusal:
            return _refused(item, None, refusal)

    def _take(self, read: _Kept | Line) -> Iterator[bytes]:
        """In order: accept the bytes, write the line, then go into a container."""
        line = self._accept(read)
        if isinstance(read, _Kept):
            self.done.note(self.writer, line)
        yield self._count(line)
        budget = _Budget(line.size_bytes or 0)
        yield from self._members(line, self.tally.tree.size - 1, budget, depth=1)

    def _accept(self, read: _Kept | Line) -> Line:
        if isinstance(read, Line):
            return read
        self.writer.accept(read.staged)
        return read.line

    def _keep(self, item: Item, chunks: Iterator[bytes], holder: int | None) -> _Kept:
        """Stage the bytes and say what they are. Small files are held whole; larger ones stream."""
        ends = _Ends()
        first = _gather(chunks, WHOLE_BYTES)
        ends.take(first)
        if len(first) < WHOLE_BYTES:
            staged = self.writer.stage_whole(first)
        else:
            staged = self.writer.stage(ends.watch(first, chunks))
        kind = identify.identify(ends.head, ends.tail, size_bytes=staged.size_bytes)
        facts = _facts(item)
        if unpack.is_container(kind):
            facts["container"] = kind.format
        size, digest = staged.size_bytes, staged.digest
        return _Kept(Line(item.path, "file", Outcome.KEPT, size, digest, holder, None, facts), staged)

    def _members(self, held: Line, holder: int, budget: "_Budget", *, depth: int) -> Iterator[bytes]:
        """Lines of a container's members, then of the containers among them."""
        form = held.facts.get("container")
        if form is None or held.digest is None:
            return
        nested: list[tuple[int, Line]] = []
        try:
            if depth > CONTAINER_DEPTH_MAX:
                raise ContainerTooDeep(depth=depth - 1)
            with self.writer.open(held.digest) as file:
                for member in unpack.members(file, str(form)):
                    line = self._member(member, holder, budget)
                    yield self._count(line)
                    if "container" in line.facts:
                        nested.append((self.tally.tree.size - 1, line))
        except (DiskFull, DiskFailed):
            raise
        except Refusal as refusal:
            yield self._count(_refused(Item(b"", ItemKind.OTHER), holder, refusal))
        for number, line in nested:
            yield from self._members(line, number, budget, depth=depth + 1)

    def _member(self, member: Member, holder: int, budget: "_Budget") -> Line:
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


class _Budget:
    """What everything inside one file of the source may unpack to, containers in containers included."""

    def __init__(self, packed_bytes: int) -> None:
        self._max = max(CONTAINER_RATIO_FREE_BYTES, packed_bytes * CONTAINER_RATIO_MAX)
        self._left = self._max

    def spend(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """Pass ``chunks`` on until the bound. Raises: ContainerBomb."""
        for chunk in chunks:
            self._left -= len(chunk)
            if self._left < 0:
                raise ContainerBomb(limit=f"{self._max} bytes")
            yield chunk


class _Ends:
    """The first and last bytes of a stream, as identifying wants them."""

    def __init__(self) -> None:
        self.head = self.tail = b""

    def take(self, chunk: bytes) -> None:
        if len(self.head) < identify.HEAD_BYTES:
            self.head += chunk[: identify.HEAD_BYTES - len(self.head)]
        self.tail = (self.tail + chunk)[-identify.TAIL_BYTES :]

    def watch(self, first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
        """``first``, already taken, and ``rest``, taken while it passes."""
        yield first
        for chunk in rest:
            self.take(chunk)
            yield chunk


def _gather(chunks: Iterator[bytes], enough: int) -> bytes:
    """Chunks until there are ``enough`` bytes or no more."""
    parts, size = [], 0
    for chunk in chunks:
        parts.append(chunk)
        size += len(chunk)
        if size >= enough:
            break
    return parts[0] if len(parts) == 1 else b"".join(parts)


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

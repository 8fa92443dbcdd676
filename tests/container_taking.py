"""Taking a container apart as a jailed reader and its trusting side do, frame by frame through JSON."""

import io
from dataclasses import dataclass, field

from dalil.core.canonical import decode_record, encode
from dalil.core.errors import Refusal
from dalil.intake.containers.frames import receive, serve


@dataclass
class Taken:
    """What came out: items and contents in their order, and the refusal that stopped it."""

    items: list = field(default_factory=list)
    contents: list = field(default_factory=list)
    stop: Refusal | None = None

    @property
    def paths(self):
        return [item.path for item in self.items]

    @property
    def codes(self):
        """The code of each member that was refused, by path."""
        refusals = [
            (item.path, item.refusal or (content if isinstance(content, Refusal) else None))
            for item, content in zip(self.items, self.contents, strict=True)
        ]
        return {path: refusal.code for path, refusal in refusals if refusal is not None}

    @property
    def by_path(self):
        return {item.path: content for item, content in zip(self.items, self.contents, strict=True)}

    def item(self, path):
        (found,) = (item for item in self.items if item.path == path)
        return found


def through_json(frames):
    for frame in frames:
        yield frame if isinstance(frame, bytes) else decode_record(encode(frame))


def take(content, form):
    """Take bytes or an open file apart; a refusal while reading stands in the content's place."""
    file = io.BytesIO(content) if isinstance(content, bytes) else content
    size_bytes = file.seek(0, 2)
    taken = Taken()
    members = receive(through_json(serve(file, form)), packed_bytes=size_bytes)
    try:
        for member in members:
            taken.items.append(member.item)
            taken.contents.append(read(member))
    except Refusal as refusal:
        taken.stop = refusal
    return taken


def read(member):
    try:
        return b"".join(member.chunks)
    except Refusal as refusal:
        return refusal

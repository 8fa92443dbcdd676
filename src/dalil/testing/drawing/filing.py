"""Filing: under which path each file is left. Paths are bytes; no two differ by case alone."""

import random
from collections import defaultdict
from datetime import datetime
from typing import Final

from dalil.testing.drawing.session import Session

TWIN: Final = "صور إضافية"
"""A folder name with two byte forms, composed and decomposed (the letter U+0625)."""
OLD: Final = "صور قديمة".encode("cp1256")
"""A folder name from a system that wrote Windows-1256."""
BACKUPS: Final = ("نسخة احتياطية", "Backup 2", "New Folder")
EDITED: Final = ("معدلة", "معدل للأرشيف")


class Filing:
    """Gives each file its path; remembers all paths given."""

    def __init__(self) -> None:
        self._used: set[bytes] = set()
        self._counters: dict[str, int] = defaultdict(lambda: -1)

    def photograph(self, session: Session, taken: datetime, chance: random.Random) -> bytes:
        """Name a camera's next file in the session's folder."""
        model, pattern = session.camera[1], session.camera[2]
        if self._counters[model] < 0:
            self._counters[model] = chance.randrange(10_000)
        self._counters[model] = (self._counters[model] + 1) % 10_000
        return self._claim(session.folder.encode(), pattern.format(self._counters[model]), taken)

    def copy(self, of: bytes, edits: tuple[str, ...], taken: datetime, chance: random.Random) -> bytes:
        """Name a copy of ``of``: in a backup folder, among edited ones, or passed on by telephone."""
        folder, _, name = of.rpartition(b"/")
        if edits == ("exact",):
            return self._claim(chance.choice(BACKUPS).encode() + b"/" + folder, name.decode(), taken)
        if "overlaid" in edits:
            return self._claim(chance.choice(EDITED).encode() + b"/" + folder, name.decode(), taken)
        if chance.random() < 0.5:
            sent = f"IMG-{taken:%Y%m%d}-WA{chance.randrange(10_000):04d}.jpg"
            return self._claim(b"WhatsApp/" + f"{taken:%Y-%m}".encode(), sent, taken)
        return self._claim(folder, f"Copy of {name.decode()}", taken)

    def named(self, folder: bytes, name: str, taken: datetime) -> bytes:
        """Name a file as wished, or nearly."""
        return self._claim(folder, name, taken)

    def _claim(self, folder: bytes, name: str, taken: datetime) -> bytes:
        stem, dot, ending = name.rpartition(".")
        for attempt in range(10_000):
            tail = f" ({attempt})" if attempt else ""
            path = folder + b"/" + f"{stem}{tail}{dot}{ending}".encode()
            if path.lower() not in self._used:
                self._used.add(path.lower())
                return path
        raise AssertionError(f"no free name for {name} of {taken}")

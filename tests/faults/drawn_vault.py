"""A vault of a few drawn photographs, and what an examination of it must come to."""

import os
import shutil

from dalil.testing.archive import ArchiveBuilder
from faults.small_source import acquired, events, make_vault


def make(folder, photographs, **others):
    """Path of a vault in ``folder`` of so many small photographs, copies among them, and of ``others``."""
    ArchiveBuilder(seed=3, photographs=20, size=(320, 240), workers=1).draw(os.path.join(folder, "drawn"))
    disk, source = os.path.join(folder, "drawn", "disk"), os.path.join(folder, "source")
    paths = sorted(os.path.join(place, name) for place, _, names in os.walk(disk) for name in names)
    pictures = [os.path.relpath(path, disk) for path in paths if path.lower().endswith(".jpg")]
    for path in pictures[:photographs]:
        os.makedirs(os.path.join(source, os.path.dirname(path)), exist_ok=True)
        shutil.copy2(os.path.join(disk, path), os.path.join(source, path))
    for name, content in others.items():
        with open(os.path.join(source, name), "wb") as file:
            file.write(content)
    vault = make_vault(os.path.join(folder, "acquired"))
    acquired(vault, source)
    return vault


def examined(path):
    """All that examining and grouping recorded: bodies of the events, which name the facts by digest."""
    return [(event.type, event.body) for event in events(path) if event.type in {"examined", "grouped"}]

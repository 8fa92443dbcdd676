"""Standing: whatever stands below a folder that a stranger may have filled. No link is followed.

What a folder holds that cannot be listed is not seen here; :func:`check` says which those are.
"""

import os
from collections.abc import Iterator

from dalil.core.finding import Finding, Severity
from dalil.store.layout import Layout


def check(layout: Layout) -> Iterator[Finding]:
    """Findings about folders of the vault that cannot be listed."""
    for root in (layout.store, layout.log, layout.payloads, layout.keys):
        refused: list[OSError] = []
        for _ in os.walk(root, onerror=refused.append):
            pass
        for wrong in refused:
            if not isinstance(wrong, FileNotFoundError):
                subject = os.path.relpath(os.fsdecode(wrong.filename), layout.root)
                said = f"it cannot be listed ({wrong.strerror}), and what it holds was not checked"
                yield Finding("folder-unreadable", subject, Severity.UNSOUND, said)


def names_in(folder: str) -> list[str]:
    """Names in a folder, sorted; none where it is not there or cannot be listed."""
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []


def standing(root: str) -> Iterator[tuple[str, str]]:
    """Everything below ``root`` but real folders, as (path, name), sorted; a link to a folder counts."""
    for place, folders, names in os.walk(root):
        folders.sort()
        links = [name for name in folders if os.path.islink(os.path.join(place, name))]
        for name in sorted((*names, *links)):
            yield os.path.join(place, name), name

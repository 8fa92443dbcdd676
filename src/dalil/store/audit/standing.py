"""Standing: whatever stands below a folder that a stranger may have filled. No link is followed."""

import os
from collections.abc import Iterator


def standing(root: str) -> Iterator[tuple[str, str]]:
    """Everything below ``root`` but real folders, as (path, name), sorted; a link to a folder counts."""
    for place, folders, names in os.walk(root):
        folders.sort()
        links = [name for name in folders if os.path.islink(os.path.join(place, name))]
        for name in sorted((*names, *links)):
            yield os.path.join(place, name), name

"""Reference: drawn pictures about which every machine that looks into exhibits must state the same facts.

Versions can be compared by name, arithmetic cannot: processors differ in how they round, and a reader that
rounds otherwise may read otherwise. So a worker of a cluster first looks at these two, and what it states is
compared with what the coordinator states, byte for byte. Both were drawn with :mod:`dalil.testing.drawing`,
show a card on a cloth and nobody, and never change: ``card.jpg``, and ``card-resaved.jpg``, smaller, saved
again, with a box in a corner.
"""

from functools import cache
from importlib import resources
from typing import Final

from dalil.core.canonical import Record
from dalil.core.digest import Digest

_CARD: Final = "card.jpg"
_RESAVED: Final = "card-resaved.jpg"


def one() -> tuple[Record, bytes]:
    """The request that asks for facts about one picture."""
    content = _content(_CARD)
    return {"digest": Digest.of(content).hex}, content


def pair() -> tuple[Record, bytes]:
    """The request that asks whether two pictures are one exposure."""
    first = _content(_CARD)
    return {"first_bytes": len(first), "orientation": 0}, first + _content(_RESAVED)


@cache
def _content(name: str) -> bytes:
    return resources.files("dalil.flows").joinpath("pictures", name).read_bytes()

"""Engine: runs one entry over many untrusted items and gives the answers back in order.

Serves docs/spec/jail.md §8. :mod:`dalil.engine.local` is one, :mod:`dalil.engine.cluster` another. Whichever
runs, the same requests give the same answers.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from dalil.core.canonical import Record
from dalil.core.errors import Refusal
from dalil.engine.lockdown import Protections
from dalil.engine.plan import JailLimits, Part

Payload: TypeAlias = bytes | Callable[[], bytes]
"""The bytes of an item, or a function that reads them; it runs in a thread of the engine, just in time."""
Request: TypeAlias = tuple[Record, Payload]
"""One item: a header, and its bytes."""
Outcome: TypeAlias = tuple[Part, ...] | Refusal
"""The whole answer about one item, or why there is none."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A file of our own that ``warm_up`` reads, by its path here; the engine brings it along."""

    path: str


@dataclass(frozen=True, slots=True)
class Work:
    """What is done to every item: the arguments of :class:`dalil.engine.jail.Jail`.

    And what must be the same wherever it is done, so that the answers are.
    """

    entry: str
    preload: tuple[str, ...] = ()
    warm_up: str | None = None
    limits: JailLimits = field(default_factory=JailLimits)
    told: tuple[str | Brought, ...] = ()
    libraries: tuple[str, ...] = ()
    """Distributions on whose versions the answers depend."""
    reference: tuple[Record, bytes] | None = None
    """A request that every machine must answer alike, byte for byte: processors differ in how they round."""


class Engine(Protocol):
    """Something that can do :class:`Work`."""

    def map(self, work: Work, requests: Iterable[Request]) -> Iterator[Outcome]:
        """Yield one outcome for each request, in the order of the requests.

        Requests are drawn only a little ahead of the outcomes. A refusal costs its item alone.
        """
        ...

    def protections(self) -> Protections:
        """What the workers are kept from."""
        ...

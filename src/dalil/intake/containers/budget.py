"""Budget: how much one container may unpack to before it is called a bomb.

Counts across all members, so overlapping, quoted and flat bombs are met by the same bound. Containers inside
containers are opened by the caller, each with a budget of its own, down to ``CONTAINER_DEPTH_MAX``.
"""

from collections.abc import Iterator

from dalil.core import limits
from dalil.intake.containers.member import ContainerBomb, Member


class Budget:
    """Unpacked bytes that one container of ``packed_bytes`` may still give."""

    def __init__(self, packed_bytes: int) -> None:
        self._max = min(
            limits.CONTAINER_UNPACKED_BYTES_MAX,
            max(limits.CONTAINER_RATIO_FREE_BYTES, packed_bytes * limits.CONTAINER_RATIO_MAX),
        )
        self._left = self._max

    def counting(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """Pass ``chunks`` on while they last within the budget. Raises: ContainerBomb."""
        for chunk in chunks:
            self._left -= len(chunk)
            self.check()
            yield chunk

    def check(self) -> None:
        """Raises: ContainerBomb when more was given than may be."""
        if self._left < 0:
            raise ContainerBomb(limit=f"{self._max} bytes")


def within_budget(members: Iterator[Member], *, packed_bytes: int) -> Iterator[Member]:
    """Pass members on until a bound is reached.

    The member that crosses it is refused while its chunks are read, and the container stops after it.
    Raises: ContainerBomb, after everything before the bound was yielded.
    """
    budget = Budget(packed_bytes)
    for count, member in enumerate(members, 1):
        if count > limits.CONTAINER_MEMBERS_MAX:
            raise ContainerBomb(limit=f"{limits.CONTAINER_MEMBERS_MAX} members")
        yield Member(member.item, budget.counting(member.chunks))
        budget.check()

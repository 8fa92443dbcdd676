"""Union: groups that grow by joining (disjoint sets with path halving), independent of the order of joining.

Used by exposures and individuals. A pair may be kept apart: a join that would bring two kept-apart members
into one group is refused, whatever way leads there.
"""

from collections import defaultdict
from collections.abc import Iterable


class Union:
    """Disjoint groups of texts. The root of a group is its smallest member."""

    def __init__(self, members: Iterable[str]) -> None:
        self._parent = {member: member for member in members}
        self._apart: defaultdict[str, set[str]] = defaultdict(set)
        """Root → roots that it may never be joined with."""

    def root(self, member: str) -> str:
        """Return the smallest member of the group that holds ``member``."""
        parent = self._parent
        while parent[member] != member:
            parent[member] = parent[parent[member]]
            member = parent[member]
        return member

    def together(self, first: str, second: str) -> bool:
        """True when both are in one group."""
        return self.root(first) == self.root(second)

    def keep_apart(self, first: str, second: str) -> bool:
        """Forbid that the two ever meet; False where they already are in one group."""
        left, right = self.root(first), self.root(second)
        if left == right:
            return False
        self._apart[left].add(right)
        self._apart[right].add(left)
        return True

    def may_join(self, first: str, second: str) -> bool:
        """True unless the groups of the two are kept apart."""
        left, right = self.root(first), self.root(second)
        return left == right or right not in self._apart.get(left, ())

    def join(self, first: str, second: str) -> bool:
        """Join the groups of the two; False where they are kept apart."""
        if not self.may_join(first, second):
            return False
        low, high = sorted((self.root(first), self.root(second)))
        if low != high:
            self._parent[high] = low
            for other in self._apart.pop(high, ()):
                self._apart[other].discard(high)
                self._apart[other].add(low)
                self._apart[low].add(other)
        return True

    def groups(self) -> tuple[tuple[str, ...], ...]:
        """Return all groups, members in order, groups in the order of their first member."""
        groups: defaultdict[str, list[str]] = defaultdict(list)
        for member in sorted(self._parent):
            groups[self.root(member)].append(member)
        return tuple(tuple(groups[root]) for root in sorted(groups))

"""Narrowed: which matches somebody asks for. What is not there is refused, and not shown as nothing."""

from dataclasses import dataclass

from dalil.catalog.queries import matching
from dalil.catalog.queries.matching import MatchSeen
from dalil.core.matching.decision import MatchUnknown
from dalil.flows.list_comparison import ListUnknown


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which matches are asked for: those of one list, one match, or all where nothing is said."""

    list: str = ""
    match: str = ""

    def insist(self) -> None:
        """Refuse what is not there, for an empty answer would be taken for a good one.

        Raises: ListUnknown, MatchUnknown.
        """
        if self.list and self.list not in {each.id for each in matching.lists()}:
            raise ListUnknown(list=self.list)
        if self.match and matching.match(self.match) is None:
            raise MatchUnknown(match=self.match)

    def holds(self, match: MatchSeen) -> bool:
        """Whether ``match`` is asked for."""
        return self.list in {"", match.list} and self.match in {"", match.id}

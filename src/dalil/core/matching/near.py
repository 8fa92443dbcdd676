"""Near: words of a list that one typing error makes of another, found without looking at every pair.

Two words one error apart share what is left when one letter is taken out of each, or of the longer (Mor,
Fraenkel 1982).
"""

from collections import defaultdict
from collections.abc import Iterable


class Near:
    """Words by what is left of them without one letter."""

    def __init__(self, words: Iterable[tuple[int, str]]) -> None:
        self._by_rest: dict[str, list[int]] = defaultdict(list)
        for number, word in words:
            for rest in _rests(word):
                self._by_rest[rest].append(number)

    def to(self, word: str) -> set[int]:
        """Numbers of words that may be one error away; some are two: who asks looks at each."""
        return {number for rest in _rests(word) for number in self._by_rest.get(rest, ())}


def _rests(word: str) -> set[str]:
    return {word} | {word[:at] + word[at + 1 :] for at in range(len(word))}

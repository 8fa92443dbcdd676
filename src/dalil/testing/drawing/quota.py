"""Quota: rare things come about as often as wished even in small archives, at uneven distances."""

from dalil.testing.drawing import chance as draws


class Quota:
    """Says of each kind of thing when it is due again."""

    def __init__(self, seed: int) -> None:
        self._chance = draws.stream(seed, "quota")
        self._due: dict[str, float] = {}
        self._count: dict[str, int] = {}

    def happens(self, what: str, share: float) -> bool:
        """Return True for ``share`` of the calls about ``what``, the first time sooner than later."""
        due = self._due.get(what)
        if due is None:
            due = self._chance.uniform(0.2, 0.8)
        due -= share
        happens = due <= 0 < share
        self._due[what] = due + self._chance.uniform(0.4, 1.6) if happens else due
        return happens

    def turn(self, what: str) -> int:
        """Return how often this was asked about ``what`` before."""
        self._count[what] = self._count.get(what, -1) + 1
        return self._count[what]

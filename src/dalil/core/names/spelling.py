"""Spelling: how much more often two written forms stand for one name than for two, by what letters write.

The logarithm of P(form | other form) over the form's share among names, both ways, and the mean of both. The
counts were learned from names that stand in both scripts (docs/methods/names.md). An article that only one
side writes costs nothing.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Final

import numpy as np

from dalil.core.names import slip
from dalil.core.names.background import Background
from dalil.core.names.compounds import every_latin_form, latin_forms, latin_forms_again
from dalil.core.names.correspondence import Correspondence
from dalil.core.names.letters import Script
from dalil.core.names.tally import Floats, Ints
from dalil.core.names.vocabulary import Vocabulary, log_probability

MILLIBITS: Final = 1_000
NEVER: Final = -60 * MILLIBITS
"""The least that is said: letters of no alphabet, words of very different lengths."""
LEAST_MILLIBITS: Final = -18_000
"""Odds below which it makes no difference how low they are: of most pairs no more needs to be known."""
HABIT_MILLIBITS: Final = 8_000
"""What it costs to suppose that a clerk of another country wrote a word."""
BACKGROUND_SHARE: Final = 0.7
"""Of a form's rarity that counts: the background knows rare forms less well than the letters do."""
KNOWN_MILLIBITS: Final = 0
"""Odds from which a Latin word counts as one of the common names."""
_REMEMBERED: Final = 262_144
_REMEMBERED_SLIPPED: Final = 64
"""Words of which it is kept what may have been meant: each has some hundred forms, and comes in turn."""
_AT_ONCE: Final = 2_048
_LOOKED_AT: Final = 8
"""Common names that are compared with a Latin word both ways: the likeliest by one way. Of what a typist may
have meant so many are looked at first."""


@dataclass(frozen=True, slots=True)
class Writing:
    """Two alphabets, how words of each are written in the other, and how often forms occur in each."""

    forth: Correspondence
    back: Correspondence
    given: Background
    written: Background

    def log_odds(
        self, given: Sequence[str], written: Sequence[str], *, least: Floats | float = -np.inf
    ) -> Floats:
        """Natural logarithms of the odds, pair by pair: above 0 speaks for one name, -inf rules it out.

        ``least``: what lies below it is not reckoned to its end, and is -inf.
        """
        rare = BACKGROUND_SHARE * (self.given.log_share(given) + self.written.log_share(written))
        found = (log_probability(self.forth, given, written) - rare) / 2  # the way back can only take away
        ats = np.flatnonzero(found >= least).tolist()
        back = log_probability(self.back, [written[at] for at in ats], [given[at] for at in ats])
        found[ats] += back / 2
        return np.asarray(np.where(found >= least, found, -np.inf))


@dataclass(frozen=True, slots=True)
class _Meant:
    """What a typist may have meant by one Latin word, and how rare each form is."""

    vocabulary: Vocabulary
    rare: Floats


class Spelling:
    """Odds of two words of any script. ``version`` goes into records.

    ``known``: Arabic names and how rare each is, in millibits; a Latin word that one of them explains much
    better than another word does is held to be a spelling of that one. Of two that fit alike the commoner is
    meant.
    """

    def __init__(self, version: str, across: Writing, within: Writing, known: Mapping[str, int]) -> None:
        self.version, self.across, self.within = version, across, within
        self._known, self._rarity = Vocabulary(sorted(known), across.back), dict(known)
        self._seen: dict[tuple[str, str], int] = {}
        self._within_odds = lru_cache(maxsize=_REMEMBERED)(self._within)
        self._best: dict[str, tuple[int, str]] = {}
        self._slipped = lru_cache(maxsize=_REMEMBERED_SLIPPED)(self._meant)

    @property
    def known(self) -> tuple[str, ...]:
        """The common Arabic names."""
        return self._known.words

    def odds(self, left: str, left_script: Script, right: str, right_script: Script) -> int:
        """Millibits of odds for two words without blanks, folded for typing; the order does not matter."""
        if left_script is Script.LATIN and right_script is Script.LATIN:
            return self._within_odds(*sorted((left, right)))
        if {left_script, right_script} != {Script.ARABIC, Script.LATIN}:
            return NEVER
        arabic, latin = (left, right) if left_script is Script.ARABIC else (right, left)
        if (arabic, latin) not in self._seen:
            self.foresee([(arabic, latin)])
        return self._seen[arabic, latin]

    def foresee(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Reckon the odds of many pairs of an Arabic and a Latin word at once, which is much quicker."""
        asked = set(pairs)
        fresh = sorted(pair for pair in asked if pair not in self._seen)
        if len(self._seen) + len(fresh) > _REMEMBERED:
            self._seen.clear()
            fresh = sorted(asked)  # what was remembered of them is forgotten, too
        plain = self._across(fresh, latin_forms, np.full(len(fresh), LEAST_MILLIBITS))
        again = self._across(fresh, latin_forms_again, np.maximum(plain, LEAST_MILLIBITS) + HABIT_MILLIBITS)
        self._seen.update(zip(fresh, np.maximum(plain, again - HABIT_MILLIBITS).tolist(), strict=True))

    def _across(
        self, pairs: Sequence[tuple[str, str]], forms: Callable[[str], tuple[str, ...]], least: Ints
    ) -> Ints:
        """Millibits of each Latin word's form that fits best; ``NEVER`` where all lie below ``least``."""
        found = np.full(len(pairs), NEVER)
        spread = [(at, arabic, form) for at, (arabic, latin) in enumerate(pairs) for form in forms(latin)]
        if spread:
            ats, arabics, latins = map(list, zip(*spread, strict=True))
            logs = self.across.log_odds(arabics, latins, least=least[ats] * math.log(2) / MILLIBITS)
            np.maximum.at(found, ats, millibits(logs))
        return found

    def _within(self, left: str, right: str) -> int:
        pairs = [
            *product(latin_forms(left), latin_forms(right)),
            *product(latin_forms(right), latin_forms(left)),
        ]
        one, other = zip(*pairs, strict=True)
        return int(millibits(self.within.log_odds(one, other)).max())

    def is_slip(self, arabic: str, latin: str, least: int) -> bool:
        """Whether a typist may have meant an Arabic name by a Latin word, at odds of ``least`` millibits."""
        meant = self._slipped(latin)
        bound = least * math.log(2) / MILLIBITS
        found = (meant.vocabulary.log_probability(arabic) - meant.rare - self._rare(arabic)) / 2
        order = np.argsort(-found, kind="stable")
        ats = order[found[order] >= bound]  # the way back can only take away
        for some in (ats[:_LOOKED_AT], ats[_LOOKED_AT:]):
            forms = [meant.vocabulary.words[at] for at in some.tolist()]
            back = log_probability(self.across.back, forms, [arabic] * len(forms))
            if np.any(found[some] + back / 2 >= bound):
                return True
        return False

    def _rare(self, arabic: str) -> float:
        return BACKGROUND_SHARE * float(self.across.given.log_share([arabic])[0])

    def _meant(self, latin: str) -> "_Meant":
        vocabulary = Vocabulary(slip.meant(latin), self.across.forth)
        return _Meant(vocabulary, BACKGROUND_SHARE * self.across.written.log_share(vocabulary.words))

    def best_known(self, latin: str) -> int:
        """Millibits of odds of the common name that fits a Latin word best."""
        return self._known_best(latin)[0]

    def known_as(self, latin: str) -> str:
        """The common Arabic name that a Latin word surely is, or the word itself."""
        odds, arabic = self._known_best(latin)
        return arabic if odds >= KNOWN_MILLIBITS else latin

    def foresee_known(self, latins: Iterable[str]) -> None:
        """Find the best common name of many Latin words at once."""
        fresh = sorted({latin for latin in latins if latin not in self._best})
        if len(self._best) + len(fresh) > _REMEMBERED:
            self._best.clear()
        for first in range(0, len(fresh), _AT_ONCE):
            some = fresh[first : first + _AT_ONCE]
            likely = {latin: self._likely_known(latin) for latin in some}
            self.foresee((arabic, latin) for latin in some for arabic in likely[latin])
            for latin in some:
                odds = {arabic: self._seen[arabic, latin] for arabic in sorted(likely[latin])}
                meant = max(odds, key=lambda arabic: odds[arabic] - self._rarity[arabic], default=latin)
                self._best[latin] = odds.get(meant, NEVER), meant

    def _known_best(self, latin: str) -> tuple[int, str]:
        if latin not in self._best:
            self.foresee_known([latin])
        return self._best[latin]

    def _likely_known(self, latin: str) -> set[str]:
        return {
            self._known.words[at]
            for form in every_latin_form(latin)
            for at in np.argsort(-self._known.log_probability(form), kind="stable")[:_LOOKED_AT]
        }


def millibits(logs: Floats) -> Ints:
    """Natural logarithms in thousandths of a bit, whole, none below ``NEVER``."""
    with np.errstate(invalid="ignore"):
        return np.maximum(NEVER, np.rint(np.maximum(logs, -1e6) / math.log(2) * MILLIBITS)).astype(np.int64)

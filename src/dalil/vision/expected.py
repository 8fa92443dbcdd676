"""Expected: what an archive's profile says can stand on a line: characters, and forms of whole lines.

The characters limit the search itself. The forms are evidence: a text of such a form is so many times
likelier, and one of another form is still read, and not accepted. No form brings in what was not seen.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from dalil.vision.alphabet import classes_of, western

FORM_ODDS: Final = 20
"""Odds for a text of an expected form. A letter and four digits at low resolution: S1234 is not 51234."""


@dataclass(frozen=True)
class Expected:
    """``allowed``: the only characters that stand on lines, blanks aside; empty: any.

    ``forms``: regular expressions for whole lines, with Western digits and without blanks at the ends; none:
    any.
    """

    allowed: str = ""
    forms: tuple[str, ...] = ()

    @property
    def told(self) -> tuple[str, ...]:
        """As arguments, for another process."""
        return (self.allowed, *self.forms)

    def classes(self, allow: str | None) -> frozenset[int] | None:
        """Classes that may be emitted: those allowed here, and for this line (``allow``); None: all."""
        if not self.allowed:
            return classes_of(allow)
        own = classes_of(self.allowed + " ")
        asked = classes_of(allow)
        return own if asked is None or own is None else own & asked

    def fits(self, text: str) -> bool:
        """Whether a text has one of the forms, or none are named."""
        plain = western(text).strip()
        return not self._forms or any(form.fullmatch(plain) for form in self._forms)

    def weighed(self, texts: Mapping[str, float]) -> dict[str, float]:
        """Chances of texts with the odds for the forms, keeping the whole probability."""
        odds = {text: FORM_ODDS if self.fits(text) else 1 for text in texts}
        if len(set(odds.values())) < 2:  # noqa: PLR2004 - all alike: nothing to weigh
            return dict(texts)
        share = sum(texts.values()) / (sum(chance * odds[text] for text, chance in texts.items()) or 1.0)
        return {text: chance * odds[text] * share for text, chance in texts.items()}

    @cached_property
    def _forms(self) -> tuple[re.Pattern[str], ...]:
        return tuple(map(re.compile, self.forms))


ANYTHING: Final = Expected()
"""Nothing is known of the archive's lines."""

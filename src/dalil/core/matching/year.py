"""Year: the one year of birth that a cell states, in either kind of digits."""

import re
from typing import Final

from dalil.core.names.letters import fold_digits

YEAR: Final = re.compile(r"(?<!\d)(?:1[89]\d\d|20\d\d)(?!\d)")
"""A year that somebody who is looked for may have been born in, among folded digits."""


def year_of(text: str) -> int | None:
    """Return the one year between 1800 and 2099 that ``text`` states, None when it states none or several."""
    years = set(YEAR.findall(fold_digits(text)))
    return int(years.pop()) if len(years) == 1 else None

"""Unread: signs that people type for a digit that they cannot read, other than ``?``.

``36x``, ``٣٦..`` and ``36 ?`` hold a number of two digits and a sign that nobody agreed on: read by the rules
it is 36, whole and certain, and somebody else. So such a text is not recorded; who typed it is asked for
``?``. A full stop is written like the Arabic zero, a Latin ``O`` or ``l`` like a digit: these are asked back,
too. Serves docs/methods/labels.md.
"""

import re
from typing import Final

from dalil.core.label_field import Field
from dalil.core.number import UNREAD
from dalil.core.profile import LabelPattern
from dalil.core.script import fold_text

_TATWEEL: Final = "\N{ARABIC TATWEEL}"
_STRETCHED: Final = re.compile(rf"\d{_TATWEEL}|{_TATWEEL}\d")
_MARKS: Final = ".…_*#~,،'`\"=+^"
_DASH: Final = "-"
_NUMBER_SIGN: Final = "#"
_LOOK_ALIKE: Final = "xoli"
"""Letters that stand for an unread digit, or look like one."""
_ASKED: Final = re.compile(rf"\s*[(\[{{]?\s*\{UNREAD}")
_ASKED_BEFORE: Final = re.compile(rf"\{UNREAD}\s*[)\]}}]?\s*\Z")


def unknown_mark(number: Field, pattern: LabelPattern | None) -> str:
    """Return the number with the sign beside it that may stand for a digit; nothing where there is none.

    Args:
        number: the detainee's number as a person typed it.
        pattern: the profile's pattern that captured it; what that explains is no mark.

    """
    if _STRETCHED.search(number.raw):
        return number.raw
    text = fold_text(number.raw)
    for found in re.finditer(rf"(?<![0-9{UNREAD}]){re.escape(number.value)}(?![0-9{UNREAD}])", text):
        before, after = text[: found.start()], text[found.end() :]
        if _is_marked(before, after, pattern):
            return f"{before[-1:]}{number.value}{after[:2]}".strip()
    return ""


def _is_marked(before: str, after: str, pattern: LabelPattern | None) -> bool:
    announced = pattern is not None and pattern.names_number
    on_one_line = pattern is not None and pattern.holds_agency
    marks = _MARKS + _LOOK_ALIKE + ("" if on_one_line else _DASH)
    left, right = before[-1:], after[:1]
    if _ASKED.match(after) or (right and right in marks):
        return not (on_one_line and right == ".")
    if not announced and (_ASKED_BEFORE.search(before) or (left and left in marks and left != _NUMBER_SIGN)):
        return not (on_one_line and left == ".")
    return (announced and right.isalpha()) or (pattern is None and (left.isalpha() or right.isalpha()))

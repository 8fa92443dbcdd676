"""Fonts of the training machine's packages, with what each can write."""

import glob
import random
from functools import cache

from fontTools.ttLib import TTFont, TTLibError
from PIL import ImageFont

from . import splits

_LEFT_OUT = (
    "AmiriQuran", "Nastaliq", "KacstDecorative", "KacstArt", "ae_Electron", "ae_Shado", "ae_Japan",
    "ae_Ostorah", "ae_Dimnah", "ae_Tholoth", "setofont", "PakType Tehreer", "ColorEmoji", "Symbol",
    "MarkedFool", "Penguin", "Wargames", "Winks", "flatline", "Swift", "progenisis", "Balker",
    "Domestic_Manners", "Junkyard", "nafees", "Alkalami", "ae_Hor", "mry_KacstQurn",
)  # fmt: skip
"""Ornamental, Nastaliq and broken faces: nothing of this kind stands on labels."""
_ARABIC_FOLDERS = (
    "fonts-hosny-amiri", "fonts-hosny-thabit", "lateef", "lemonada", "dejavu", "farsiweb",
    "fonts-arabeyes", "freefarsi", "freefont", "harmattan", "kacst", "kacst-one", "noto", "paktype",
    "scheherazade",
)  # fmt: skip
_LATIN_NAMES = (
    "NotoSans-", "NotoSerif-", "NotoSansMono", "NotoSansDisplay", "DejaVu", "Liberation",
    "FreeSans", "FreeMono", "FreeSerif", "Roboto", "Lato", "OpenSans", "Carlito", "Caladea", "Hack",
    "Inconsolata", "Courier", "Comic", "Breip", "breip", "Because", "dkg", "Humor", "Kristi",
    "rufscript", "femkeklaver", "dustismo", "Dustismo", "El_Abogado", "It_wasn",
)  # fmt: skip


@cache
def _covered(path: str) -> frozenset[int]:
    """Code points that the font has glyphs for; empty for a file that is no font we can open."""
    try:
        return frozenset(TTFont(path, lazy=True, fontNumber=0).getBestCmap() or {})
    except TTLibError:
        return frozenset()


@cache
def _paths(*, held_out: bool) -> tuple[str, ...]:
    found = sorted(glob.glob("/usr/share/fonts/**/*.[to]tf", recursive=True))
    return tuple(
        p
        for p in found
        if not any(word in p for word in _LEFT_OUT)
        and (any(f"/{f}/" in p for f in _ARABIC_FOLDERS) or any(n in p for n in _LATIN_NAMES))
        and splits.font_is_held_out(p) == held_out
        and splits.family_of(p) not in splits.FONT_FAMILIES_LIKE_TRAINED
    )


def able(text: str, *, held_out: bool) -> list[str]:
    """Fonts that have a glyph for every character of ``text``; Latin text keeps to text faces."""
    wanted = frozenset(map(ord, text)) - {ord(" ")}
    arabic = any("ء" <= character <= "۹" for character in text)
    return [
        path
        for path in _paths(held_out=held_out)
        if wanted <= _covered(path)
        and (arabic or any(n in path for n in _LATIN_NAMES) or ord("ش") in _covered(path))
    ]


def draw(chance: random.Random, text: str, *, held_out: bool) -> str | None:
    """A font that can write ``text``, families about equally likely; None when there is none."""
    families: dict[str, list[str]] = {}
    for path in able(text, held_out=held_out):
        families.setdefault(path.rsplit("/", 1)[-1].split("-")[0][:9], []).append(path)
    if not families:
        return None
    return chance.choice(families[chance.choice(sorted(families))])


@cache
def _every() -> tuple[str, ...]:
    found = sorted(glob.glob("/usr/share/fonts/**/*.[to]t[fc]", recursive=True))
    return tuple(path for path in found if "ColorEmoji" not in path)


@cache
def _with(first: str) -> tuple[str, ...]:
    """Fonts of any kind that have this letter."""
    return tuple(path for path in _every() if ord(first) in _covered(path))


def draw_any(chance: random.Random, text: str) -> str | None:
    """Any font that can write ``text``, or None."""
    able = [path for path in _with(text[0]) if frozenset(map(ord, text)) <= _covered(path)]
    return chance.choice(able) if able else None


@cache
def opened(path: str, size_px: int) -> ImageFont.FreeTypeFont:
    """The font at a size, shaped by raqm (Arabic needs it)."""
    return ImageFont.truetype(path, size_px, layout_engine=ImageFont.Layout.RAQM)

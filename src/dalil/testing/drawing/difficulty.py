"""Difficulty: how hard a drawn archive is. Shares are from 0 to 1; the defaults are moderately hard."""

from dataclasses import asdict, dataclass
from typing import Final

PLAIN_EDITS: Final = ("exact", "resaved", "resized", "rotated", "overlaid")
"""The copies that every archive has."""
ALL_EDITS: Final = (
    *PLAIN_EDITS,
    "brightness",
    "contrast",
    "greyscale",
    "mirrored",
    "cropped",
    "bordered",
    "screenshot",
    "several",
)
"""The above and what hands and software do besides; ``several`` is two or three of them at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difficulty:
    """The shares of what makes an archive hard to read and count."""

    photographs_per_individual: float = 4.0
    """Mean; each individual has 3 to 20."""
    overlay: float = 0.45
    """Of labelled individuals, those whose photographs carry a burned-in label."""
    overlay_clean_kept: float = 0.25
    """Of overlaid photographs, those whose clean original is in the archive too."""
    tape: float = 0.25
    """Of detainees, those with tape instead of a card."""
    peeled: float = 0.12
    """Of tapes, those whose last digits are gone."""
    handwritten: float = 0.7
    """Of cards; the others are printed."""
    arabic_indic: float = 0.5
    """Of labels, those in ٠-٩; the others are in 0-9, but for ``extended``."""
    extended: float = 0.0
    """Of labels, those in ۰-۹; always printed."""
    upside_down: float = 0.05
    """Of cards and tapes."""
    illegible: float = 0.06
    """Of frames with a label: blurred, glaring or covered by a fold."""
    unlabelled: float = 0.07
    """Of an individual's frames: the label is not in it."""
    burst: float = 0.1
    """Of an individual's frames: taken a second after the one before, from nearly the same place."""
    named_card: float = 0.05
    """Of the individuals: soldiers, whose card carries a name and no number."""
    several: float = 0.03
    """Of the photographs, about: two people in one frame, besides the frames of each."""
    incident: float = 0.03
    """Of the photographs: other scenes."""
    paper: float = 0.025
    """Of the photographs: a typed page."""
    empty_scene: float = 0.02
    """Of the photographs: a floor, or a frame that is nearly black."""
    conflict: float = 0.01
    """Of the individuals: one number on two, two numbers on one, or a card at odds with its folder's day."""
    copies: float = 0.15
    """Of the photographs, about: copies of another one, besides the overlaid copies of clean originals."""
    edits: tuple[str, ...] = PLAIN_EDITS
    """What copies may have gone through."""
    damaged: float = 0.03
    """Of the photographs: truncated, empty, or not a picture at all."""
    wrong_extension: float = 0.01
    """Of the photographs: PNG named .jpg."""
    junk: float = 0.01
    """Files such as Thumbs.db, in addition to the photographs."""
    exif: float = 0.6
    """Of the sessions: photographs keep their EXIF."""
    wrong_clock: float = 0.2
    """Of the sessions: the camera's clock was wrong."""
    orientation_tag: float = 0.04
    """Of the frames: held upright or upside down, with the EXIF tag that says so."""
    odd_names: int = 2
    """Files each in an NFC/NFD twin of folders and in a folder named in Windows-1256."""
    certificates: float = 0.01
    """Of the individuals: the archive has a typed death certificate (PDF); at least three, at most forty."""
    named_folders: float = 0.0
    """Of the individuals whose name is known: their photographs lie in a folder that is called by it."""

    @classmethod
    def plain(cls) -> "Difficulty":
        """Nothing in the way: every label legible and upright, no copy, no damage, no other class."""
        return cls(
            overlay=0.0,
            tape=0.0,
            peeled=0.0,
            upside_down=0.0,
            illegible=0.0,
            unlabelled=0.0,
            burst=0.0,
            named_card=0.0,
            several=0.0,
            incident=0.0,
            paper=0.0,
            empty_scene=0.0,
            conflict=0.0,
            copies=0.0,
            damaged=0.0,
            wrong_extension=0.0,
            junk=0.0,
            exif=1.0,
            wrong_clock=0.0,
            orientation_tag=0.0,
            odd_names=0,
            certificates=0.0,
        )

    @classmethod
    def hard(cls) -> "Difficulty":
        """What counts are attacked with: every edit, unreadable labels, reused numbers, other classes."""
        return cls(
            illegible=0.08,
            unlabelled=0.1,
            conflict=0.03,
            edits=ALL_EDITS,
            incident=0.04,
            paper=0.03,
            wrong_clock=0.3,
            exif=0.5,
        )

    def as_record(self) -> dict[str, object]:
        """The knobs for the truth: shares in parts per million, since truth holds no fractions."""
        return {
            key: round(value * 1_000_000) if isinstance(value, float) else value
            for key, value in asdict(self).items()
        }

"""Framing: the frames taken of one individual, of a group, or of something else, one after the other."""

import math
import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from dalil.testing.drawing.difficulty import ALL_EDITS, Difficulty
from dalil.testing.drawing.filing import Filing
from dalil.testing.drawing.happening import Claimed, CopyPlan, Damage, DrawnIndividual, Shot
from dalil.testing.drawing.quota import Quota
from dalil.testing.drawing.session import Session

FRAMES_MIN: Final = 3
FRAMES_MAX: Final = 20
SPOILS: Final = ("blur", "glare", "fold")
DAMAGES: Final = (Damage.TRUNCATED, Damage.EMPTY, Damage.TEXT, *(Damage.TRUNCATED,) * 3, Damage.EMPTY)
"""Kinds of damage in turn, so that small archives have every kind."""


@dataclass(slots=True)
class Framing:
    """Plans frames in order of time; holds the clock, the filing and the count of exposures."""

    difficulty: Difficulty
    filing: Filing
    quota: Quota
    chance: random.Random
    now: datetime
    exposures: int = 0

    def of_individual(self, session: Session, at: int, person: DrawnIndividual, slip: str) -> list[Shot]:
        """Plan 3 to 20 frames of the unit's person ``at``; ``slip`` is the number on one frame's label."""
        count = frames_count(self.difficulty.photographs_per_individual, self.chance)
        slipped = self.chance.randrange(count) if slip else -1
        shots: list[Shot] = []
        for frame in range(count):
            view = "whole" if frame == 0 else self.chance.choice(("whole", "upper", "upper", "close"))
            labelled = frame == 0 or not self._happens("unlabelled")
            if frame and self._happens("burst"):
                view, labelled = "burst", shots[-1].labelled
            spoil = ""
            if labelled and frame != slipped and self._happens("illegible"):
                spoil = SPOILS[self.quota.turn("spoil") % len(SPOILS)]
            shots.append(
                self._shot(
                    session,
                    "individual",
                    (at,),
                    view=view,
                    labelled=labelled,
                    spoil=spoil,
                    slip=slip if frame == slipped else "",
                    overlay=bool(person.overlay_system),
                )
            )
        return shots

    def of_group(self, session: Session, count: int) -> list[Shot]:
        """Plan one or two frames that show all ``count`` people of the unit."""
        return [
            self._shot(session, "group", tuple(range(count)), view="whole", labelled=True)
            for _ in range(self.chance.choice((1, 1, 2)))
        ]

    def of_other(self, session: Session, subject: str) -> list[Shot]:
        """Plan frames of a page, another scene, a floor, or the dark."""
        most = {"paper": 2, "incident": 3, "floor": 1, "dark": 1}[subject]
        return [
            self._shot(session, subject, (), view="whole", labelled=subject == "paper")
            for _ in range(self.chance.randint(1, most))
        ]

    def pause(self, seconds: tuple[float, float]) -> None:
        """Let some time pass."""
        self.now += timedelta(seconds=round(self.chance.uniform(*seconds)))

    def _shot(
        self,
        session: Session,
        subject: str,
        shows: tuple[int, ...],
        *,
        view: str,
        labelled: bool,
        spoil: str = "",
        slip: str = "",
        overlay: bool = False,
    ) -> Shot:
        self.pause((1, 1) if view == "burst" else (2, 6))
        self.exposures += 1
        path = self.filing.photograph(session, self.now, self.chance)
        clean_kept = overlay and self.difficulty.copies > 0 and self._happens("overlay_clean_kept")
        copies: list[tuple[str, ...]] = [("overlaid",)] if clean_kept else []
        ask = self.difficulty.copies / (1.0001 - self.difficulty.copies)
        if self.quota.happens("copies", ask):
            copies.append(self._edits())
        claimed = None
        if session.exif:
            claimed = Claimed(session.camera[0], session.camera[1], self.now + session.clock_off)
        turned = claimed is not None and self._happens("orientation_tag")
        return Shot(
            path=path,
            exposure=f"e{self.exposures:07d}",
            taken=self.now,
            subject=subject,
            shows=shows,
            view=view,
            labelled=labelled,
            spoil=spoil,
            slip=slip,
            claimed=claimed,
            orientation=self.chance.choice((6, 6, 8, 3)) if turned else 1,
            overlaid=overlay and not clean_kept,
            damage=self._damage(),
            copies=tuple(self._copy(path, edits) for edits in copies),
        )

    def _copy(self, of: bytes, edits: tuple[str, ...]) -> CopyPlan:
        damage = Damage.NONE
        if edits != ("exact",) and self.quota.happens("copy damaged", self.difficulty.damaged):
            damage = Damage.TRUNCATED
        return CopyPlan(self.filing.copy(of, edits, self.now, self.chance), edits, damage)

    def _edits(self) -> tuple[str, ...]:
        known = [edit for edit in self.difficulty.edits if edit != "overlaid"]
        edit = self.chance.choice(known or ["resaved"])
        if edit != "several":
            return (edit,)
        single = [one for one in ALL_EDITS if one not in {"exact", "overlaid", "several", "screenshot"}]
        return tuple(self.chance.sample(single, self.chance.choice((2, 2, 3))))

    def _damage(self) -> Damage:
        if self._happens("damaged"):
            return DAMAGES[self.quota.turn("damage") % len(DAMAGES)]
        return Damage.PNG if self._happens("wrong_extension") else Damage.NONE

    def _happens(self, knob: str) -> bool:
        return self.quota.happens(knob, getattr(self.difficulty, knob))


def frames_count(mean: float, chance: random.Random) -> int:
    """Draw how many frames an individual gets: at least 3, falling off geometrically about ``mean``."""
    beyond = mean - FRAMES_MIN
    if beyond <= 0:
        return FRAMES_MIN
    return min(FRAMES_MAX, FRAMES_MIN + int(chance.expovariate(math.log1p(1 / beyond))))

"""A small vault whose photographs bear labels: acquired for real, facts written by hand as examining does."""

import hashlib
import io

import numpy as np
from PIL import Image

from dalil.core import canonical
from dalil.core.reading import PEOPLE_ONLY, Legibility, ReaderKind
from dalil.core.transcription import Transcription
from dalil.engine.local import LocalEngine
from dalil.flows import acquire, group, profile, transcribe
from dalil.flows import vault as vaults
from dalil.flows.record import bring_up, record
from dalil.flows.vault import World
from dalil.vision.fingerprint import Fingerprint

BOX = [[4, 4], [60, 4], [60, 24], [4, 24]]
WITHOUT = {"-": Legibility.ILLEGIBLE, "0": Legibility.NO_LABEL, "2": Legibility.SEVERAL}
LATER = 86_400


def drawn(seed, packed=6):
    pixels = np.random.default_rng(seed).integers(0, 255, (60, 80, 3), np.uint8)
    target = io.BytesIO()
    Image.fromarray(pixels).save(target, format="PNG", compress_level=packed)
    return target.getvalue()


class LabelledWorld:
    """``photographs`` exhibits in order of digest, each with the labels that a test gives it."""

    def __init__(self, folder, photographs=3, name="", *, alike=False):
        """``name``: of a folder in which all of them lie; ``alike``: all are copies of one exposure."""
        self.alike = alike
        self.path = str(folder / "vault")
        self.now = 1_700_000_000
        source = folder / "source"
        (source / name).mkdir(parents=True)
        for number in range(photographs):
            (source / name / f"{number}.png").write_bytes(drawn(0, number + 1) if alike else drawn(number))
        vaults.create(self.path, *profile.choose("generic"), self.world("amal"))
        with self.writing() as vault:
            acquire.acquire(vault, bytes(source))
            bring_up(vault)
            from dalil.catalog import queries

            self.digests = queries.photograph.pending()

    def world(self, actor):
        return World(lambda: self.now, lambda size: bytes([7]) * size, actor=actor, passphrase=lambda: None)

    def writing(self, actor="amal"):
        return vaults.writing(self.path, self.world(actor))

    def seen(self, actor="amal"):
        return vaults.Vault.open(self.path, self.world(actor))

    def examine(self, *labels, box=BOX, digests=None, confidence=995_000, other=None):
        """One batch: for each exhibit its labels, as pairs of surface and text, read so surely.

        ``other``: another text that each line may be, and how surely.
        """
        like = "" if self.alike else None
        lines = [
            canonical.encode(facts(digest, each, box, confidence, other=other, like=like))
            for digest, each in zip(digests or self.digests, labels, strict=True)
        ]
        with self.writing("dalil/0") as vault:
            body = {
                "batch": "B",
                "inputs": vault.keep_blob(b"drawn").hex,
                "output": vault.keep_blob(b"".join(line + b"\n" for line in lines)).hex,
                "exhibits": len(lines),
                "refused": {},
                "tool": "by hand",
                "parameters": {},
                "engine": "none",
            }
            record(vault, [vault.event("examined", (), body)])

    def group(self, *exposures):
        """One grouping: exposures as lists of digests, the representative first."""
        lines = [
            {
                "kind": "exposure",
                "id": min(members),
                "representative": members[0],
                "class": "labelled-individual",
                "unplaced": "",
                "members": [{"digest": each, "edit": "resaved", "distance": 1} for each in members],
            }
            for members in exposures
        ]
        output = b"".join(canonical.encode(line) + b"\n" for line in lines)
        with self.writing("dalil/0") as vault:
            body = {
                "inputs": vault.keep_blob(b"{}").hex,
                "output": vault.keep_blob(output).hex,
                "tool": "by hand",
                "parameters": {"settling": PEOPLE_ONLY.to_record()},
                "exposures": len(lines),
                "individuals": 0,
            }
            record(vault, [vault.event("grouped", (), body)])

    def regroup(self):
        """A grouping by the program itself."""
        with self.writing("dalil/0") as vault:
            group.group(vault, LocalEngine(2))

    def next(self, actor, *passed):
        return transcribe.next_item(self.seen(actor), passed)

    def reads(self, actor, item, said, *, adjudicates=False, number=""):
        kind = ReaderKind.ADJUDICATOR if adjudicates else ReaderKind.PERSON
        text = (
            Transcription.without_text(WITHOUT[said])
            if said in WITHOUT
            else Transcription.typed(said.split("\n"))
        )
        with self.writing(actor) as vault:
            return transcribe.make(vault, item, text, kind=kind, number=number)

    def events(self, kind):
        return [event for _, event in self.seen().journal.events() if event.type == kind]


def facts(digest, labels, box=BOX, confidence=995_000, *, other=None, like=None):
    """Machine facts about one photograph with these labels."""
    return {
        "digest": digest,
        "size": 9,
        "identify": {"format": "png", "media_type": "image/png", "family": "photograph"},
        "metadata": None,
        "picture": {"width": 80, "height": 60, "orientation": 1, "notes": []},
        "fingerprint": fingerprint(digest if like is None else like),
        "labels": [
            {"surface": surface, "box": box, "lines": lines(text, confidence, other)}
            for surface, text in labels
        ],
        "refusal": None,
    }


def fingerprint(of):
    """One that is near to no other than that of the same."""
    whole = hashlib.sha256(of.encode()).digest()
    return Fingerprint(whole, 100, 80, 60, 1, b"", (0, 0, 80, 60)).to_record()


def lines(text, confidence=995_000, other=None):
    others = [{"text": other[0], "confidence_ppm": other[1]}] if other else []
    return [
        {
            "text": one,
            "digits": "western",
            "confidence_ppm": confidence,
            "quarter_turns": 0,
            "alternatives": others,
        }
        for one in text.split("\n")
        if one
    ]

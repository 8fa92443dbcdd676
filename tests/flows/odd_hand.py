"""An archive whose clerk writes his sevens as a Z: drawn cards, acquired, examined and read by two people."""

import io
import random

from PIL import Image, ImageDraw, ImageFont

from dalil.core.transcription import Transcription
from dalil.flows import acquire, examine, profile, transcribe
from dalil.flows import vault as vaults
from dalil.flows.engines import choose
from dalil.flows.record import bring_up
from dalil.flows.vault import World
from dalil.testing import fonts

_FONT = f"{next(iter(fonts.__path__))}/Harmattan-Regular.ttf"


def card(number, seed):
    """A photograph of a card with that number, the sevens drawn as the clerk writes them; PNG."""
    chance = random.Random(seed)
    frame = Image.new("RGB", (480, 320), (104, 98, 92))
    draw = ImageDraw.Draw(frame)
    left, top = chance.randint(60, 120), chance.randint(60, 120)
    draw.rectangle((left, top, left + 230, top + 100), fill=(244, 243, 238))
    font = ImageFont.truetype(_FONT, 64)
    draw.text((left + 22, top + 4), number.replace("7", "Z"), fill=(30, 28, 32), font=font)
    target = io.BytesIO()
    frame.save(target, format="PNG")
    return target.getvalue()


def numbers(count):
    """Numbers of five digits of which every one has a seven."""
    chance = random.Random(7)
    found = []
    while len(found) < count:
        number = "".join(chance.choice("123456789") for _ in range(5))
        if "7" in number and number not in found:
            found.append(number)
    return found


class OddHand:
    """A vault of ``count`` such cards, examined; ``truth`` says what stands on each.

    ``lines``: what its profile says can stand on a line, as TOML.
    """

    def __init__(self, folder, count, lines=b""):
        self.path = str(folder / "vault")
        self.now = 1_700_000_000
        source = folder / "source"
        source.mkdir()
        self.truth = {}
        for place, number in enumerate(numbers(count)):
            (source / f"{place:03d}.png").write_bytes(card(number, place))
            self.truth[f"{place:03d}.png"] = number
        name, content = profile.choose("generic")
        vaults.create(self.path, name, content + lines, self.world("amal"))
        with self.writing("amal") as vault:
            acquire.acquire(vault, bytes(source))
        self.examine()

    def world(self, actor):
        return World(lambda: self.now, lambda size: bytes([7]) * size, actor=actor, passphrase=lambda: None)

    def writing(self, actor):
        return vaults.writing(self.path, self.world(actor))

    def seen(self):
        return vaults.Vault.open(self.path, self.world("amal"))

    def examine(self, *, again=False):
        with self.writing("amal") as vault:
            return examine.examine(vault, choose("local", 2), "local:2", again=again)

    def labels(self):
        """Every label: what the machine reads, and what stands there."""
        bring_up(self.seen())
        from dalil.catalog.models import LabelRow, Place

        names = dict(Place.objects.values_list("digest", "shown"))
        return {
            row.id: (row.text, self.truth[names[row.digest].rsplit("/", 1)[-1]])
            for row in LabelRow.objects.order_by("id")
        }

    def people_read(self, items=None):
        """Two people read these labels, or all, as they are."""
        for item, (_, truth) in self.labels().items():
            if items is None or item in items:
                for reader in ("basma", "camille"):
                    with self.writing(reader) as vault:
                        transcribe.make(vault, item, Transcription.typed([truth]))

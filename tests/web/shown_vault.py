"""A vault for the pages: acquired for real, facts and grouping written by hand as the flows record them.

Small, and full of what pages stumble over: Arabic folders, markup and direction marks in names, a name that
is no UTF-8, a refused thing, copies, several people on one label, contradictions, a decision.
"""

import io
import os

import numpy as np
from PIL import Image, ImageDraw

from dalil.core import canonical
from dalil.core.digest import Digest
from dalil.flows import acquire, profile
from dalil.flows import vault as vaults
from dalil.flows.acquire import Provenance
from dalil.flows.record import record
from dalil.flows.vault import World

LABEL_BOX = [[200, 150], [440, 150], [440, 230], [200, 230]]
MARKUP = "<script>alert(1)</script>"
TURNED = "a\u202egpj.exe.jpg"
FOLDER = "15.03.2018_عسكرية"
NAME = "محمد أحمد الحلبي"
INDIVIDUALS = ("I-AAAAAA", "I-BBBBBB")
RETIRED = "I-CCCCCC"
DOUBT = {"kind": "possible-misreading", "with": INDIVIDUALS[1], "ar": "رقم أُخطئت قراءته", "en": "misread"}
SECRET_COLOUR = (201, 13, 77)
"""A colour of the originals that no grey preview can hold."""


def drawn(number, *, quality=90):
    """A photograph: noise in a loud colour, with a white card on which a number stands."""
    rng = np.random.default_rng(number)
    pixels = np.full((480, 640, 3), SECRET_COLOUR, np.uint8)
    pixels += rng.integers(0, 9, pixels.shape, np.uint8)
    image = Image.fromarray(pixels)
    pen = ImageDraw.Draw(image)
    pen.rectangle((200, 150, 440, 230), fill="white")
    pen.text((230, 170), f"{4000 + number}", fill="black", font_size=44)
    exif = Image.Exif()
    exif[0x010F] = "Maker of cameras"
    target = io.BytesIO()
    image.save(target, format="JPEG", quality=quality, exif=exif)
    return target.getvalue()


BESIDE = {
    "value": "4001",
    "confidence_ppm": 991_000,
    "supports": [
        {"code": "folder", "value": "4001", "odds": 30, "agrees": True},
        {"code": "neighbour", "value": "4007", "odds": 3, "agrees": False},
    ],
}


class ShownVault:
    """Makes the vault at ``folder / "vault"``."""

    def __init__(self, folder):
        self.path = str(folder / "vault")
        source = os.fsencode(folder / "source")
        self.files = self._source(source)
        vaults.create(self.path, *profile.choose("syria"), self._world())
        with vaults.writing(self.path, self._world()) as vault:
            acquire.acquire(vault, source, provenance=Provenance("قرص USB", "giver-7", "أمل"))
            self._examined(vault)
            self._grouped(vault)
            self._decided(vault)
            self._refused(vault)

    @property
    def photographs(self):
        """Digests of those that open, in order of their number."""
        return [self.files[name] for name in ("1", "1-copy", "2", "3")]

    def _world(self):
        return World(actor="أمل", passphrase=lambda: None)

    def _source(self, root):
        places = {
            "1": f"{FOLDER}/IMG_0001.JPG",
            "1-copy": f"{FOLDER}/Copy of IMG_0001.JPG",
            "2": f"{FOLDER}/{MARKUP}.jpg".replace("</", "<"),
            "3": f"12-04-19 شرطة/{TURNED}",
            "damaged": f"{FOLDER}/damaged.jpg",
            "paper": "شهادة.pdf",
        }
        content = {
            "1": drawn(1),
            "1-copy": drawn(1, quality=60),
            "2": drawn(2),
            "3": drawn(3),
            "damaged": drawn(4)[:3000],
            "paper": b"%PDF-1.4 nothing",
        }
        for key, place in places.items():
            path = os.path.join(root, os.fsencode(place))
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(content[key])
        with open(os.path.join(root, b"\xff\xfe.jpg"), "wb") as file:
            file.write(content["1"])
        os.mkfifo(os.path.join(root, b"pipe"))
        return {key: Digest.of(each).hex for key, each in content.items()}

    def _examined(self, vault):
        digests = sorted(self.files.values())
        output = b"".join(canonical.encode(self._facts(digest)) + b"\n" for digest in digests)
        body = {
            "batch": "B0001",
            "inputs": vault.keep_blob("".join(f"{each}\n" for each in digests).encode()).hex,
            "output": vault.keep_blob(output).hex,
            "exhibits": len(digests),
            "refused": {"picture-truncated": 1},
            "tool": "by hand",
            "parameters": {},
            "engine": "none",
        }
        record(vault, [vault.event("examined", (), body)])

    def _facts(self, digest):
        name = next(name for name, each in self.files.items() if each == digest)
        picture = name in {"1", "1-copy", "2", "3"}
        labelled = picture and name != "1-copy"
        family = "paper" if name == "paper" else "photograph"
        kind = {"format": "pdf", "media_type": "application/pdf", "family": family}
        if family == "photograph":
            kind |= {"format": "jpeg", "media_type": "image/jpeg"}
        claims = {
            "captured_at": {"raw": "2018:03:15 10:22:31", "tag": "EXIF DateTimeOriginal", "offset": "+03:00"},
            "make": {"raw": f"{MARKUP} كاميرا", "tag": "Image Make", "notes": ["shortened"]},
            "reader": "exifread 3.5.1",
            "tags": 2,
            "second_reader": {
                "version": "13.10",
                "differences": [{"field": "model", "first": None, "second": "X100"}],
            },
        }
        return {
            "digest": digest,
            "size": 12_345,
            "identify": kind,
            "metadata": claims if picture else None,
            "picture": {
                "width": 640,
                "height": 480,
                "orientation": 1,
                "mode": "RGB",
                "format": "JPEG",
                "frames": 1,
                "notes": ["colour-profile-ignored"],
            }
            if picture
            else None,
            "fingerprint": None,
            "labels": [self._label("card", "٤٠٠١\nفرع 215"), self._label("skin", "٠٠")] if labelled else [],
            "refusal": {"code": "picture-truncated", "facts": {}} if name == "damaged" else None,
        }

    def _label(self, surface, text):
        lines = [
            {
                "text": line,
                "digits": "arabic-indic",
                "confidence_ppm": 615_000,
                "quarter_turns": 0,
                "alternatives": [{"text": "٤٠٠٧", "confidence_ppm": 80_100}],
            }
            for line in text.split("\n")
        ]
        return {"surface": surface, "box": LABEL_BOX, "lines": lines}

    def _grouped(self, vault):
        lines = [*self._exposures(), *self._photographs(), *self._individuals(), *self._contradictions()]
        for identity, became in ((INDIVIDUALS[0], ""), (RETIRED, INDIVIDUALS[0])):
            first = self.photographs[0]
            known = {"id": identity, "founding": first, "marks": [first], "became": became}
            lines.append({"kind": "identifier", **known})
        output = b"".join(canonical.encode(line) + b"\n" for line in lines)
        body = {
            "inputs": vault.keep_blob(b"{}").hex,
            "output": vault.keep_blob(output).hex,
            "tool": "by hand",
            "parameters": {},
            "exposures": 3,
            "individuals": 2,
        }
        record(vault, [vault.event("grouped", (), body)])

    def _exposures(self):
        first, copy, second, third = self.photographs
        for digest, others in ((first, [copy]), (second, []), (third, [])):
            members = [{"digest": digest, "edit": "representative", "distance": 0}]
            members += [{"digest": each, "edit": "resaved", "distance": 3} for each in others]
            yield {
                "kind": "exposure",
                "id": min([digest, *others]),
                "representative": digest,
                "class": "no-label" if digest == third else "labelled-individual",
                "unplaced": "",
                "members": members,
            }

    def _photographs(self):
        first, copy, second, third = self.photographs
        number = {
            "source": "label",
            "value": "4001",
            "raw": "٤٠٠١",
            "confidence_ppm": 615_000,
            "rule": "number-alone",
            "alternatives": [
                {"field": "agency", "value": "215", "confidence_ppm": 1, "rule": "number"},
                {"field": "unit", "value": "hospital", "confidence_ppm": 1, "rule": "unit-word"},
                {"field": "date", "value": "--02-13", "confidence_ppm": 1, "rule": "day-and-month"},
                {"field": "words", "value": "حرستا", "confidence_ppm": 1, "rule": "words"},
            ],
        }
        fields = {
            "detainee_number": number,
            "people": [{"detainee_number": "4001"}, {"detainee_number": "4002"}],
            "path": {"date": "2018-03-15", "unit": "military"},
            "camera": {"captured_at": "2018-03-15T10:22:31"},
        }
        told = {
            first: ("labelled-individual", "number-read", min(first, copy)),
            copy: ("labelled-individual", "number-read", min(first, copy)),
            second: ("labelled-individual", "label-not-read", second),
            third: ("no-label", "no-label-located", third),
            self.files["damaged"]: ("unreadable", "picture-truncated", ""),
            self.files["paper"]: ("paper", "document-file", ""),
        }
        for digest, (photograph_class, reason, exposure) in told.items():
            yield {
                "kind": "photograph",
                "digest": digest,
                "class": photograph_class,
                "reason": reason,
                "exposure": exposure,
                "fields": {
                    first: fields | {"corroborated_number": BESIDE},
                    copy: {"detainee_number": {**number, "from": first}},
                }.get(digest, {}),
            }

    def _individuals(self):
        first, copy, second, _ = self.photographs
        members = ([first, copy], [second])
        for identity, name, digests in zip(INDIVIDUALS, (NAME, None), members, strict=True):
            yield {
                "kind": "individual",
                "id": identity,
                "agency": "215" if name else None,
                "number": "4001" if name else None,
                "number_status": "proposed" if name else "unread",
                "period": "2018-03" if name else None,
                "status": "proposed",
                "low": 1,
                "high": 2,
                "views": 1,
                "name": name,
                "members": [{"digest": digest, "role": "sole"} for digest in digests],
                "reasons": [
                    {
                        "first": first,
                        "second": second,
                        "ar": "الرقم نفسه 4001 على الوسمين؛ بينهما أيام: 2018-03-15 2018-03-17",
                        "en": "same number 4001 on both labels; days apart: 2018-03-15 2018-03-17",
                    }
                ]
                if name
                else [],
                "doubts": [DOUBT | {"first": first, "second": second}] if name else [],
            }

    def _contradictions(self):
        for code, subject, detail in (
            ("label-against-folder-date", self.files["1"], "2018-03-15 | 2018-03-16"),
            ("label-against-folder-unit", self.files["1"], "military | hospital"),
            ("number-on-two-individuals", INDIVIDUALS[1], f"215 4001 | {INDIVIDUALS[0]}"),
            ("number-gap", "agency:215", "4002 (1)"),
            ("copies-with-two-numbers", self.files["2"], "4002 | 4009"),
        ):
            yield {"kind": "contradiction", "code": code, "subject": subject, "detail": detail}

    def _refused(self, vault):
        note = vault.keep_blob(b"a note").hex
        body = {"release": "R0001", "authority": "k", "authority_id": "commission", "word": "refused"}
        record(vault, [vault.event("approval-recorded", ("R0001", note), {**body, "note": note})])

    def _decided(self, vault):
        subjects = {"first": [self.files["1"]], "second": [self.files["2"]]}
        body = {"decision": "kept-apart", "subjects": subjects, "reason": f"{MARKUP} ليسا واحداً"}
        record(vault, [vault.event("decision-made", (self.files["1"], INDIVIDUALS[0]), body)])

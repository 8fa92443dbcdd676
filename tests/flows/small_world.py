"""A small vault with three drawn photographs of two individuals, one of them named: for tests of late flows.

Acquired for real; the grouping is written by hand, as ``flows.group`` records it, so that no test waits for a
reader of labels.
"""

import io
import json

import numpy as np
from PIL import Image

from dalil.core import canonical
from dalil.core.digest import Digest
from dalil.flows import acquire, profile
from dalil.flows import vault as vaults
from dalil.flows.record import bring_up, record
from dalil.flows.vault import World

NAMES = {"I0001": "محمد أحمد الحلبي", "I0002": "خالد وليد الأتاسي", "I0003": None}

FIELDS = ({"path": {"date": "2013-05"}}, {"camera": {"captured_at": "2013-05-04"}}, {})
"""A folder dates the first of the photographs; of the second there is a camera's clock alone."""


def drawn(seed):
    pixels = np.random.default_rng(seed).integers(0, 255, (60, 80, 3), np.uint8)
    target = io.BytesIO()
    Image.fromarray(pixels).save(target, format="PNG")
    return target.getvalue()


class SmallWorld:
    def __init__(self, folder):
        self.folder = folder
        self.path = str(folder / "vault")
        source = folder / "source"
        source.mkdir()
        for number in (1, 2, 3):
            (source / f"{number}.png").write_bytes(drawn(number))
        vaults.create(self.path, *profile.choose("generic"), self.world("amal"))
        with self.writing("amal") as vault:
            acquire.acquire(vault, bytes(source))
        self.digests = self._photographs()
        with self.writing("amal") as vault:
            self._group(vault)

    def world(self, actor):
        return World(actor=actor, passphrase=lambda: None)

    def writing(self, actor="amal"):
        return vaults.writing(self.path, self.world(actor))

    def reading(self, actor="amal"):
        vault = vaults.Vault.open(self.path, self.world(actor))
        bring_up(vault)
        return vault

    def file(self, name, content):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    def events(self, kind):
        return [event for _, event in self.reading().journal.events() if event.type == kind]

    def _photographs(self):
        vault = self.reading()
        manifest = next(event for event in self.events("acquisition-sealed")).body["manifest"]
        lines = [json.loads(raw) for raw in vault.reader.lines(Digest(manifest))]
        return sorted(line["digest"] for line in lines if line.get("digest"))

    def _group(self, vault):
        lines = [
            {
                "kind": "exposure",
                "id": digest,
                "representative": digest,
                "class": "labelled-individual",
                "unplaced": "",
                "members": [{"digest": digest, "edit": "representative", "distance": 0}],
            }
            for digest in self.digests
        ]
        for (identity, name), digest in zip(NAMES.items(), self.digests, strict=True):
            lines.append(
                {
                    "kind": "individual",
                    "id": identity,
                    "agency": "215",
                    "number": "4038",
                    "number_status": "settled",
                    "period": "2013-05",
                    "status": "proposed",
                    "low": 1,
                    "high": 1,
                    "views": 1,
                    "name": name,
                    "members": [{"digest": digest, "role": "shows"}],
                    "reasons": [{"first": digest, "second": digest, "ar": "مرسوم", "en": "drawn"}],
                }
            )
        lines += [
            {
                "kind": "photograph",
                "digest": digest,
                "class": "labelled-individual",
                "reason": "",
                "exposure": digest,
                "fields": fields,
            }
            for digest, fields in zip(self.digests, FIELDS, strict=True)
        ]
        output = b"".join(canonical.encode(line) + b"\n" for line in lines)
        body = {
            "inputs": vault.keep_blob(b"{}").hex,
            "output": vault.keep_blob(output).hex,
            "tool": "drawn",
            "parameters": {},
            "exposures": 3,
            "individuals": 3,
        }
        record(vault, [vault.event("grouped", (), body)])

"""A vault that holds all that a vault can: full and partial tiles, payloads, time-stamp, cosignature."""

import contextlib
import io
import os
import runpy

from dalil.core.custody.note import Algorithm
from dalil.core.custody.payload import Payload
from dalil.flows import vault as vaults
from dalil.flows import witness
from dalil.flows.record import record
from dalil.publish import dalil_check
from dalil.store import keys, timestamps
from dalil.store.disk import Disk
from dalil.testing.world import simulated
from faults import small_source
from faults.small_source import acquired, make_vault
from time_authority import Authority


def make(folder):
    """Return (vault, source). ``folder`` is a pathlib path."""
    path = make_vault(str(folder / "vault"))
    source = small_source.draw(str(folder / "source"), files=12)
    acquired(path, source)
    with vaults.writing(path, simulated()) as vault:
        names = [vault.payloads.write(Payload(bytes([n]) * 32, {"name": f"drawn {n}"})) for n in range(4)]
        bodies = [{"decision": "kept-apart", "subjects": [f"I{n}"], "reason": "drawn"} for n in range(256)]
        record(
            vault,
            [
                vault.event("decision-made", (), body, payloads=tuple(names[n : n + 1]))
                for n, body in enumerate(bodies)
            ],
        )
        record(vault, [vault.event("payload-erased", (), {"payload": names[3].hex, "reason": "withdrawn"})])
        vault.payloads.erase(names[3])
        stamp(vault, folder)
        cosign(vault, folder)
    with open(os.path.join(source, "later"), "wb") as file:
        file.write(b"a second acquisition")
    acquired(path, source)
    return path, source


def stamp(vault, folder):
    """A time-stamp of the newest checkpoint by a real authority."""
    authority = Authority(folder / "authority")
    checkpoint = bytes(vault.journal.checkpoint_note())
    witness.attach_timestamp(
        vault, checkpoint, authority.answer(timestamps.request(checkpoint)), authority.roots
    )


def cosign(vault, folder):
    """A partner's cosignature of the newest checkpoint, made with a key in another folder."""
    partner = keys.make("partner.example/cosigner", Algorithm.COSIGNATURE)
    request = witness.cosign_request(vault, 0)
    signed = witness.cosign(request, vault.key, partner, str(folder / "seen"), disk=Disk())
    witness.attach_cosignature(vault, bytes(signed), partner.key)


def checked_here(path, *more):
    """The stand-alone checker in this process: (status, findings as printed)."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        status = runpy.run_path(dalil_check.__file__)["main"]([path, *more])
    return status, printed.getvalue()

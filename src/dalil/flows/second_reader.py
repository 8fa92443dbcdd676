"""Second reader: what exiftool, where it is installed, reads otherwise than the first reader of metadata."""

from typing import Any

from dalil.core.canonical import Json, Record
from dalil.core.digest import Digest
from dalil.core.errors import Refusal
from dalil.engine import confined
from dalil.flows.vault import Vault
from dalil.intake import exiftool
from dalil.intake.claims import FIELDS, Claim, Claims, differences
from dalil.intake.exiftool import SecondReader
from dalil.intake.item import refusal_to_record


def find(vault: Vault) -> SecondReader | None:
    """The second reader, who may see this vault's exhibits and change nothing; None where there is none."""

    def confine(program: str) -> list[str]:
        return confined.command(program, vault.layout.store)

    return exiftool.find(confine, confined.environment())


def compare(vault: Vault, second: SecondReader, facts: Record) -> Record:
    """Facts with ``second_reader``: its version and the fields that it sees otherwise, or its refusal."""
    metadata = facts["metadata"]
    if not isinstance(metadata, dict) or "refusal" in metadata:
        return facts
    path = vault.layout.exhibit(Digest(str(facts["digest"])))
    try:
        other = second.read(path.encode("utf-8", "surrogateescape"))
    except Refusal as refusal:
        told: Record = {"refusal": refusal_to_record(refusal)}
    else:
        found: list[Json] = [each.to_record() for each in differences(_claims(metadata), other)]
        told = {"differences": found}
    return {**facts, "metadata": {**metadata, "second_reader": {"version": second.version, **told}}}


def _claims(record: Record) -> Claims:
    known: dict[str, Any] = record
    fields: dict[str, Claim] = {
        name: Claim(
            raw=str(known[name]["raw"]),
            tag=str(known[name]["tag"]),
            subseconds=str(known[name].get("subseconds", "")),
            offset=str(known[name].get("offset", "")),
            micro=known[name].get("micro"),
        )
        for name in FIELDS
        if name in known
    }
    return Claims(str(known["reader"]), fields)

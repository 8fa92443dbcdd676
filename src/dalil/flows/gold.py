"""Gold: what is known for certain of a label, said with a reason: it tests readers from then on.

Load: the label. Decide: whether there is a reason, and who may say so. Record: one ``gold-set``.
"""

from dalil.core.canonical import Json, Record
from dalil.core.errors import Refusal
from dalil.core.reading import ReaderKind
from dalil.core.transcription import Transcription
from dalil.core.visible import says_something
from dalil.flows import profile as profiles
from dalil.flows.person import person
from dalil.flows.record import bring_up, record
from dalil.flows.transcribe import Recorded, find
from dalil.flows.vault import Vault


class GoldWithoutReason(Refusal):
    """Nothing says why the text of the label {item} is known."""

    code = "gold-without-reason"
    exit_status = 79
    remedy = "Say how you know it: --reason, in a sentence."


def set_gold(vault: Vault, item: str, transcription: Transcription, reason: str) -> Recorded:
    """Record what a label says that is known for certain: it tests readers from now on.

    Raises: ActorUnnamed, LabelUnknown, LabelAmbiguous, GoldWithoutReason.
    """
    setter = person(vault)
    bring_up(vault)
    place = find(item)
    if not says_something(reason):
        raise GoldWithoutReason(item=place.item)
    reading = transcription.number(place.surface, profiles.of(vault), reader=setter, kind=ReaderKind.PERSON)
    box: list[Json] = [[x, y] for x, y in place.box]
    body: Record = {
        "exhibit": place.exhibit,
        "region": place.region,
        "box": box,
        "text": reading.to_record(),
        "lines": [*transcription.lines],
        "reason": reason,
    }
    record(vault, [vault.event("gold-set", (place.exhibit,), body)])
    return Recorded(place.item, reading, transcription.lines)

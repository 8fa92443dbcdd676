"""Photograph fields: what the witnesses of one photograph say, each with its source, as groupings record it.

A photograph's label is its own label. What only another copy of the exposure says has ``from``, its digest.
"""

from collections.abc import Sequence

from dalil.core.canonical import Json, Record
from dalil.core.corroboration import FIELD, Support
from dalil.core.path_fact import PathKind
from dalil.flows.witnesses import Witness

_KINDS = (PathKind.UNIT, PathKind.AGENCY, PathKind.NUMBER, PathKind.PHOTOGRAPHER, PathKind.PLACE)


def photograph_fields(
    witness: Witness, copies: Sequence[Witness], supports: Sequence[Support] = ()
) -> Record:
    """Return the fields of one photograph; ``copies``: all members of its exposure, itself included.

    ``supports``: what speaks for numbers beside the exposure's labels; each says whether it agrees.
    """
    fields: Record = {}
    for label in witness.labels[:1]:
        for name, field in label.named():
            told: list[Json] = [one.to_record(field.value) for one in supports] if name == FIELD else []
            fields[name] = {"source": "label", **field.to_record(), **({"supports": told} if told else {})}
    if len(witness.labels) > 1:
        people = [{name: field.value for name, field in label.named()} for label in witness.labels]
        fields["people"] = [dict(one) for one in people]
    else:
        fields |= _of_copies(fields, [copy for copy in copies if copy.digest != witness.digest])
    path: Record = {kind.value: value for kind in _KINDS if (value := witness.path_value(kind))}
    if witness.path_date:
        path["date"] = witness.path_date.text
    if path:
        fields["path"] = path
    if witness.claimed:
        fields["camera"] = {"captured_at": witness.claimed.text}
    return fields


def _of_copies(own: Record, others: Sequence[Witness]) -> Record:
    """What the photograph's own label does not say and copies with one label do: the surest says it."""
    said = [
        (name, copy.digest, field)
        for copy in others
        if len(copy.labels) == 1
        for name, field in copy.labels[0].named()
        if name not in own
    ]
    found: Record = {}
    for name, digest, field in sorted(said, key=lambda one: (one[2].partial, -one[2].confidence_ppm, one[1])):
        found.setdefault(name, {"source": "label", "from": digest, **field.to_record()})
    return found

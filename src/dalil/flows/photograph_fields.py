"""Photograph fields: what the witnesses of one photograph say, each with its source, as groupings record it.

A photograph's label is its own label. What only another copy of the exposure says has ``from``, its digest.
"""

from collections.abc import Sequence

from dalil.core.canonical import Record
from dalil.core.company import numbers_on, part_by_company
from dalil.core.corroboration import Support, corroborated
from dalil.core.label_field import LabelFields
from dalil.core.path_fact import PathKind
from dalil.flows.roll import on_other_surfaces
from dalil.flows.witnesses import Witness

_KINDS = (PathKind.UNIT, PathKind.AGENCY, PathKind.NUMBER, PathKind.PHOTOGRAPHER, PathKind.PLACE)


def photograph_fields(
    witness: Witness,
    copies: Sequence[Witness],
    supports: Sequence[Support] = (),
    shown: Sequence[LabelFields] = (),
) -> Record:
    """Return the fields of one photograph; ``copies``: all members of its exposure, itself included.

    ``supports``: what speaks for numbers beside the exposure's labels. ``shown``: the exposure's joint
    labels; where they are several people's, near frames may tell whose each of this photograph's is.
    """
    numbers = numbers_on(shown) if len(shown) > 1 else frozenset()
    labels = part_by_company(witness.regions, numbers) or witness.labels
    fields: Record = {}
    for label in labels[:1]:
        for name, field in label.named():
            fields[name] = {"source": "label", **field.to_record()}
        fields |= {} if len(labels) > 1 else _beside(label, copies, supports)
    if len(labels) > 1:
        people = [{name: field.value for name, field in label.named()} for label in labels]
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


def _beside(label: LabelFields, copies: Sequence[Witness], supports: Sequence[Support]) -> Record:
    """How likely the label's number is with all that speaks beside it; nothing for a frame of several."""
    alone = all(len(copy.labels) <= 1 for copy in copies)
    if label.detainee_number is None or not alone:
        return {}
    regions = [region for copy in copies for region in copy.regions]
    bearing = (one.surface for one in regions if one.detainee_number == label.detainee_number)
    others = on_other_surfaces(next(bearing, label.surface), regions)
    found = corroborated(label.detainee_number, [*supports, *others])
    return {"corroborated_number": found.to_record()} if found else {}


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

"""Fields of a photograph as a grouping records them, one line for each thing that some witness says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from dalil.core.correction import BY_PEOPLE

OF_LABELS: Final = frozenset({"label", "people", "corroborated", "several"})
"""Sources whose fields are readings of labels."""
OF_OTHER_PHOTOGRAPHS: Final = frozenset({"corroborated"})
"""Sources that tell what was read on other photographs' labels."""


@dataclass(frozen=True, slots=True)
class SupportShown:
    """One witness beside a label: its kind, the number it bears, its odds, whether it agrees."""

    code: str
    value: str
    odds: int
    agrees: bool


@dataclass(frozen=True, slots=True)
class FieldShown:
    """One field: who says it (label, people, path, camera), name, value, the line as written, the doubt.

    ``confidence_ppm`` is None where the witness states none. ``others``: values with the field they would be.
    ``supports``: what else speaks for a number, or for another one.
    ``copy``: the digest of the copy whose label says it, empty where it is the photograph's own.
    """

    source: str
    name: str
    value: str
    raw: str = ""
    confidence_ppm: int | None = None
    others: tuple[tuple[str, str], ...] = ()
    copy: str = ""
    supports: tuple[SupportShown, ...] = ()


def fields_of(recorded: Mapping[str, Any]) -> tuple[FieldShown, ...]:
    """Every field in ``recorded``, labels before paths before cameras."""
    return (*_of_label(recorded), *_corroborated(recorded), *_several(recorded), *_of_witnesses(recorded))


def _of_label(recorded: Mapping[str, Any]) -> Iterator[FieldShown]:
    for name, field in recorded.items():
        if isinstance(field, dict) and field.get("source") == "label":
            settled = _is_settled(field)
            yield FieldShown(
                source="people" if settled else "label",
                name=name,
                value=field["value"],
                raw=field["raw"],
                confidence_ppm=None if settled else field["confidence_ppm"],
                others=tuple(
                    dict.fromkeys((other["field"], other["value"]) for other in field["alternatives"])
                ),
                copy=field.get("from", ""),
            )


def _is_settled(field: Mapping[str, Any]) -> bool:
    """Whether people settled it: how sure a machine would be says nothing of it."""
    return field.get("rule") == BY_PEOPLE


def _corroborated(recorded: Mapping[str, Any]) -> Iterator[FieldShown]:
    """The likeliest number on the label, with what speaks beside it; nothing where people settled it."""
    if _is_settled(recorded.get("detainee_number", {})):
        return
    if found := recorded.get("corroborated_number"):
        supports = tuple(
            SupportShown(one["code"], one["value"], one["odds"], one["agrees"]) for one in found["supports"]
        )
        yield FieldShown(
            "corroborated",
            "detainee_number",
            found["value"],
            confidence_ppm=found["confidence_ppm"],
            supports=supports,
        )


def _several(recorded: Mapping[str, Any]) -> Iterator[FieldShown]:
    """Labels of several people in one frame: the first one's fields stand above, here are all of them."""
    for fields in recorded.get("people", []):
        for name, value in fields.items():
            yield FieldShown("several", name, str(value))


def _of_witnesses(recorded: Mapping[str, Any]) -> Iterator[FieldShown]:
    for source in ("path", "camera"):
        for name, value in recorded.get(source, {}).items():
            yield FieldShown(source, name, str(value))

"""Runs in the rivals' environment: reads one JSON object from standard input, prints one.

It imports nothing of Dalil. ``rival``: which. With ``pairs`` it answers the score of each; with ``asked`` and
``pool`` the ten of the pool that are closest to each asked form, the best first, forms without any score left
out. Scores are as each rival has them and compare within one rival alone. Rivals:

- ratio: rapidfuzz's ratio of what anyascii makes of both forms
- skeleton: consonants by ICU (:mod:`skeleton`)
- logic: nomenklatura's logic-v2 with its own defaults, each form the name of a person and nothing else known.
  It scores a pair, not a list: about 0.1 ms for each of its forms. Pairs that it scores
  alike are ranked by the ratio; what it scores 0 is no answer.
"""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import count
from typing import Final

import numpy as np

TOP: Final = 10
_ROWS: Final = 500
"""Asked forms that are compared at once: what a matrix of them and the pool takes is some 30 MiB."""
_TIES: Final = 1e-4
"""Share of the ratio that ranks what logic-v2 scores alike: less than any step of its own."""

Nearness = Callable[[Sequence[str], Sequence[str]], np.ndarray]


def main() -> None:
    told = json.load(sys.stdin)
    near = NEARNESS[told["rival"]]
    if "pairs" in told:
        scores = [float(near([left], [right])[0, 0]) for left, right in told["pairs"]]
        json.dump({"scores": scores}, sys.stdout)
    else:
        json.dump({"found": dict(closest(near, told["asked"], told["pool"]))}, sys.stdout)


def closest(near: Nearness, asked: Sequence[str], pool: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    for start in range(0, len(asked), _ROWS):
        some = asked[start : start + _ROWS]
        for form, scores in zip(some, near(some, pool), strict=True):
            best = np.argsort(-scores, kind="stable")[:TOP]
            yield form, [pool[at] for at in best if scores[at] > 0]


def ratio(left: Sequence[str], right: Sequence[str]) -> np.ndarray:
    from anyascii import anyascii
    from rapidfuzz import fuzz, process

    plain = [[anyascii(form).lower() for form in forms] for forms in (left, right)]
    return process.cdist(*plain, scorer=fuzz.ratio, dtype=np.float32) / 100


def skeleton(left: Sequence[str], right: Sequence[str]) -> np.ndarray:
    from skeleton import nearness

    return nearness(left, right)


def logic(left: Sequence[str], right: Sequence[str]) -> np.ndarray:
    """The forms of the list outside, those asked for inside: what it knows of a name it keeps for a while."""
    compare, person = _logic()
    asked = [person(form) for form in left]
    scores = np.array([[compare(one, other) for one in asked] for other in map(person, right)]).T
    return np.where(scores > 0, scores + _TIES * ratio(left, right), 0)


@cache
def _logic():
    """How two people are scored, and how a name becomes a person.

    Each gets an id of its own: nomenklatura keeps what it made of a name by the id.
    """
    from followthemoney import model
    from nomenklatura.matching import LogicV2

    defaults, ids = LogicV2.default_config(), count()

    def person(name):
        entity = model.make_entity("Person")
        entity.id = f"p{next(ids)}"
        entity.add("name", name)
        return entity

    return lambda one, other: LogicV2.compare(one, other, defaults).score, person


NEARNESS: Final[dict[str, Nearness]] = {"ratio": ratio, "skeleton": skeleton, "logic": logic}


if __name__ == "__main__":
    main()

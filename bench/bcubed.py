"""B-cubed: how far what a program puts together is together in truth, and the other way round.

Bagga, Baldwin 1998; where one photograph shows several people as Amigó et al. 2009 extend it.
"""

from collections import defaultdict
from collections.abc import Mapping

Groups = Mapping[str, frozenset[str]]
"""Photograph (digest) → the groups it is in."""


def f1_ppm(truth: Groups, found: Groups) -> int:
    """B-cubed F1 of ``found`` over the photographs of ``truth``; who is in no group is alone."""
    alone = {one: found.get(one) or frozenset({f"alone {one}"}) for one in truth}
    precision, recall = _agreement(alone, truth), _agreement(truth, alone)
    return round(1e6 * 2 * precision * recall / (precision + recall))


def _agreement(here: Groups, there: Groups) -> float:
    """Mean over photographs of how far those that ``here`` puts together are together ``there``."""
    members: defaultdict[str, set[str]] = defaultdict(set)
    for one, groups in here.items():
        for group in groups:
            members[group].add(one)
    total = 0.0
    for one, groups in here.items():
        beside = set().union(*(members[group] for group in groups))
        shares = [
            min(len(groups & here[other]), len(there[one] & there[other])) / len(groups & here[other])
            for other in beside
        ]
        total += sum(shares) / len(shares)
    return total / len(here)

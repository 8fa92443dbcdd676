"""Make `src/dalil/flows/letters/letters-v2.npz`: how letters of one script write those of another.

Usage: python -m training.names.make_letters ../shared/data/names src/dalil/flows/letters/letters-v2.npz

A tenth of the name forms (training/names/pairs.py: split) is never shown to it, so that what is shipped
can be measured. Takes three minutes on one core; the same lists give the same counts.
"""

import sys
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from dalil.core.names.background import ORDER, Background, ngrams
from dalil.core.names.correspondence import Correspondence
from dalil.core.names.tally import CODE_BITS, Tally, coded
from training.names.compounds import composed
from training.names.letters import fit
from training.names.pairs import ARABIC, LATIN, Split, keys_of, load, split, without_articles

VERSION = "letters-v2"
LONG_COUNTED_MIN = 1.2
"""Rows of four and five letters that were met less often than this are left out of the background."""
VARIANTS_MAX = 8
"""Latin forms of one Arabic form that are paired with one another; the commonest."""


def main(folder: str, output: str) -> None:
    pairs, weights = learned(split(load(folder)))
    print("Arabic to Latin", flush=True)
    latin = fit(pairs, weights, ARABIC, LATIN)
    print("Latin to Arabic", flush=True)
    arabic = fit([(other, one) for one, other in pairs], weights, LATIN, ARABIC)
    print("Latin to Latin", flush=True)
    both = variants(pairs, weights)
    variant = fit([(one, other) for one, other, _ in both], [weight for *_, weight in both], LATIN, LATIN)
    arrays: dict[str, np.ndarray] = {"version": np.array(VERSION)}
    for name, model in (("latin", latin), ("arabic", arabic), ("variant", variant)):
        arrays |= correspondence_arrays(name, model)
    arrays |= background_arrays("arabic_share", background([one for one, _ in pairs], weights, ARABIC))
    arrays |= background_arrays("latin_share", background([other for _, other in pairs], weights, LATIN))
    np.savez_compressed(output, **arrays)


def learned(parts: Split) -> tuple[list[tuple[str, str]], list[float]]:
    """The pairs that are shown, with what each weighs: lists, then compounds, but for forms held back."""
    held = {key for pair in parts.held for key in keys_of(pair.arabic, pair.latin)}
    pairs = [(without_articles(pair), pair.weight) for pair in parts.train]
    pairs += [
        ((arabic, latin), weight)
        for arabic, latin, weight in composed()
        if held.isdisjoint(keys_of(arabic, latin))
    ]
    return [pair for pair, _ in pairs], [weight for _, weight in pairs]


def variants(pairs: Sequence[tuple[str, str]], weights: Sequence[float]) -> list[tuple[str, str, float]]:
    """Latin forms that stand beside one Arabic form, each with each, both ways; a form with itself, too."""
    beside: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for (arabic, latin), weight in zip(pairs, weights, strict=True):
        beside[arabic].append((weight, latin))
    found: dict[tuple[str, str], float] = {}
    for forms in beside.values():
        most = sorted(set(forms), reverse=True)[:VARIANTS_MAX]
        for weight, one in most:
            for other_weight, other in most:
                key = (one, other)
                found[key] = max(found.get(key, 0.0), min(weight, other_weight) / len(most))
    return [(one, other, weight) for (one, other), weight in sorted(found.items())]


def background(words: Sequence[str], weights: Sequence[float], alphabet: str) -> Background:
    rows = [ngrams(coded(word, alphabet)) for word in words]
    counted = [np.full(row.size, weight) for row, weight in zip(rows, weights, strict=True)]
    tally = Tally.of(np.concatenate([row.ravel() for row in rows]), np.concatenate(counted))
    orders = tally.keys >> (CODE_BITS * ORDER)
    kept = (tally.values >= LONG_COUNTED_MIN) | (orders < ORDER - 1)
    return Background(alphabet, tally.keys[kept], tally.values[kept])


def correspondence_arrays(name: str, model: Correspondence) -> dict[str, np.ndarray]:
    return {
        f"{name}_given": np.array(model.given),
        f"{name}_written": np.array(model.written),
        f"{name}_smoothing": np.array(model.smoothing),
        f"{name}_letters": model.counts.letter_shares,
        f"{name}_lengths": model.counts.length_shares,
        **_tallied(name, model.counts.keys, model.counts.values),
    }


def background_arrays(name: str, model: Background) -> dict[str, np.ndarray]:
    return {
        f"{name}_alphabet": np.array(model.alphabet),
        **_tallied(name, model.counts.keys, model.counts.values),
    }


def _tallied(name: str, keys: np.ndarray, values: np.ndarray) -> dict[str, np.ndarray]:
    """Sorted keys as steps from one to the next, which pack well."""
    return {f"{name}_steps": np.diff(keys, prepend=0), f"{name}_values": values.astype(np.float32)}


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])

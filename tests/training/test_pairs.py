"""What is measured on was not learned from: forms are held back as they are compared."""

from training.names.make_letters import learned
from training.names.pairs import Pair, keys_of, part_of, split


def pair(arabic, latin, source="ar2en"):
    found = Pair(arabic, latin)
    found.counts[source] += 1
    return found


HELD, SHOWN = "اكرم", "قيصر"


def test_no_form_is_learned_from_under_an_article_or_in_another_script():
    every = [
        pair(HELD, "heldform"),
        pair(f"ال{HELD}", "alheldform"),
        pair(SHOWN, "heldform"),
        pair(SHOWN, "kaisar"),
    ]
    parts = split(every, held_part=part_of(HELD))
    assert (HELD, "heldform") in {(each.arabic, each.latin) for each in parts.held}
    assert part_of(SHOWN) != part_of(HELD)
    pairs, weights = learned(parts)
    assert len(pairs) == len(weights)
    keys = {key for each in pairs for key in keys_of(*each)}
    held = {key for each in parts.held for key in keys_of(each.arabic, each.latin)}
    assert keys.isdisjoint(held)
    assert (SHOWN, "kaisar") in pairs

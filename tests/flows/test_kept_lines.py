"""Lines kept back: a label counts whole, or for neither reader."""

from collections import Counter

from dalil.catalog.queries.reading import LabelPlace
from dalil.core.digest import Digest
from dalil.flows import kept_lines
from dalil.flows.kept_lines import KeptLine
from flows.labelled_world import BOX, LabelledWorld

CORNERS = tuple((x, y) for x, y in BOX)


class Reading:
    """An engine whose worker reads these lines on every label."""

    def __init__(self, *lines):
        self.lines = lines

    def map(self, work, requests):
        del work
        for _ in requests:
            yield [{"labels": [{"box": BOX, "lines": [{"text": line} for line in self.lines]}]}]


def test_a_label_of_which_one_line_is_not_read_again_is_left_out_once_and_counts_nowhere_else(tmp_path):
    vault = LabelledWorld(tmp_path, photographs=1).seen()
    place = LabelPlace("a:0", "a" * 64, 0, "card", CORNERS)
    kept = [KeptLine(place, 0, "3659", "3659"), KeptLine(place, 1, "215", "215")]
    for read, counted, left in ((("3659", "215"), 2, {}), (("3659",), 0, {"not-found-again": 1})):
        left_out = Counter()
        found = list(kept_lines.read(vault, Reading(*read), Digest("b" * 64), kept, left_out))
        assert (len(found), dict(+left_out)) == (counted, left)

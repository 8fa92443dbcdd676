"""The label reader learns from what a vault's people read; a person lets it read, and can go back."""

import pytest

from dalil.catalog import digests, queries
from dalil.core.lesson import is_asked
from dalil.core.reader import Share
from dalil.core.reading_queue import Stage
from dalil.engine.refusals import WorkerDied
from dalil.flows import examine, label_reader, rebuild, tune
from dalil.flows.engines import choose
from dalil.flows.examination import ENTRY
from dalil.flows.label_reader import (
    ReaderDamaged,
    ReaderOfOtherWeights,
    ReaderReadsWorse,
    ReaderUnknown,
    ReaderWithoutReason,
    TunedReader,
)
from dalil.flows.person import ActorUnnamed
from dalil.flows.record import bring_up, record
from dalil.flows.tune import LabelsTooFew
from dalil.flows.vault import TOOL
from flows.odd_hand import OddHand

CARDS = 52


class Failing:
    """An engine of which one worker dies."""

    def __init__(self, engine, place):
        self.engine, self.place = engine, place

    def map(self, work, requests):
        for place, outcome in enumerate(self.engine.map(work, requests)):
            yield WorkerDied(how="in a test") if place == self.place else outcome

    def protections(self):
        return self.engine.protections()


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    """Cards that two people have read, all of them."""
    world = OddHand(tmp_path_factory.mktemp("odd"), CARDS)
    world.people_read()
    return world


@pytest.fixture(scope="module")
def learned(odd) -> TunedReader:
    with odd.writing("amal") as vault:
        return tune.tune(vault, choose("local", 2))


def right(world):
    return sum(read == truth for read, truth in world.labels().values())


class TestTuning:
    def test_lines_kept_back_are_read_better(self, learned):
        assert learned.after.of == learned.before.of >= 8
        assert learned.after.right > learned.before.right
        assert learned.mended - learned.spoiled == learned.after.right - learned.before.right
        assert balance(learned) == CARDS
        assert (learned.labels.taught, learned.labels.kept) == (learned.learned, learned.before.of)
        assert not learned.reads_worse

    def test_the_report_counts_what_examining_reads_before_and_after(self, tmp_path):
        world = OddHand(tmp_path, 44, lines=b'\n[lines]\nallowed = "0123456789"\nforms = ["[0-9]{5}"]\n')
        world.people_read()
        with world.writing("amal") as vault:
            told = tune.tune(vault, choose("local", 2))

        def kept():
            return {item: read == truth for item, (read, truth) in world.labels().items() if is_asked(item)}

        before = kept()
        with world.writing("amal") as vault:
            label_reader.choose(vault, told.reader.hex, "to compare")
        world.examine(again=True)
        after = kept()
        assert told.before == Share(sum(before.values()), len(before))
        assert told.after == Share(sum(after.values()), len(after))
        assert told.mended == sum(after[item] and not before[item] for item in after)
        assert told.spoiled == sum(before[item] and not after[item] for item in after)

    def test_a_label_that_is_not_read_a_second_time_counts_for_neither_reader(self, odd, learned):
        class FailingLast(Failing):
            def map(self, work, requests):
                fails = Failing(self.engine, self.place if work.entry == ENTRY else -1)
                return fails.map(work, requests)

        with odd.writing("amal") as vault:
            told = tune.tune(vault, FailingLast(choose("local", 2), 0))
        assert told.before.of == told.after.of == learned.before.of - 1
        assert told.left_out == {**learned.left_out, "worker-died": 1}
        assert balance(told) == CARDS

    def test_the_same_readings_give_the_same_reader(self, odd, learned):
        with odd.writing("basma") as vault:
            again = tune.tune(vault, choose("local", 1))
        assert again == learned

    def test_nothing_reads_with_it_unasked(self, odd, learned):
        del learned
        before = right(odd)
        assert odd.examine(again=True).exhibits == 0
        assert right(odd) == before < 0.75 * CARDS

    def test_too_few_labels_are_refused_with_counts(self, tmp_path):
        few = OddHand(tmp_path, 3)
        few.people_read()
        with few.writing("amal") as vault, pytest.raises(LabelsTooFew, match=r"Of 3 settled labels, 3 can"):
            tune.tune(vault, choose("local", 1))


class TestChoosing:
    @pytest.fixture(autouse=True)
    def shipped_afterwards(self, odd):
        yield
        with odd.writing("amal") as vault:
            label_reader.choose(vault, "shipped", "the test is over")
        odd.examine(again=True)

    def use(self, odd, name, reason="it mends sevens", actor="amal"):
        with odd.writing(actor) as vault:
            return label_reader.choose(vault, name, reason)

    def test_a_chosen_reader_reads_the_archive_better_and_there_is_a_way_back(self, odd, learned):
        before = odd.labels()
        assert self.use(odd, learned.reader.hex[:6]) == learned.reader.hex
        assert odd.examine(again=True).exhibits == CARDS
        assert right(odd) > 0.9 * CARDS
        assert odd.examine(again=True).exhibits == 0
        self.use(odd, "shipped", "to compare")
        assert odd.examine(again=True).exhibits == CARDS
        assert odd.labels() == before

    def test_what_people_read_stays_read(self, odd, learned):
        self.use(odd, learned.reader.hex)
        odd.examine(again=True)
        bring_up(odd.seen())
        assert queries.reading.counts()[Stage.SETTLED] == CARDS

    def test_a_worker_that_fails_once_loses_no_label_and_no_reading(self, odd, learned):
        before = odd.labels()
        self.use(odd, learned.reader.hex)
        with odd.writing("amal") as vault:
            examine.examine(vault, Failing(choose("local", 2), 3), "local:2", again=True)
        bring_up(odd.seen())
        assert queries.reading.counts()[Stage.SETTLED] == CARDS
        assert odd.labels().keys() == before.keys()
        assert odd.examine(again=True).exhibits == 1, "what failed is looked into once more"

    def test_facts_name_the_reader_and_nothing_it_read_is_accepted(self, odd, learned):
        self.use(odd, learned.reader.hex)
        odd.examine(again=True)
        bring_up(odd.seen())
        versions = queries.log.newest("examined")["parameters"]["versions"]
        assert versions["label-reader"] == learned.reader.hex
        assert versions["label-weights"] == learned.weights.hex
        assert queries.exposure.accepted() == 0

    def test_the_rebuilt_shadow_is_the_same(self, odd, learned):
        self.use(odd, learned.reader.hex)
        odd.examine(again=True)
        bring_up(odd.seen())
        live = digests.tables()
        built = rebuild.rebuild(odd.path)
        assert live == built.after, "what followed the log act by act is what replaying it gives"
        assert built.same
        assert label_reader.chosen(odd.seen()) == learned.reader.hex

    def test_one_that_spoils_more_than_it_mends_is_not_chosen_unless_asked_for(self, odd, learned):
        bring_up(odd.seen())
        told = [body for _, body in queries.log.indexed("reader-tuned")]
        good = [body for body in told if body["reader"] == learned.reader.hex][-1]
        asked = good["asked"]
        worse = {**good, "before": asked, "after": asked - 1, "mended": 0, "spoiled": 1}
        try:
            self.records(odd, worse)
            with pytest.raises(ReaderReadsWorse, match="spoils 1 of the lines kept back and mends 0"):
                self.use(odd, learned.reader.hex)
            assert label_reader.chosen(odd.seen()) == "shipped"
            with odd.writing("amal") as vault:
                label_reader.choose(vault, learned.reader.hex, "it mends sevens", although_worse=True)
            assert label_reader.chosen(odd.seen()) == learned.reader.hex
        finally:
            self.records(odd, good)

    def records(self, odd, body):
        with odd.writing("amal") as vault:
            record(vault, [vault.event("reader-tuned", (), body)])

    def test_a_machine_does_not_choose(self, odd, learned):
        with pytest.raises(ActorUnnamed):
            self.use(odd, learned.reader.hex, actor=TOOL)

    @pytest.mark.parametrize("name", ["", "abc", "0" * 64, "shippe"])
    def test_an_unknown_name_is_refused(self, odd, learned, name):
        del learned
        with pytest.raises(ReaderUnknown):
            self.use(odd, name)

    @pytest.mark.parametrize("reason", [" ", "\u200b\u2060", "…"])
    def test_a_choice_without_a_reason_is_refused(self, odd, learned, reason):
        with pytest.raises(ReaderWithoutReason):
            self.use(odd, learned.reader.hex, reason)

    def test_a_reader_of_other_weights_is_refused(self, odd, learned):
        body = {**newest(odd), "weights": "1" * 64, "reader": "2" * 64}
        with odd.writing("amal") as vault:
            record(vault, [vault.event("reader-tuned", (), body)])
        with pytest.raises(ReaderOfOtherWeights):
            self.use(odd, "2222")

    def test_a_head_that_is_not_what_was_recorded_is_refused(self, odd, learned):
        with odd.writing("amal") as vault:
            other = vault.keep_blob(b"no head")
            body = {**newest(odd), "output": other.hex, "reader": "3" * 64, "weights": learned.weights.hex}
            record(vault, [vault.event("reader-tuned", (), body)])
        with pytest.raises(ReaderDamaged):
            self.use(odd, "3333")


def balance(told):
    """All that people settled, as the report has it; its parts must add up to it."""
    assert told.labels.settled == told.labels.taught + told.labels.kept + sum(told.left_out.values())
    return told.labels.settled


def newest(world):
    bring_up(world.seen())
    return queries.log.newest("reader-tuned")

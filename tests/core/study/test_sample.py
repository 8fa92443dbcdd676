import hashlib
import shutil
import subprocess

import pytest

from dalil.core.custody.checkpoint import Checkpoint
from dalil.core.study.frame import Frame, FrameEmpty
from dalil.core.study.sample import CheckpointElsewhere, SampleTooLarge, draw, rank, seed_of

IDS = [f"I{at:04d}" for at in range(200)]
HEAD = Checkpoint("example.org/vault", 7, bytes(range(32)))


def test_a_frame_is_sorted_and_holds_each_individual_once():
    frame = Frame.freeze(["I2", "I1", "I2"], position=7)
    assert frame.ids == ("I1", "I2")
    assert frame.content() == b'{"individual":"I1"}\n{"individual":"I2"}\n'
    assert Frame.parse(frame.content(), position=7) == frame
    assert frame.digest.hex == hashlib.sha256(frame.content()).hexdigest()


def test_an_empty_frame_is_refused():
    with pytest.raises(FrameEmpty):
        Frame.freeze([], position=7)


def test_the_seed_is_the_documented_digest():
    frame = Frame.freeze(IDS, position=7)
    text = f"dalil/study-seed/v1\n{frame.digest.hex}\n{HEAD.text}"
    assert seed_of(frame, HEAD) == hashlib.sha256(text.encode()).hexdigest()


def test_a_checkpoint_of_another_position_is_refused():
    with pytest.raises(CheckpointElsewhere):
        seed_of(Frame.freeze(IDS, position=8), HEAD)


def test_the_same_seed_and_frame_give_the_same_sample_in_any_order():
    one, other = Frame.freeze(IDS, position=7), Frame.freeze(reversed(IDS), position=7)
    seed = seed_of(one, HEAD)
    assert draw(one, seed, 20) == draw(other, seed, 20)
    assert len(set(draw(one, seed, 20).ids)) == 20


def test_a_larger_sample_contains_the_smaller_one():
    frame = Frame.freeze(IDS, position=7)
    seed = seed_of(frame, HEAD)
    assert draw(frame, seed, 50).ids[:20] == draw(frame, seed, 20).ids
    assert set(draw(frame, seed, 200).ids) == set(IDS)


@pytest.mark.parametrize("size", [0, -1, 201])
def test_an_impossible_size_is_refused(size):
    with pytest.raises(SampleTooLarge):
        draw(Frame.freeze(IDS, position=7), "00" * 32, size)


def test_sha256sum_ranks_as_we_do():
    tool = shutil.which("sha256sum")
    assert tool
    text = f"dalil/study-rank/v1\n{'ab' * 32}\nI0001\n"
    printed = subprocess.run([tool], input=text.encode(), capture_output=True, check=True).stdout.split()[0]
    assert printed.decode() == rank("ab" * 32, "I0001")


def test_every_individual_is_as_likely_as_another():
    frame = Frame.freeze(IDS, position=7)
    hits = dict.fromkeys(IDS, 0)
    for at in range(1_000):
        seed = hashlib.sha256(str(at).encode()).hexdigest()
        for each in draw(frame, seed, 20).ids:
            hits[each] += 1
    chi_square = sum((count - 100) ** 2 / 100 for count in hits.values())
    assert chi_square < 268  # 0.1 % point at 199 degrees of freedom; the draw has less variance than that

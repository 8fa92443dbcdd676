import pytest

from core.study.test_codebook import TOML
from dalil.core.digest import Digest
from dalil.core.finding import sound
from dalil.core.study.codebook import CodebookMalformed
from dalil.core.study.sample import SampleTooLarge, rank
from dalil.flows import rebuild, study, verify
from dalil.flows.person import ActorUnnamed


def frozen(small):
    path = small.file("codebook.toml", TOML)
    with small.writing() as vault:
        return study.freeze(vault, path)


def drawn(small, size=3):
    with small.writing() as vault:
        return study.draw_sample(vault, "S0001", size)


def code(small, coder, individual, value):
    with small.writing(coder) as vault:
        study.code(vault, "S0001", (individual, "numbered", value))


def test_a_study_goes_from_frame_to_interval(small):
    done = frozen(small)
    assert (done.study, done.frame.ids) == ("S0001", ("I0001", "I0002", "I0003"))
    sample = drawn(small)
    assert sample.seed == done.seed
    assert list(sample.ids) == sorted(done.frame.ids, key=lambda each: rank(done.seed, each))
    for individual, one, other in (("I0001", "present", "present"), ("I0002", "present", "absent")):
        code(small, "amal", individual, one)
        code(small, "basem", individual, other)
    code(small, "carine", "I0002", "absent")
    with small.writing() as vault:
        found = study.make_estimate(vault, "S0001", "numbered")
    assert (found.estimate.positive, found.estimate.assessed, found.estimate.open) == (1, 2, 1)
    assert found.estimate.proportion_ppm == 500_000
    assert found.agreement.raw_ppm == 500_000
    assert found.to_record()["low_ppm"] < 500_000 < found.to_record()["high_ppm"]
    assert rebuild.rebuild(small.path).same
    assert sound(verify.verify(small.path))


def test_anyone_recomputes_the_seed_from_the_log_alone(small):
    done = frozen(small)
    (event,) = small.events("study-frozen")
    text = f"dalil/study-seed/v1\n{event.body['frame']}\n{event.body['checkpoint']}"
    assert Digest.of(text.encode()).hex == done.seed


def test_a_study_has_one_sample(small):
    frozen(small)
    with pytest.raises(SampleTooLarge):
        drawn(small, 4)
    drawn(small, 2)
    with pytest.raises(study.DrawnAlready):
        drawn(small, 3)


def test_a_coder_is_shown_only_their_own_codes(small):
    frozen(small)
    drawn(small)
    code(small, "amal", "I0001", "present")
    assert study.show(small.reading("basem"), "S0001")["own_codes"] == []
    assert len(study.show(small.reading("amal"), "S0001")["own_codes"]) == 1


def test_what_is_not_there_is_refused(small):
    with pytest.raises(study.StudyUnknown):
        drawn(small)
    frozen(small)
    with pytest.raises(study.NothingDrawn):
        code(small, "amal", "I0001", "present")
    with pytest.raises(CodebookMalformed), small.writing() as vault:
        study.freeze(vault, small.file("broken.toml", "="))
    with pytest.raises(ActorUnnamed), small.writing("") as vault:
        study.freeze(vault, "codebook.toml")

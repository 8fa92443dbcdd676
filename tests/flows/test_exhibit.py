"""An exhibit is named by the beginning of its digest, where that names one alone."""

import hashlib

import pytest

from dalil.flows import acquire
from dalil.flows.exhibit import DigestAmbiguous, whole_digest
from dalil.flows.prove import prove


def test_the_beginning_of_a_digest_names_the_one_exhibit_that_has_it(small):
    vault = small.reading()
    for digest in small.digests:
        assert whole_digest(vault, digest[:12]) == whole_digest(vault, digest) == digest
    for other in ("abc", "x" * 12, "0" * 12, "../etc"):
        assert whole_digest(vault, other) == other


def test_a_receipt_is_proven_by_a_short_digest(small):
    digest = small.digests[0]
    prove(small.reading(), digest[:12], str(small.folder / "receipt"))
    assert (small.folder / "receipt" / f"{digest}.bin").exists()


def test_a_beginning_that_several_have_is_refused(small):
    alike = small.folder / "alike"
    alike.mkdir()
    seen = {}
    for number in range(1_000_000):
        content = str(number).encode()
        first = seen.setdefault(hashlib.sha256(content).hexdigest()[:4], content)
        if first != content:
            break
    for number, each in enumerate((first, content)):
        (alike / str(number)).write_bytes(each)
    with small.writing() as vault:
        acquire.acquire(vault, bytes(alike))
    digests = [hashlib.sha256(each).hexdigest() for each in (first, content)]
    with pytest.raises(DigestAmbiguous):
        whole_digest(small.reading(), digests[0][:4])
    assert [whole_digest(small.reading(), each[:16]) for each in digests] == digests

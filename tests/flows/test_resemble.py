from datetime import datetime

import pytest

from dalil.core.exposure import Exposure
from dalil.core.photograph import PhotographClass
from dalil.core.sighting import Sighting, Station
from dalil.flows.resemble import resemblances
from dalil.testing.archive import ArchiveBuilder, Difficulty
from dalil.vision.decode import survey
from dalil.vision.fingerprint import fingerprint


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """Photographs of people as they were taken: digest → (who, when, folder, fingerprint)."""
    folder = tmp_path_factory.mktemp("drawn")
    builder = ArchiveBuilder(seed=12, photographs=60, size=(640, 480), difficulty=Difficulty(), workers=1)
    truth = builder.draw(str(folder / "drawn"))
    found = {}
    for file in truth.files:
        if file.individuals and file.kind == "photograph" and not file.edits and not file.reason:
            with open(bytes(folder / "drawn" / "disk") + b"/" + file.path, "rb") as content:
                _, frame = survey(content.read())
            taken = int(datetime.fromisoformat(file.taken).timestamp())
            found[file.sha256] = (
                set(file.individuals),
                taken,
                file.path.rpartition(b"/")[0],
                fingerprint(frame.small),
            )
    return found


def test_neighbours_that_show_one_person_are_alike_and_others_are_not(drawn):
    sightings = [
        Sighting(
            exposure=digest,
            exhibits=(digest,),
            photograph_class=PhotographClass.LABELLED_INDIVIDUAL,
            stations=(Station(folder.decode("utf-8", "replace"), None, taken),),
        )
        for digest, (_, taken, folder, _) in drawn.items()
    ]
    exposures = [Exposure(digest, (digest,)) for digest in drawn]
    prints = {digest: one[3] for digest, one in drawn.items()}
    seen = resemblances(sightings, exposures, prints).agreeing
    same = [count for (one, other), count in seen.items() if drawn[one][0] & drawn[other][0]]
    different = [count for (one, other), count in seen.items() if not drawn[one][0] & drawn[other][0]]
    assert len(same) > 20
    assert len(different) > 5
    assert sum(count > 0 for count in same) > 0.6 * len(same)
    assert sum(count > 0 for count in different) <= 0.1 * len(different)

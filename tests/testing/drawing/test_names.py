"""People's names and those that look like them."""

from dalil.testing.drawing import chance
from dalil.testing.drawing.names import PersonName, respelled


def test_kin_share_what_kin_share():
    for seed in range(30):
        luck = chance.stream(seed)
        name = PersonName.of(luck)
        brother, cousin = name.brother(luck), name.cousin(luck)
        assert (brother.father, brother.grandfather, brother.family) == (
            name.father,
            name.grandfather,
            name.family,
        )
        assert brother.mother == name.mother
        assert brother.given != name.given
        assert (cousin.grandfather, cousin.family) == (name.grandfather, name.family)
        assert cousin.father != name.father
        assert (name.swapped().given, name.swapped().father) == (name.father, name.given)
        homonym = name.homonym(luck)
        assert homonym.full == name.full
        assert homonym.grandfather != name.grandfather


def test_respelling_keeps_the_letters_apart_from_known_habits():
    seen = {respelled("أحمد عبد الله فاطمة", chance.stream(seed)) for seed in range(60)}
    assert len(seen) > 3
    for text in seen:
        assert text.replace("ا", "أ").replace("ه", "ة").replace(" ", "") == "أحمدعبدأللةفأطمة".replace(
            " ", ""
        )

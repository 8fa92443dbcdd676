"""List source: whose list it is, as the log keeps it for good: an institution's name, and no person's."""

import re
from typing import Final

from dalil.core.errors import Refusal
from dalil.core.names.folding import strict
from dalil.core.names.letters import fold_digits
from dalil.core.names.path_mention import path_mentions
from dalil.flows import naming, profile
from dalil.flows.vault import Vault


class ListSourcePersonal(Refusal):
    """The source of the list names a person, or holds a telephone number."""

    code = "list-source-personal"
    exit_status = 73
    remedy = (
        "The log keeps it for good: give with --source the institution or the number of a case, or leave "
        "--source out. Of an institution that bears a person's name write first what it is: مؤسسة, office."
    )


_TELEPHONE: Final = re.compile(r"(?<!\d)(?:\+|0)\d{8,}")
_BETWEEN_DIGITS: Final = re.compile(r"(?<=\d)[ ().\-/]+(?=\d)")
_BEFORE: Final = """
    جمعية مؤسسة رابطة مكتب منظمة هيئة الهيئة مركز المركز لجنة اللجنة شبكة الشبكة الهلال الصليب تجمع مجلس اتحاد
    مبادرة منصة دار معهد نقابة صندوق وقف حملة مشروع مستشفى مشفى مدرسة عائلات أهالي قائمة
    association foundation organisation organization center centre network committee institute society
    council union office initiative fondation comité réseau verein stiftung vakfı derneği families
"""
_BEHIND: Final = """
    association foundation organisation organization center centre network committee institute society
    council union initiative verein stiftung vakfı derneği
"""
_INSTITUTION: Final = frozenset(map(strict, _BEFORE.split()))
"""What an institution is, before the name that it bears."""
_INSTITUTION_BEHIND: Final = frozenset(map(strict, _BEHIND.split()))
"""The same behind the name, in Latin letters."""


def insist_on_institution(vault: Vault, source: str) -> None:
    """Refuse a person's name and a telephone number for whose list it is. Raises: ListSourcePersonal."""
    if _TELEPHONE.search(_BETWEEN_DIGITS.sub("", fold_digits(source))):
        raise ListSourcePersonal
    own = profile.of(vault)
    method = naming.method(own.names).among(own.gazetteer)
    for each in path_mentions(source.encode("utf-8", "replace"), own, method, is_file=False) or ():
        first = strict(each.name.text).split()[:1]
        before = {*strict(source[: each.name.start]).split(), *first}
        behind = set(strict(source[each.name.start :]).split())
        if not (before & _INSTITUTION or behind & _INSTITUTION_BEHIND):
            raise ListSourcePersonal

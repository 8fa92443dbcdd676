"""Profile: which archive a vault holds; chosen once, kept in its store, read from there ever after."""

import os

from dalil import profiles
from dalil.core.digest import Digest
from dalil.core.limits import GIVEN_FILE_BYTES_MAX
from dalil.core.line_form import WAYS_MAX, ways
from dalil.core.profile import LineForms, Profile
from dalil.core.table import ProfileMalformed
from dalil.flows.vault import Vault
from dalil.store import plain
from dalil.vision.alphabet import is_readable


def choose(name: str) -> tuple[str, bytes]:
    """Name and text of a shipped profile, or of the file at ``name``, checked.

    Raises: ProfileUnknown, ProfileMalformed.
    """
    if os.path.isfile(name):
        try:
            content = plain.content_given(name, GIVEN_FILE_BYTES_MAX)
        except OSError as wrong:
            raise ProfileMalformed(key="(file)", detail=str(wrong.strerror)) from wrong
        name = os.path.basename(name)
    else:
        content = profiles.text_of(name).encode()
    _check(_parsed(content).lines)
    return name, content


def named(name: str) -> Profile:
    """A shipped profile, or the one in a file. Raises: ProfileUnknown, ProfileMalformed."""
    _, content = choose(name)
    return _parsed(content)


def _check(lines: LineForms) -> None:
    """See that the label reader can search by these, where a profile is chosen: a vault keeps its own.

    Raises: ProfileMalformed.
    """
    for form in lines.forms:
        if ways(form) > WAYS_MAX:
            detail = f"{form!r} may be tried in too many ways: take repeats out of repeats, or bound them"
            raise ProfileMalformed(key="lines.forms", detail=detail)
    if lines.allowed and not is_readable(lines.allowed):
        raise ProfileMalformed(key="lines.allowed", detail="the label reader knows none of its characters")


def _parsed(content: bytes) -> Profile:
    """Raises: ProfileMalformed."""
    try:
        return profiles.parse(content.decode("utf-8"))
    except UnicodeDecodeError as wrong:
        raise ProfileMalformed(key="(file)", detail="it is not UTF-8") from wrong


def of(vault: Vault) -> Profile:
    """The profile that the vault was made with.

    Raises: ExhibitMissing, ExhibitUnreadable, ExhibitChanged, ProfileMalformed.
    """
    _, created = next(vault.journal.events(0, 1))
    return _parsed(vault.reader.read(Digest(str(created.body["profile"]))))

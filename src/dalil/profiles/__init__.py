"""Profiles that are shipped, and reading a profile file. The core gets parsed tables and opens nothing."""

import tomllib
from importlib import resources
from typing import Final

from dalil.core.errors import Refusal
from dalil.core.profile import Profile
from dalil.core.profile_table import parse_profile
from dalil.core.table import ProfileMalformed

SHIPPED: Final = ("generic", "syria")
"""Names of the profiles inside the package."""


class ProfileUnknown(Refusal):
    """No profile is called {name}; the shipped ones are {shipped}."""

    code = "profile-unknown"
    exit_status = 35
    remedy = "Name a shipped profile, or give the path of a profile file."


def load(name: str) -> Profile:
    """Return a shipped profile. Raises: ProfileUnknown."""
    return parse(text_of(name))


def text_of(name: str) -> str:
    """Return the TOML text of a shipped profile, to be copied into a vault. Raises: ProfileUnknown."""
    if name not in SHIPPED:
        raise ProfileUnknown(name=name, shipped=", ".join(SHIPPED))
    return resources.files(__name__).joinpath(f"{name}.toml").read_text("utf-8")


def parse(text: str) -> Profile:
    """Return the profile written in ``text``. Raises: ProfileMalformed."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise ProfileMalformed(key="(file)", detail=f"not TOML ({wrong})") from wrong
    return parse_profile(table)

"""``dalil.toml``: what a vault is. Written once; its digest stands in the first log entry."""

import tomllib
from dataclasses import dataclass
from typing import Final, Self

import tomli_w

from dalil.core.errors import Refusal
from dalil.store import plain

FORMAT: Final = 1
"""Version of the vault's form (docs/spec/vault.md). A reader refuses what it does not know."""


class NotAVault(Refusal):
    """{path} is not a vault: {detail}."""

    code = "not-a-vault"
    exit_status = 26
    remedy = "Give the folder that holds dalil.toml, or make a vault with `dalil init`."


class VaultNewer(NotAVault):
    """{path} is a vault of a form that this program does not know: {detail}."""

    code = "vault-newer"
    exit_status = 26
    remedy = "Use a newer Dalil. Nothing was changed."


@dataclass(frozen=True, slots=True)
class Config:
    """Identity of a vault."""

    id: str
    profile: str
    created: str
    format: int = FORMAT

    @property
    def origin(self) -> str:
        """The log's name in checkpoints."""
        return f"dalil.invalid/vault/{self.id}"

    def encode(self) -> bytes:
        """The file's bytes."""
        table = {"id": self.id, "format": self.format, "profile": self.profile, "created": self.created}
        return (
            b"# A Dalil vault. Changing this file makes `dalil verify` fail.\n"
            + tomli_w.dumps(table).encode()
        )

    @classmethod
    def read(cls, path: str) -> tuple[Self, bytes]:
        """Return the configuration and the file's bytes. Raises: NotAVault, VaultNewer."""
        try:
            content = plain.content_of(path)
            table = tomllib.loads(content.decode("utf-8"))
            config = cls(str(table["id"]), str(table["profile"]), str(table["created"]), int(table["format"]))
        except OSError as wrong:
            raise NotAVault(path=path, detail=wrong.strerror) from wrong
        except (KeyError, ValueError, TypeError) as wrong:
            raise NotAVault(path=path, detail=f"it cannot be read ({wrong})") from wrong
        if config.format != FORMAT:
            raise VaultNewer(path=path, detail=f"format {config.format}, not {FORMAT}")
        return config, content

"""Table: a parsed TOML table of a profile, taken apart key by key.

Nothing is guessed and nothing unknown is passed over: a misspelt key would silently change what is read.
"""

from collections.abc import Mapping

from dalil.core.errors import Refusal
from dalil.core.limits import PROFILE_ROWS_MAX


class ProfileMalformed(Refusal):
    """The profile cannot be used: {key}: {detail}."""

    code = "profile-malformed"
    exit_status = 34
    remedy = "Correct that key in the profile; the form of a profile is described in docs/methods/labels.md."


class Table:
    """A table of the profile that is taken apart key by key; what is left over is refused."""

    def __init__(self, content: object, key: str) -> None:
        if not isinstance(content, Mapping):
            raise ProfileMalformed(key=key, detail="a table was expected")
        self._rest = {str(name): value for name, value in content.items()}
        self.key = key

    def path(self, name: str) -> str:
        """The full name of a key, for refusals."""
        return f"{self.key}.{name}" if self.key else name

    def text(self, name: str, default: str | None = None) -> str:
        """Take a text."""
        value = self._take(name, default)
        if not isinstance(value, str):
            raise ProfileMalformed(key=self.path(name), detail="text was expected")
        return value

    def integer(self, name: str, default: int | None = None) -> int:
        """Take an integer."""
        value = self._take(name, default)
        if not isinstance(value, int) or isinstance(value, bool):
            raise ProfileMalformed(key=self.path(name), detail="an integer was expected")
        return value

    def truth(self, name: str, *, default: bool) -> bool:
        """Take a truth value."""
        value = self._take(name, default)
        if not isinstance(value, bool):
            raise ProfileMalformed(key=self.path(name), detail="true or false was expected")
        return value

    def texts(self, name: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """Take a list of texts."""
        value = self._take(name, default)
        if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
            raise ProfileMalformed(key=self.path(name), detail="a list of texts was expected")
        return tuple(str(item) for item in value)

    def lists(self, name: str) -> tuple[tuple[str, ...], ...]:
        """Take a list of lists of texts; an absent one is empty."""
        value = self._take(name, [])
        if not isinstance(value, list | tuple):
            raise ProfileMalformed(key=self.path(name), detail="a list of lists was expected")
        each = Table({str(at): row for at, row in enumerate(value)}, self.path(name))
        return tuple(each.texts(name) for name in each.names())

    def table(self, name: str) -> "Table":
        """Take a table; an absent one is empty."""
        return Table(self._take(name, {}), self.path(name))

    def rows(self, name: str) -> list["Table"]:
        """Take a list of tables; an absent one is empty."""
        value = self._take(name, [])
        if not isinstance(value, list) or len(value) > PROFILE_ROWS_MAX:
            detail = f"a list of at most {PROFILE_ROWS_MAX} tables was expected"
            raise ProfileMalformed(key=self.path(name), detail=detail)
        return [Table(row, f"{self.path(name)}[{index}]") for index, row in enumerate(value)]

    def names(self) -> list[str]:
        """The keys that were not taken yet."""
        return list(self._rest)

    def done(self) -> None:
        """Refuse what nobody took."""
        for name in self._rest:
            raise ProfileMalformed(key=self.path(name), detail="this key is not known")

    def _take(self, name: str, default: object) -> object:
        value = self._rest.pop(name, default)
        if value is None:
            raise ProfileMalformed(key=self.path(name), detail="this key is missing")
        return value

"""The door: who may see the pages where nobody signs in, and who makes the first account.

A link with a token is printed where the pages are served. It opens one browser, once; the browser keeps a
session of its own, and the next link is printed. Tokens and sessions live in the memory of this process and
end with it. What is offered is compared in constant time.
"""

import hmac
import secrets
import threading
from collections.abc import Callable
from typing import Final

from dalil.core.limits import WEB_SESSIONS_MAX

TOKEN_BYTES: Final = 32


class Door:
    """Admits whoever brings the current token, and knows them afterwards. Shut until :meth:`open`."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._token = ""
        self._sessions: list[str] = []
        self._announce: Callable[[str], None] = _nobody

    def open(self, announce: Callable[[str], None]) -> None:
        """Make the first token; ``announce`` is told it, and every later one."""
        with self._lock:
            self._announce = announce
            self._renew()

    def admit(self, token: str) -> str | None:
        """Return a new session for the right token and make the next token; None for a wrong one."""
        with self._lock:
            if not self._token or not _same(token, self._token):
                return None
            session = secrets.token_urlsafe(TOKEN_BYTES)
            self._sessions = [*self._sessions[-(WEB_SESSIONS_MAX - 1) :], session]
            self._renew()
            return session

    def spend(self, token: str) -> bool:
        """Whether this is the right token; if so the door is shut, and no next one is told."""
        with self._lock:
            right = bool(self._token) and _same(token, self._token)
            if right:
                self._token = ""
            return right

    def is_current(self, token: str) -> bool:
        """Whether this is the token of the link that was told last."""
        with self._lock:
            return bool(self._token) and _same(token, self._token)

    def knows(self, session: str) -> bool:
        """Whether ``session`` was admitted; every session is compared, so that time tells nothing."""
        with self._lock:
            return sum(_same(session, known) for known in self._sessions) > 0

    def _renew(self) -> None:
        self._token = secrets.token_urlsafe(TOKEN_BYTES)
        self._announce(self._token)


def _same(offered: str, known: str) -> bool:
    return hmac.compare_digest(offered.encode("utf-8", "surrogatepass"), known.encode())


def _nobody(_token: str) -> None:
    """Nobody is told."""


DOOR: Final = Door()
"""The door of this process."""

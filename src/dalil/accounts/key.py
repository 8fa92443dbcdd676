"""Key: what is made of the accounts' secret: it signs sessions, and seals second factors.

The secret stands in a file beside the accounts. Where these stand in PostgreSQL, that database alone tells no
second factor.
"""

import base64
import hashlib
import hmac
from functools import cache

from cryptography.fernet import Fernet


def derived(secret: bytes, purpose: str) -> bytes:
    """A key for one purpose (HMAC-SHA-256 as a key derivation, RFC 5869 §2.3 with one block)."""
    return hmac.digest(secret, purpose.encode() + b"\x01", hashlib.sha256)


def seal(secret: bytes, text: str) -> str:
    """Seal ``text`` (Fernet)."""
    return _sealer(secret).encrypt(text.encode()).decode()


def unseal(secret: bytes, sealed: str) -> str:
    """What was sealed. Raises: cryptography.fernet.InvalidToken where it was with another secret."""
    return _sealer(secret).decrypt(sealed.encode()).decode()


@cache
def _sealer(secret: bytes) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(derived(secret, "dalil/second-factor")))

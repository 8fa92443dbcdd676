"""DER: put the certificates of a time-stamp token into the order that DER demands.

Many authorities (OpenSSL's among them) write the certificate SET of a CMS SignedData (RFC 5652 §5.1) in the
order of the chain; strict readers refuse that. The set is not signed and its order means nothing, so it is
sorted in memory before the token is parsed. The token that was received is kept as it came.
"""

from typing import Final

_CERTIFICATES: Final = 0xA0
_PATH: Final = (0, 1, 1, 0)
"""TimeStampResp → timeStampToken → content → SignedData, by position (RFC 3161 §2.4.2)."""


def with_sorted_certificates(token: bytes) -> bytes:
    """``token`` with its certificates in DER order; unchanged where it has not that form."""
    try:
        start, end = _inside(token, 0)
        for position in _PATH[1:]:
            start, end = _inside(token, _children(token, start, end)[position][0])
        found = [child for child in _children(token, start, end) if token[child[0]] == _CERTIFICATES]
        if not found:
            return token
        start, end = _inside(token, found[0][0])
        parts = sorted(token[first:last] for first, last in _children(token, start, end))
    except IndexError:
        return token
    return token[:start] + b"".join(parts) + token[end:]


def _inside(content: bytes, at: int) -> tuple[int, int]:
    """Start and end of the value of the element at ``at``. Raises: IndexError beyond the end."""
    first = content[at + 1]
    if first < 0x80:  # noqa: PLR2004 - short form (X.690 §8.1.3.4)
        start, size = at + 2, first
    else:
        start = at + 2 + (first & 0x7F)
        size = int.from_bytes(content[at + 2 : start], "big")
    if start + size > len(content):
        raise IndexError(at)
    return start, start + size


def _children(content: bytes, start: int, end: int) -> list[tuple[int, int]]:
    found = []
    while start < end:
        _, last = _inside(content, start)
        found.append((start, last))
        start = last
    return found

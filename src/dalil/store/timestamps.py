"""Time-stamps: RFC 3161 requests for a checkpoint, tokens attached beside the log and verified offline.

What is stamped is the signed checkpoint, byte for byte: whoever trusts the authority knows that the log had
this head no later than the token's time. Requests travel by courier; nothing here opens a connection.
One attachment is a folder ``log/timestamps/<size>.<token>/`` with checkpoint, token.tsr and roots.pem.
"""

import os
from typing import Final

from cryptography import x509
from rfc3161_client import (
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from dalil.core.digest import Digest
from dalil.core.errors import Refusal
from dalil.store import der
from dalil.store.disk import Disk
from dalil.store.layout import Layout

PARTS: Final = {"checkpoint": "checkpoint", "token": "token.tsr", "authority": "roots.pem"}
"""Key in the event's body → file of the attachment."""


class TimestampRefused(Refusal):
    """The time-stamp is not accepted: {detail}."""

    code = "timestamp-refused"
    exit_status = 34
    remedy = "Ask the authority again with `dalil timestamp request`, and give its root certificate."


def request(checkpoint: bytes) -> bytes:
    """A time-stamp request (DER) over the SHA-512 of ``checkpoint``; asks for the certificate."""
    return TimestampRequestBuilder().data(checkpoint).cert_request(cert_request=True).build().as_bytes()


def stem(layout: Layout, size: int, token: str) -> str:
    """Folder of one attachment."""
    return os.path.join(layout.timestamps, f"{size}.{token[:16]}")


def check(token: bytes, checkpoint: bytes, roots_pem: bytes) -> str:
    """Verify ``token`` over ``checkpoint`` against root certificates; return its time as UTC text.

    Raises: TimestampRefused with the reason.
    """
    try:
        response = decode_timestamp_response(der.with_sorted_certificates(token))
        roots = x509.load_pem_x509_certificates(roots_pem)
        builder = VerifierBuilder(roots=_self_signed(roots), intermediates=_others(roots))
        embedded = [x509.load_der_x509_certificate(each) for each in response.signed_data.certificates]
        if not embedded:
            builder = builder.tsa_certificate(roots[0])
        builder.build().verify_message(response, checkpoint)
    except (VerificationError, ValueError) as wrong:
        raise TimestampRefused(detail=_said(wrong)) from wrong
    return _time(response)


def _said(wrong: Exception) -> str:
    """The library's sentence; OpenSSL's own words, with addresses and error stacks, help nobody."""
    said = str(wrong).splitlines()[0] if str(wrong) else ""
    internal = not said or "ErrorStack" in said or "http" in said
    return "it is damaged, or in no form that is known here" if internal else said


def attach(layout: Layout, disk: Disk, size: int, parts: dict[str, bytes]) -> str:
    """Write a verified attachment durably; return its folder. ``parts`` has the keys of :data:`PARTS`."""
    folder = stem(layout, size, Digest.of(parts["token"]).hex)
    disk.make_directory(folder)
    for key, name in PARTS.items():
        disk.replace_file(os.path.join(folder, name), parts[key])
    return folder


def _time(response: TimeStampResponse) -> str:
    moment = response.tst_info.gen_time
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _self_signed(certificates: list[x509.Certificate]) -> list[x509.Certificate]:
    return [each for each in certificates if each.subject == each.issuer]


def _others(certificates: list[x509.Certificate]) -> list[x509.Certificate]:
    return [each for each in certificates if each.subject != each.issuer]

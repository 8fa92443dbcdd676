"""ExifTool: a second, independent reader of the same claims, where it is installed.

It runs as a separate process that stays open, without any configuration file, confined by the caller, for it
opens foreign files by name and has been taken over by them before (CVE-2021-22204). It is asked for a fixed
list of tags. What it and exifread see differently is listed, never settled here.
"""

import json
import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Final, Self

from dalil.core import limits
from dalil.core.errors import Refusal
from dalil.core.pathname import to_text
from dalil.intake.claims import TIME_FIELDS, Claim, Claims, claim

_TAGS: Final = {
    "captured_at": (
        "ExifIFD:DateTimeOriginal",
        "ExifIFD:CreateDate",
        "XMP:DateTimeOriginal",
        "XMP:DateCreated",
    ),
    "digitized_at": ("ExifIFD:CreateDate", "XMP:DateTimeDigitized", "XMP:CreateDate"),
    "modified_at": ("IFD0:ModifyDate", "XMP:ModifyDate"),
    "make": ("IFD0:Make", "XMP:Make"),
    "model": ("IFD0:Model", "XMP:Model"),
    "serial": ("ExifIFD:SerialNumber", "IFD0:SerialNumber", "MakerNotes:SerialNumber", "XMP:SerialNumber"),
    "lens_serial": ("ExifIFD:LensSerialNumber",),
    "owner": ("ExifIFD:OwnerName", "MakerNotes:OwnerName"),
    "artist": ("IFD0:Artist",),
    "copyright": ("IFD0:Copyright",),
    "description": ("IFD0:ImageDescription",),
    "software": ("IFD0:Software", "XMP:CreatorTool"),
    "unique_id": ("ExifIFD:ImageUniqueID",),
    "orientation": ("IFD0:Orientation", "XMP:Orientation"),
    "width": ("ExifIFD:ExifImageWidth", "IFD0:ImageWidth"),
    "height": ("ExifIFD:ExifImageHeight", "IFD0:ImageHeight"),
    "gps_latitude": ("Composite:GPSLatitude",),
    "gps_longitude": ("Composite:GPSLongitude",),
    "gps_altitude": ("Composite:GPSAltitude",),
}
_BESIDE: Final = {
    "captured_at": ("ExifIFD:SubSecTimeOriginal", "ExifIFD:OffsetTimeOriginal"),
    "digitized_at": ("ExifIFD:SubSecTimeDigitized", "ExifIFD:OffsetTimeDigitized"),
    "modified_at": ("ExifIFD:SubSecTime", "ExifIFD:OffsetTime"),
}
_DECIMALS: Final = ("gps_latitude", "gps_longitude", "gps_altitude")
_ANSWER_BYTES_MAX: Final = 8 * limits.MIB


class SecondReaderFailed(Refusal):
    """ExifTool gave no answer about {path}: {detail}."""

    code = "second-reader-failed"
    exit_status = 58
    remedy = "The first reader's claims stand alone for this file."


def find(
    confine: Callable[[str], Sequence[str]] | None = None, environment: Mapping[str, str] | None = None
) -> "SecondReader | None":
    """The second reader where it is installed; None where it is not.

    ``confine`` gives the beginning of a command line that runs the program it is given with fewer rights.
    """
    program = shutil.which("exiftool")
    if program is None:
        return None
    return SecondReader(program, begun=confine(program) if confine else (), environment=environment)


class SecondReader:
    """A running ExifTool. Started again by itself when a file made it stop."""

    def __init__(
        self,
        program: str,
        *,
        begun: Sequence[str] = (),
        environment: Mapping[str, str] | None = None,
        seconds_max: int = 60,
    ) -> None:
        self._seconds_max, self._environment = seconds_max, environment
        self._begun = [*(begun or (*_TIED, str(os.getpid()), program))]
        self._process: subprocess.Popen[bytes] | None = None
        answer = subprocess.run(  # noqa: S603 - the program that was found, fixed arguments
            [program, "-config", "", "-ver"], capture_output=True, check=False, timeout=seconds_max
        )
        self.version = f"exiftool {answer.stdout.decode('ascii', 'replace').strip()}"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, path: bytes) -> Claims:
        """Return the claims of the file at ``path``. Raises: SecondReaderFailed."""
        full = os.path.abspath(path)
        if b"\n" in full or b"\r" in full:
            raise SecondReaderFailed(path=to_text(path), detail="its path breaks lines")
        arguments = [b"-j", b"-n", b"-G1", *(b"-" + tag.encode() for tag in _WANTED), full, b"-execute"]
        process = self._running()
        assert process.stdin is not None, "it was started with a pipe"
        try:
            process.stdin.write(b"".join(argument + b"\n" for argument in arguments))
            process.stdin.flush()
            answer = self._answer(process)
        except (OSError, _Silent) as wrong:
            self._kill()
            raise SecondReaderFailed(path=to_text(path), detail=str(wrong)) from wrong
        return self._claims(answer, path)

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        try:
            process.communicate(b"-stay_open\nFalse\n", timeout=5)
        except (OSError, subprocess.TimeoutExpired):
            process.kill()
            process.communicate()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._kill()
            self._process = subprocess.Popen(  # noqa: S603 - the program that was found, fixed arguments
                [*self._begun, "-config", "", "-stay_open", "True", "-@", "-"],
                env=self._environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._process

    def _kill(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def _answer(self, process: subprocess.Popen[bytes]) -> bytes:
        """Everything up to the line that ends an answer. Raises: _Silent."""
        assert process.stdout is not None, "it was started with a pipe"
        answer, deadline = bytearray(), time.monotonic() + self._seconds_max
        while not answer.endswith(b"{ready}\n"):
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([process.stdout], [], [], left)[0]:
                raise _Silent("it took too long")
            piece = os.read(process.stdout.fileno(), 65_536)
            if not piece:
                raise _Silent("it stopped")
            answer += piece
            if len(answer) > _ANSWER_BYTES_MAX:
                raise _Silent("its answer is too long")
        return bytes(answer.removesuffix(b"{ready}\n"))

    def _claims(self, answer: bytes, path: bytes) -> Claims:
        if not answer.strip():
            raise SecondReaderFailed(path=to_text(path), detail="it could not open it")
        try:
            # Numbers stay the text that they are: a serial number may begin with zeroes.
            found = json.loads(answer.decode("utf-8", "replace"), parse_int=str, parse_float=str)
            tags = dict(found[0])
        except (ValueError, LookupError, TypeError) as wrong:
            raise SecondReaderFailed(path=to_text(path), detail="its answer is no JSON") from wrong
        tags.pop("SourceFile", None)
        fields = {name: claimed for name in _TAGS if (claimed := _field(tags, name)) is not None}
        return Claims(self.version, fields, tags_count=len(tags))


_TIE: Final = """
import ctypes, os, sys
ctypes.CDLL(None).prctl(1, 9)
if os.getppid() == int(sys.argv[1]):
    os.execv(sys.argv[2], sys.argv[2:])
"""
_TIED: Final = (sys.executable, "-I", "-S", "-c", _TIE)
"""Runs a program that ends with us, however we end (PR_SET_PDEATHSIG, SIGKILL). ExifTool, told to stay open,
waits for ever when nobody holds the other end of its pipe."""


class _Silent(Exception):  # noqa: N818 - says what the process was
    """No answer came."""


def _field(tags: dict[str, object], name: str) -> Claim | None:
    for tag in _TAGS[name]:
        key = _keyed(tags, tag)
        if key is None:
            continue
        found = claim(str(tags[key]), key, is_time=name in TIME_FIELDS)
        subseconds, offset = (str(tags.get(beside, "")) for beside in _BESIDE.get(name, ("", "")))
        micro = _micro(found.raw) if name in _DECIMALS else None
        return Claim(found.raw, key, subseconds, offset, micro, found.notes)
    return None


def _keyed(tags: dict[str, object], wanted: str) -> str | None:
    """The answer's own key: XMP and makers' notes answer with the name of their part (XMP-xmp, Canon)."""
    group, _, name = wanted.partition(":")
    if group not in ("XMP", "MakerNotes"):
        return wanted if wanted in tags else None
    known = ("ExifIFD", "IFD0", "Composite", "GPS")
    for key in tags:
        part, _, tail = key.partition(":")
        if tail == name and part.startswith("XMP") == (group == "XMP") and part not in known:
            return key
    return None


def _micro(text: str) -> int | None:
    """Millionths of a decimal number; None where it is none."""
    try:
        value = round(float(text) * 1_000_000)
    except (ValueError, OverflowError):
        return None
    return value if abs(value) < 2**53 else None


_WANTED: Final = tuple(sorted({tag for tags in (*_TAGS.values(), *_BESIDE.values()) for tag in tags}))

"""Containers made to exhaust: each stops with its code, and memory stays small."""

import gzip
import io
import struct
import subprocess
import tarfile
import tracemalloc
import zipfile
import zlib

import pytest
from backports import zstd

from container_taking import take
from dalil.core import limits
from dalil.core.errors import Refusal
from dalil.intake.containers.frames import receive, serve
from dalil.intake.containers.readers import members


def record(name, offset, packed, *, size, crc):
    fields = struct.pack("<HHHHIII", 0, 8, 0, 0, crc, packed, size)
    tail = struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, offset)
    return b"PK\1\2" + struct.pack("<BBH", 20, 3, 20) + fields + tail + name


def local(name, packed, *, size, crc):
    fields = struct.pack("<HHHHIII", 0, 8, 0, 0, crc, packed, size)
    return b"PK\3\4" + struct.pack("<H", 20) + fields + struct.pack("<HH", len(name), 0) + name


def closed(body, records):
    listed = b"".join(records)
    return (
        body
        + listed
        + struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, len(records), len(records), len(listed), len(body), 0)
    )


def deflated(size):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    plain = bytes(size)
    return packer.compress(plain) + packer.flush(), zlib.crc32(plain)


def shared_kernel(count, size):
    """Every directory entry leads to the same packed bytes."""
    kernel, crc = deflated(size)
    body = local(b"0", len(kernel), size=size, crc=crc) + kernel
    return closed(body, [record(b"%d" % n, 0, len(kernel), size=size, crc=crc) for n in range(count)])


def quoted(count, size):
    """Each file's packed bytes quote the next one's header and share the last one's kernel (Fifield 2019)."""
    kernel, crc = deflated(size)
    body, records = local(b"kernel", len(kernel), size=size, crc=crc) + kernel, []
    for number in range(count):
        header = body[:36]
        quote = b"\0" + struct.pack("<HH", len(header), len(header) ^ 0xFFFF)
        name = b"%05d" % number
        packed = len(quote) + len(body)
        body = local(name, packed, size=size, crc=crc) + quote + body
        records.append((name, packed))
    offset, listed = 0, []
    for name, packed in reversed(records):
        listed.append(record(name, offset, packed, size=size, crc=crc))
        offset += 30 + len(name) + 5
    return closed(body, listed)


@pytest.mark.parametrize("make", [shared_kernel, quoted])
def test_members_that_share_packed_bytes_are_refused_each(make):
    taken = take(make(200, 1_000_000), "zip")
    assert len(taken.items) == 200
    assert set(taken.codes.values()) == {"member-overlaps"}
    assert len(taken.codes) == 200


def read_all(content, form):
    """Count the bytes that come out; keep none."""
    given, codes = 0, []
    try:
        for member in receive(serve(io.BytesIO(content), form), packed_bytes=len(content)):
            try:
                for chunk in member.chunks:
                    given += len(chunk)
            except Refusal as refusal:
                codes.append(refusal.code)
    except Refusal as stop:
        return given, codes, stop.code
    return given, codes, None


def flat_zip():
    kernel, crc = deflated(2**26)
    body, records = b"", []
    for number in range(4):
        name = b"%d" % number
        records.append(record(name, len(body), len(kernel), size=2**26, crc=crc))
        body += local(name, len(kernel), size=2**26, crc=crc) + kernel
    return closed(body, records)


def sparse_tar():
    info = tarfile.TarInfo("huge")
    info.pax_headers = {"GNU.sparse.map": "", "GNU.sparse.size": str(2**50), "GNU.sparse.name": "huge"}
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        archive.addfile(info)
    return out.getvalue()


def zstd_zeroes():
    packer = zstd.ZstdCompressor()
    return b"".join(packer.compress(bytes(2**20)) for _ in range(400)) + packer.flush()


def gzip_of_tar():
    info = tarfile.TarInfo("zeroes")
    info.size = 2**27
    return gzip.compress(info.tobuf() + bytes(info.size + 1024), mtime=0)


BOMBS = {"zip": flat_zip, "tar": sparse_tar, "zstd": zstd_zeroes, "gzip": gzip_of_tar}


@pytest.mark.parametrize("form", BOMBS)
def test_a_bomb_stops_with_its_code_and_little_memory(form, monkeypatch):
    monkeypatch.setattr(limits, "CONTAINER_RATIO_MAX", 100)
    content = BOMBS[form]()
    bound = max(limits.CONTAINER_RATIO_FREE_BYTES, 100 * len(content))
    tracemalloc.start()
    given, codes, stop = read_all(content, form)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert codes == ["container-bomb"]
    assert stop == "container-bomb"
    assert given <= bound
    assert peak < 16 * limits.MIB


def test_a_bomb_is_stopped_on_the_trusting_side_too():
    def lying_frames():
        while True:
            yield {"item": {"kind": "file", "path": "x"}}
            for _ in range(100):
                yield bytes(limits.CHUNK_BYTES_MAX)
            yield {"end": True}

    given = 0

    def read_everything():
        nonlocal given
        for member in receive(lying_frames(), packed_bytes=10):
            for chunk in member.chunks:
                given += len(chunk)

    with pytest.raises(Refusal) as raised:
        read_everything()
    assert raised.value.code == "container-bomb"
    assert given <= limits.CONTAINER_RATIO_FREE_BYTES


def drained(frames):
    for member in receive(iter(frames), packed_bytes=10):
        list(member.chunks)


@pytest.mark.parametrize(
    "frames",
    [
        [b"chunk first"],
        [{"item": 3}],
        [{"item": {"kind": "file", "path": "x"}}, b""],
        [{"item": {"kind": "file", "path": "x"}}, bytes(2**20 + 1)],
        [{"item": {"kind": "link", "path": "x", "target": "y"}}, b"bytes"],
        [{"item": {"kind": "file", "path": "x"}}, {"end": False}],
        [{"done": True, "refusal": {"code": "not-a-code"}}],
        [{}],
        [{"done": True}, {"done": True}],
    ],
)
def test_malformed_frames_are_refused(frames):
    with pytest.raises(Refusal) as raised:
        drained(frames)
    assert raised.value.code == "record-malformed"


@pytest.mark.parametrize("frames", [[], [{"item": {"kind": "file", "path": "x"}}, b"half"]])
def test_a_reader_that_dies_is_told(frames):
    with pytest.raises(Refusal) as raised:
        drained(frames)
    assert raised.value.code == "container-reader-stopped"


def test_a_member_of_another_size_than_stated_is_refused():
    frames = [
        {"item": {"kind": "file", "path": "x", "size_bytes": 5}},
        b"four",
        {"end": True},
        {"done": True},
    ]
    with pytest.raises(Refusal) as raised:
        drained(frames)
    assert raised.value.code == "member-damaged"


def test_too_many_members_stop_with_a_code(monkeypatch):
    monkeypatch.setattr(limits, "CONTAINER_MEMBERS_MAX", 10)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(20):
            archive.writestr(str(number), b"")
    taken = take(out.getvalue(), "zip")
    assert (len(taken.items), taken.stop.code) == (10, "container-bomb")


def test_a_container_inside_a_container_is_a_member_like_another():
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a", b"1")
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("inner.zip", inner.getvalue())
    assert take(take(outer.getvalue(), "zip").by_path[b"inner.zip"], "zip").by_path == {b"a": b"1"}


def test_formats_without_a_reader_are_refused_as_unsupported():
    for form in ("rar", "ewf", "vmdk", "cab", "udf"):
        assert take(b"anything", form).stop.code == "container-unsupported"


@pytest.mark.slow
def test_many_empty_members_need_little_memory(tmp_path):
    path = tmp_path / "many.tar"
    with open(path, "wb") as out:
        out.writelines(
            tarfile.TarInfo(f"{number:06}").tobuf(tarfile.USTAR_FORMAT) for number in range(100_000)
        )
        out.write(bytes(1024))
    with open(path, "rb") as file:
        reading = members(file, "tar")
        tracemalloc.start()
        for _ in range(3_000):
            next(reading)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert sum(1 for _ in reading) == 97_000
    assert peak < 2 * limits.MIB


def test_nothing_is_written_anywhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("../up", "/abs", "C:\\drive", "a/../../b", "nul\0byte"):
            archive.writestr(zipfile.ZipInfo(name), b"x")
    listing = subprocess.run(
        ["find", tmp_path.parent, "-newer", tmp_path], capture_output=True, check=True
    ).stdout
    taken = take(out.getvalue(), "zip")
    assert len(taken.items) == 5
    assert taken.codes == {}
    after = subprocess.run(
        ["find", tmp_path.parent, "-newer", tmp_path], capture_output=True, check=True
    ).stdout
    assert after == listing

"""Hostile files: containers that climb out or burst, pictures that burst or loop, names that lie, fuzz.

All drawn or built byte by byte; each is small. Where a file has one right answer, it stands beside it.
"""

import bz2
import functools
import gzip
import io
import os
import random
import stat
import struct
import tarfile
import zipfile
import zlib

import numpy as np
import py7zr
from PIL import Image

from hostile.test_containers_bombs import quoted, shared_kernel, sparse_tar

FUZZED_COUNT = 300
CANARY = b"canary"


def climbing(outside):
    """Names of members that would lead a careless program out of its folder, to ``outside`` among others."""
    ups = ["../" * depth + "canary" for depth in (1, 2, 3, 6)]
    windows = ["..\\canary", "C:\\canary", "\\canary", "c:canary", "\\\\host\\share\\canary"]
    return [*ups, f"{outside}/canary", f"//{outside}/canary", "a/../../canary", "./..//canary", *windows]


def climbing_zip(outside):
    """A ZIP of such names, and a link with a file behind it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in climbing(outside):
            archive.writestr(zipfile.ZipInfo(name), CANARY + name.encode())
        link = zipfile.ZipInfo("way")
        link.external_attr, link.create_system = (stat.S_IFLNK | 0o777) << 16, 3
        archive.writestr(link, outside)
        archive.writestr("way/canary", CANARY)
        archive.writestr("nul\0.jpg", CANARY)
    return out.getvalue()


def climbing_tar(outside):
    """A TAR of such names, and of everything that a careless program run as root would make."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name in climbing(outside):
            add(archive, name, tarfile.REGTYPE, content=CANARY + name.encode())
        add(archive, "way", tarfile.SYMTYPE, link=outside)
        add(archive, "way/canary", tarfile.REGTYPE, content=CANARY)
        add(archive, "hard", tarfile.LNKTYPE, link=f"{outside}/kept")
        add(archive, "harder", tarfile.LNKTYPE, link="../../outside/kept")
        add(archive, "hard", tarfile.REGTYPE, content=b"through a hard link")
        add(archive, f"{outside}/device", tarfile.CHRTYPE)
        add(archive, "disk", tarfile.BLKTYPE)
        add(archive, "pipe", tarfile.FIFOTYPE)
        add(archive, "itself", tarfile.SYMTYPE, link="itself")
        add(archive, "..", tarfile.DIRTYPE)
        add(archive, "setuid", tarfile.REGTYPE, content=b"#!/bin/sh", mode=0o6755)
    return out.getvalue()


def add(archive, name, kind, *, link="", content=b"", mode=0o644):
    info = tarfile.TarInfo(name)
    info.type, info.linkname, info.size, info.mode = kind, link, len(content), mode
    info.devmajor, info.devminor = 1, 3
    archive.addfile(info, io.BytesIO(content))


def climbing_seven(outside):
    """A 7z of such names: written under names of the same length, which are changed afterwards."""
    out = io.BytesIO()
    names = [name for name in climbing(outside) if len(name) > 2]
    with py7zr.SevenZipFile(out, "w", header_encryption=False) as archive:
        archive.set_encoded_header_mode(False)
        for number, name in enumerate(names):
            archive.writestr(CANARY + name.encode(), f"{number:02}".ljust(len(name), "x"))
    content = out.getvalue()
    for number, name in enumerate(names):
        honest = f"{number:02}".ljust(len(name), "x").encode("utf-16-le")
        assert content.count(honest) == 1
        content = content.replace(honest, name.encode("utf-16-le"))
    offset, size = struct.unpack_from("<QQ", content, 12)
    header = content[32 + offset : 32 + offset + size]
    start = content[12:28] + zlib.crc32(header).to_bytes(4, "little")
    return content[:8] + zlib.crc32(start).to_bytes(4, "little") + start + content[32:]


def nested_zip():
    """Sixteen in sixteen in sixteen, like 42.zip: 4,096 archives at the bottom of 40 KB."""
    content = zipped({f"{number}": bytes(2**20) for number in range(4)})
    for _ in range(3):
        content = zipped({f"{number:x}.zip": content + bytes([number]) for number in range(16)})
    return content


def zipped(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def within_itself():
    """Seven archives, each in the next."""
    content = b"the innermost"
    for depth in range(7):
        content = zipped({f"{depth}.zip": content})
    return content


def chunk(name, content):
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png_bomb(side, depth=1):
    """A whole PNG of ``side`` by ``side`` black pixels."""
    packer, row = zlib.compressobj(9), bytes(1 + side * depth // 8)
    packed = b"".join(packer.compress(row * 100) for _ in range(side // 100)) + packer.flush()
    head = struct.pack(">IIBBBBB", side, side, depth, 0, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def png_text_bomb():
    """A small PNG with a text of 200 MB, packed."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(2**20)) for _ in range(200)) + packer.flush()
    plain = saved("PNG")
    return plain[:33] + chunk(b"zTXt", b"Comment\0\0" + packed) + plain[33:]


def picture(size=(160, 120), seed=0):
    """A drawn picture: soft bands, some grain, a white box."""
    drawn = np.random.default_rng(seed)
    y, x = np.mgrid[: size[1], : size[0]]
    bands = 120 + 60 * np.sin(x / (7 + seed % 5)) + 40 * np.cos(y / 9)
    pixels = np.repeat(bands[:, :, None], 3, axis=2) + drawn.normal(0, 6, (size[1], size[0], 3))
    pixels[20:50, 30:110] = 255
    return Image.fromarray(pixels.clip(0, 255).astype(np.uint8))


def saved(form, seed=0, **options):
    out = io.BytesIO()
    picture(seed=seed).save(out, format=form, **options)
    return out.getvalue()


@functools.cache
def jpeg(seed=0):
    """A JPEG with EXIF and a thumbnail-like comment; every third progressive."""
    exif = Image.Exif()
    exif[271], exif[272], exif[306] = "Maker", "Model", "2014:05:06 07:08:09"
    exif.get_ifd(0x8769)[36867] = "2014:05:06 07:08:09"
    return saved("JPEG", seed, exif=exif, quality=60, progressive=seed % 3 == 0)


def with_exif(tiff):
    """A JPEG whose EXIF is ``tiff``."""
    body = b"Exif\0\0" + tiff
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(body) + 2) + body + saved("JPEG")[2:]


def field(tag, kind, count, value):
    return struct.pack("<HHII", tag, kind, count, value)


def folder_of_fields(fields, following, *, at=8):
    """A little-endian TIFF with one directory at ``at``, followed by the one at ``following``."""
    listed = struct.pack("<H", len(fields)) + b"".join(fields) + struct.pack("<I", following)
    return b"II*\0" + struct.pack("<I", at) + bytes(at - 8) + listed


def tiff_fields(width=64, height=64, offset=200, count=4096):
    pairs = [(256, width), (257, height), (258, 8), (259, 1), (262, 1), (273, offset), (278, height)]
    return [field(tag, 4, 1, value) for tag, value in [*pairs, (279, count)]]


EXIF_COUNTS = with_exif(
    folder_of_fields([field(tag, 2, 0xFFFFFFF0, 8) for tag in range(270, 310)] + [field(34665, 4, 1, 8)], 8)
)
EXIF_RATIONALS = with_exif(folder_of_fields([field(tag, 5, 0x7FFFFFFF, 26) for tag in range(282, 300)], 0))
TIFF_LOOP = folder_of_fields(tiff_fields(), 8).ljust(200, b"\0") + bytes(4096)
TIFF_SUB_LOOP = folder_of_fields([*tiff_fields(), field(330, 4, 1, 8), field(34665, 4, 1, 8)], 0)
TIFF_VAST = folder_of_fields(tiff_fields(0xFFFFFF, 0xFFFFFF, count=0xFFFFFFFF), 0).ljust(300, b"\0")


def resized_head(content, at, form, *sizes):
    """``content`` with other sizes stated in its head."""
    packed = struct.pack(form, *sizes)
    return content[:at] + packed + content[at + len(packed) :]


def vast_jpeg():
    """A JPEG that says it has 65,500 by 65,500 pixels."""
    plain = saved("JPEG")
    return resized_head(plain, plain.index(b"\xff\xc0") + 5, ">HH", 65_500, 65_500)


def fuzzed(number):
    """One of the drawn JPEGs, cut, flipped or overwritten; half of them in their heads."""
    drawn = random.Random(number)
    changed = bytearray(jpeg(number % 6))
    if drawn.random() < 0.25:
        return bytes(changed[: drawn.randrange(1, len(changed))])
    reach = 700 if drawn.random() < 0.5 else len(changed)
    for _ in range(drawn.choice((1, 2, 5, 20))):
        changed[drawn.randrange(2, reach)] = drawn.choice((0, 0xFF, 0x7F, 0x80, drawn.randrange(256)))
    return bytes(changed)


def pictures():
    """Hostile pictures by name: content, and the code that examining must end in (None: none; ...: any)."""
    honest = jpeg()
    return {
        "bomb.png": (png_bomb(50_000), "picture-too-large"),
        "text bomb.png": (png_text_bomb(), "picture-text-too-large"),
        "vast.jpg": (vast_jpeg(), "picture-too-large"),
        "vast.gif": (resized_head(saved("GIF"), 6, "<HH", 65_535, 65_535), "picture-too-large"),
        "vast.bmp": (resized_head(saved("BMP"), 18, "<ii", 2**30, 2**30), "picture-too-large"),
        "vast.tif": (TIFF_VAST, "picture-too-large"),
        "vast.webp": (saved("WEBP", lossless=True), ...),
        "loop.tif": (TIFF_LOOP, ...),
        "loop within.tif": (TIFF_SUB_LOOP, ...),
        "counts.jpg": (EXIF_COUNTS, None),
        "rationals.jpg": (EXIF_RATIONALS, None),
        "cut.jpg": (honest[: len(honest) // 2], "picture-truncated"),
        "empty.jpg": (b"", "exhibit-empty"),
        "one byte.jpg": (b"\xff", None),
        "head alone.jpg": (b"\xff\xd8\xff", "picture-damaged"),
        "paper.jpg": (b"%PDF-1.7\n%%EOF\n", None),
        "program.jpg": (b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff".ljust(512, b"\0"), None),
        "picture.txt": (jpeg(1), None),
        "picture.pdf": (saved("PNG", 1), None),
        "picture and archive.jpg": (jpeg(2) + zipped({"hidden.txt": b"behind a picture"}), None),
        "archive and picture.zip": (zipped({"a.jpg": jpeg(4)}) + jpeg(5), None),
        "markup.svg": (b'<svg xmlns="x"><image href="file:///etc/passwd"/></svg>', None),
    } | {f"fuzzed/{number:03}.jpg": (fuzzed(number), ...) for number in range(FUZZED_COUNT)}


def containers(outside):
    """Hostile containers by name: content, and the codes that must be among their members' refusals."""
    return {
        "climbing.zip": (climbing_zip(outside), set()),
        "climbing.tar": (climbing_tar(outside), {"member-special"}),
        "climbing.7z": (climbing_seven(outside), set()),
        "nested.zip": (nested_zip(), {"container-bomb"}),
        "within itself.zip": (within_itself(), {"container-too-deep"}),
        "shared.zip": (shared_kernel(100, 10**6), {"member-overlaps"}),
        "quoted.zip": (quoted(100, 10**6), {"member-overlaps"}),
        "bomb.gz": (gzip.compress(bytes(80 * 2**20), mtime=0), {"container-bomb"}),
        "bomb.bz2": (bz2.compress(bytes(80 * 2**20)), {"container-bomb"}),
        "sparse.tar": (sparse_tar(), {"container-bomb"}),
        "cut.tar": (climbing_tar(outside)[:5000], {"container-damaged"}),
        "no.zip": (b"PK\3\4" + bytes(40), {"container-damaged"}),
    }


def plant(source, outside):
    """Write the set under ``source``, with links that loop and a pipe that blocks; return its parts."""
    parts = {"pictures": pictures(), "containers": containers(outside)}
    for part, files in parts.items():
        for name, (content, _) in files.items():
            path = os.path.join(source, part, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(content)
    os.makedirs(os.path.join(source, "links"))
    for name, target in {"itself": "itself", "up": "..", "out": outside, "zero": "/dev/zero"}.items():
        os.symlink(target, os.path.join(source, "links", name))
    os.mkfifo(os.path.join(source, "links", "fifo"))
    return parts

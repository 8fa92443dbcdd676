"""dalil_check: checks a Dalil vault, receipt or bundle with nothing but Python's standard library.

    python3 dalil_check.py PATH [--key VKEY_OR_FILE] [--checkpoint FILE]

PATH is a vault (holds dalil.toml), a receipt (holds receipt.json) or a bundle (holds bagit.txt). It prints
one JSON line for each finding, then, to standard error, what that comes to in a sentence, and exits with 0
only when nothing is unsound. It imports nothing of Dalil,
changes nothing, and opens no connection. It was written from docs/spec/{vault,log,events,bundle}.md, so that
the specification has two readers: whoever distrusts one may read the other, or write a third.

--key: the log's verifier key as you got it from its keeper; without it, the key that PATH brings along is
used, which shows that PATH agrees with itself, not who made it. --checkpoint: a checkpoint you kept earlier.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import re
import sys
from collections.abc import Iterator
from typing import Any, NoReturn

# These names stand outside the code for readers and checkers of types; Python 3.9 can make them.
Point = tuple[int, int, int, int]
"""A point of the curve in extended coordinates X, Y, Z, T."""
Key = tuple[str, bytes, int, bytes]
"""Name, key id, type (1 Ed25519, 4 cosignature), public key."""
Signature = tuple[str, bytes, bytes]
"""Name, key id, signature."""
Head = tuple[str, int, bytes]
"""Origin, size and root of a checkpoint."""
Record = dict[str, Any]
"""A JSON object whose form is checked where it is used."""
Events = list[tuple[int, Record]]
"""Entries that could be read, with their index in the log."""

MISSING_MAX = 1000
"""Bundles of entries that may be missing before a checkpoint is not believed: strangers sign for anything."""
KEY_BYTES_MAX, KEY_ROUNDS_MAX = 16 * 1024, 8192
"""Size of a key's file, and rounds of bcrypt that a sealed key may ask for."""
UNSOUND, WARNING, NOTE = "unsound", "warning", "note"
FINDINGS: list[dict[str, str]] = []
SHOWN: list[str] = []
"""What was shown, in sentences for people."""


def find(code: str, subject: str, severity: str, detail: str) -> None:
    """Keep one finding; they are printed at the end."""
    FINDINGS.append({"code": code, "subject": subject, "severity": severity, "detail": detail})


class Wrong(Exception):
    """What is read is not in its form."""


# ---------------------------------------------------------------- Ed25519 (RFC 8032 §5.1, §6), verifying only

P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def _add(one: Point, two: Point) -> Point:
    a = (one[1] - one[0]) * (two[1] - two[0]) % P
    b = (one[1] + one[0]) * (two[1] + two[0]) % P
    c, d = 2 * one[3] * two[3] * D % P, 2 * one[2] * two[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def _times(scalar: int, point: Point) -> Point:
    total = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            total = _add(total, point)
        point, scalar = _add(point, point), scalar >> 1
    return total


def _point(encoded: bytes) -> Point | None:
    y = int.from_bytes(encoded, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    xx = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(xx, (P + 3) // 8, P)
    if (x * x - xx) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - xx) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return (x, y, 1, x * y % P)


BASE_X = 15112221349535400772501151409588531511454012693041857206046113283949847762202
BASE_Y = 4 * pow(5, P - 2, P) % P
BASE: Point = (BASE_X, BASE_Y, 1, BASE_X * BASE_Y % P)


def ed25519(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether ``signature`` over ``message`` is that of ``public``."""
    if len(public) != 32 or len(signature) != 64:
        return False
    a, r = _point(public), _point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= Q:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % Q
    left, right = _times(s, BASE), _add(r, _times(k, a))
    same_x = (left[0] * right[2] - right[0] * left[2]) % P == 0
    return same_x and (left[1] * right[2] - right[1] * left[2]) % P == 0


def ed25519_public(seed: bytes) -> bytes:
    """The public key of a private one (RFC 8032 §5.1.5)."""
    scalar = int.from_bytes(hashlib.sha512(seed).digest()[:32], "little")
    x, y, z, _ = _times(scalar & (2**254 - 8) | 2**254, BASE)
    x, y = x * pow(z, P - 2, P) % P, y * pow(z, P - 2, P) % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


# ---------------------------------------------------------------- signed notes and checkpoints (C2SP)


def decode64(text: str) -> bytes:
    """Strict base64."""
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError as wrong:
        raise Wrong(f"not base64: {text[:40]!r}") from wrong
    if base64.b64encode(raw).decode() != text:
        raise Wrong("base64 with stray bits")
    return raw


def parse_key(text: str) -> Key:
    """A verifier key ``name+hash+base64`` as (name, key id, type, public key)."""
    parts = text.strip().split("+", 2)
    if len(parts) != 3:
        raise Wrong("not a verifier key")
    name, hashed, material = parts
    raw = decode64(material)
    if hashlib.sha256(name.encode() + b"\n" + raw).digest()[:4].hex() != hashed or len(raw) != 33:
        raise Wrong("the hash in the verifier key is not the key's")
    return name, bytes.fromhex(hashed), raw[0], raw[1:]


def parse_note(content: bytes) -> tuple[str, list[Signature]]:
    """A signed note as (text, [(name, key id, signature)])."""
    try:
        whole = content.decode("utf-8")
    except UnicodeDecodeError as wrong:
        raise Wrong("not UTF-8") from wrong
    text, gap, below = whole.rpartition("\n\n")
    if not gap or not below.endswith("\n"):
        raise Wrong("no signatures stand under the text")
    lines = []
    for line in below[:-1].split("\n"):
        match = re.fullmatch("\u2014 ([^ +\n]+) ([A-Za-z0-9+/=]+)", line)
        if not match:
            raise Wrong("a signature line is malformed")
        raw = decode64(match.group(2))
        lines.append((match.group(1), raw[:4], raw[4:]))
    return text + "\n", lines


def signed_by(text: str, lines: list[Signature], key: Key) -> bool | None:
    """True, False, or None when no line claims to be the key's."""
    name, key_id, kind, public = key
    mine = [signature for who, which, signature in lines if (who, which) == (name, key_id)]
    if not mine:
        return None
    for signature in mine:
        message = text.encode()
        if kind == 4:
            seconds = int.from_bytes(signature[:8], "big")
            message, signature = f"cosignature/v1\ntime {seconds}\n{text}".encode(), signature[8:]
        if not ed25519(public, message, signature):
            return False
    return True


def parse_checkpoint(text: str) -> Head:
    """A checkpoint's text as (origin, size, root)."""
    match = re.fullmatch(r"([^\n]+)\n(0|[1-9][0-9]{0,17})\n([A-Za-z0-9+/=]+)\n", text)
    if not match:
        raise Wrong("not a checkpoint")
    root = decode64(match.group(3))
    if len(root) != 32:
        raise Wrong("not a checkpoint: its root is no SHA-256")
    return match.group(1), int(match.group(2)), root


# ---------------------------------------------------------------- Merkle tree (RFC 6962 §2.1)


def leaf(content: bytes) -> bytes:
    return hashlib.sha256(b"\0" + content).digest()


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def tree_root(hashes: list[bytes]) -> bytes:
    """Root over leaf hashes, level by level: a lone last node moves up unchanged."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    while len(hashes) > 1:
        pairs = [node(hashes[at], hashes[at + 1]) for at in range(0, len(hashes) - 1, 2)]
        hashes = pairs + hashes[len(hashes) - len(hashes) % 2 :]
    return hashes[0]


def climb(hashed: bytes, index: int, size: int, proof: list[bytes]) -> bytes:
    """The root that an inclusion proof leads to. Raises: Wrong when its length does not fit."""
    if not 0 <= index < size:
        raise Wrong("the index is outside the tree")
    proof = list(proof)
    while size > 1:
        if index % 2 or index + 1 < size:
            if not proof:
                raise Wrong("the proof is too short")
            sibling = proof.pop(0)
            hashed = node(sibling, hashed) if index % 2 else node(hashed, sibling)
        index, size = index // 2, (size + 1) // 2
    if proof:
        raise Wrong("the proof is too long")
    return hashed


# ---------------------------------------------------------------- records (RFC 8785, integers only)


def canonical(content: bytes) -> Record:
    """Parse canonical JSON; the bytes must come out again unchanged."""

    def refuse(text: str) -> NoReturn:
        raise Wrong(f"number {text} is no integer")

    try:
        value = json.loads(content.decode("utf-8"), parse_float=refuse, parse_constant=refuse)
        again = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")
    except (ValueError, RecursionError) as wrong:
        raise Wrong(f"not JSON: {wrong}") from wrong
    if again != content or not isinstance(value, dict):
        raise Wrong("not a canonical JSON object")
    return value


def sha256_of(path: str) -> tuple[str, int]:
    """SHA-256 of a plain file, in hex, and its size. Raises: OSError, also for links and pipes."""
    state, size = hashlib.sha256(), 0
    insist_on_plain(path)
    with open(path, "rb") as file:
        while True:
            chunk = file.read(1 << 20)
            if not chunk:
                return state.hexdigest(), size
            state.update(chunk)
            size += len(chunk)


def insist_on_plain(path: str) -> None:
    """Refuse what would lead elsewhere or never end. Raises: OSError."""
    if os.path.islink(path) or (os.path.exists(path) and not os.path.isfile(path)):
        raise OSError(f"{path!r} is no plain file")


def standing(root: str) -> list[str]:
    """Paths of everything below ``root`` but real folders; a link to a folder counts, and is not followed."""
    found = []
    for place, folders, names in os.walk(root):
        folders.sort()
        links = [name for name in folders if os.path.islink(os.path.join(place, name))]
        found += [os.path.join(place, name) for name in sorted([*names, *links])]
    return found


def check_folders(vault: str) -> None:
    """Folders that cannot be listed: what they hold is not checked, and that is said."""
    for part in ("store", "log", "payloads", "keys"):
        refused: list[OSError] = []
        for _ in os.walk(os.path.join(vault, part), onerror=refused.append):
            pass
        for wrong in refused:
            if not isinstance(wrong, FileNotFoundError):
                name = os.path.relpath(wrong.filename, vault)
                find("folder-unreadable", name, UNSOUND, f"it cannot be listed ({wrong.strerror})")


def names_in(folder: str) -> list[str]:
    """Names in a folder, sorted; none where it is not there or cannot be listed."""
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []


def read(path: str, bytes_max: int | None = None) -> bytes:
    """Bytes of a plain file; no link is followed, no pipe waited for. Raises: Wrong, also beyond a size."""
    try:
        if os.path.islink(path) or (os.path.exists(path) and not os.path.isfile(path)):
            raise Wrong("is no plain file")
        with open(path, "rb") as file:
            content = file.read(-1 if bytes_max is None else bytes_max + 1)
    except OSError as wrong:
        raise Wrong(f"cannot be read ({wrong.strerror})") from wrong
    if bytes_max is not None and len(content) > bytes_max:
        raise Wrong("is too long")
    return content


# ---------------------------------------------------------------- a vault


def tile_name(level: str, index: int, width: int) -> str:
    """Path of a tile below ``log`` (C2SP tlog-tiles)."""
    digits = str(index)
    digits = digits.zfill((len(digits) + 2) // 3 * 3)
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    name = "/".join(["tile", level] + ["x" + group for group in groups[:-1]] + [groups[-1]])
    return name if width == 256 else f"{name}.p/{width}"


def rows(level: str, count: int) -> Iterator[tuple[str, int, int]]:
    """(name, start, width) of every tile that holds ``count`` things."""
    for start in range(0, count, 256):
        width = min(256, count - start)
        yield tile_name(level, start // 256, width), start, width


def read_entries(vault: str, size: int) -> list[bytes | None]:
    """Entries of the log; a bundle that cannot be read is a finding, and its entries are None."""
    entries: list[bytes | None] = []
    for name, _, width in rows("entries", size):
        found: list[bytes] = []
        try:
            bundle = read(os.path.join(vault, "log", name))
            at = 0
            while at < len(bundle):
                length = int.from_bytes(bundle[at : at + 2], "big")
                found.append(bundle[at + 2 : at + 2 + length])
                if len(found[-1]) != length:
                    raise Wrong("ends in the middle of an entry")
                at += 2 + length
            if len(found) != width:
                raise Wrong(f"holds {len(found)} of {width} entries")
        except Wrong as wrong:
            find("log-tile-missing", f"log/{name}", UNSOUND, str(wrong))
            entries += [None] * width
        else:
            entries += found
    return entries


def kept_hashes(vault: str, size: int) -> list[bytes]:
    """Hashes of the entries as the tiles of level 0 hold them; zeroes where a tile is not to be had."""
    hashes = []
    for name, _, width in rows("0", size):
        try:
            tile = read(os.path.join(vault, "log", name))
        except Wrong:
            tile = b""
        tile = tile if len(tile) == 32 * width else bytes(32 * width)
        hashes += [tile[at : at + 32] for at in range(0, len(tile), 32)]
    return hashes


def proven(vault: str, entries: list[bytes | None], root: bytes) -> list[bytes]:
    """Leaf hashes that lead to the signed root: those of the entries, or else those that the tiles kept.

    An entry that is not the one whose hash the tiles kept is a finding, and becomes None.
    """
    hashes = [bytes(32) if entry is None else leaf(entry) for entry in entries]
    kept = hashes if tree_root(hashes) == root else kept_hashes(vault, len(entries))
    if tree_root(kept) != root:
        find("log-root-mismatch", "log", UNSOUND, "neither entries nor tiles lead to the signed root")
        return hashes
    for name, start, width in rows("entries", len(entries)):
        wrong = [
            at for at in range(start, start + width) if entries[at] is not None and hashes[at] != kept[at]
        ]
        if wrong:
            find("log-entry-changed", f"log/{name}", UNSOUND, f"entry {wrong[0]} is not what was signed for")
        for at in wrong:
            entries[at] = None
    return kept


def check_tiles(vault: str, hashes: list[bytes]) -> None:
    """Every hash tile of every level against hashes made anew."""
    level = 0
    while hashes:
        for name, start, width in rows(str(level), len(hashes)):
            try:
                if read(os.path.join(vault, "log", name)) != b"".join(hashes[start : start + width]):
                    find("log-tile-changed", f"log/{name}", UNSOUND, "not the hashes of the entries")
            except Wrong as wrong:
                find("log-tile-missing", f"log/{name}", UNSOUND, str(wrong))
        full = len(hashes) // 256
        hashes = [tree_root(hashes[at * 256 : at * 256 + 256]) for at in range(full)]
        level += 1


def check_log(vault: str, key: Key | None, kept: bytes | None) -> tuple[list[bytes], Events]:
    """The log against its signed checkpoint; returns (leaf hashes, events)."""
    try:
        content = read(os.path.join(vault, "log", "checkpoint"))
        text, lines = parse_note(content)
        origin, size, root = parse_checkpoint(text)
    except Wrong as wrong:
        find("checkpoint-malformed", "log/checkpoint", UNSOUND, str(wrong))
        return [], []
    signed = len(lines) == 1 and (key is None or (signed_by(text, lines, key) is True and origin == key[0]))
    if not signed:
        find("checkpoint-unsigned", "log/checkpoint", UNSOUND, "not signed by the log's key, and by it alone")
        return [], []
    there = len(standing(os.path.join(vault, "log", "tile", "entries")))
    if (size + 255) // 256 > there + MISSING_MAX:
        said = f"the checkpoint covers {size} entries, and {there} files with entries are here"
        find("log-tile-missing", "log/tile/entries", UNSOUND, said)
        return [], []
    entries = read_entries(vault, size)
    hashes = proven(vault, entries, root)
    check_tiles(vault, hashes)
    if kept is not None and key is not None:
        check_kept(kept, key, hashes)
    events = []
    for index, entry in enumerate(entries):
        try:
            if entry is not None:
                event = canonical(entry)
                if set(event) != {"about", "actor", "at", "body", "payloads", "type"}:
                    raise Wrong("not an entry")
                if not isinstance(event["body"], dict) or not isinstance(event["payloads"], list):
                    raise Wrong("not an entry")
                events.append((index, event))
        except Wrong as wrong:
            find("log-entry-malformed", f"entry {index}", UNSOUND, str(wrong))
    return hashes, events


def check_kept(kept: bytes, key: Key, hashes: list[bytes]) -> None:
    """A checkpoint kept elsewhere must be a prefix of this log."""
    try:
        text, lines = parse_note(kept)
        _, size, root = parse_checkpoint(text)
    except Wrong as wrong:
        find("checkpoint-malformed", "the checkpoint in hand", UNSOUND, str(wrong))
        return
    if signed_by(text, lines, key) is not True:
        find("checkpoint-foreign", "the checkpoint in hand", UNSOUND, "not signed by this log's key")
    elif size > len(hashes):
        find("log-rolled-back", "log", UNSOUND, f"you hold {size} entries, here are {len(hashes)}")
    elif tree_root(hashes[:size]) != root:
        find("log-rewritten", "log", UNSOUND, f"the first {size} entries are not those you hold")


def check_payloads(vault: str, events: Events) -> None:
    """Payloads are there and are their names, or were erased."""
    erased = {event["body"]["payload"] for _, event in events if event["type"] == "payload-erased"}
    named = {digest for _, event in events for digest in event["payloads"]}
    for digest in sorted(named):
        name = f"payloads/{digest[:2]}/{digest}"
        path = os.path.join(vault, name)
        if not os.path.lexists(path):
            if digest in erased:
                find("payload-erased", name, NOTE, "erased by an entry of the log")
            else:
                find("payload-missing", name, UNSOUND, "named by an entry, and not there")
        elif digest in erased:
            find("payload-not-erased", name, UNSOUND, "the log says that it was erased")
        else:
            payload_is_whole(path, name, digest)
    for path in standing(os.path.join(vault, "payloads")):
        digest, name = os.path.basename(path), os.path.relpath(path, vault)
        if digest in named and name == os.path.join("payloads", digest[:2], digest):
            continue
        if digest in erased:
            find("payload-not-erased", name, UNSOUND, "the log says that it was erased")
        elif not re.fullmatch("[0-9a-f]{64}", digest) or payload_is_whole(path, name, digest):
            find("payload-unclaimed", name, NOTE, "no entry names it, here")


def payload_is_whole(path: str, name: str, digest: str) -> bool:
    """Whether a payload's bytes are its name's; what is wrong with them is found."""
    if os.path.islink(path) or not os.path.isfile(path):
        find("payload-changed", name, UNSOUND, "it is no plain file")
        return False
    try:
        found = sha256_of(path)[0]
    except OSError as wrong:
        find("payload-unreadable", name, UNSOUND, f"it cannot be read ({wrong.strerror or wrong})")
        return False
    if found != digest:
        find("payload-changed", name, UNSOUND, "its bytes are not its name's")
    return found == digest


BLOBS = (
    "profile",
    "manifest",
    "output",
    "frame",
    "codebook",
    "sample",
    "policy",
    "note",
    "inputs",
    "columns",
)


def named_by(events: Events) -> dict[str, str]:
    """Digest → what names it, for every file that must be in the store besides what manifests name."""
    named: dict[str, str] = {}
    for index, event in events:
        for key in BLOBS:
            if key == "note" and event["type"] == "cosignature-attached":
                continue  # stands beside the log
            value = event["body"].get(key)
            for each in value if isinstance(value, list) else [value]:
                if isinstance(each, str) and re.fullmatch("[0-9a-f]{64}", each):
                    named.setdefault(each, f"entry {index}")
    return named


def check_manifests(vault: str, events: Events, named: dict[str, str]) -> None:
    """Manifests against their entries: digest, root, balance. Adds the exhibits that they name."""
    for index, event in events:
        if event["type"] != "acquisition-sealed":
            continue
        body = event["body"]
        name = f"store/{body['manifest'][:2]}/{body['manifest']}"
        hashes: list[bytes] = []
        refused: dict[str, int] = {}
        files = kept = directories = size = 0
        try:
            content = read(os.path.join(vault, name))
            if hashlib.sha256(content).hexdigest() != body["manifest"]:
                raise Wrong("its bytes are not its name's")
            for number, raw in enumerate(content.split(b"\n")[:-1]):
                line = canonical(raw)
                hashes.append(leaf(raw))
                if line["outcome"] == "refused":
                    files += 1
                    refused[line["refusal"]] = refused.get(line["refusal"], 0) + 1
                elif line["kind"] == "directory":
                    directories += 1
                else:
                    files, kept, size = files + 1, kept + 1, size + line.get("size", 0)
                if "digest" in line:
                    named.setdefault(line["digest"], f"manifest of entry {index}, line {number}")
        except (Wrong, KeyError) as wrong:
            find("manifest-damaged", name, UNSOUND, str(wrong))
            continue
        if tree_root(hashes).hex() != body["root"] or len(hashes) != body["lines"]:
            find("manifest-root-mismatch", name, UNSOUND, f"not the root in entry {index}")
        made = {"bytes": size, "directories": directories, "files": files, "kept": kept, "refused": refused}
        if made != body["balance"]:
            find("balance-mismatch", name, UNSOUND, f"not the balance in entry {index}")


def check_store(vault: str, named: dict[str, str]) -> None:
    """Every file is its name; everything named is there."""
    missing = dict(named)
    for path in standing(os.path.join(vault, "store")):
        name, shown = os.path.basename(path), os.path.relpath(path, vault)
        if not re.fullmatch("[0-9a-f]{64}", name) or shown != os.path.join("store", name[:2], name):
            find("store-stranger", shown, UNSOUND, "no file of a store has this name or stands here")
            continue
        by = missing.pop(name, None)
        try:
            digest = sha256_of(path)[0]
        except OSError as wrong:
            find("exhibit-unreadable", shown, UNSOUND, f"it cannot be read ({wrong.strerror or wrong})")
            continue
        if digest != name:
            find("exhibit-changed", shown, UNSOUND, "its bytes are not its name's")
        elif by is None:
            find("exhibit-unclaimed", shown, NOTE, "no entry names it yet")
    for digest, by in sorted(missing.items()):
        find("exhibit-missing", f"store/{digest[:2]}/{digest}", UNSOUND, f"{by} names it; it is not there")


ATTACHED = {"token": "token.tsr", "checkpoint": "checkpoint", "authority": "roots.pem"}


def check_attachments(vault: str, events: Events, hashes: list[bytes]) -> None:
    """Time-stamps and cosignatures: the bytes that the log names. The token itself: `openssl ts -verify`."""
    for index, event in events:
        body = event["body"]
        if event["type"] == "timestamp-attached":
            check_timestamp(vault, index, body)
        elif event["type"] == "cosignature-attached":
            check_cosignature(vault, index, body, hashes)
    bodies = [event["body"] for _, event in events if event["type"] == "cosignature-attached"]
    named = {f"log/cosigned/{body['size']}.{body['note'][:16]}" for body in bodies}
    named |= {partner_name(body["cosigner"]) for body in bodies}
    for folder, newline in (("log/cosigned", b""), ("keys/partners", b"\n")):
        whole = os.path.join(vault, folder)
        for name in names_in(whole):
            try:
                content = read(os.path.join(whole, name)).removesuffix(newline)
            except Wrong:
                content = b""
            own = hashlib.sha256(content).hexdigest()[:16] in name.split(".")
            if f"{folder}/{name}" not in named and not own and not name.endswith(".new"):
                find(
                    "attachment-changed",
                    f"{folder}/{name}",
                    UNSOUND,
                    "no entry names it; not its name's bytes",
                )


def check_heads(vault: str, key: Key | None, hashes: list[bytes], events: Events) -> None:
    """Time-stamps that no entry names; and a head that the log's key signed binds the log, named or not."""
    bodies = [event["body"] for _, event in events if event["type"] == "timestamp-attached"]
    named = {f"{body['size']}.{body['token'][:16]}" for body in bodies}
    stamps = os.path.join(vault, "log", "timestamps")
    for name in sorted(set(names_in(stamps)) - named):
        token = os.path.join(stamps, name, "token.tsr")
        if os.path.lexists(token) and (hash_or_none(token) or "")[:16] not in name.split("."):
            said = "no entry names it; its token is not its name's"
            find("attachment-changed", f"log/timestamps/{name}", UNSOUND, said)
    if key is None:
        return
    for path in standing(os.path.join(vault, "log", "cosigned")) + standing(stamps):
        shown = os.path.relpath(path, vault)
        try:
            text, lines = ("", []) if path.endswith((".tsr", ".pem")) else parse_note(read(path))
            if not lines or signed_by(text, lines, key) is not True:
                continue
            origin, size, root = parse_checkpoint(text)
        except Wrong:
            continue  # no head of this log; what it must be is checked where an entry names it
        if origin == key[0] and size > len(hashes):
            said = f"the log's key signed for {size} entries here, and the log has {len(hashes)}"
            find("log-rolled-back", shown, UNSOUND, said)
        elif origin == key[0] and tree_root(hashes[:size]) != root:
            said = f"the first {size} entries are not those that the log's key signed for here"
            find("log-rewritten", shown, UNSOUND, said)


def check_timestamp(vault: str, index: int, body: Record) -> None:
    """The parts of one time-stamp, byte for byte. What the token says, another program must read."""
    stem = f"log/timestamps/{body['size']}.{body['token'][:16]}"
    parts = {key: f"{stem}/{part}" for key, part in ATTACHED.items()}
    wrong = [name for key, name in parts.items() if hash_or_none(os.path.join(vault, name)) != body[key]]
    for name in wrong:
        find("timestamp-unsound", name, UNSOUND, f"entry {index}: not the file that was attached")
    if not wrong:
        find(
            "timestamp-present",
            stem,
            NOTE,
            f"entry {index}: as attached; `openssl ts -verify` reads the token",
        )


def partner_name(cosigner: str) -> str:
    """Where a partner's verifier key stands."""
    return f"keys/partners/{hashlib.sha256(cosigner.encode()).hexdigest()[:16]}.vkey"


def check_cosignature(vault: str, index: int, body: Record, hashes: list[bytes]) -> None:
    """One cosigned checkpoint, and the partner's key beside the vault's own."""
    name = f"log/cosigned/{body['size']}.{body['note'][:16]}"
    try:
        content = read(os.path.join(vault, name))
        text, lines = parse_note(content)
        _, size, root = parse_checkpoint(text)
        good = hashlib.sha256(content).hexdigest() == body["note"]
        good = good and signed_by(text, lines, parse_key(body["cosigner"])) is True
        if not good or size > len(hashes) or tree_root(hashes[:size]) != root:
            raise Wrong("changed, or not over a prefix of this log")
        find("cosignature-sound", name, NOTE, f"entry {index}: over the first {size} entries")
    except Wrong as wrong:
        find("cosignature-unsound", name, UNSOUND, f"entry {index}: {wrong}")
    partner = f"{body['cosigner']}\n".encode()
    name = partner_name(body["cosigner"])
    if hash_or_none(os.path.join(vault, name)) != hashlib.sha256(partner).hexdigest():
        find("partner-key-changed", name, UNSOUND, f"entry {index}: not the key of the partner who cosigned")


def hash_or_none(path: str) -> str | None:
    """SHA-256 of a file in hex; None where it cannot be read."""
    try:
        return hashlib.sha256(read(path)).hexdigest()
    except Wrong:
        return None


def check_identity(vault: str, key_text: str | None) -> tuple[bytes | None, str, Key | None]:
    """dalil.toml, the text of the vault's own key, and the key to go by; None where one is no good."""
    config, own_key_text, key, origin = None, "", None, None
    try:
        config = read(os.path.join(vault, "dalil.toml"))
        identity = re.search(rb'(?m)^id = "([0-9a-f]{32})"$', config)
        if not identity or not re.search(rb"(?m)^format = 1$", config):
            raise Wrong("no id, or not of format 1")
        origin = f"dalil.invalid/vault/{identity.group(1).decode()}"
    except Wrong as wrong:
        find("not-a-vault", "dalil.toml", UNSOUND, str(wrong))
    try:
        key = parse_key(key_text) if key_text else None
        own_key_text = read(os.path.join(vault, "keys", "log.vkey")).decode("utf-8", "replace")
        key = key or parse_key(own_key_text)
        if origin and (key[0], key[2]) != (origin, 1):
            find("key-changed", "keys/log.vkey", UNSOUND, "the key of something else than this vault's log")
            key = None
    except Wrong as wrong:
        find("key-missing", "keys/log.vkey", UNSOUND, str(wrong))
    if key_text and own_key_text.strip() != key_text.strip():
        find("key-changed", "keys/log.vkey", UNSOUND, "not the key in hand")
    if key is not None and own_key_text.strip() == (key_text or own_key_text).strip():
        check_private_key(vault, key)
    return config, own_key_text, key


def check_private_key(vault: str, key: Key) -> None:
    """The log's private key, as far as it can be known without a passphrase, is that of the public one."""
    clear, sealed = (os.path.join(vault, "keys", name) for name in ("log.key", "log.key.openssh"))
    if not os.path.lexists(clear) and not os.path.lexists(sealed):
        find("key-absent", "keys", NOTE, "this copy can be read and verified, not written to")
    if os.path.lexists(clear):
        find("key-in-clear", "keys/log.key", WARNING, "the log's private key stands in the clear")
        if os.path.exists(clear) and os.stat(clear).st_mode & 0o077:
            find("key-readable", "keys/log.key", WARNING, "other users of this machine can read it")
    for path, public_of in ((clear, clear_public), (sealed, sealed_public)):
        try:
            if os.path.lexists(path) and public_of(read(os.path.realpath(path), KEY_BYTES_MAX)) != key[3]:
                raise Wrong("it is another key")
        except Wrong as wrong:
            find("key-missing", f"keys/{os.path.basename(path)}", UNSOUND, str(wrong))


CLEAR = re.compile(rb"-----BEGIN PRIVATE KEY-----\n([A-Za-z0-9+/]{64})\n-----END PRIVATE KEY-----\n")
CLEAR_DER = bytes.fromhex("302e020100300506032b657004220420")
"""PKCS#8 of an Ed25519 key (RFC 8410 §7), before its 32 bytes."""
SEALED = re.compile(
    rb"-----BEGIN OPENSSH PRIVATE KEY-----\n([A-Za-z0-9+/=\n]+)\n-----END OPENSSH PRIVATE KEY-----\n"
)
SEALED_TAGS = {b"aes256-ctr": 0, b"aes256-cbc": 0, b"aes256-gcm@openssh.com": 16}


def clear_public(content: bytes) -> bytes:
    """The public key of a private key in the clear. Raises: Wrong, for one byte other than it is written."""
    match = CLEAR.fullmatch(content)
    der = decode64(match.group(1).decode()) if match else b""
    if not der.startswith(CLEAR_DER) or len(der) != 48:
        raise Wrong("not an Ed25519 private key as it was written")
    return ed25519_public(der[16:])


def sealed_public(content: bytes) -> bytes:
    """The public key that stands in a private key under a passphrase (PROTOCOL.key). Raises: Wrong."""
    match = SEALED.fullmatch(content)
    lines = match.group(1).split(b"\n") if match else [b""]
    if len({len(each) for each in lines[:-1]} | {len(lines[0])}) > 1 or len(lines[-1]) > len(lines[0]):
        raise Wrong("not a sealed private key: its lines are not those of one text")
    if len(lines[0]) > 76:
        raise Wrong("not a sealed private key: its lines are too long")
    raw, magic = decode64(b"".join(lines).decode()), b"openssh-key-v1\0"
    if not raw.startswith(magic):
        raise Wrong("not a sealed private key")
    cipher, rest = ssh_string(raw[len(magic) :])
    kdf, rest = ssh_string(rest)
    options, rest = ssh_string(rest)
    salt, rounds = ssh_string(options)
    if cipher not in SEALED_TAGS or kdf != b"bcrypt" or not salt or len(rounds) != 4:
        raise Wrong("not a private key under a passphrase")
    if not 0 < int.from_bytes(rounds, "big") <= KEY_ROUNDS_MAX or rest[:4] != b"\0\0\0\1":
        raise Wrong("not a private key that can be opened")
    public, rest = ssh_string(rest[4:])
    kind, public = ssh_string(public)
    public, more = ssh_string(public)
    secret, tag = ssh_string(rest)
    if kind != b"ssh-ed25519" or len(public) != 32 or more:
        raise Wrong("not an Ed25519 key")
    if len(secret) < 144 or len(secret) % 16 or len(tag) != SEALED_TAGS[cipher]:
        raise Wrong("the encrypted part is not of a key's size")
    return public


def ssh_string(content: bytes) -> tuple[bytes, bytes]:
    """A string after its length in 32 bits, and what follows it. Raises: Wrong."""
    size = int.from_bytes(content[:4], "big")
    if len(content) < 4 + size:
        raise Wrong("a private key ends too early")
    return content[4 : 4 + size], content[4 + size :]


MAKING = {"store", "log", "payloads", "keys", "cache", "dalil.toml.new"}
MAKING_LOG = {"log/checkpoint", "log/tile/entries/000.p/1", "log/tile/0/000.p/1"}
"""What stands there before ``dalil.toml``, which is written last."""


def unfinished(vault: str) -> bool:
    """Whether a folder holds what an interrupted making of a vault leaves, and nothing else."""
    names = set(names_in(vault))
    if not names or not names <= MAKING or os.path.lexists(os.path.join(vault, "dalil.toml")):
        return False
    found = [
        os.path.relpath(path, vault).replace(os.sep, "/") for path in standing(os.path.join(vault, "log"))
    ]
    try:
        content = read(os.path.join(vault, "log", "checkpoint"))
        size = parse_checkpoint(parse_note(content)[0])[1]
    except Wrong:
        size = 0
    received = len(standing(os.path.join(vault, "store"))) > 1 or standing(os.path.join(vault, "payloads"))
    return size <= 1 and not received and {name.removesuffix(".new") for name in found} <= MAKING_LOG


def check_vault(vault: str, key_text: str | None, kept: bytes | None) -> None:
    """A whole vault."""
    check_folders(vault)
    config, own_key_text, key = check_identity(vault, key_text)
    hashes, events = check_log(vault, key, kept)
    first = events[0][1] if events and events[0][0] == 0 else None
    if first is None or first["type"] != "vault-created":
        find("log-without-creation", "entry 0", UNSOUND, "not the creation of a vault")
    else:
        if config is not None and first["body"].get("config") != hashlib.sha256(config).hexdigest():
            find("config-changed", "dalil.toml", UNSOUND, "not the bytes that the first entry names")
        if f"{first['body'].get('key')}\n" != own_key_text:
            find("key-changed", "keys/log.vkey", UNSOUND, "not the key that the first entry names")
    check_payloads(vault, events)
    named = named_by(events)
    check_manifests(vault, events, named)
    check_store(vault, named)
    check_attachments(vault, events, hashes)
    if hashes:  # else the log could not be read, and that was said
        check_heads(vault, key, hashes, events)


# ---------------------------------------------------------------- a bundle (docs/spec/bundle.md)


def check_bundle(folder: str, key_text: str | None, kept: bytes | None) -> None:
    """The argument of bundle.md section 2, with its numbers."""
    check_bag(folder)  # (1)
    try:
        content = read(os.path.join(folder, "release.json"))
        release = parse_release(content)  # (2)
    except Wrong as wrong:
        find("release-malformed", "release.json", UNSOUND, str(wrong))
        return
    check_payload(folder, release)
    digest = hashlib.sha256(content).hexdigest()
    check_approvals(folder, release, digest)  # (3), (4)
    try:
        key = parse_key(
            key_text or read(os.path.join(folder, "proofs", "log.vkey")).decode("utf-8", "replace")
        )
        check_proposal(folder, release, digest, key, kept)  # (5)
    except Wrong as wrong:
        find("release-not-logged", "proofs", UNSOUND, str(wrong))


def check_bag(folder: str) -> None:
    """BagIt (RFC 8493): every file listed once in both algorithms, every digest right."""
    found = {os.path.relpath(path, folder).replace(os.sep, "/") for path in standing(folder)}
    payload = {name for name in found if name.startswith("data/")}
    tags = {name for name in found - payload if not name.startswith("tagmanifest-")}
    for algorithm in ("sha256", "sha512"):
        for manifest, wanted in (
            (f"manifest-{algorithm}.txt", payload),
            (f"tagmanifest-{algorithm}.txt", tags),
        ):
            try:
                listed = parse_bag_manifest(read(os.path.join(folder, manifest)))
            except Wrong as wrong:
                find("bag-malformed", manifest, UNSOUND, str(wrong))
                continue
            for name in sorted(wanted - set(listed)):
                find("bag-file-unlisted", name, UNSOUND, f"{manifest} does not name it")
            for name, digest in sorted(listed.items()):
                if name not in wanted:
                    find("bag-file-missing", name, UNSOUND, f"{manifest} names it, and it is not there")
                elif hash_of(os.path.join(folder, name), algorithm) != digest:
                    find("bag-file-changed", name, UNSOUND, f"its bytes are not those in {manifest}")


def parse_bag_manifest(content: bytes) -> dict[str, str]:
    """Path → digest of one bag manifest: whole lines, in order of path."""
    listed: dict[str, str] = {}
    if content and not content.endswith(b"\n"):
        raise Wrong("the last line has no end")
    for line in content.decode("utf-8", "replace").split("\n")[:-1]:
        match = re.fullmatch(
            r"([0-9a-f]+)  ([A-Za-z0-9_][A-Za-z0-9._-]*(?:/[A-Za-z0-9_][A-Za-z0-9._-]*)*)", line
        )
        if not match or match.group(2) in listed:
            raise Wrong(f"not a line of a bag manifest: {line[:80]!r}")
        listed[match.group(2)] = match.group(1)
    if list(listed) != sorted(listed):
        raise Wrong("its lines are not in order of path")
    return listed


def hash_of(path: str, algorithm: str) -> str:
    """Digest of a plain file, by any algorithm; empty for a link, a pipe, or what cannot be read."""
    state = hashlib.new(algorithm)
    try:
        insist_on_plain(path)
        with open(path, "rb") as file:
            while True:
                chunk = file.read(1 << 20)
                if not chunk:
                    return state.hexdigest()
                state.update(chunk)
    except OSError:
        return ""


RECEIPT = {"format", "file", "line", "index", "proof", "entry", "log_proof", "key"}
RELEASE = ("format", "release", "tier", "recipient", "proposed_by", "purpose", "policy", "checkpoint")
RELEASE_FILE = {"path", "sha256", "bytes", "kind", "source", "entry"}


def parse_release(content: bytes) -> Record:
    """``release.json``. Raises: Wrong."""
    release = canonical(content)
    texts = all(isinstance(release.get(key), str) for key in RELEASE)
    if not texts or set(release) != {*RELEASE, "individuals", "files"}:
        raise Wrong("not a release manifest")
    if release["format"] != "dalil/release-manifest/v1":
        raise Wrong("another format")
    files, individuals = release["files"], release["individuals"]
    if not isinstance(files, list) or not all(isinstance(each, dict) for each in files):
        raise Wrong("files is not a list of objects")
    if not all(set(each) == RELEASE_FILE for each in files):
        raise Wrong("a file has other keys")
    paths = [each["path"] for each in files]
    if paths != sorted(set(paths)) or individuals != sorted(set(individuals)):
        raise Wrong("files or individuals are not in order")
    return release


def check_payload(folder: str, release: Record) -> None:
    """``release.json`` names exactly the files under ``data/``."""
    named = {"data/" + each["path"].removeprefix("data/"): each for each in release["files"]}
    data = standing(os.path.join(folder, "data"))
    found = {os.path.relpath(path, folder).replace(os.sep, "/") for path in data}
    for name in sorted(found ^ set(named)):
        find("release-file-other", name, UNSOUND, "release.json and data/ do not hold the same files")
    for name in sorted(found & set(named)):
        try:
            digest, size = sha256_of(os.path.join(folder, name))
        except OSError as wrong:
            find("release-file-other", name, UNSOUND, str(wrong))
            continue
        if (digest, size) != (named[name]["sha256"], named[name]["bytes"]):
            find("release-file-other", name, UNSOUND, "its bytes are not those that were approved")


def check_approvals(folder: str, release: Record, digest: str) -> None:
    """The policy is the one named, and its authorities approved exactly this release."""
    try:
        content = read(os.path.join(folder, "policy.toml"))
    except Wrong as wrong:
        find("policy-malformed", "policy.toml", UNSOUND, str(wrong))
        return
    if hashlib.sha256(content).hexdigest() != release["policy"]:
        find("policy-other", "policy.toml", UNSOUND, "not the policy that release.json names")
    try:
        import tomllib

        policy = tomllib.loads(content.decode("utf-8"))
        keys = {each["id"]: parse_key(each["key"]) for each in policy["authority"]}
        tier = policy["tier"][release["tier"]]
        needed, allowed = int(tier["approvals"]), [keys[each] for each in tier["of"]]
        names = {tuple(keys[each][:2]): each for each in tier["of"]}
        alike = [{key[part] for key in keys.values()} for part in (0, 3)]  # by name, by public key
        distinct = {len(each) for each in (*alike, keys)} == {len(policy["authority"])}
        if policy["policy"] != "dalil/policy/v1" or not distinct or not 1 <= needed <= len(set(tier["of"])):
            raise Wrong(
                "two authorities share an id, key or key's name, or the tier asks for too many or none"
            )
    except ImportError:
        find("policy-unread", "policy.toml", UNSOUND, "this Python is older than 3.11 and cannot read TOML")
        return
    except (ValueError, KeyError, TypeError, AttributeError, Wrong) as wrong:
        find("policy-malformed", "policy.toml", UNSOUND, f"no policy for tier {release['tier']}: {wrong!r}")
        return
    approving = set()
    notes = os.path.join(folder, "approvals")
    for name in names_in(notes):
        try:
            text, lines = parse_note(read(os.path.join(notes, name)))
        except Wrong:
            continue  # a note that is not of this form does not count
        if text == f"dalil/release-approval/v1\n{digest}\n{release['tier']}\napproved\n":
            approving |= {names[key[:2]] for key in allowed if key[2] == 1 and signed_by(text, lines, key)}
    if len(approving) < needed or not approving - {release["proposed_by"]}:
        said = f"{len(approving)} of {needed} approvals that tier {release['tier']} demands"
        find("approvals-missing", "approvals", UNSOUND, said)


def check_proposal(folder: str, release: Record, digest: str, key: Key, kept: bytes | None) -> None:
    """The release was proposed in the log that the key signs. Raises: Wrong."""
    entry = read(os.path.join(folder, "proofs", "release-proposed.json"))
    proof = read(os.path.join(folder, "proofs", "release-proposed.tlog-proof"))
    event = canonical(entry)
    body = event.get("body") or {}
    named = (body.get("release"), body.get("tier"), body.get("manifest"))
    if event.get("type") != "release-proposed" or named != (release["release"], release["tier"], digest):
        raise Wrong("the entry proposes another release")
    check_log_proof(proof, entry, key, kept)
    head = parse_checkpoint(parse_note(read(os.path.join(folder, "proofs", "checkpoint")))[0])
    proven = parse_checkpoint(parse_note(proof.partition(b"\n\n")[2])[0])
    before = parse_checkpoint(release["checkpoint"])
    if head != proven or not before[1] < head[1] or before[0] != key[0]:
        raise Wrong("the checkpoints do not belong together")


# ---------------------------------------------------------------- a receipt: one file proven received


def check_receipt(folder: str, key_text: str | None, kept: bytes | None) -> None:
    """The file → its line → the manifest's tree → the entry → the log's tree → the signature."""
    name = "receipt.json"
    try:
        content = read(os.path.join(folder, name))
        receipt = canonical(content.removesuffix(b"\n"))
        key = parse_key(key_text or receipt["key"])
        if receipt["key"] != str(key_text or receipt["key"]).strip():
            find("key-changed", name, UNSOUND, "the receipt names another key than the one in hand")
        line = parse_receipt(content, key, kept)
        if os.path.basename(receipt["file"]) != receipt["file"]:
            raise Wrong("the file's name leads out of the receipt")
        digest, size = sha256_of(os.path.join(folder, receipt["file"]))
        if digest != line.get("digest"):
            find("exhibit-changed", receipt["file"], UNSOUND, "its bytes are not those that the line names")
        SHOWN.append(received(receipt, line, size, key))
    except Wrong as wrong:
        find("receipt-unsound", name, UNSOUND, str(wrong))
    except KeyError as wrong:
        find("receipt-malformed", name, UNSOUND, f"the part {wrong} is missing")
    except OSError as wrong:
        find("receipt-malformed", name, UNSOUND, f"the file that it names cannot be read: {wrong.strerror}")
    except (TypeError, ValueError) as wrong:
        find("receipt-malformed", name, UNSOUND, f"a part is not of its kind: {wrong}")


def received(receipt: Record, line: Record, size: int, key: Key) -> str:
    """What a receipt shows, in a sentence."""
    entry = canonical(receipt["entry"].encode())
    name, acquisition = plain(receipt["file"]), entry["body"]["acquisition"]
    inside = f" inside the container of line {line['holder']}" if "holder" in line else ""
    return (
        f"{name} ({size} bytes) was received in acquisition {acquisition}, as {plain(line['path'])}{inside}; "
        f"it was sealed at {entry['at']}, and the key of {key[0]} signs for it."
    )


def plain(text: str) -> str:
    """Text from outside, with control and direction characters made visible."""
    return "".join(each if each.isprintable() else f"<U+{ord(each):04X}>" for each in text)


def parse_receipt(content: bytes, key: Key, kept: bytes | None) -> Record:
    """Check everything but the file; return the manifest line. Raises: Wrong, KeyError, TypeError."""
    receipt = canonical(content.removesuffix(b"\n"))
    if set(receipt) != RECEIPT or not content.endswith(b"\n"):
        raise Wrong("not exactly the parts of a receipt and a newline")
    line_text, entry_text = receipt["line"].encode(), receipt["entry"].encode()
    line, entry = canonical(line_text), canonical(entry_text)
    if receipt["format"] != "dalil-receipt/v1" or entry["type"] != "acquisition-sealed":
        raise Wrong("not a receipt of this form, or its entry seals no acquisition")
    body = entry["body"]
    proof = [decode64(each) for each in receipt["proof"]]
    made = climb(leaf(line_text), receipt["index"], body["lines"], proof)
    if made.hex() != body["root"]:
        raise Wrong("the line is not in the manifest that the entry commits to")
    check_log_proof(receipt["log_proof"].encode(), entry_text, key, kept)
    return line


def check_log_proof(content: bytes, entry: bytes, key: Key, kept: bytes | None) -> None:
    """A C2SP tlog-proof of ``entry`` under a checkpoint that ``key`` signed. Raises: Wrong."""
    head, gap, note = content.partition(b"\n\n")
    lines = head.decode("ascii", "replace").split("\n")
    if not gap or lines[0] != "c2sp.org/tlog-proof@v1" or not lines[1].startswith("index "):
        raise Wrong("not a log proof")
    text, signatures = parse_note(note)
    origin, size, root = parse_checkpoint(text)
    if signed_by(text, signatures, key) is not True or origin != key[0]:
        raise Wrong("the checkpoint is not signed by the log's key")
    if climb(leaf(entry), int(lines[1][6:]), size, [decode64(each) for each in lines[2:]]) != root:
        raise Wrong("the entry is not in the log that the checkpoint signs for")
    if kept is not None and parse_checkpoint(parse_note(kept)[0]) != (origin, size, root):
        find("checkpoint-other", "receipt.json", NOTE, "it leads to another checkpoint than the one in hand")


# ---------------------------------------------------------------- main


def main(arguments: list[str]) -> int:
    """Check one path. Returns the exit status."""
    options: dict[str, str | None] = {"--key": None, "--checkpoint": None}
    paths = []
    while arguments:
        first = arguments.pop(0)
        if first in options and arguments:
            options[first] = arguments.pop(0)
        elif first.startswith("-"):
            print(__doc__)
            return 0 if first in {"-h", "--help"} else 2
        else:
            paths.append(first)
    if len(paths) != 1:
        print(__doc__)
        return 2
    path, key = paths[0], options["--key"]
    try:
        if key is not None:
            key = read(key).decode("utf-8", "replace").strip() if os.path.exists(key) else key
            parse_key(key)
        kept = read(options["--checkpoint"]) if options["--checkpoint"] else None
    except Wrong as wrong:
        print(f"--key or --checkpoint {wrong}", file=sys.stderr)
        return 2
    if unfinished(path):
        said = "the making of this vault was interrupted; nothing was received into it"
        find("vault-unfinished", ".", UNSOUND, said)
        return conclude(own_key=not key)
    kinds = (("dalil.toml", check_vault), ("receipt.json", check_receipt), ("bagit.txt", check_bundle))
    check = next((each for name, each in kinds if os.path.exists(os.path.join(path, name))), None)
    if check is None and os.path.isdir(os.path.join(path, "log")):
        check = check_vault
    if check is None:
        find("not-a-vault", path, UNSOUND, "neither a vault, a receipt nor a bundle")
    else:
        try:
            check(path, key, kept)
        except (KeyError, TypeError, AttributeError, ValueError, IndexError, OSError) as wrong:
            find(
                "log-entry-malformed",
                path,
                UNSOUND,
                f"a record is not in its form, checking stopped: {wrong!r}",
            )
    return conclude(own_key=not key)


def conclude(*, own_key: bool) -> int:
    """Print findings for programs and the conclusion for people. Returns the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a console of another encoding must not end the check
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    for finding in FINDINGS:
        print(json.dumps(finding, ensure_ascii=False, sort_keys=True))
    unsound = sum(finding["severity"] == UNSOUND for finding in FINDINGS)
    if unsound:
        print(f"NOT SOUND: {unsound} findings.", file=sys.stderr)
        return 1
    print("\n".join(["SOUND.", *SHOWN]), file=sys.stderr)
    if own_key:
        print(
            "By the key that came with it: compare it with its keeper's, or give that by --key.",
            file=sys.stderr,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

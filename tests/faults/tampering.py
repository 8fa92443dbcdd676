"""Changes to a vault as damage or a hand makes them, each of which can be taken back."""

import os

from faults.small_source import seals

SHADOWS = ("catalog.sqlite3", "cache/")
SECRET = "keys/log.key"
MOVES = ("move", "folder", "link")


def targets(vault):
    """Every file whose change matters, by what it is."""
    found = {}
    manifests = {each.body["manifest"] for each in seals(vault)}
    for folder, _, names in os.walk(vault):
        for name in names:
            path = os.path.relpath(os.path.join(folder, name), vault)
            if not path.startswith(SHADOWS) and path != SECRET:
                kind = "manifest" if name in manifests else kind_of(path)
                found.setdefault(kind, []).append(path)
    return {kind: sorted(paths) for kind, paths in sorted(found.items())}


def kind_of(path):
    parts = path.split("/")
    if parts[0] == "log":
        return f"log {parts[1]} {parts[2]}" if parts[1] == "tile" else f"log {parts[1]}"
    return parts[0] if parts[0] != "keys" else path.replace("/", " ")[:13]


class Change:
    """One change to a vault, and how to take it back."""

    def __init__(self, vault, drawn, found):
        self.vault = vault
        kind = drawn.choice(list(found))
        self.path = drawn.choice(found[kind])
        self.before = {self.path: self._read(self.path)}
        ways = ["flip", "truncate", "swap"] if self.before[self.path] else []
        ways += ["delete", "move", "folder", "link"]
        self.way = drawn.choice(ways)
        if self.way == "swap":
            others = [each for paths in found.values() for each in paths]
            others = [each for each in others if self._read(each) != self.before[self.path]]
            # Of its own kind where there is one: a payload for a payload, a tile for a tile.
            alike = [each for each in others if kind_of(each) == kind]
            other = drawn.choice(alike or others)
            self.before[other] = self._read(other)
        self.kind = kind
        self.elsewhere = f"{vault}.aside"
        self.said = getattr(self, f"_{self.way}")(drawn)

    @property
    def touched(self):
        return list(self.before)

    def undo(self):
        self.put_away()
        for path, content in self.before.items():
            self._write(path, content)

    def put_away(self):
        """Remove what stands where a file was, or where it went."""
        for path in (os.path.join(self.vault, self.path), self.elsewhere):
            if os.path.isdir(path) and not os.path.islink(path):
                os.rmdir(path)
            elif self.way in MOVES and os.path.lexists(path):
                os.unlink(path)

    def _move(self, drawn):
        """To another folder of its tree; a file that is moved keeps its time."""
        tree = os.path.join(self.vault, self.path.split("/")[0])
        folders = [at for at, _, _ in os.walk(tree if os.path.isdir(tree) else self.vault)]
        folders = [at for at in folders if not os.path.lexists(os.path.join(at, os.path.basename(self.path)))]
        self.elsewhere = os.path.join(drawn.choice(sorted(folders)), os.path.basename(self.path))
        os.rename(os.path.join(self.vault, self.path), self.elsewhere)
        return f"to {os.path.relpath(self.elsewhere, self.vault)}"

    def _folder(self, _drawn):
        """A folder of its name and time."""
        self._aside(os.mkdir)
        return ""

    def _link(self, _drawn):
        """A link of its time to the very bytes, outside."""
        self._aside(lambda path: os.symlink(self.elsewhere, path))
        return ""

    def _aside(self, put):
        path = os.path.join(self.vault, self.path)
        self.elsewhere = f"{self.vault}.aside"
        os.rename(path, self.elsewhere)
        put(path)
        modified = os.stat(self.elsewhere).st_mtime_ns
        os.utime(path, ns=(modified, modified), follow_symlinks=False)

    def _flip(self, drawn):
        content = bytearray(self.before[self.path])
        bit = drawn.randrange(8 * len(content))
        content[bit // 8] ^= 1 << bit % 8
        self._write(self.path, bytes(content))
        return f"bit {bit}"

    def _truncate(self, drawn):
        size = drawn.randrange(len(self.before[self.path]))
        self._write(self.path, self.before[self.path][:size])
        return f"to {size} bytes"

    def _delete(self, _drawn):
        os.unlink(os.path.join(self.vault, self.path))
        return ""

    def _swap(self, _drawn):
        one, other = self.touched
        self._write(one, self.before[other])
        self._write(other, self.before[one])
        return f"with {other}"

    def _read(self, path):
        with open(os.path.join(self.vault, path), "rb") as file:
            return file.read()

    def _write(self, path, content):
        whole = os.path.join(self.vault, path)
        if os.path.exists(whole):
            os.chmod(whole, 0o644)
        with open(whole, "wb") as file:
            file.write(content)

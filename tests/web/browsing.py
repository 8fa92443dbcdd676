"""The real server of a vault, and a browser that is only a connection and its cookies."""

import base64
import contextlib
import hashlib
import hmac
import http.client
import os
import re
import struct
import subprocess
import sys
import time
import urllib.parse
from dataclasses import dataclass, field
from pathlib import Path

PASSPHRASE = "correct horse battery staple"
_LINK = re.compile(r"http://[^/]+:(\d+)/\?token=(\S+)")


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self):
        return self.body.decode()


def children(parent, named):
    """Process numbers of those that a process started and whose command holds a word."""
    found = []
    for number in filter(str.isdecimal, os.listdir("/proc")):
        with contextlib.suppress(OSError):
            told = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
            command = Path(f"/proc/{number}/cmdline").read_bytes().decode().split("\0")
            if int(told[1]) == parent and named in command:
                found.append(int(number))
    return found


class Served:
    """``dalil serve`` on a free port; use as a context manager."""

    def __init__(self, vault, *options, link=_LINK, port=0, **surroundings):
        command = [sys.executable, "-m", "dalil", "serve", "--vault", vault, "--port", str(port), *options]
        env = {**os.environ, **surroundings}
        self._process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=env)
        self.said = []
        self.link, self._port = link, port
        self.port, self.token = self.next_link()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.communicate(timeout=30)

    @property
    def origin(self):
        return f"http://127.0.0.1:{self.port}"

    def next_link(self):
        """Port and token of the next link that is printed."""
        return self.line_like(self.link)

    def line_like(self, pattern):
        for line in self._process.stderr:
            self.said.append(line)
            if found := re.search(pattern, line):
                groups = found.groups()
                return (int(groups[0] or self._port), groups[1]) if len(groups) == 2 else found[0]
        raise AssertionError("".join(self.said))

    def children(self, named):
        """Processes that the server started, by a word of their command."""
        return children(self._process.pid, named)

    def kill(self):
        """End the server as a power cut would."""
        self._process.kill()
        self._process.wait()

    def visitor(self):
        """Somebody who has not come in."""
        return Visitor(self.port)

    def guest(self):
        """Somebody who has come in with the link that was printed last."""
        visitor = Visitor(self.port)
        assert visitor.get(f"/?token={self.token}").status == 302
        self.port, self.token = self.next_link()
        return visitor


@dataclass
class Visitor:
    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    secret: str = ""
    """Of the authenticator app."""

    def get(self, path, **headers):
        return self.ask("GET", path, headers=headers)

    def post(self, path, form="", **headers):
        told = {"Content-Type": "application/x-www-form-urlencoded", **headers}
        return self.ask("POST", path, body=form, headers=told)

    def send(self, path, page, told):
        """Send the form of a page, with the token that it holds against forgery."""
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)
        form = {"csrfmiddlewaretoken": token[1] if token else "", **told}
        return self.post(path, urllib.parse.urlencode(form), Origin=f"http://127.0.0.1:{self.port}")

    def sign_in(self, name, passphrase=PASSPHRASE):
        """Type name and passphrase."""
        page = self.get("/en/sign-in/")
        return self.send("/en/sign-in/", page, {"login": name, "password": passphrase})

    def code(self, ago_s=0):
        """What the authenticator app shows (RFC 6238)."""
        key = base64.b32decode(self.secret + "=" * (-len(self.secret) % 8))
        mac = hmac.digest(key, struct.pack(">Q", int(time.time() - ago_s) // 30), hashlib.sha1)
        at = mac[-1] & 15
        return f"{(struct.unpack('>I', mac[at : at + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"

    def ask(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        told = {"Host": f"127.0.0.1:{self.port}", **(headers or {})}
        if self.cookies:
            told["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection.request(method, path, body, told)
        response = connection.getresponse()
        for header in response.headers.get_all("Set-Cookie") or []:
            name, _, rest = header.strip().partition("=")
            self.cookies[name] = rest.partition(";")[0]
        answer = Answer(response.status, response.headers, response.read())
        connection.close()
        return answer


class Team(Served):
    """``dalil serve --accounts``, with people who sign in over HTTP as a browser would."""

    link = re.compile(r"https?://[^/]+?(?::(\d+))?/ar/sign-in/first/\?token=(\S+)")

    def __init__(self, vault, *, options=(), port=0, **surroundings):
        super().__init__(vault, "--accounts", *options, link=self.link, port=port, **surroundings)

    def first(self, name="مديرة"):
        """The first administrator, signed in."""
        visitor = self.visitor()
        page = visitor.get(f"/ar/sign-in/first/?token={self.token}")
        told = {"token": self.token, "name": name, "password": PASSPHRASE, "again": PASSPHRASE}
        assert visitor.send("/ar/sign-in/first/", page, told).status == 302
        return self.signed_in(name)

    def link_for(self, administrator, name, role):
        """The address by which somebody whom the administrator lets in sets a passphrase."""
        page = administrator.get("/en/accounts/")
        made = administrator.send("/en/accounts/", page, {"name": name, "role": role})
        return re.search(r"/en/sign-in/link/[\w-]+/", made.text)[0]

    def member(self, administrator, name, role):
        """Somebody whom the administrator lets in, signed in."""
        link = self.link_for(administrator, name, role)
        visitor = self.visitor()
        answer = visitor.send(link, visitor.get(link), {"password": PASSPHRASE, "again": PASSPHRASE})
        assert answer.status == 302
        return self.signed_in(name)

    def signed_in(self, name):
        """Somebody with a passphrase, and the authenticator app that they set up now."""
        visitor = self.visitor()
        assert visitor.sign_in(name).status == 302
        page = visitor.get("/en/account/totp/")
        visitor.secret = re.search(r"<code><bdi[^>]*>([A-Z2-7]{16,})</bdi>", page.text)[1]
        assert visitor.send("/en/account/totp/", page, {"code": visitor.code()}).status == 302
        return visitor

"""The real server of a vault, and a browser that is only a connection and its cookies."""

import http.client
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field

_LINK = re.compile(r"http://[^/]+:(\d+)/\?token=(\S+)")


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self):
        return self.body.decode()


class Served:
    """``dalil serve`` on a free port; use as a context manager."""

    def __init__(self, vault, *options, **surroundings):
        command = [sys.executable, "-m", "dalil", "serve", "--vault", vault, "--port", "0", *options]
        env = {**os.environ, **surroundings}
        self._process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=env)
        self.said = []
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
        return self.line_like(_LINK)

    def line_like(self, pattern):
        for line in self._process.stderr:
            self.said.append(line)
            if found := re.search(pattern, line):
                groups = found.groups()
                return (int(groups[0]), groups[1]) if len(groups) == 2 else found[0]
        raise AssertionError("".join(self.said))

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

    def get(self, path, **headers):
        return self.ask("GET", path, headers=headers)

    def post(self, path, form="", **headers):
        told = {"Content-Type": "application/x-www-form-urlencoded", **headers}
        return self.ask("POST", path, body=form, headers=told)

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

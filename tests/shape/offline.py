"""Offline: a process that cannot make a socket of the internet."""

import socket
import sys

INTERNET = (socket.AF_INET, socket.AF_INET6)
ASKS = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo")


class Connects(BaseException):
    """Something tried to reach a network. Not an Exception, so that no handler can take it for its own."""


def forbid_internet():
    """From now on every attempt of this process to make an internet socket or to ask for a name fails."""

    def hook(event, arguments):
        if event == "socket.__new__" and arguments[1] in INTERNET:
            raise Connects(f"a socket of family {arguments[1]}")
        if event in ASKS:
            raise Connects(f"{event} {arguments}")

    sys.addaudithook(hook)

"""A process that takes in a folder and verifies the vault while no socket of the internet can be made."""

import socket
import sys

from shape.offline import forbid_internet

forbid_internet()


def main(act, *paths):
    if act == "connect":
        socket.create_connection(("127.0.0.1", 9))
    from dalil.cli.main import status

    source, vault = paths
    return status(["acquire", source, "--vault", vault, "--json"]) or status(["verify", vault, "--json"])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

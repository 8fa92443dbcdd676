"""``python -m dalil.web HOST PORT``: what ``dalil serve`` becomes, with DALIL_VAULT naming the vault."""

import sys

from dalil.core.errors import Refusal
from dalil.web.serving import serve


def main(arguments: list[str]) -> int:
    """Serve until interrupted and return the exit status."""
    host, port = arguments
    try:
        serve(host, int(port), _say)
    except Refusal as refused:
        _say(f"Refused ({refused.code}): {refused.sentence}")
        _say(f"What to do: {refused.remedy}")
        return refused.exit_status
    except KeyboardInterrupt:
        _say("Stopped.")
    return 0


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""``python -m dalil``."""

from dalil.cli.main import run

run()

"""``python -m dalil``."""

from dalil.cli.main import start

start()

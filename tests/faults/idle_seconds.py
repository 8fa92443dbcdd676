"""How long clusters of the tests keep jails that nobody asks; a module that changes nothing when imported."""

IDLE_SECONDS = 3

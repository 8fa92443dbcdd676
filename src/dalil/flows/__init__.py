"""One file per act, three beats: load, decide, record."""

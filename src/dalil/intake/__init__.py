"""The outside world, distrusted: folders, containers, what bytes are, what they claim about themselves."""

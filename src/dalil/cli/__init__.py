"""The command line: speaks to people and scripts, holds no rules (DESIGN §13)."""

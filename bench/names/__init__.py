"""Names: single forms across scripts, and full chains in long lists, by `dalil names match`."""

"""The web workspace: pages for people. It holds no rules; it asks flows and queries and shows the answer."""

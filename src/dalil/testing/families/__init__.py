"""Drawn families: people who share parents, grandparents and names, and lists that write them badly."""

"""Releases: a published state in a folder of its own."""

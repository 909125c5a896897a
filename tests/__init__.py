"""The tests; a package of its own, lest another distribution's `tests` stand in its place."""

"""The render worker: composes and paints slides and detail cards ahead of time into the cache."""

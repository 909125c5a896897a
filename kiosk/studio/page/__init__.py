"""The page in the middle, and what hangs on it."""

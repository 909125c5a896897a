"""One module a command; each has `run(chosen) -> int`, the exit code."""

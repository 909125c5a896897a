"""Written files read back and judged."""

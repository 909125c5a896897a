"""Contact sheets of every family on every stock."""

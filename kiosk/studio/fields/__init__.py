"""The property panel at the right: a field for each value."""

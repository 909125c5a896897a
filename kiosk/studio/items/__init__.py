"""The list of items at the left."""

"""Sets of pages become files."""

"""Papers that go with an export: a report of what was made, and sheets that ask for a signature."""

FOLDER = "report"
"""Where papers lie beside the products; it is their product in the manifest, too."""

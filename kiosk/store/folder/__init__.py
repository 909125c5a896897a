"""The campaign folder: its schema, read and saved field by field."""

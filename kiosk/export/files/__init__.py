"""Finished files: drawn in one format, judged from their own bytes, and looked at again later."""

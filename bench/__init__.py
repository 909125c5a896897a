"""Measures of the program, each beside a peer measured in the same run."""

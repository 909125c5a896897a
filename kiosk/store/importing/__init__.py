"""Imports: a harvest merged into a campaign, with an account of it."""

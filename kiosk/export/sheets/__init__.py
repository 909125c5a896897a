"""Sheets for the office: imposed, glued, grey, copies for places."""

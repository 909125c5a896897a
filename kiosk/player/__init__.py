"""The wall: slides on displays, unattended."""

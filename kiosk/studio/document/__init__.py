"""The open campaign: its state, its changes, its journal; no window."""

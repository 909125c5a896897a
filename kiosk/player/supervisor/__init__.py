"""The supervisor: starts the other parts, and starts them again whatever ends them; no Qt, no network."""

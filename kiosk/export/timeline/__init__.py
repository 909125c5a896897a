"""What screens show when, drawn."""

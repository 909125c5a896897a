"""What a screen shows over a month."""

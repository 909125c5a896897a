"""What is wrong with the campaign, and its cures."""

"""What the fields of a page say of campaign, item and moment."""

"""Campaign, family and stock become pages."""

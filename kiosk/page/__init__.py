"""What a page is, and how text is shaped and measured on it."""

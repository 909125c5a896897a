"""Two mirrors: a page on a screen, a page in a PDF."""

"""Template files: read, checked word by word, with a brand's inks and typefaces put on them."""

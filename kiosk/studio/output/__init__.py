"""What leaves the desk: files, prints, slides, releases."""

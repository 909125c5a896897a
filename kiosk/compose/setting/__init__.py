"""Setting: boxes measured, fitted and laid out, each text at its size."""

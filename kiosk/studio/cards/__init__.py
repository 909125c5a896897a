"""Cards over the window and strips above it: start, new, import, translations, help, palette."""

"""One campaign in, every channel out: screens, posters, postcards and screensaver pictures."""

__version__ = "0.1.0"

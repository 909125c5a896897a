"""One campaign in, every channel out: screens, posters, postcards and social cards for libraries."""

__version__ = "0.1.0"

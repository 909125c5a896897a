"""What a command line answers with: an exit code, and a sentence on stderr when something is wrong."""

from __future__ import annotations

import sys

DONE, FAULTS, USAGE, UNREADABLE, CANCELLED = 0, 1, 2, 3, 130
"""Exit codes: done, errors found or files failed, wrong use, input cannot be read, stopped by Ctrl-C."""


def complain(sentence: str, code: int) -> int:
    """Say on stderr what is wrong, and give the exit code back."""
    for line in sentence.splitlines() or [""]:
        print(f"kiosk: {line}", file=sys.stderr)
    return code

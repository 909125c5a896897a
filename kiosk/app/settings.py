"""Where this user's own files lie: logs and state, never inside a campaign."""

from __future__ import annotations

from pathlib import Path

NAME = "kiosk"


def log_folder() -> Path:
    """Find the folder of the log files."""
    import platformdirs

    return platformdirs.user_log_path(NAME, appauthor=False)

import logging

import pytest

from kiosk.app import main
from tests.export.conftest import CAMPAIGN, campaign, composer

__all__ = ["CAMPAIGN", "campaign", "composer"]


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    """A log folder of the test's own, and the logger as it was afterwards."""
    monkeypatch.setattr("kiosk.app.settings.log_folder", lambda: tmp_path / "logs")
    logger = logging.getLogger("kiosk")
    before = logger.handlers[:], logger.level, logger.propagate
    yield
    logger.handlers[:], logger.propagate = before[0], before[2]
    logger.setLevel(before[1])


@pytest.fixture
def kiosk(capsys):
    """Run one command line here; gives the exit code, what it said and what it complained of."""

    def run(*words):
        code = main([str(w) for w in words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run

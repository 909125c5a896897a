"""What every test stands on: a fixed place and time, an offscreen Qt, a home of its own, and silence in the log."""

import locale
import logging
import os
import re
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

# Before anything imports Qt or reads the user's folders.
_HOME = tempfile.TemporaryDirectory(prefix="kiosk-tests-")
os.environ |= {"TZ": "Europe/London", "LC_ALL": "C.UTF-8", "LANGUAGE": "en", "QT_QPA_PLATFORM": "offscreen"}
for _name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"):
    _folder = Path(_HOME.name, _name.lower())
    _folder.mkdir(mode=0o700)
    os.environ[_name] = str(_folder)
for _name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_SCALE_FACTOR", "QT_STYLE_OVERRIDE"):
    os.environ.pop(_name, None)
if hasattr(time, "tzset"):
    time.tzset()
locale.setlocale(locale.LC_ALL, "C.UTF-8" if os.name == "posix" else "C")

import hypothesis  # noqa: E402
import pytest  # noqa: E402

from tests.tooling.golden import Golden  # noqa: E402
from tests.tooling.screen import Screen  # noqa: E402
from tests.tooling.waiting import Patient  # noqa: E402

# How long an example takes says something of the machine only.
_UNHURRIED = {"deadline": None, "suppress_health_check": [hypothesis.HealthCheck.too_slow]}
hypothesis.settings.register_profile("quick", max_examples=20, derandomize=True, **_UNHURRIED)
hypothesis.settings.register_profile("long", max_examples=1000, **_UNHURRIED)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write what the tests see as the new goldens")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the longest test begin first, so that nobody waits for it alone at the end."""
    items.sort(key=lambda item: item.path.name != "test_portable.py")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare with the files in `golden/` beside the test."""
    root = request.config.rootpath
    folder = request.path.parent / "golden"
    seen = root / "build" / "seen" / request.path.parent.relative_to(root)
    return Golden(folder, seen, update=request.config.getoption("--update-golden"))


@pytest.fixture(scope="session", autouse=True)
def _application(qapp: object) -> object:
    # The first one made stays for the whole process; made by a test of pictures, it could not show widgets later.
    return qapp


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> Patient:
    """Drive windows as pytest-qt does, with more patience than its five seconds."""
    return Patient(request)


@pytest.fixture(scope="session")
def xvfb() -> Iterator[dict[str, str]]:
    """Start an X screen of 1920 x 1080 and give the environment for a child that shows windows on it."""
    with Screen(1920, 1080) as screen:
        yield screen.environment()


class _Collector(logging.Handler):
    """Warnings and errors that the program logged."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Fail a test whose code warned without the test saying so with `expect_log`."""
    collector = _Collector()
    logger = logging.getLogger("kiosk")
    logger.addHandler(collector)
    try:
        yield
    finally:
        logger.removeHandler(collector)
    marker = item.get_closest_marker("expect_log")
    if marker is None:
        unexpected = collector.lines
    else:
        pattern = marker.args[0] if marker.args else ""
        unexpected = [line for line in collector.lines if not re.search(pattern, line)]
        if not collector.lines:
            pytest.fail("The test expects a warning in the log and there was none.", pytrace=False)
    if unexpected:
        pytest.fail("Unexpected in the log:\n" + "\n".join(unexpected), pytrace=False)

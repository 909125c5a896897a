"""The wheel: what `pip install .` puts on a machine."""

import os
import subprocess
import sys
import zipfile

import pytest

from tests.tooling.checkout import ROOT, files
from tests.tooling.waiting import PATIENCE


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    out = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "wheel", "-qq", "--no-deps", "--no-index", "--no-build-isolation", "-w", out, ROOT]
    subprocess.run(pip, check=True, capture_output=True, timeout=PATIENCE)
    return next(out.glob("*.whl"))


def test_the_wheel_carries_every_template_and_asset(wheel):
    carried = {name.removeprefix("kiosk/_data/") for name in zipfile.ZipFile(wheel).namelist() if name.startswith("kiosk/_data/")}
    names = {path.relative_to(ROOT).as_posix() for path in files()}
    assert carried == {name for name in names if name.startswith(("templates/", "assets/", "packaging/player/"))}


def test_an_installed_program_finds_its_data_and_gives_help(wheel, tmp_path):
    pip = [sys.executable, "-m", "pip", "install", "-qq", "--no-deps", "--no-index", "--target", tmp_path, wheel]
    subprocess.run(pip, check=True, capture_output=True, timeout=PATIENCE)

    def run(*command):
        environment = os.environ | {"PYTHONPATH": str(tmp_path)}
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=PATIENCE)

    where = "from kiosk.resources import assets_dir, templates_dir; print(templates_dir(), assets_dir(), sep='\\n')"
    found = run(sys.executable, "-c", where).stdout.splitlines()
    assert found == [str(tmp_path / "kiosk" / "_data" / name) for name in ("templates", "assets")]
    helped = run(tmp_path / "bin" / "kiosk", "--help")
    assert helped.returncode == 0, helped.stderr
    assert "usage" in helped.stdout.lower()

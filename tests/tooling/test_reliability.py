"""docs/reliability.md names a test for everything that broke elsewhere: each of them is there."""

import re

from tests.tooling.checkout import ROOT


def test_every_test_that_is_named_exists():
    rows = [row for row in (ROOT / "docs" / "reliability.md").read_text("utf-8").splitlines() if row.startswith("| ")]
    named = 0
    for row in rows:
        file = ""
        for found, name in re.findall(r"`([\w/]*\.py)?::(\w+)`", row):
            file = found or file
            text = (ROOT / "tests" / file).read_text("utf-8")
            assert re.search(rf"^def {name}\(", text, re.MULTILINE), f"{file} has no {name}"
            named += 1
    assert named >= 30

"""No rule of preflight without an id that is in use and a test that exists."""

import re

import pytest

from kiosk.export.preflight.preflight import RULES
from tests.export.preflight_table import PLANTED, SAVED, TABLE
from tests.export.test_preflight import FAULTS
from tests.tooling.checkout import ROOT


def in_use() -> set[str]:
    """List every text in the program that may be the id of a finding."""
    told = "".join(file.read_text("utf-8") for file in (ROOT / "kiosk").rglob("*.py"))
    return set(re.findall(r'(?:id=|rule\(|finding\()f?"([a-z{}0-9-]+)"', told)) | {"title-distance", "detail-distance", "no-link"}


@pytest.mark.parametrize(("words", "id", "test"), TABLE, ids=[words for words, _, _ in TABLE])
def test_a_rule_is_in_use_and_has_its_planted_fault(words: str, id: str, test: str):
    file, _, name = test.partition("::")
    assert f"def {name}(" in (ROOT / file).read_text("utf-8"), f"{words}: there is no such test"
    if id:
        assert id in in_use(), f"{words}: nothing is found under this id"
    if test == PLANTED:
        assert id in {f[0] for f in FAULTS}
    elif id:
        assert test == SAVED or id in (ROOT / file).read_text("utf-8"), f"{words}: the test does not name it"


def test_every_rule_on_written_files_stands_in_the_table():
    assert {rule.id for rule in RULES} <= {id for _, id, _ in TABLE}

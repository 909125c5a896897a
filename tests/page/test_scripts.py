"""Scripts of characters: the quick answers are those of the tables, and most words need no tables."""

import subprocess
import sys

from fontTools import unicodedata

from kiosk.page import scripts


def test_every_answer_is_that_of_the_tables() -> None:
    letters = [chr(i) for i in range(0x3100) if not 0xD800 <= i <= 0xDFFF]
    assert {c: scripts.script(c) for c in letters} == {c: unicodedata.script(c) for c in letters}


def test_words_in_latin_letters_need_no_tables() -> None:
    said = """
import sys
from kiosk.compose import judge
from kiosk.page import face, shaping
shaping.shape("Knowledge caf\xe9 \u2013 2.30\xa0to \u0174yl", face.find("Atkinson Hyperlegible"), "en", 0)
print("fontTools" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"

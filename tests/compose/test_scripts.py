"""Scripts that a family's own typefaces lack: a stand-in with all letters, or the package that has it; emoji as pictures."""

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.compose import compose as composer
from kiosk.compose import judge
from kiosk.compose.brief import Composed
from kiosk.page import emoji, face, fallbacks
from kiosk.page.picture import Artwork
from kiosk.store.pictures import emoji as drawings
from tests.compose.making import brief, campaign, event, groups, ids, plain, runs, text_of

PAGE = '<text role="title" size="6" box="7,7,80,60">{item.title}</text>'


def page(title: str, lang: str, pictures: dict[str, Artwork] | None = None) -> Composed:
    order = brief(plain(PAGE), campaign=campaign(event(title=title), languages=(lang,)), langs=(lang,))
    return composer.compose(replace(order, pictures=pictures or {}))[0]


@pytest.mark.parametrize(
    ("lang", "title"),
    [
        ("cy", "Tŷ'r dysgu: ŵyn"), ("pl", "Zażółć gęślą jaźń"), ("ar", "تبادل المعرفة"), ("ur", "علم کا تبادلہ"),
        ("hi", "ज्ञान का आदान-प्रदान"), ("el", "Ανταλλαγή γνώσης"), ("uk", "Обмін знаннями"), ("ru", "Обмен знаниями"),
    ],
)  # fmt: skip
def test_scripts_whose_typefaces_are_installed(lang: str, title: str) -> None:
    done = page(title, lang)
    assert "missing-glyphs" not in ids(done)
    assert done.page.lang == lang


def test_letters_that_join_come_from_one_face() -> None:
    assert {run.face.family for _, run in runs(page("علم کا تبادلہ", "ur").page)} == {"Noto Sans Arabic"}
    assert {run.face.family for _, run in runs(page("تبادل المعرفة", "ar").page)} == {"Tajawal"}


@pytest.mark.parametrize(
    ("script", "package", "missing"),
    [
        ("Beng", "fontpkg-hind-siliguri", "জ্ঞান"),
        ("Hani", "noto-cjk-sans-jp-regular noto-cjk-sans-jp-bold", "知识，"),
        ("Hira", "noto-cjk-sans-jp-regular noto-cjk-sans-jp-bold", "あい。"),
    ],
)
def test_a_script_without_a_typeface_names_the_package(script: str, package: str, missing: str) -> None:
    assert fallbacks.package(script) == package
    found = list(judge.glyph_findings(set(missing)))
    assert [f.cure for f in found] == [f"Run: pip install {package}"]
    assert fallbacks.SPOKEN[script] in found[0].sentence


def test_what_no_package_has_is_to_be_written_in_words() -> None:
    found = list(judge.glyph_findings({"\U00012000"}))
    assert found[0].sentence == "No typeface at hand has these characters: 𒀀"
    assert found[0].cure == "Write them in words."


def test_a_family_whose_weights_are_packages_is_found_when_they_are_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "noto_cjk_sans_jp_bold"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "NotoSansCJKjp-Bold.otf").write_bytes(b"OTTO")
    monkeypatch.syspath_prepend(tmp_path)
    assert fallbacks.single("Noto Sans CJK JP") == ((str(folder / "NotoSansCJKjp-Bold.otf"), 700),)
    assert fallbacks.single("Noto Sans") == ()


def test_a_headlines_stand_in_is_bold() -> None:
    serif, text = face.find("DM Serif Display"), face.find("Atkinson Hyperlegible")
    found = [face.fallback("Deva", like) for like in (serif, text)]
    assert [f.weight for f in found if f] == [700, 400]


def test_an_emoji_stands_in_its_line_as_a_picture_and_is_read_as_text(tmp_path: Path) -> None:
    c = campaign(event(title="Bake 🎉 sale"))
    pictures = dict(drawings.gather(c, tmp_path))
    done = page("Bake 🎉 sale", "en", pictures)
    assert text_of(done.page) == "Bake 🎉 sale"
    assert not {"emoji", "missing-glyphs"} & set(ids(done))
    assert len(groups(done.page, "emoji")) == 1
    word = next((p, run) for p, run in runs(done.page) if run.text == "🎉")
    assert word[1].width == pytest.approx(emoji.WIDTH * word[1].size)


def test_an_emoji_without_a_picture_is_left_out_and_told() -> None:
    done = page("Bake 🎉 sale", "en")
    assert text_of(done.page) == "Bake sale"
    told = next(f for f in done.findings if f.id == "emoji")
    assert told.sentence == 'Emoji of "Bake 🎉 sale" are left out, for want of pictures of them.'
    assert "missing-glyphs" in ids(page("🎉🎉", "en")), "a title of nothing else is not made"

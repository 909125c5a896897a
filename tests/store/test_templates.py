"""Template families: the program's and the campaign's own, read under limits."""

import pytest

from kiosk.store import templates


@pytest.fixture
def folder(tmp_path):
    own = tmp_path / "templates" / "mine"
    own.mkdir(parents=True)
    (own / "family.toml").write_text('name = "Mine"')
    (own / "poster.xml").write_text("<template/>")
    return tmp_path


def test_the_programs_families_are_there():
    assert "leaf" in templates.names(None)
    assert "family.toml" in templates.load("leaf", None)


def test_a_familys_files_come_by_name(folder):
    (folder / "templates" / "mine" / "notes.txt").write_text("not a template")
    assert templates.load("mine", folder) == {"family.toml": 'name = "Mine"', "poster.xml": "<template/>"}
    assert set(templates.names(folder)) == {*templates.names(None), "mine"}


def test_the_campaigns_own_family_wins(folder):
    (folder / "templates" / "mine").rename(folder / "templates" / "leaf")
    assert templates.load("leaf", folder)["family.toml"] == 'name = "Mine"'


@pytest.mark.parametrize("name", ["none", "", "../leaf", "LEAF", "a/b", "/etc", "leaf\0"])
def test_what_is_not_there_is_one_sentence_with_what_is(folder, name):
    with pytest.raises(templates.Error, match=r"There is no template family .*choose one of: .*mine"):
        templates.load(name, folder)


def test_a_folder_without_family_toml_is_no_family(folder):
    (folder / "templates" / "half").mkdir()
    assert "half" not in templates.names(folder)


def test_files_outside_too_large_too_many_or_not_text(folder, monkeypatch):
    own = folder / "templates" / "mine"

    def why():
        with pytest.raises(templates.Error) as caught:
            templates.load("mine", folder)
        return str(caught.value)

    (folder / "secret.xml").write_text("x")
    (own / "a.xml").symlink_to(folder / "secret.xml")
    assert "mine/a.xml is a link to a file outside" in why()
    (own / "a.xml").unlink()
    (own / "a.xml").write_bytes(b"\xff\xfe")
    assert "mine/a.xml is not UTF-8" in why()
    (own / "a.xml").write_bytes(b" " * 1_000_001)
    assert "mine/a.xml is larger than 1 MB" in why()
    (own / "a.xml").unlink()
    monkeypatch.setattr(templates, "MOST", 1)
    assert "more than 1 files" in why()

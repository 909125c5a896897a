import socket

from PySide6.QtCore import QSettings

from kiosk.studio import settings


def test_recent_campaigns_are_remembered_newest_first_and_only_while_they_are_there(folder, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "campaign.toml").write_text('title = "Other"\n')
    settings.remember(folder)
    settings.remember(other)
    settings.remember(folder)
    assert settings.recent()[:2] == (folder.resolve(), other.resolve())
    (other / "campaign.toml").unlink()
    assert other.resolve() not in settings.recent()


def test_settings_keep_what_people_wrote_into_the_file():
    settings.file().parent.mkdir(parents=True, exist_ok=True)
    settings.file().write_text('# mine\ntheme = "dark"\n')
    settings.change(recent=[])
    text = settings.file().read_text()
    assert "# mine" in text
    assert settings.read()["theme"] == "dark"


def test_a_spoilt_file_is_no_reason_to_stop(folder):
    settings.file().parent.mkdir(parents=True, exist_ok=True)
    settings.file().write_text("recent = [")
    assert settings.recent() == ()
    settings.note(folder, publish="/media/stick")
    assert settings.of_campaign(folder)["publish"] == "/media/stick"


def test_the_desk_talks_to_nobody_unasked(window, settled, monkeypatch):
    """No telemetry: a window that is opened, typed into and checked makes no connection to any other machine."""
    asked = []
    monkeypatch.setattr(socket.socket, "connect", lambda _self, address: asked.append(address))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *address, **_: asked.append(address) or [])
    window.fields.spots["title"].line.setText("Knowledge exchanged")
    window.fields.spots["title"].line.textEdited.emit("Knowledge exchanged")
    window.choose("cover")
    settled(window, checked=True)
    assert asked == []


def test_the_windows_place_is_kept_by_qt_and_nothing_else_is(window):
    window.close()
    assert QSettings("kiosk", "studio").allKeys() == ["geometry"]

from dataclasses import replace

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.studio.page import crops


def test_dragging_the_focal_point_shows_every_crop(window, folder, qtbot):
    half = Image.new("RGB", (1200, 800), "#203A8F")
    half.paste("#F2D03B", (600, 0, 1200, 800))
    half.save(folder / "half.png")
    window.document.edit(replace(window.document.campaign, family="photo"), "Photo")
    assert window.fields.crops is None
    window.fields.take_picture(folder / "half.png")
    faces = window.fields.crops.faces
    assert set(faces) == {stock for _, stock, _ in crops.KINDS}
    qtbot.waitUntil(lambda: all(not f.pixmap().isNull() for f in faces.values()))
    qtbot.waitUntil(lambda: not window.tasks.busy)
    before = {stock: f.pixmap().toImage() for stock, f in faces.items()}
    spot = window.fields.spots["picture"]
    spot.focal.setFocus()
    for _ in range(5):
        QTest.keyClick(spot.focal, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: not window.tasks.asked("crop"))
    qtbot.waitUntil(lambda: faces["a4"].pixmap().toImage() != before["a4"])
    assert window.document.campaign.item("exchange").picture.focal[0] < 0.5

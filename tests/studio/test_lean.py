import builtins

from kiosk import lean


def test_qt_leaves_pythons_own_way_of_importing_as_it_is(monkeypatch):
    plain = builtins.__import__
    come = []

    def greedy(name):
        come.append(name)
        builtins.__import__ = print

    monkeypatch.setattr(lean, "import_module", greedy)
    lean.qt()
    assert builtins.__import__ is plain
    assert come == ["PySide6.QtCore"]

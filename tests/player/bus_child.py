"""A desktop's screen saver and a login manager on a bus of their own, which tell on standard output what they are asked."""

import os
import sys

from PySide6.QtCore import ClassInfo, QCoreApplication, QObject, QSocketNotifier, QTimer, Slot
from PySide6.QtDBus import QDBusConnection, QDBusUnixFileDescriptor


@ClassInfo({"D-Bus Interface": "org.freedesktop.ScreenSaver"})
class Saver(QObject):
    @Slot(str, str, result=int)
    def Inhibit(self, who: str, why: str) -> int:
        print("saver", who, why, flush=True)
        return 7


@ClassInfo({"D-Bus Interface": "org.freedesktop.login1.Manager"})
class Manager(QObject):
    @Slot(str, str, str, str, result=QDBusUnixFileDescriptor)
    def Inhibit(self, what: str, who: str, why: str, mode: str) -> QDBusUnixFileDescriptor:
        read, write = os.pipe()
        made = QDBusUnixFileDescriptor(write)
        os.close(write)
        print("logind", what, who, mode, flush=True)
        told = QSocketNotifier(read, QSocketNotifier.Type.Read)
        told.activated.connect(self.note_free)
        handed.append(told)
        return made

    @Slot()
    def note_free(self) -> None:
        """Tell that nobody holds the file any more."""
        for told in handed:
            told.setEnabled(False)
        print("free", flush=True)


handed: list[QSocketNotifier] = []
app = QCoreApplication(sys.argv)
bus = QDBusConnection.sessionBus()
saver, manager = Saver(), Manager()
assert bus.registerObject("/org/freedesktop/ScreenSaver", saver, QDBusConnection.RegisterOption.ExportAllSlots)
assert bus.registerObject("/org/freedesktop/login1", manager, QDBusConnection.RegisterOption.ExportAllSlots)
assert bus.registerService("org.freedesktop.ScreenSaver")
assert bus.registerService("org.freedesktop.login1")
print("there", flush=True)
QTimer.singleShot(600_000, app.quit)
app.exec()

"""Inhibitors over D-Bus: the desktop's screen saver on the session bus, and logind on the system bus.

Nothing here waits for an answer: a service that hangs must not stop a fade. Both are held for the life of the process,
since giving back by number fails over QtDBus (it sends the number signed).
"""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher, QDBusServiceWatcher

log = logging.getLogger("kiosk.player")
_TIMEOUT_MS = 5000


class _Inhibitor(QObject):
    """A call to a service that keeps awake as long as the caller, or what it answered, lives."""

    service = path = interface = ""
    bus = QDBusConnection.BusType.SessionBus

    def __init__(self, *arguments: str) -> None:
        super().__init__()
        self._arguments = list(arguments)
        self._held: object = None
        self._asking: QDBusPendingCallWatcher | None = None
        self._connection = QDBusConnection.connectToBus(self.bus, f"kiosk-{type(self).__name__}")
        if not self._connection.isConnected():
            raise OSError("there is no such bus")
        self._watch = QDBusServiceWatcher(
            self.service, self._connection, QDBusServiceWatcher.WatchModeFlag.WatchForOwnerChange, self
        )
        self._watch.serviceOwnerChanged.connect(self._lose)

    def hold(self) -> None:
        """Ask the service, unless it has said yes before and still lives."""
        if self._held is None and self._asking is None:
            call = QDBusMessage.createMethodCall(self.service, self.path, self.interface, "Inhibit")
            call.setArguments(self._arguments)
            self._asking = QDBusPendingCallWatcher(self._connection.asyncCall(call, _TIMEOUT_MS), self)
            self._asking.finished.connect(self._take)

    def release(self) -> None:
        """Leave the bus: both services then let go."""
        self._held = None
        QDBusConnection.disconnectFromBus(f"kiosk-{type(self).__name__}")

    @Slot(QDBusPendingCallWatcher)
    def _take(self, watcher: QDBusPendingCallWatcher) -> None:
        self._asking = None
        answer = watcher.reply()
        if answer.type() is QDBusMessage.MessageType.ReplyMessage and answer.arguments():
            self._held = answer.arguments()[0]
        else:
            log.debug("%s does not keep the screen awake: %s", self.service, answer.errorMessage())
        watcher.deleteLater()

    @Slot(str, str, str)
    def _lose(self, name: str, before: str, now: str) -> None:
        """Ask anew when the service was started again, and forget its promise when it is gone."""
        self._held = None
        if now:
            self.hold()


class Desktop(_Inhibitor):
    """The screen saver of a desktop (GNOME, KDE, Xfce, sway ...): org.freedesktop.ScreenSaver."""

    service = interface = "org.freedesktop.ScreenSaver"
    path = "/org/freedesktop/ScreenSaver"


class Logind(_Inhibitor):
    """The login manager: neither idle nor asleep, as long as the file that it hands out stays open."""

    service, path, interface = "org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager"
    bus = QDBusConnection.BusType.SystemBus

    def __init__(self, who: str, why: str) -> None:
        super().__init__("idle:sleep", who, why, "block")

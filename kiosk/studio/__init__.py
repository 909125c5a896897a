"""The studio: the staff's desk, where a campaign is looked at, changed and sent on its way."""

from kiosk import lean

lean.qt()

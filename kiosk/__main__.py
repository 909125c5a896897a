"""Start the program as a module: `python -m kiosk`."""

from kiosk.app import start

if __name__ == "__main__":
    raise SystemExit(start())

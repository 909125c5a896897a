"""Start the program from a checkout: `python main.py` is the same as `kiosk`."""

from kiosk.app import start

if __name__ == "__main__":
    raise SystemExit(start())

"""The PIN that ends a touch screen's player: only its scrypt sum is kept, in a file of this machine that nobody else may read."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kiosk.record import record

TRIES = 5
"""Wrong PINs in a row before one must wait."""
WAIT = 60.0
"""Seconds of the first wait; each further wrong PIN doubles it, up to LONGEST."""
LONGEST = 3600.0
DIGITS = range(4, 13)
_N, _R, _P = 2**14, 8, 1


class Error(Exception):
    """A PIN that cannot be set."""


@record
class Verdict:
    """What became of a try: right or not, and the seconds to wait before the next."""

    right: bool
    wait: float = 0.0


def file() -> Path:
    """Name the file of this machine's PIN; KIOSK_PIN names another."""
    from platformdirs import user_data_path

    return Path(os.environ.get("KIOSK_PIN") or user_data_path("kiosk", appauthor=False) / "pin.json")


def choose(pin: str, path: Path) -> None:
    """Set the PIN; raises Error when it is none, OSError when it cannot be kept."""
    if not (pin.isascii() and pin.isdigit() and len(pin) in DIGITS):
        raise Error(f"A PIN has {DIGITS.start} to {DIGITS.stop - 1} digits and nothing else.")
    salt = os.urandom(16)
    _keep(path, {"salt": salt.hex(), "digits": len(pin), "sum": _sum(pin, salt).hex(), "wrong": 0, "until": 0.0})


def is_set(path: Path) -> bool:
    """Tell whether there is a PIN; without one nobody leaves by touch."""
    return _read(path) is not None


def digits(path: Path) -> int:
    """Count the digits of the PIN, after which a try is complete."""
    known = _read(path)
    return int(known["digits"]) if known else DIGITS.stop


def attempt(pin: str, path: Path, now: Callable[[], float] = time.time) -> Verdict:
    """Try a PIN. After TRIES wrong ones nothing is even looked at until the wait is over, also after a restart."""
    known = _read(path)
    if known is None:
        return Verdict(False)
    left = min(float(known["until"]) - now(), LONGEST)
    if left > 0:
        return Verdict(False, left)
    # Counted before it is looked at: pulling the plug must not give tries for nothing.
    wrong = int(known["wrong"]) + 1
    wait = min(WAIT * 2 ** (wrong - TRIES), LONGEST) if wrong >= TRIES else 0.0
    try:
        _keep(path, {**known, "wrong": wrong, "until": now() + wait})
    except OSError:
        return Verdict(False, LONGEST)
    if not hmac.compare_digest(_sum(pin, bytes.fromhex(known["salt"])), bytes.fromhex(known["sum"])):
        return Verdict(False, wait)
    _keep(path, {**known, "wrong": 0, "until": 0.0})
    return Verdict(True)


def _sum(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, n=_N, r=_R, p=_P, dklen=32)


def _read(path: Path) -> dict[str, Any] | None:
    try:
        if os.name == "posix" and path.stat().st_mode & 0o077:
            return None  # who else may write it could have put in a PIN of their own
        known: dict[str, Any] = json.loads(path.read_text("ascii"))
        for key, kind in (("salt", bytes.fromhex), ("sum", bytes.fromhex), ("wrong", int), ("digits", int), ("until", float)):
            kind(known[key])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return known


def _keep(path: Path, facts: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    made = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(made, "w") as out:
        out.write(json.dumps(facts))
        out.flush()
        os.fsync(out.fileno())
    part.replace(path)

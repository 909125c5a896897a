"""Real trouble from the operating system: disks that are full, folders that may not be written, files that may not grow."""

import ctypes
import os
import shlex
import subprocess
import sys

from tests.tooling.checkout import ROOT
from tests.tooling.waiting import PATIENCE

_OVERRIDE, _READ_SEARCH = 1, 2
_DROP = 24


def as_plain_user():
    """Give up, in a child about to run, the right of root to pass over file permissions; others never had it."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        for capability in (_OVERRIDE, _READ_SEARCH):
            if libc.prctl(_DROP, capability, 0, 0, 0):
                raise OSError(ctypes.get_errno(), "prctl")


def small_files(largest):
    """Make a function for a child about to run: no file may grow beyond so many bytes."""
    import resource

    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))


def _mounting():
    """Find how this user mounts a disk that only a child sees; None where the system lets nobody."""
    for own in (["--mount"], ["--user", "--map-root-user", "--mount"]):
        words = ["unshare", *own, "--propagation", "private"] if "--user" not in own else ["unshare", *own]
        tried = subprocess.run([*words, "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True, check=False)
        if tried.returncode == 0:
            return words
    return None


def on_small_disk(disk, kilobytes, kept, script, *words, first="true", **options):
    """Run two shell scripts in the checkout while `disk` is a disk of that size; what it held in the end lies in `kept`.

    Where nobody may mount, no file of the second script may grow beyond an eighth of that size instead. Returns the finished
    process and whether it was a disk.
    """
    disk.mkdir(exist_ok=True)
    kept.mkdir(exist_ok=True)
    way = _mounting() if sys.platform == "linux" else None
    there = shlex.quote(str(disk))
    mount = f"mount -t tmpfs -o size={kilobytes}k tmpfs {there} || exit 99\n" if way else ""
    limit = "" if way else f"ulimit -f {kilobytes // 4}\n"  # in blocks of 512 bytes
    text = f"{mount}({first}) || exit 99\n({limit}{script})\ncode=$?\ncp -a {there}/. {shlex.quote(str(kept))}\nexit $code\n"
    command = [*(way or ()), "sh", "-c", text, "sh", *map(str, words)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=3 * PATIENCE, **options)
    assert done.returncode != 99, done.stderr
    return done, way is not None

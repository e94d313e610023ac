"""PostgreSQL refuses to run as root: started by root, it runs under a user of its own that owns nothing else."""

import os
import pwd
import subprocess
from functools import lru_cache
from pathlib import Path

OWN_UID = 47311  # no account of any distribution; where it cannot be taken (a small user namespace), nobody


@lru_cache(maxsize=1)
def nobody() -> tuple[int, int]:
    """User and group id of an account with a name and no rights (initdb insists on a name)."""
    for name in ("nobody", "daemon"):
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        return account.pw_uid, account.pw_gid
    return 65534, 65534


def _can_become(uid: int) -> bool:
    try:
        subprocess.run(["/bin/sh", "-c", ":"], user=uid, group=uid, extra_groups=[], cwd="/", check=True)
    except (OSError, subprocess.SubprocessError):
        return False
    return True


@lru_cache(maxsize=1)
def own() -> tuple[int, int]:
    """User and group id under which root runs the server."""
    try:
        pwd.getpwuid(OWN_UID)
    except KeyError:
        if _can_become(OWN_UID):
            return OWN_UID, OWN_UID
    return nobody()


def can_enter(folder: Path, uid: int) -> bool:
    """Whether that user can reach the inside of `folder` (asked of the kernel, so ACLs count)."""
    answer = subprocess.run(
        ["/bin/sh", "-c", 'cd "$1" && test -x .', "sh", str(folder)],
        user=uid, group=uid, extra_groups=[], cwd="/", stderr=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    return answer.returncode == 0


def give(folder: Path, uid: int, gid: int) -> None:
    """Hand a folder and all in it to that user."""
    for parent, folders, files in os.walk(folder):
        for name in folders + files:
            os.chown(os.path.join(parent, name), uid, gid, follow_symlinks=False)
    os.chown(folder, uid, gid)

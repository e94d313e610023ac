"""What `./lx` hands over to, once the environment exists."""

import os
import signal
import sys
from pathlib import Path

from config.env import ROOT
from config.launch import folders
from config.launch.say import LaunchError, problem


def manage(arguments: list[str], *, ready: bool = False) -> int:
    """Django's commands where the person stands, with the database running; ready: migrated first."""
    from config.launch.place import Place, compile_catalogues

    place = Place(folders.locate(None), database_url=os.environ.get("DATABASE_URL") or None)
    signal.signal(
        signal.SIGINT, lambda number, frame: None
    )  # Ctrl-C is for the command; we stay to leave the server in order
    place.connect(tied=False)
    try:
        if ready:
            place.refresh(scale=None)
        compile_catalogues()
        return place.run(str(ROOT / "manage.py"), *arguments, cwd=Path(os.environ.get("LX_CWD", ROOT)))
    finally:
        place.leave()


def main(arguments: list[str]) -> int:
    """Run one command of `./lx`."""
    command, rest = (arguments[0], arguments[1:]) if arguments else ("help", [])
    if command == "up":
        from config.launch.up import up

        return up(rest)
    if command == "manage":
        return manage(rest)
    if command == "shell":
        return manage(["shell", *rest], ready=True)
    if command == "import":
        return manage(["import_file", *rest], ready=True)
    if command == "test":
        from config.launch.suite import test

        return test(rest)
    if command in {"check", "fix"}:
        from config.launch import checks

        return checks.check(rest) if command == "check" else checks.fix()
    if command in {"backup", "restore"}:
        from config.launch import backups

        return backups.backup(rest) if command == "backup" else backups.restore(rest)
    if command == "bench":
        from config.launch.benches import bench

        return bench(rest)
    problem(f"unknown command {command}")
    return 2


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except LaunchError as refused:
        problem(str(refused))
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)

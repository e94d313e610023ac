"""`./lx backup FILE` and `./lx restore FILE`: the database in one file, by the binaries that belong to the server."""

import os
import subprocess
from pathlib import Path

from config.launch import folders
from config.launch.binaries import wheel_folder
from config.launch.place import Place
from config.launch.say import LaunchError, line

CACHE_TABLE = "core_cache"


def _place(arguments: list[str]) -> tuple[Place, Path]:
    if len(arguments) != 1:
        raise LaunchError("请写明一个文件 · name one file")
    file = (Path(os.environ.get("LX_CWD", ".")) / arguments[0]).resolve()
    return Place(folders.locate(None), database_url=os.environ.get("DATABASE_URL") or None), file


def _run(program: str, *arguments: str) -> None:
    answer = subprocess.run([str(wheel_folder() / "bin" / program), *arguments], check=False)
    if answer.returncode:
        raise LaunchError(f"{program} 没有完成，原因见上 · did not finish; the reason stands above")


def backup(arguments: list[str]) -> int:
    """Write the whole database to FILE, readable by its owner only; works while the house is open."""
    place, file = _place(arguments)
    place.connect(tied=False)
    try:
        file.touch(mode=0o600)
        _run("pg_dump", "--format=custom", f"--exclude-table-data={CACHE_TABLE}", f"--file={file}",
             place.environment["DATABASE_URL"])  # fmt: skip
    finally:
        place.leave()
    line(
        f"已备份到 {file}。密钥不在其中，请另行保管 · the keys are not in it: keep them apart (docs/operations/backup.md)"
    )
    return 0


def restore(arguments: list[str]) -> int:
    """Read FILE into an empty database, all or nothing. Raises LaunchError where the database is not empty."""
    import psycopg

    place, file = _place(arguments)
    if not file.is_file():
        raise LaunchError(f"没有这个文件 · no such file: {file}")
    place.connect(tied=False)
    try:
        url = place.environment["DATABASE_URL"]
        with psycopg.connect(url) as connection:
            found = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
        if found and found[0]:
            raise LaunchError(
                "这个数据库不是空的，没有改动。The database is not empty; nothing was changed. 用 --data 另选文件夹。"
            )
        _run("pg_restore", "--no-owner", "--single-transaction", "--exit-on-error", f"--dbname={url}", str(file))
    finally:
        place.leave()
    line("已恢复 · restored")
    return 0

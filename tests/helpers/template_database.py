"""One migrated database a schema, cloned for each process of the suite: migrating takes far longer than copying.

The template's name holds a fingerprint of every migration and of the installed versions, so it is made again when
either changes. A new one begins as a copy of the nearest earlier one, all of whose migrations it has word for word;
which they are is kept as the comment of the database.
"""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent.parent
PREFIX = "liangxin_template_"
LOCK = 0x4C58_7465  # one maker of a template at a time on a server


def fingerprint() -> str:
    """Changes with any migration, model-bearing setting or installed version."""
    digest = hashlib.sha256()
    files = [*ROOT.glob("liangxin/*/migrations/*.py"), ROOT / "config/settings/base.py", ROOT / "uv.lock"]
    for file in sorted(files):
        digest.update(file.relative_to(ROOT).as_posix().encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def ensure(database: dict[str, object]) -> str:
    """The name of the template for this checkout, made now if it is not there; database: Django's settings."""
    name = PREFIX + fingerprint()
    there = "SELECT 1 FROM pg_database WHERE datname = %s AND datistemplate"
    with _connect(database, "postgres") as connection:
        if connection.execute(there, [name]).fetchone():
            return name
        connection.execute("SELECT pg_advisory_lock(%s, %s)", [LOCK, int(name[-7:], 16)])
        if connection.execute(there, [name]).fetchone():
            return name
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        earlier = sql.Identifier(_nearest(connection) or "template1")
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), earlier))
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "--skip-checks", "-v0"],
            cwd=ROOT,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test", "LIANGXIN_DATABASE_NAME": name},
            check=True,
        )
        comment = sql.Literal(json.dumps(_migrations()))
        connection.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), comment))
        connection.execute(sql.SQL("ALTER DATABASE {} WITH is_template true").format(sql.Identifier(name)))
    return name


def _migrations() -> dict[str, str]:
    """Each migration of the house, and what it says, as a digest."""
    return {
        file.relative_to(ROOT).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()[:16]
        for file in sorted(ROOT.glob("liangxin/*/migrations/0*.py"))
    }


def _nearest(connection: "psycopg.Connection[tuple[object, ...]]") -> str | None:
    """The template that has most of today's migrations, and none that today's are not."""
    today = set(_migrations().items())
    found: tuple[int, str] | None = None
    rows = connection.execute(
        "SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database WHERE datistemplate AND datname LIKE %s",
        [PREFIX + "%"],
    )
    for datname, comment in rows:
        theirs = set(json.loads(str(comment)).items()) if comment else None
        if theirs is not None and theirs <= today and (found is None or len(theirs) > found[0]):
            found = (len(theirs), str(datname))
    return found[1] if found else None


def clone(database: dict[str, object], *, template: str, name: str) -> None:
    """Make `name` anew as a copy of the template."""
    with _connect(database, "postgres") as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        )


def drop(database: dict[str, object], *, name: str) -> None:
    """Remove a copy."""
    with _connect(database, "postgres") as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _connect(database: dict[str, object], name: str) -> "psycopg.Connection[tuple[object, ...]]":
    return psycopg.connect(
        host=str(database["HOST"]) or None, port=str(database["PORT"]) or None, user=str(database["USER"]) or None,
        password=str(database["PASSWORD"]) or None, dbname=name, autocommit=True,
    )  # fmt: skip

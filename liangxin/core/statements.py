"""Statements that are asked thousands of times a minute: planned once a connection, run beside Django's own cursor.

Inside a transaction they take part in it: it is the same connection. They carry no history context, so what history
tracks is never written here. While queries are being counted they go through Django's cursor, and are counted too.
"""

from typing import Any

from django.db import connection
from psycopg import Cursor


def row_of(statement: str, values: dict[str, Any]) -> tuple[Any, ...] | None:
    """The first row of a statement, or None."""
    if connection.queries_logged:
        with connection.cursor() as counted:
            counted.execute(statement, values)
            return counted.fetchone()  # type: ignore[no-any-return]
    connection.ensure_connection()
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        cursor.execute(statement, values, prepare=True)
        return cursor.fetchone()


def run(statement: str, values: dict[str, Any]) -> int:
    """Run a statement that writes; how many rows it touched."""
    if connection.queries_logged:
        with connection.cursor() as counted:
            counted.execute(statement, values)
            return int(counted.rowcount)
    connection.ensure_connection()
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        cursor.execute(statement, values, prepare=True)
        return cursor.rowcount

"""Shapes that every register shares: ids, texts without control characters, a named record."""

from typing import Annotated

from ninja import Schema
from pydantic import Field, StringConstraints

Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
PRINTABLE = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"  # PostgreSQL keeps no NUL; nobody reads the others
Name = Annotated[str, StringConstraints(max_length=200, pattern=PRINTABLE)]
Line = Annotated[str, StringConstraints(max_length=300, pattern=PRINTABLE)]
Text = Annotated[str, StringConstraints(max_length=5_000, pattern=PRINTABLE)]
Code = Annotated[str, StringConstraints(max_length=100, pattern=PRINTABLE)]


class Named(Schema):
    """A record by its id and name."""

    id: int
    name: str
